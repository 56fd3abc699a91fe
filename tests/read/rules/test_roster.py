"""The participants of one event, each once: who is told of under several words is one participant."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader

# text, role, names of those who play it
ROSTERS = {
    "one group under three words": (
        "Three militants stormed a school in Kano on Friday and opened fire. The attackers killed 12 pupils.",
        "perpetrator", ["militants"],
    ),
    "what they did first, what they are later": (
        "Assailants killed 12 pupils in Kano on Friday. The gunmen opened fire in the yard.", "perpetrator", ["gunmen"],
    ),
    "numbers that cannot be the same": (
        "Two gunmen opened fire on a bank in Kano on Friday. Five bandits then attacked the bank.", "perpetrator",
        ["gunmen", "bandits"],
    ),
    "one of them and all of them": (
        "A suicide bomber attacked the gate of a base in Kano on Friday, and gunmen stormed the base.", "perpetrator",
        ["suicide bomber", "gunmen"],
    ),
    "an organisation and its people stay two": (
        "Boko Haram attacked a market in Kano on Friday. The gunmen killed 12 people.", "perpetrator",
        ["Boko Haram", "gunmen"],
    ),
}  # fmt: skip


def participants(text):
    (mention,) = [m for m in RuleReader().read(a_document(text)).mentions if m.family == "violence"]
    return [statement.value for statement in mention.of("participant")]


@pytest.mark.parametrize(("text", "role", "names"), ROSTERS.values(), ids=ROSTERS)
def test_each_participant_is_named_once(text, role, names):
    assert [p.name for p in participants(text) if p.role == role] == names


def test_one_participant_has_the_words_of_all_its_tellings_and_what_each_says():
    text = "Militants stormed a school in Kano on Friday. The three attackers killed 12 pupils."
    (mention,) = [m for m in RuleReader().read(a_document(text)).mentions if m.family == "violence"]
    (doer,) = [s for s in mention.of("participant") if s.value.role == "perpetrator"]
    assert [piece.quote for piece in doer.evidence] == ["Militants", "attackers"]
    assert doer.value.count.best == 3


def test_who_is_told_of_by_the_outlet_too_is_not_only_alleged():
    text = "Militants stormed a school in Kano on Friday. The attackers killed 12 pupils, police said."
    (mention,) = [m for m in RuleReader().read(a_document(text)).mentions if m.family == "violence"]
    (doer,) = [s for s in mention.of("participant") if s.value.role == "perpetrator"]
    assert (doer.modality, doer.attribution) == ("asserted", None)
