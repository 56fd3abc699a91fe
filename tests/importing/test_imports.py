"""What a partner passed on, in the ledger: once, one source, with its level, and never ours."""

import io
import json

import pytest

from importing.builders import an_event, an_object, bundle, marked, tied
from tocsin.clock import SystemClock
from tocsin.exporting import Within, terms_of
from tocsin.gather import Done, Failed
from tocsin.importing import Lost
from tocsin.imports import import_all
from tocsin.pipeline import add_all, gather_demo, incidents, make_reader, make_terms, open_record, refold
from tocsin.record.json_form import dumps, reading_form
from tocsin.settings import load_settings
from tocsin.share import EXPORTERS, OnTerms
from tocsin.share.stix.objects import incident_name

KANO = an_object("location", name="Kano", country="NG", latitude=12.0, longitude=8.52, precision=15_000)
READER = make_reader("rules", depth="gated")


class Hand:
    moment = "2024-04-01T09:00:00+00:00"

    def now(self):
        return self.moment


@pytest.fixture
def ledger():
    made = open_record("sqlite://", clock=Hand())
    yield made
    made.close()


def take(ledger, content, source="Border Desk", unmarked="red"):
    lost = Lost()
    outcomes = list(
        import_all(
            ["-"], source=source, unmarked=unmarked, ledger=ledger, reader=READER, clock=Hand(), lost=lost,
            stdin=io.BytesIO(content),
        )
    )  # fmt: skip
    refold(ledger)
    assert [each for each in outcomes if isinstance(each, Failed)] == []
    return [each for each in outcomes if isinstance(each, Done)]


def records(ledger):
    return list(incidents(ledger))


def export(ledger, name, tlp="red", held=None):
    settings = load_settings(flags={"tlp": tlp}, environment={})
    exporter = EXPORTERS.make(name)
    if isinstance(exporter, OnTerms):
        exporter = exporter.on(terms_of(ledger, settings))
    found = Within(incidents(ledger), ledger, settings.tlp)
    out = io.BytesIO()
    exporter.write(found, out)
    if held is not None:
        assert found.held_back == held
    return out.getvalue()


def test_a_bundle_becomes_incidents_of_one_source_on_the_partner_s_word(ledger):
    take(ledger, bundle(an_event()))
    (incident,) = records(ledger)
    (support,) = incident.type.support
    assert (support.source, support.attribution, support.reader) == ("Border Desk", "Border Desk", "import.stix/1")
    assert incident.type.credibility == "single_source"
    assert ledger.check() == []


def test_the_same_bundle_twice_adds_nothing(ledger):
    content = bundle(an_event(), an_object("report", name="Weekly", description="A bombing in Kano killed 3 people."))
    take(ledger, content)
    before = list(ledger.entries())
    assert [each.value.new for each in take(ledger, content)] == [False, False]
    assert list(ledger.entries()) == before


def test_a_newer_version_replaces_the_older_and_an_older_one_changes_nothing(ledger):
    old = an_event()
    new = {
        **an_event(tolls=[{"measure": "killed", "low": 20, "best": 20, "high": 20}]),
        "modified": "2024-03-25T00:00:00Z",
    }
    take(ledger, bundle(old))
    take(ledger, bundle(new))
    (done,) = take(ledger, bundle(old))
    assert done.notes == ("an older version than the one that is here",)
    (incident,) = records(ledger)
    assert incident.tolls[0].value.best == 20


def test_what_the_partner_withdrew_is_told_no_more(ledger):
    take(ledger, bundle(an_event()))
    take(ledger, bundle({**an_event(revoked=True), "modified": "2024-03-25T00:00:00Z"}))
    assert records(ledger) == []
    settings = load_settings(flags={}, environment={})
    assert [each.reason for each in terms_of(ledger, settings).withdrawn()] == ["gone"]


def test_what_was_withdrawn_and_never_here_leaves_nothing(ledger):
    (done,) = take(ledger, bundle(an_event(revoked=True)))
    assert done.notes == ("it is withdrawn, and was never here",)
    assert list(ledger.entries()) == []


def test_prose_is_read_by_our_reader_as_the_partner_s_report(ledger):
    take(ledger, bundle(an_object("report", name="Kano", description="A bombing in Kano killed at least 12 people.")))
    (incident,) = records(ledger)
    assert incident.type.value == "bombing"
    assert incident.type.support[0].source == "Border Desk"
    assert incident.type.support[0].reader.startswith("rules/")


def test_names_of_persons_are_looked_for_whatever_the_partner_says_of_them(ledger):
    words = "Jonathan Doeman, a teacher, was killed in a bombing in Kano."
    take(ledger, bundle(an_event(description=words)))
    (reading,) = ledger.active_readings()
    assert [person.name for person in reading.persons if person.standing == "private"] != []


