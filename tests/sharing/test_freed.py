"""A release or an acquittal reaches all who were told of the charge."""

from __future__ import annotations

import pytest

from share.release.records import Peoples
from sharing.conftest import OPEN
from tocsin.share.release import Refused
from tocsin.sharing.preview import preview_of

NAMED = OPEN + "[show]\ndescriptions = true\n"


def outcomes(desk, name):
    """What a partner is told of the suspects."""
    found = preview_of(desk.ledger, desk.settings, name, desk.id, clock=desk.clock, peoples=Peoples())
    assert not isinstance(found, Refused), found
    return [f.value.outcome for f in found.shown.participants if f.value.role == "suspect"]


def tell(desk, outcome):
    """A report of the same bombing says what became of the suspects."""
    text = f"A bombing in Kano on 2024-03-22: 14 killed. The four men from Niger were {outcome}: four men from Niger."
    desk.report(text, source="Northern Courier", published="2024-03-25")


@pytest.fixture
def charged(desk):
    """The partner was told of suspects who are charged."""
    desk.partner("north", NAMED)
    tell(desk, "charged")
    desk.decide("confirm")
    desk.publish()
    assert outcomes(desk, "north") == ["charged"]
    return desk


@pytest.mark.parametrize("outcome", ["released", "acquitted"])
def test_it_reaches_them_though_nobody_has_reviewed_it(charged, outcome):
    tell(charged, outcome)
    assert outcomes(charged, "north") == [outcome]


def test_a_conviction_waits_for_its_review(charged):
    tell(charged, "convicted")
    assert outcomes(charged, "north") == ["charged"]
    charged.decide("confirm")
    assert outcomes(charged, "north") == ["convicted"]


def test_it_reaches_them_though_their_policy_asks_for_other_things_by_now(charged):
    charged.policy("north", NAMED.replace('"all"', '["NE"]', 1))
    tell(charged, "acquitted")
    assert outcomes(charged, "north") == ["acquitted"]
    charged.publish()
    assert not any(each.get("revoked") for each in charged.shelf("north"))


def test_an_empty_group_is_nobody_even_so(charged):
    charged.policy("north", NAMED.replace('"all"', "[]", 1))
    tell(charged, "acquitted")
    charged.publish()
    assert [each.get("revoked") for each in charged.shelf("north")] == [True]
