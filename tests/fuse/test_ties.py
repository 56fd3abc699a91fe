"""Why the reports of an incident are held to tell one event."""

from __future__ import annotations

import pytest

from fuse.builders import KADUNA, KANO, a_reading, anchor, decision, killed, m, on, the_one
from tocsin.fuse import fuse_all
from tocsin.fuse.ties import why_together

DAY = on("2024-03-22")


def test_each_later_report_is_set_beside_the_one_that_it_is_likest_to() -> None:
    readings = [
        a_reading(m(DAY, KANO, killed(4)), id=id, published=f"2024-03-2{n}") for n, id in ((3, "d1"), (4, "d2"))
    ]
    incident = the_one(fuse_all(readings))
    (linked,) = why_together(incident, readings)
    assert (linked.document, linked.other, linked.links, linked.forbidden) == ("d2", "d1", True, None)
    assert sum(f.points for f in linked.features) == pytest.approx(linked.score)
    assert {"same_type", "same_place", "same_time", "same_toll"} <= {f.name for f in linked.features if f.points > 0}


def test_one_report_has_nothing_to_explain() -> None:
    reading = a_reading(m(DAY, KANO), id="d1")
    assert why_together(the_one(fuse_all([reading])), [reading]) == ()


def test_what_a_person_joined_says_what_forbids_it() -> None:
    one, other = a_reading(m(DAY, KANO), id="d1"), a_reading(m(DAY, KADUNA), id="d2")
    incident = the_one(fuse_all([one, other], decisions=[(1, decision("merge", anchor(one), anchor(other)))]))
    (linked,) = why_together(incident, [one, other])
    assert not linked.links
    assert "too far off" in str(linked.forbidden)