# ---------------------------------------------------------------------------------------------- the levels
@pytest.mark.parametrize("name", EXPORTERS.names())
def test_no_format_passes_on_what_may_not_go_so_far(ledger, name):
    event = an_event(1, **marked("amber"))
    take(ledger, bundle(event, {**KANO, **marked("clear")}, {**tied(event, "located-at", KANO), **marked("clear")}))
    before = export(ledger, name, "green", held=1)
    assert b"Kano" not in before
    assert b"bombing" not in before.lower()
    assert before == export(open_record("sqlite://", clock=Hand()), name, "green") or name in ("stix", "atom", "cap")
    assert export(ledger, name, "amber", held=0) != before


def test_a_record_that_rests_on_a_stricter_report_too_does_not_go(ledger):
    take(ledger, bundle(an_event(1, **marked("clear"))), source="One")
    take(ledger, bundle(an_event(1, **marked("red"))), source="Two")
    (incident,) = records(ledger)
    assert len(incident.documents) == 2
    export(ledger, "jsonl", "amber+strict", held=1)


def test_documents_of_our_own_bear_no_level(ledger):
    take(ledger, bundle(an_event(**marked("green"))))
    (level,) = ledger.levels().values()
    assert level == "green"


def test_the_strictest_level_that_a_document_ever_bore_counts(ledger):
    take(ledger, bundle(an_event(**marked("red"))))
    take(ledger, bundle({**an_event(**marked("clear")), "modified": "2024-03-25T00:00:00Z"}))
    assert list(ledger.levels().values()) == ["red"]


# ------------------------------------------------------------------------------------------- there and back
@pytest.fixture(scope="module")
def demo():
    made = open_record("sqlite://", clock=Hand())
    list(add_all(gather_demo(make_terms(clock=SystemClock(), max_bytes=10_000_000)), ledger=made, reader=READER))
    refold(made)
    yield made
    made.close()


def facts(form):
    """What a mention says, without where it was read."""
    return json.dumps(
        [form["type"], form["status"], form["unit"], form["political"], form["background"]]
        + [[{k: v for k, v in each.items() if k not in SAID} for each in form[name]] for name in LISTS]
        + [{k: v for k, v in (form["when"] or {}).items() if k not in SAID}],
        sort_keys=True,
    )


SAID = frozenset("attribution modality confidence original evidence attribution_evidence".split())
LISTS = ("where", "participants", "tolls", "claims")


def test_our_own_readings_come_back_with_every_value(demo, ledger):
    theirs = [reading for reading in demo.active_readings() if reading.depth == "full"]
    for with_text in (True, False):
        lines = "".join(dumps(reading_form(each, with_text=with_text)) + "\n" for each in theirs)
        take(ledger, lines.encode(), source=f"Monitor {with_text}")
        ours = [r for r in ledger.active_readings() if r.document.source == f"Monitor {with_text}"]
        assert len(ours) == len(theirs)
        for one, other in zip(theirs, ours, strict=True):
            before, after = (reading_form(each, with_text=False)["mentions"] for each in (one, other))
            assert [facts(each) for each in before] == [facts(each) for each in after]
    assert ledger.check() == []


def test_our_own_records_come_back_with_every_value(demo, ledger):
    take(ledger, export(demo, "jsonl"), source="Monitor")
    by_id = {each.id: each for each in incidents(demo)}
    readings = {reading.document.id: reading for reading in ledger.active_readings()}
    assert len(readings) == len(by_id)
    for id, incident in by_id.items():
        (mention,) = readings[f"Monitor: {id}"].mentions
        assert (mention.type, mention.status, mention.unit) == (
            incident.type.value,
            incident.status.value,
            incident.unit,
        )
        for property, values in (
            ("where", incident.where), ("participant", incident.participants), ("toll", incident.tolls),
            ("claim", incident.claims), ("when", [incident.when] if incident.when else []),
        ):  # fmt: skip
            assert [each.value for each in mention.of(property)] == [each.value for each in values]
    assert ledger.check() == []


def test_our_own_bundle_comes_back_with_types_times_tolls_and_claims(demo, ledger):
    take(ledger, export(demo, "stix", "green"), source="Monitor", unmarked="green")
    assert set(ledger.levels().values()) == {"green"}
    by_title = {}
    for reading in ledger.active_readings():
        by_title.setdefault(reading.document.title, []).append(reading.mentions[0])
    for incident in incidents(demo):
        mentions = by_title[incident_name(incident)]
        assert incident.type.value in [each.type for each in mentions]
        if len(mentions) == 1:
            assert {(t.value.measure, t.value.low, t.value.best) for t in incident.tolls} == {
                (s.value.measure, s.value.low, s.value.best) for s in mentions[0].of("toll")
            }
    assert ledger.check() == []
