"""Lines of another Tocsin: records and readings come in as the partner's, and say what they said."""

import json

import pytest

from builders import a_document, a_mention, a_reading, a_statement, quoting
from importing.builders import NOW, ORIGIN, bring, check, one, values
from tocsin.importing.lines import LONGEST
from tocsin.record import (
    Attribution,
    Claim,
    Link,
    Participant,
    Person,
    Relation,
    Toll,
    Voice,
    WarningNotice,
)  # fmt: skip
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import dumps, reading_form
from view.incidents import GOMA, an_incident, folded

TOLL = Toll(measure="killed", low=12, high=12, best=12)


def record(**fields):
    return dumps(incident_form(an_incident(**fields))).encode() + b"\n"


def reading(with_text=True, **fields):
    doc = a_document(source="Harbour Wire", title="Kano attack", language="en")
    mention = a_mention(
        doc,
        a_statement(doc, "toll", TOLL, "killed 12 people"),
        a_statement(doc, "where", GOMA, "Kano", attribution=Voice(name="Gunmen", evidence=(quoting(doc, "Gunmen"),))),
    )
    return a_reading(doc, mention, **fields), dumps(
        reading_form(a_reading(doc, mention, **fields), with_text=with_text)
    ).encode() + b"\n"


def said(reading):
    """The values of a reading, by property."""
    return {each.property: each.value for m in reading.mentions for each in m.statements}


# ------------------------------------------------------------------------------------------------ records
def test_a_record_says_all_its_values_on_the_partner_s_word():
    claims = (folded(Claim(claimant="M23", stance="blamed", actor="m23", by="the governor"), modality="alleged"),)
    people = (folded(Participant(role="victim", kind="civilians", name="villagers", tags=("women",)), "villagers"),)
    brought = check(one(record(claims=claims, participants=people, unit="campaign", political="doubtful")))
    mention = brought.reading.mentions[0]
    assert (mention.unit, mention.political, mention.type) == ("campaign", "doubtful", "armed_assault")
    assert values(brought, "where") == [GOMA]
    assert values(brought, "toll") == [Toll(measure="killed", low=40)]
    assert values(brought, "claim") == [claims[0].value]
    assert values(brought, "participant") == [people[0].value]
    assert [each.modality for each in mention.of("claim")] == ["alleged"]
    assert {each.attribution.name for each in mention.statements} == {"Border Desk"}
    assert "at least 40 killed (“at least 40 people”)\n" in brought.document.text


def test_a_record_is_as_old_as_its_newest_report_and_has_the_level_agreed_on():
    brought = one(record())
    assert (brought.document.published, brought.document.retrieved, brought.tlp) == ("2024-03-22", NOW, "red")


def test_a_warning_comes_in():
    notice = WarningNotice(issuer="Washington", recipient="Moscow", target="concerts")
    brought = one(record(type=folded("warning"), family="warning", warning=folded(notice)))
    assert values(brought, "warning") == [notice]
    assert "Warned: Washington to Moscow of concerts" in brought.document.text


def test_what_of_a_record_is_lost_is_counted():
    link = Link(incident="i2", type="arrest", status="occurred", what="arrests", support=())
    rivals = (folded(Toll(measure="killed", low=1)),)
    toll = folded(Toll(measure="killed", low=40), rivals=rivals)
    _, _, lost = bring(record(responses=(link,), tolls=(toll,)))
    assert lost == {"links to other incidents": 1, "rival values": 1}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda form: form.update(type={**form["type"], "value": "sandwich"}), "no event type"),
        (lambda form: form["tolls"][0]["value"].update(low=-3), "below nobody"),
        (lambda form: form.pop("status"), "incident"),
        (lambda form: form.update(unit="dozen"), "incident"),
        (lambda form: form["when"]["value"].update(earliest="soon"), "no day"),
        (lambda form: form.update(schema="tocsin.incident/2"), "tocsin.incident/2"),
    ],
)
def test_a_record_that_cannot_be_is_named_by_its_line_and_the_others_come_in(change, words):
    form = incident_form(an_incident())
    form = json.loads(dumps(form))
    change(form)
    brought, errors, _ = bring(record() + dumps(form).encode() + b"\n" + record(id="i2"))
    assert len(brought) == 2
    assert errors[0].startswith("standard input, line 2:")
    assert words in errors[0]


