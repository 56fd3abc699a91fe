"""Grades of information: from the origins behind a value and behind its strongest rival."""

from __future__ import annotations

import pytest

from tocsin.record import Folded
from tocsin.record.grades import MEANINGS, information
from tocsin.record.incident_form import folded_form

TABLE = [
    ("single_source", [], 6),
    ("several_sources", [], 2),
    ("confirmed", [], 1),
    ("single_source", ["single_source"], 4),
    ("several_sources", ["single_source"], 3),
    ("several_sources", ["single_source", "several_sources"], 4),
    ("single_source", ["confirmed"], 5),
    ("confirmed", ["several_sources"], 3),
]


def value(credibility: str, rivals: list[str] = ()) -> Folded[str]:
    return Folded(
        value="bombing", rule="told", support=(), credibility=credibility, rivals=tuple(value(r) for r in rivals)
    )


@pytest.mark.parametrize(("credibility", "rivals", "grade"), TABLE)
def test_grades_follow_from_what_speaks_for_and_against(credibility: str, rivals: list[str], grade: int) -> None:
    assert information(value(credibility, rivals)) == grade
    assert grade in MEANINGS


def test_more_origins_never_make_a_worse_grade() -> None:
    for rivals in ([], ["single_source"], ["several_sources"], ["confirmed"]):
        grades = [information(value(c, rivals)) for c in ("single_source", "several_sources", "confirmed")]
        assert grades == sorted(grades, reverse=True)


def test_the_json_form_has_the_grade_of_a_value_and_of_its_rivals() -> None:
    form = folded_form(value("several_sources", ["single_source"]))
    assert form["information"] == 3
    assert form["rivals"][0]["information"] == 5
