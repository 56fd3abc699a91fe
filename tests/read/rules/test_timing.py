"""The day of an event is its own: not that of a statement, an arrest or a funeral, and counted where it must be."""

import pytest

from builders import a_document, evidence_holds
from tocsin.read.rules.reader import RuleReader
from tocsin.record import When

READER = RuleReader()

DATED = {
    "how far from another act": (
        "On 12 March gunmen shelled a camp. The raid came within weeks of a truce.", "shelling", "2024-03-12"),
    "its own, not the arrest's": (
        "Police on Monday arrested two men over the stabbing of a clerk on Friday.", "stabbing", "2024-03-22"),
    "not the condemnation's": (
        "The council on Monday condemned the murder of a trader on 10 March.", "assassination|armed_assault", "2024-03-10"),
    "not that of a charge": (
        "A man was charged on Monday with the stabbing of a clerk in Lille.", "stabbing", None),
    "not that of an inquiry": (
        "An investigation was under way on Monday into the stabbing of a clerk in Lille.", "stabbing", None),
    "not that of sources": (
        "According to army sources today, gunmen attacked a post in Kidal.", "armed_assault", None),
    "of the clause about it": (
        "The mayor spoke of the attack that left six dead at a farm on Friday.", "armed_assault", "2024-03-22"),
    "counted from what was told last": (
        "The peace deal was signed on 18 March. Two days later gunmen attacked a village in Ituri.",
        "armed_assault", "2024-03-20"),
    "counted from what it names": (
        "The bombing in Aden came two days after the visit of the envoy on Thursday.", "bombing", "2024-03-23"),
    "counted from nothing known": (
        "On Friday shops shut. Gunmen attacked a village twelve days before the elections.", "armed_assault", None),
    "of what was done meanwhile": (
        "A trader in Jos was shot as he left the mosque on Friday.", "armed_assault", "2024-03-22"),
    "not that of another clause": (
        "A trader in Jos was shot while leaving the mosque, and on Sunday the mayor said he mourned him.",
        "armed_assault", None),
    "told afterwards": (
        "Gunmen attacked a convoy near Tessit. It took place on Thursday, the army said on Sunday.",
        "armed_assault", "2024-03-21"),
}  # fmt: skip


def whens(text):
    doc = a_document(text, published="2024-03-26")
    mentions = [m for m in READER.read(doc).mentions if m.family == "violence"]
    for mention in mentions:
        assert all(evidence_holds(doc, e) for s in mention.of("when") for e in s.evidence)
    return {m.type: m.all(When)[0] for m in mentions}


@pytest.mark.parametrize(("text", "types", "day"), DATED.values(), ids=DATED)
def test_an_event_has_its_own_day(text, types, day):
    found = whens(text)
    (when,) = [found[type_] for type_ in types.split("|") if type_ in found]
    assert when.earliest == day
    assert when.latest == (day or "2024-03-26")


def test_both_events_of_a_counted_time_are_dated():
    found = whens("Gunmen shot a mayor in Jos on Sunday, two days after a bombing killed six in Kano.")
    assert sorted(when.earliest for when in found.values()) == ["2024-03-22", "2024-03-24"]


def test_what_has_gone_on_since_a_day_goes_on():
    (when,) = whens("The army has shelled the enclave since 14 March.").values()
    assert (when.earliest, when.ongoing) == ("2024-03-14", True)


EXPLAINED = {
    "from publication": ("Gunmen attacked a bank on Friday.", "(weekday, counted from publication, 2024-03-26)"),
    "as written": ("Gunmen attacked a bank on 22 March 2024.", "(date, as written)"),
    "from another day": (
        "The vote was held on Sunday. A day later gunmen attacked a bank.",
        '(span, counted from "Sunday", 2024-03-24 to 2024-03-24)',
    ),
}


@pytest.mark.parametrize(("text", "how"), EXPLAINED.values(), ids=EXPLAINED)
def test_explain_says_which_rule_and_which_day_gave_the_time_of_an_event(text, how):
    rows = READER.explain(a_document(text, published="2024-03-26")).split("\n")
    (row,) = [row for row in rows if row.startswith("    when")]
    assert row.endswith(how)
