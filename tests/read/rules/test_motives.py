"""Political violence is told apart from crime, and from what nothing is said about."""

import pytest

from builders import a_document
from tocsin.lexicon import load_rows
from tocsin.read.rules.reader import RuleReader

# text, whether its act is political
ACTS = {
    "an armed group": ("Al-Shabaab fighters killed four people in Kismayo on Friday.", "yes"),
    "the state": ("Soldiers shot dead two brothers in Quetta on Friday.", "yes"),
    "militants of no name": ("Two militants shot dead a trader in Quetta on Friday.", "yes"),
    "gunmen of no name": ("Gunmen killed nine people in a village near Kano on Friday.", "yes"),
    "what only a side of a war does": ("Shelling killed three people in Donetsk on Friday.", "yes"),
    "whom it was meant for": ("A man stabbed a member of parliament in Leeds on Friday.", "yes"),
    "a hate crime": ("A man stabbed two women in Leeds on Friday; police treat it as a hate crime.", "yes"),
    "a robbery": ("A clerk was shot dead during a robbery in Leeds on Friday.", "no"),
    "a quarrel": ("A man was stabbed to death after an argument in Leeds on Friday.", "no"),
    "at home": ("A man shot dead his estranged wife in Leeds on Friday.", "no"),
    "told further on": (
        "A teenager was shot dead in Leeds on Friday. Homicide detectives think the shooting was gang-related.", "no",
    ),
    "a gang shoots a policeman": ("A policeman was shot dead in a gang-related shooting in Leeds on Friday.", "doubtful"),
    "nothing is said": ("A man was stabbed in Leeds on Friday.", "doubtful"),
    "armed men and a father with his son": ("Gunmen shot dead a man and wounded his son in Leeds on Friday.", "doubtful"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "political"), ACTS.values(), ids=ACTS)
def test_whether_an_act_is_political(text, political):
    found = {m.political for m in RuleReader().read(a_document(text)).mentions if m.family == "violence"}
    assert found == {political}


def test_motives_are_of_the_closed_set():
    assert {row["motive"] for row in load_rows("motives.csv")} == {"political", "private", "family"}


def test_items_of_a_list_lend_one_another_no_motive():
    items = (
        "- A man was stabbed in Leeds on Friday.\n\n- A bank was closed after a robbery in York on Friday.\n\n"
        "- The price of bread rose in Hull on Friday."
    )
    found = [m.political for m in RuleReader().read(a_document(items)).mentions if m.type == "stabbing"]
    assert found == ["doubtful"]


def test_a_response_is_as_political_as_the_act_it_answers():
    text = "A clerk was shot dead during a robbery in Leeds on Friday. Police arrested two men over the shooting."
    found = {m.family: m.political for m in RuleReader().read(a_document(text)).mentions}
    assert found == {"violence": "no", "response": "no"}
