"""API keys: random, kept as hashes, good until they end."""

from __future__ import annotations

import pytest

from tocsin.sharing import Keys, give_key


@pytest.fixture
def north(desk):
    desk.partner("north")
    return desk


def give(desk, *, until=None, partner="north"):
    return give_key(desk.ledger, partner, by="A. Analyst", now=desk.clock.now(), expires_at=until)


def test_whose_key_it_is(north):
    desk, keys = north, Keys(north.ledger, north.clock)
    secret = give(desk)
    guest = keys.admit(secret)
    assert (guest.partner, guest.collections) == ("north", (desk.ledger.partners.partner("north").collection,))
    assert guest.key in secret
    assert keys.admit(secret, name="north") == guest
    assert keys.admit(secret, name="south") is None


def test_keys_are_random_and_kept_only_as_hashes(north):
    first, second = give(north), give(north)
    assert first != second
    assert all(each.hash not in (first, second) for each in north.ledger.partners.keys("north"))
    content = (north.folder / "ledger.db").read_bytes()
    assert first.split("_", 2)[2].encode() not in content


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda s: s[:-1], lambda s: s + "x", lambda s: "", lambda s: s[:-2] + "é"]
)
def test_what_is_no_key_opens_nothing(north, spoil):
    assert Keys(north.ledger, north.clock).admit(spoil(give(north))) is None


def test_the_secret_of_one_key_does_not_fit_the_beginning_of_another(north):
    first, second = give(north), give(north)
    mixed = "_".join([*first.split("_", 2)[:2], second.split("_", 2)[2]])
    assert Keys(north.ledger, north.clock).admit(mixed) is None


def test_a_key_ends(north):
    keys = Keys(north.ledger, north.clock)
    secret = give(north, until="2024-03-27T12:00:00+00:00")
    assert keys.admit(secret) is not None
    north.clock.move(days=2)
    assert keys.admit(secret) is None


def test_a_revoked_partner_is_let_in_with_no_key(north):
    secret = give(north)
    north.ledger.partners.revoke("north", at=north.clock.now())
    assert Keys(north.ledger, north.clock).admit(secret) is None
