"""What every registered exporter keeps to: whole files, the same bytes, little memory, whatever the record holds."""

import csv
import io
import json
import tracemalloc
from uuid import UUID

import pytest
from msgspec import structs

from share.xml_checks import alerts_of, entries_of
from tocsin.record import (
    Claim,
    Interval,
    Link,
    Participant,
    Place,
    Review,
    Toll,
    TollPoint,
    Unsettled,
    WarningNotice,
    When,
)  # fmt: skip
from tocsin.share import EXPORTERS, OnTerms
from tocsin.share.terms import Stamps, Terms
from view.incidents import an_incident, evidence, folded, support

TERMS = Terms(
    namespace=UUID("018ab4ce-bb06-4f86-8504-5ed1d60ea6df"), stamps=lambda id: Stamps("2024-03-22", "2024-03-23")
)
NAMES = EXPORTERS.names()
HOSTILE = {
    "markup": "<script>alert(1)</script> & ]]> <!-- --> &#x0; <?php ?>",
    "formula": '=HYPERLINK("http://x.test","@SUM(1)")',
    "controls": "a\x00b\x08c\x0bd\x1be\x7ff\x85g￾h￿i",
    "lines": 'one\ntwo\r\nthree\u2028four\t"five", six; seven',
    "direction": "\u202egnp.exe\u202c \u200f\u2066x",
    "wide": "𝕯 🚨 Ґóмa ١٢ é",
    "template": "{{7*7}} ${jndi:ldap://x} %s %n {0} {incident}",
    "long": "x" * 5_000,
    "blank": " ",
    "empty": "",
    "no day": "2024-02-30",
}


def make(name):
    exporter = EXPORTERS.make(name)
    return exporter.on(TERMS) if isinstance(exporter, OnTerms) else exporter


def export(name, *incidents):
    out = io.BytesIO()
    done = make(name).write(iter(incidents), out)
    return done, out.getvalue()


def read_back(name, content):
    """The file read by another's program; what it holds."""
    if name == "jsonl":
        return [json.loads(line) for line in content.decode().split("\n")[:-1]]
    if name in ("csv", "ucdp", "acled", "gtd"):
        rows = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1
        return rows[1:]
    if name == "geojson":
        return json.loads(content)["features"]
    if name == "stix":
        return [each for each in json.loads(content)["objects"] if each["type"] == "incident"]
    if name == "parquet":
        from pyarrow import parquet

        return parquet.read_table(io.BytesIO(content)).to_pylist()
    if name == "cap":
        return alerts_of(content)
    if name == "atom":
        return entries_of(content)
    return None


def everywhere(words):
    """An incident with these words in every place that a report can fill."""
    place = Place(name=words, country="CD", admin1=words, latitude=-1.6, longitude=29.2, geonames_id=1)
    link = Link(
        incident=words, type="arrest", status="occurred", what=words, support=(support(words),), kind="retaliation",
        asserted_by=words, actors=(words,), warning=WarningNotice(issuer=words, place=words),
    )  # fmt: skip
    parties = [
        Participant(role="perpetrator", kind="organization", name=words, actor=words, origin=words, tags=(words,)),
        Participant(role="victim", kind="person", name=words),
        Participant(role="party", kind="state_force", name=words, side="a", actor_kind=words),
    ]
    point = TollPoint(
        measure="killed", published=words, document=words, mention=words, source=words, low=1, high=None, best=None,
        approximate=True, attribution=words, evidence=(evidence(words),),
    )  # fmt: skip
    return an_incident(
        title=words,
        documents=(words,),
        where=(folded(place, words), folded(structs.replace(place, geonames_id=None, precision="venue"))),
        when=folded(When(earliest=words, latest=words, end=Interval(earliest=words, latest=words))),
        participants=tuple(folded(each, words, source=words, published=words) for each in parties),
        claims=(
            folded(Claim(claimant=words, stance="claimed", actor=words, by=words, channel=words), words),
            folded(Claim(claimant=words, stance="blamed", actor="m23", by=words), words),
        ),
        tolls=(folded(Toll(measure="killed", low=2**70, best=0, whom=words)), folded(Toll(measure="injured", high=3))),
        responses=(link,),
        warnings=(link,),
        toll_history=(point,),
        unsettled=(Unsettled(property="toll", reason=words, support=(support(words),)),),
        actor_a=words,
        actor_b=words,
        review=Review(state="disputed", by=words),
        as_of=words,
    )


