"""Why a name was settled as it was: candidates with what speaks for each, and the reason."""

from __future__ import annotations

import pytest

from tocsin.resolve.place_settle import PARTS
from tocsin.resolve.place_weighing import Weighed
from tocsin.resolve.places import PlaceResolver

RESOLVER = PlaceResolver()


def weighed(text: str, name: str) -> Weighed:
    start = text.index(name)
    return RESOLVER.weigh(text)[start, start + len(name)]


WHY = [
    ("Police in Moscow, Idaho, held a man.", "Moscow", "the text puts it in Idaho"),
    ("Gunmen raided Maiduguri on Friday.", "Maiduguri", "the only place of this name"),
    ("Attacks in Mali and Niger went on.", "Niger", "the first of 2"),
    ("Gunmen raided Boni, Mali, on Friday.", "Boni", "none: the text puts it in Mali, where none of these lies"),
    (
        "Fighting went on in Karma, officials in Mali, Niger and Chad said.", "Karma",
        "none: a small town, or a rare name, in a country that the text never speaks of",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "why"), WHY)
def test_the_reason_is_said(text: str, name: str, why: str) -> None:
    assert weighed(text, name).why == why


def test_the_candidate_chosen_comes_first_with_what_speaks_for_it() -> None:
    text = "Soldiers of Canada and Canadian police were sent to Hamilton on Friday."
    found, (first, second, *_) = RESOLVER.resolve(text), weighed(text, "Hamilton").candidates
    settled = next(place for place in found if place.name == "Hamilton")
    assert first.label == "Hamilton, CA-Ontario"
    assert (settled.place.country, settled.place.admin1) == ("CA", "Ontario")
    assert settled.runner_up == second.label
    assert first.score > second.score
    assert dict(first.parts)["country"] > 0


@pytest.mark.parametrize("text", [text for text, _, _ in WHY])
def test_the_parts_of_a_score_add_up_to_it(text: str) -> None:
    for each in RESOLVER.weigh(text).values():
        assert each.count >= len(each.candidates) > 0
        for candidate in each.candidates:
            assert {name for name, _ in candidate.parts} <= set(PARTS)
            assert sum(value for _, value in candidate.parts) == pytest.approx(candidate.score, abs=0.05)
