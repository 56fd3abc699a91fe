"""Minimal pairs: one event told as having happened, as tried, as threatened, as denied, or as not at all.

Each case is a sentence and what it must give: the status of its one act of violence, or None for no mention.
"""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader

PAIRS = {
    "told": ("Gunmen attacked the police station in Kano on Friday.", "occurred"),
    "did-not": ("Gunmen did not attack the police station in Kano on Friday.", None),
    "never": ("The gunmen never attacked the police station in Kano.", None),
    "foiled": ("Police foiled an attack on the police station in Kano on Friday.", "foiled"),
    "thwarted-adjective": ("The thwarted attack on the police station in Kano was to be on Friday.", "foiled"),
    "tried": ("Gunmen tried to attack the police station in Kano on Friday.", "attempted"),
    "attempted-adjective": ("The attempted bombing of the police station in Kano hurt nobody.", "attempted"),
    "planned": ("Gunmen planned to attack the police station in Kano.", "planned"),
    "plotted": ("The men plotted to bomb the police station in Kano.", "planned"),
    "threatened": ("The rebels threatened to attack the police station in Kano.", "threatened"),
    "vowed": ("The rebels vowed to attack the police station in Kano.", "threatened"),
    "will": ("The rebels will attack the police station in Kano, their leader said.", "planned"),
    "would-have": ("The rebels would have attacked the police station in Kano.", None),
    "could": ("The rebels could attack the police station in Kano.", None),
    "if": ("If gunmen attack the police station in Kano, the army will come.", None),
    "denied-that": ("The army denied that gunmen attacked the police station in Kano.", "denied"),
    "feared": ("Residents feared an attack on the police station in Kano.", None),
    "habit": ("Gunmen often attack the police station in Kano.", None),
    "managed": ("Gunmen managed to attack the police station in Kano on Friday.", "occurred"),
    "passive": ("The police station in Kano was attacked by gunmen on Friday.", "occurred"),
    "nominal": ("An attack by gunmen on the police station in Kano killed two officers on Friday.", "occurred"),
    "possessive": ("The gunmen's assault on the police station in Kano killed two officers.", "occurred"),
    "claimed": ("The attack on the police station in Kano was claimed by Boko Haram.", "occurred"),
    "blamed": ("The attack on the police station in Kano was blamed on Boko Haram.", "occurred"),
    "accused": ("Two men were accused of attacking the police station in Kano.", "occurred"),
    "bomb-planted": ("A bomb planted by rebels destroyed the police station in Kano.", "occurred"),
    "bomb-defused": ("Engineers defused a bomb outside the police station in Kano.", "foiled"),
    "capitals": ("GUNMEN ATTACKED THE POLICE STATION IN KANO ON FRIDAY.", "occurred"),
    "capitals-tried": ("GUNMEN TRIED TO ATTACK THE POLICE STATION IN KANO ON FRIDAY.", "attempted"),
    "sport": ("The striker attacked the defence and his second goal killed the game in the league.", None),
    "metaphor": ("The essay attacked the budget.", None),
    "heart": ("He died of a heart attack at the police station in Kano.", None),
}


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


def acts_of(reader, text):
    reading = reader.read(a_document(text))
    return [m for m in reading.mentions if m.family in ("violence", "plot")]


@pytest.mark.parametrize(("text", "status"), PAIRS.values(), ids=PAIRS)
def test_status_is_read_from_the_words_around_the_trigger(reader, text, status):
    acts = acts_of(reader, text)
    assert [m.status for m in acts] == ([status] if status else [])


CLAIMS = {
    "claimed": ("Boko Haram claimed responsibility for the attack on Kano.", ("claimed", "boko-haram", None)),
    "claimed-by": ("The attack on Kano was claimed by Boko Haram.", ("claimed", "boko-haram", None)),
    "said-its-fighters": ("Boko Haram said its fighters were behind the attack on Kano.", ("claimed", "boko-haram", None)),
    "denied": ("Boko Haram denied involvement in the attack on Kano.", ("denied", "boko-haram", None)),
    "denied-gerund": ("Boko Haram denied attacking the market in Kano.", ("denied", "boko-haram", None)),
    "blamed-for": ("Officials blamed Boko Haram for the attack on Kano.", ("blamed", "boko-haram", "Officials")),
    "blamed-on": ("Officials blamed the attack on Kano on Boko Haram.", ("blamed", "boko-haram", "Officials")),
    "accused": ("Officials accused Boko Haram of attacking Kano.", ("blamed", "boko-haram", "Officials")),
    "passive-blame": ("The attack on Kano was blamed on Boko Haram.", ("blamed", "boko-haram", None)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "claim"), CLAIMS.values(), ids=CLAIMS)
def test_claims_keep_their_stance_and_their_accuser(reader, text, claim):
    from tocsin.record import Claim

    claims = [c for m in acts_of(reader, text) for c in m.all(Claim)]
    assert [(c.stance, c.actor, c.by) for c in claims] == [claim]


def test_nobody_claims_where_no_group_did(reader):
    from tocsin.record import Claim

    acts = acts_of(reader, "No group has claimed responsibility for the attack on the market in Kano on Friday.")
    assert [m.status for m in acts] == ["occurred"]
    assert not [c for m in acts for c in m.all(Claim)]


def test_an_accused_man_is_a_suspect_and_no_perpetrator(reader):
    from tocsin.record import Participant

    (act,) = acts_of(reader, "Two men were accused of attacking the police station in Kano on Friday.")
    roles = {(s.value.role, s.modality) for s in act.of("participant") if isinstance(s.value, Participant)}
    assert ("suspect", "alleged") in roles
    assert not any(role == "perpetrator" for role, _ in roles)
