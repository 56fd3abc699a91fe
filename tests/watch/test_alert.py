"""Alerts: everything that a person has to know, and nothing that may not go out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuse.builders import KANO, M, Said, a_reading
from tocsin.fuse import fuse_all
from tocsin.record import Participant, Person, Place, Toll
from tocsin.record.json_form import dumps
from tocsin.watch import rings
from tocsin.watch.alert import make_alert
from tocsin.watch.alert_masker import Sources
from tocsin.watch.alert_values import form
from tocsin.watch.likelihood import confidence_words, likelihood_words
from watch.builders import SEEN, Names, a_watch, replace


def fused(*readings):
    return fuse_all(readings).incidents[0]


def a_report(text, *values, persons=(), id="d1", **document):
    """A reading of a text with one bombing in Kano, and persons (name, standing) wherever the text has them."""
    mention = M(trigger="bombing", type="bombing", values=(Said(KANO, words="Kano"), *values))
    reading = a_reading(mention, text=text, id=id, **document)
    found = []
    for name, standing in persons:
        at = text.find(name)
        while at >= 0:
            found.append(Person(name=name, start=at, end=at + len(name), standing=standing))
            at = text.find(name, at + len(name))
    return replace(reading, persons=tuple(found))


def alerts_of(*readings, before=None, **watch):
    after = fused(*readings)
    sources = Sources(readings={r.document.id: r for r in readings}, peoples=Names())
    watch = a_watch(**watch)
    return [
        make_alert(watch, ring, before, after, sources=sources, made_at=SEEN.now, confidence=0.87, link="https://desk.example/{incident}")
        for ring in rings(watch, before, after, SEEN)
    ]  # fmt: skip


TEXT = "The bombing in Kano killed 12 people, police said. Jane Doe, 34, was hurt. The bombing was the third."


def test_an_alert_says_what_changed_how_it_stands_who_says_so_and_why():
    killed = Said(Toll(measure="killed", low=12, high=12, best=12), words="killed 12 people", by="police")
    report = a_report(TEXT, killed, persons=[("Jane Doe", "private")], source="Harbour Wire", url="https://a.example/1")
    (alert,) = alerts_of(report, countries=frozenset({"NG"}))
    assert alert.headline == "New incident: Bombing in Kano, Nigeria: 12 killed"
    assert alert.record.tolls == ("12 killed",)
    assert alert.record.where == ("Kano, Nigeria",)
    assert alert.why == ("Kano, Nigeria lies in NG", "it is new")
    assert [(s.source, s.attribution, s.url) for s in alert.said_by] == [
        ("Harbour Wire", None, "https://a.example/1"), ("Harbour Wire", "police", "https://a.example/1"),
    ]  # fmt: skip
    assert [q.words for q in alert.evidence] == ["The bombing in Kano killed 12 people, police said."]
    assert (alert.confidence, alert.likelihood) == (0.87, "very likely")
    assert alert.credibility == "low confidence: a single source"
    assert alert.link == f"https://desk.example/{alert.incident}"


def test_a_rising_toll_quotes_the_words_of_the_figure():
    before = fused(a_report(TEXT, Toll(measure="killed", low=2)))
    killed = Said(Toll(measure="killed", low=12, high=12, best=12), words="killed 12 people")
    (alert,) = alerts_of(a_report(TEXT, killed), before=before)
    assert (alert.kind, alert.changed) == ("toll", ("killed: 12, after 2",))
    assert alert.evidence[0].words == "The bombing in Kano killed 12 people, police said."


def test_the_same_news_has_the_same_id_whatever_report_brings_it():
    killed = Said(Toll(measure="killed", low=12, high=12, best=12), words="killed 12 people")
    one, other = a_report(TEXT, killed), a_report(f"Again: {TEXT}", killed, id="d2")
    assert [a.id for a in alerts_of(one)] == [a.id for a in alerts_of(one, other)]
    assert [a.id for a in alerts_of(one)] != [a.id for a in alerts_of(one, name="other")]


def test_a_quotation_of_a_report_that_nobody_has_read_is_dropped():
    report = a_report(TEXT)
    (ring,) = rings(a_watch(), None, fused(report), SEEN)
    alert = make_alert(a_watch(), ring, None, fused(report), sources=Sources(peoples=Names()), made_at=SEEN.now)
    assert (alert.evidence, alert.said_by, alert.withheld) == ((), (), 1)


NOBODY_KNOWN = [
    ("a name in the middle", "The bombing in Kano hurt Musa Bello.", []),
    ("a name that opens", "Musa saw the bombing in Kano.", []),
    ("an organisation that no reading has", "The bombing in Kano struck the Lantern Trust.", []),
    ("a sentence without an end", "The bombing in Kano " + "and so on " * 60, []),
]


@pytest.mark.parametrize(("text", "persons"), [row[1:] for row in NOBODY_KNOWN], ids=[row[0] for row in NOBODY_KNOWN])
def test_a_sentence_with_a_name_that_no_reading_knows_is_not_quoted_whole(text, persons):
    (alert,) = alerts_of(a_report(text, persons=persons))
    assert [q.words for q in alert.evidence] == ["bombing"]


def test_in_a_sentence_private_persons_are_masked_and_public_ones_stand():
    text = "The bombing in Kano on Monday hurt Jane Doe, Ada Obi said."
    (alert,) = alerts_of(a_report(text, persons=[("Jane Doe", "private"), ("Ada Obi", "official")]))
    assert [q.words for q in alert.evidence] == ["The bombing in Kano on Monday hurt [name withheld], Ada Obi said."]


def test_a_sentence_is_quoted_once():
    killed = Said(Toll(measure="killed", low=12, high=12, best=12), words="killed 12 people")
    for alert in alerts_of(a_report(TEXT, killed), changes=frozenset({"new_incident", "toll"})):
        assert [q.words for q in alert.evidence] == ["The bombing in Kano killed 12 people, police said."]


def test_links_and_handles_in_quotations_are_taken_out():
    words = "claimed at t.me/harbour and @harbour_front, https://x.example/video"
    report = a_report(f"The bombing in Kano was {words}.", Said(Toll(measure="killed", low=1), words=words))
    (alert,) = alerts_of(report, changes=frozenset({"toll"}), toll_steps=(("killed", 1),))
    assert alert.evidence[0].words.endswith("claimed at [link removed] and [link removed], [link removed]")


def test_where_suspects_come_from_is_left_out():
    text = "After the bombing in Kano police held two Nigerian men from Turkey."
    men = Participant(role="suspect", kind="group", name="two Nigerian men", origin="TR")
    report = a_report(
        text, Said(men, words="two Nigerian men from Turkey"), Said(Toll(measure="killed", low=10), words=text[:-1])
    )
    (alert,) = alerts_of(report, changes=frozenset({"toll"}))
    bytes_ = dumps(form(alert))
    assert "Turkey" not in bytes_
    assert "Nigerian" not in bytes_
    assert "held two [origin withheld] men from [origin withheld]" in bytes_


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.01, "almost no chance"), (0.05, "very unlikely"), (0.2, "unlikely"), (0.5, "roughly even chance"), (0.55, "likely"),
     (0.79, "likely"), (0.8, "very likely"), (0.95, "almost certain"), (1.0, "almost certain"), (None, "not estimated")],
)  # fmt: skip
def test_numbers_in_the_words_of_icd_203(number, words):
    assert likelihood_words(number) == words
    assert confidence_words("several_sources").startswith("moderate confidence")


WORD = st.sampled_from("Abel Bako Celia Doyle Darcy Ngozi Smith Hadi Jose Lukas Nguyen Neill Ruiz Okafor Musa".split())
PERSON = st.lists(WORD, min_size=2, max_size=3, unique=True).map(" ".join)
PRIVATE = st.sampled_from(["private", "unknown"])


@given(st.lists(st.tuples(PERSON, PRIVATE), min_size=1, max_size=3), st.data())
def test_no_private_person_of_a_reading_is_in_the_bytes_of_an_alert(persons, data):
    """Whatever holds the name: the text quoted, the title, the source, the address, the id, a place, a claim, a link."""
    name = st.sampled_from([name for name, _ in persons])
    said = [
        data.draw(st.sampled_from(["", name_ := data.draw(name), name_.upper(), name_.split()[-1]])) for _ in range(4)
    ]
    text = f"The bombing in Kano {said[0]} killed 12 {said[1]}. {', '.join(n for n, _ in persons)} fled to Kano."
    values = [
        Said(Toll(measure="killed", low=12), words=text[:-1]),
        Said(Place(name=data.draw(name), country="NG"), words="fled"),
        Said(Participant(role="suspect", kind="person", name=data.draw(name)), words="fled"),
        Said(Participant(role="victim", kind="organization", name=f"Friends of {data.draw(name)}"), words="fled"),
    ]
    slug = data.draw(name).lower().replace(" ", "-")
    report = a_report(text, *values, persons=persons, id=f"{slug}.txt", source=f"Blog of {data.draw(name)}", url=f"https://a.example/{slug}")  # fmt: skip
    found = alerts_of(report, changes=frozenset({"new_incident"})) + alerts_of(report, changes=frozenset({"toll"}))
    assert len(found) == 2
    for alert in found:
        sent = dumps(form(alert)).casefold()
        folded = "".join(c for c in sent if c.isalnum())
        for person, _ in persons:
            assert person.casefold() not in sent
            assert person.casefold().replace(" ", "") not in folded
        assert json.loads(dumps(form(alert)))["schema"] == "tocsin.alert/1"