# ----------------------------------------------------------------------------------------------- readings
def test_a_reading_with_its_text_keeps_its_quotations_where_they_are():
    theirs, line = reading()
    brought = check(one(line))
    assert brought.document.text.startswith(theirs.document.text)
    assert brought.document.text.endswith("\n\nFirst published by Harbour Wire\n\nShared by Border Desk\n\n")
    ours, before = brought.reading.mentions[0], theirs.mentions[0]
    assert (ours.trigger.start, ours.trigger.quote) == (before.trigger.start, before.trigger.quote)
    assert said(brought.reading) == said(theirs)
    assert (brought.document.source, brought.document.title) == ("Border Desk", "Kano attack")


def test_who_is_named_as_saying_so_stays_and_all_else_is_on_the_partner_s_word():
    mention = one(reading()[1]).reading.mentions[0]
    assert [each.attribution.name for each in mention.of("where")] == ["Gunmen"]
    assert [each.attribution.name for each in mention.of("toll")] == ["Border Desk"]


def test_a_reading_without_its_text_is_a_text_of_its_quotations():
    theirs, line = reading(with_text=False)
    brought = check(one(line))
    assert brought.document.text == (
        "killed\n\nKano\n\nGunmen\n\nkilled 12 people\n\nFirst published by Harbour Wire\n\nShared by Border Desk\n\n"
    )
    assert said(brought.reading) == said(theirs)


def test_attributions_and_relations_come_along_and_names_of_persons_do_not():
    doc = a_document()
    said = Attribution(
        speaker="Police", text="12", direct=False, evidence=(quoting(doc, "12"),),
        speaker_evidence=(quoting(doc, "Gunmen"),), about=("m1",),
    )  # fmt: skip
    ties = (
        Relation(type="follows", source="m1", target="m1", evidence=(quoting(doc, "killed"),)),
        Relation(type="follows", source="m1", target="m9", evidence=(quoting(doc, "killed"),)),
    )
    official = Person(name="Gunmen", start=0, end=6, standing="official")
    line = reading(attributions=(said,), relations=ties, persons=(official,))[1]
    brought, _, lost = bring(line)
    assert [each.text for each in brought[0].reading.assessments] == ["12"]
    assert [each.target for each in brought[0].reading.relations] == ["m1"]
    assert brought[0].reading.persons == ()
    assert lost["relations to what is not there"] == 1


def test_a_reading_that_misquotes_its_text_is_refused():
    form = json.loads(reading()[1])
    form["mentions"][0]["trigger"]["quote"] = "kissed"
    brought, errors, _ = bring(dumps(form).encode())
    assert brought == []
    assert "is not what the document says there" in errors[0]


@pytest.mark.parametrize("with_text", [True, False])
def test_a_text_or_a_quotation_beyond_measure_is_refused(with_text):
    form = json.loads(reading(with_text=with_text)[1])
    if with_text:
        form["document"]["text"] += "x" * LONGEST
    else:
        form["mentions"][0]["trigger"] |= {"quote": "x" * (LONGEST + 1), "start": 0, "end": 10**18}
    brought, errors, _ = bring(dumps(form).encode())
    assert brought == []
    assert "longer than" in errors[0]


def test_offsets_far_away_cost_nothing_where_the_text_did_not_come_along():
    form = json.loads(reading(with_text=False)[1])
    form["mentions"][0]["trigger"] |= {"start": 10**15, "end": 10**15 + 6}
    assert check(one(dumps(form).encode())).reading.mentions[0].trigger.quote == "killed"


def test_lines_of_errors_and_blank_ones_are_passed_over():
    errors_line = b'{"schema": "tocsin.error/1", "line": 1, "error": "is blank"}\n'
    brought, errors, lost = bring(errors_line + b"\n" + record())
    assert (len(brought), errors) == (1, [])
    assert lost["lines that say that something was not read"] == 1


def test_the_same_line_gives_the_same_document_at_another_time():
    other = type(ORIGIN)(source=ORIGIN.source, unmarked=ORIGIN.unmarked, now="2025-01-01T00:00:00+00:00")
    for line in (record(), reading()[1]):
        assert one(line).document.key == one(line, origin=other).document.key