SIDES = (
    folded(Participant(role="perpetrator", kind="organization", name="M23", actor="m23")),
    folded(Participant(role="victim", kind="civilians", name="villagers")),
)
SETTLED = an_incident(participants=SIDES)
BARE = {"when": None, "where": (), "tolls": (), "documents": (), "mentions": ()}


@pytest.mark.parametrize("name", NAMES)
class TestEveryExporter:
    def test_the_same_incidents_give_the_same_bytes(self, name):
        some = [an_incident(), an_incident(id="i2", **BARE), everywhere("Goma")]
        assert export(name, *some) == export(name, *some)

    def test_no_incident_gives_a_whole_file(self, name):
        done, content = export(name)
        assert (done.written, done.left_out) == (0, 0)
        assert content or name == "jsonl"
        assert read_back(name, content) in ([], None)

    def test_an_incident_of_which_next_to_nothing_is_known_spoils_nothing(self, name):
        done, content = export(name, an_incident(**BARE), an_incident(id="i2"))
        assert done.written + done.left_out == 2
        found = read_back(name, content)
        assert found is None or len(found) == done.written

    @pytest.mark.parametrize(
        "when",
        [
            When(latest="2024-03-22"),
            When(earliest="2024-03-22"),
            When(),
            When(earliest="2024-03-22T20:15+03:00", latest="2024-03-22T20:15+03:00", precision="minute"),
            When(earliest="0001-01-01", latest="9999-12-31", precision="year", ongoing=True),
            When(earliest="0001-01-01T00:00+14:00", latest="9999-12-31T23:59-12:00", precision="minute"),
        ],
        ids=["only latest", "only earliest", "neither", "a minute", "all years", "the ends of the calendar"],
    )
    def test_whatever_is_known_of_the_time(self, name, when):
        done, content = export(name, an_incident(when=folded(when)))
        assert done.written + done.left_out == 1
        found = read_back(name, content)
        assert found is None or len(found) == done.written

    @pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
    def test_hostile_words_stay_words(self, name, words):
        done, content = export(name, everywhere(words), an_incident(id="i2"))
        assert done.written + done.left_out == 2
        found = read_back(name, content)
        assert found is None or len(found) == done.written

    def test_names_are_utf8(self, name):
        place = folded(Place(name="Ґóмa ١٢", country="CD", latitude=0, longitude=0, precision="city", geonames_id=1))
        struck = folded(Participant(role="victim", kind="civilians", name="villagers"))
        content = export(name, an_incident(where=(place,), participants=(struck,)))[1]
        assert "Ґóмa ١٢".encode() in content

    def test_nothing_is_held_while_others_come(self, name):
        def many(number):
            for n in range(number):
                yield structs.replace(SETTLED, id=f"i{n}")

        class Nowhere(io.RawIOBase):
            def write(self, content):
                return len(content)

        make(name).write(many(300), Nowhere())  # what is loaded once
        tracemalloc.start()
        done = make(name).write(many(2_000), Nowhere())
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert done.written + done.left_out == 2_000
        assert peak < 2_500_000

    def test_it_writes_as_it_goes(self, name):
        """The first bytes are out before the last incident is asked for."""
        if name in ("cap", "atom"):
            pytest.skip("a feed says first when its newest entry was updated: entries wait on the disk")
        out, seen = io.BytesIO(), []

        def many():
            for n in range(11_000 if name == "parquet" else 1_000):
                seen.append(out.tell())
                yield structs.replace(SETTLED, id=f"i{n}")

        make(name).write(many(), out)
        assert 0 < seen[-1] < out.tell()

    def test_it_says_what_it_is(self, name):
        assert [entry.about for entry in EXPORTERS.entries() if entry.name == name] != [""]
