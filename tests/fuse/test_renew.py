"""Fusing what changed gives what fusing everything gives: one by one, in batches, in any order, with the limits in play."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fuse.builders import KADUNA, KANO, MARKET, NIGERIA, a_reading, anchor, blanked, decision, killed, m, on
from fuse.test_partition import archives
from tocsin.fuse import Fold, candidates, components, coverage, fold_incidents, fuse_all, renew
from tocsin.fuse.desk import Desk
from tocsin.fuse.memory import Given, Memory
from tocsin.notes import Notes
from tocsin.ports import Mint
from tocsin.record import Decision, Incident, Reading

THE_22ND = on("2024-03-22")


class Growing:
    """An archive that is fused as it grows."""

    def __init__(self, notes: Notes | None = None) -> None:
        self.notes, self.desk = notes or Memory(), Desk()
        self.readings: dict[str, Reading] = {}
        self.decisions: list[tuple[int, Decision]] = []
        self.mints: list[Mint] = []
        self.incidents: dict[str, Incident] = {}

    def take(self, readings: Sequence[Reading], *, gone: Sequence[str] = ()) -> None:
        """Fuse some readings, new ones or in place of others, and forget documents."""
        self.readings |= {reading.document.key: reading for reading in readings}
        for key in gone:
            del self.readings[key]
        self._renew({*(reading.document.key for reading in readings), *gone})

    def decide(self, wish: Decision) -> int:
        number = len(self.decisions) + 1
        self.decisions.append((number, wish))
        undone = dict(self.decisions).get(wish.undoes or 0, wish)
        self._renew({each.document for each in undone.anchors})
        return number

    def _renew(self, documents: Collection[str]) -> None:
        sources = Given(self.readings, self.decisions, self.mints)
        renewed = renew(documents, sources=sources, notes=self.notes, desk=self.desk)
        self.mints += [replace(mint, sequence=len(self.mints) + n) for n, mint in enumerate(renewed.mints, 1)]
        folded = fold_incidents(renewed.changed, sources=sources, notes=self.notes, desk=self.desk)
        assert {incident.id for incident in folded} == renewed.changed
        assert renewed.gone.isdisjoint(renewed.changed)
        self.incidents |= {incident.id: incident for incident in folded}
        for id in renewed.gone:
            self.incidents.pop(id, None)

    def as_one(self) -> tuple[list[Incident], list[Incident]]:
        """What came out step by step, and what all at once gives, ids blanked, in one order."""
        whole = fuse_all(self.readings.values(), decisions=self.decisions)
        mine = Fold(incidents=tuple(self.incidents.values()))
        return _ordered(blanked(mine)), _ordered(blanked(whole))


def _ordered(incidents: list[Incident]) -> list[Incident]:
    """In order of their mentions."""
    return sorted(incidents, key=lambda each: [(ref.document, ref.mention) for ref in each.mentions])


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks and components so small that few reports fill them."""
    monkeypatch.setattr(candidates, "FULL", 3)
    monkeypatch.setattr(candidates, "LOWEST", 2)
    monkeypatch.setattr(candidates, "LOWEST_OF_A_WORD", 1)
    monkeypatch.setattr(components, "MOST", 4)
    monkeypatch.setattr(coverage, "MOST", 3)


INSIDE = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@INSIDE
@given(archives(), st.data())
def test_one_at_a_time_in_any_order_gives_the_same(readings: list[Reading], data: st.DataObject) -> None:
    growing = Growing()
    for reading in data.draw(st.permutations(readings)):
        growing.take([reading])
    mine, whole = growing.as_one()
    assert mine == whole


@INSIDE
@given(st.lists(archives(), min_size=1, max_size=3), st.data())
def test_narrow_limits_do_not_depend_on_the_order_either(
    narrow: None, some: list[list[Reading]], data: st.DataObject
) -> None:
    readings = [_named(reading, f"{n}-{reading.document.id}") for n, each in enumerate(some) for reading in each]
    order = data.draw(st.permutations(readings))
    growing = Growing()
    while order:
        size = data.draw(st.integers(1, len(order)))
        growing.take(order[:size])
        order = order[size:]
    mine, whole = growing.as_one()
    assert mine == whole


def _named(reading: Reading, id: str) -> Reading:
    """The reading of another document, with the same text."""
    doc = reading.document
    return replace(reading, document=replace(doc, id=id, key=f"{doc.key}-{id}"))


@INSIDE
@given(st.lists(archives(), min_size=1, max_size=2), st.data())
def test_what_goes_or_is_read_again_leaves_no_trace(
    narrow: None, some: list[list[Reading]], data: st.DataObject
) -> None:
    readings = [_named(reading, f"{n}-{reading.document.id}") for n, each in enumerate(some) for reading in each]
    growing = Growing()
    growing.take(readings)
    for reading in data.draw(st.lists(st.sampled_from(readings), max_size=4, unique_by=lambda r: r.document.key)):
        if data.draw(st.booleans()) and len(reading.mentions) > 1:
            last = reading.mentions[-1].id
            relations = tuple(r for r in reading.relations if last not in (r.source, r.target))
            again = replace(reading.reader, version="2")
            fewer = replace(reading, reader=again, mentions=reading.mentions[:-1], relations=relations)
            growing.take([fewer])
        else:
            growing.take([], gone=[reading.document.key])
    mine, whole = growing.as_one()
    assert mine == whole


@INSIDE
@given(archives(), st.data())
def test_decisions_count_whenever_they_are_made(readings: list[Reading], data: st.DataObject) -> None:
    growing = Growing()
    waiting = list(readings)
    growing.take([waiting.pop()])
    made: list[int] = []
    for _ in range(data.draw(st.integers(1, 6))):
        there = list(growing.readings.values())
        step = data.draw(st.sampled_from(["add", "merge", "split", "retract", "undo"]))
        if step == "add" and waiting:
            growing.take([waiting.pop()])
        elif step == "undo" and made:
            growing.decide(decision("undo", undoes=made.pop()))
        elif step in ("merge", "split", "retract"):
            two = data.draw(
                st.lists(st.sampled_from(there), min_size=1, max_size=2, unique_by=lambda r: r.document.key)
            )
            anchors = [anchor(r, data.draw(st.sampled_from([each.id for each in r.mentions]))) for r in two]
            made.append(growing.decide(decision(step, *anchors)))
    if waiting:
        growing.take(waiting)
    mine, whole = growing.as_one()
    assert mine == whole


def test_a_later_report_bridges_two_incidents_and_the_older_id_stands() -> None:
    coarse = a_reading(m(THE_22ND, NIGERIA), id="d1", published="2024-03-24")
    fine = a_reading(m(THE_22ND, MARKET, killed(40)), id="d2", published="2024-03-23")
    bridge = a_reading(m(THE_22ND, KANO, killed(40)), id="d3", published="2024-03-24")
    growing = Growing()
    growing.take([coarse])
    growing.take([fine])
    before = set(growing.incidents)
    growing.take([bridge])
    assert {frozenset(i.documents) for i in growing.incidents.values()} == {
        frozenset(i.documents) for i in fuse_all([coarse, fine, bridge]).incidents
    }
    assert set(growing.incidents) <= before


def test_what_a_person_put_apart_no_later_report_brings_together() -> None:
    first, second = (a_reading(m(THE_22ND, KANO, killed(40)), id=id) for id in ("d1", "d2"))
    growing = Growing()
    growing.take([first, second])
    growing.decide(decision("split", anchor(first), anchor(second)))
    assert len(growing.incidents) == 2
    for n in range(6):
        growing.take([a_reading(m(THE_22ND, KANO, killed(40)), id=f"e{n}")])
        assert not any({"d1", "d2"} <= set(i.documents) for i in growing.incidents.values())
    mine, whole = growing.as_one()
    assert mine == whole


def test_an_incident_that_nothing_touches_is_not_folded_again() -> None:
    growing = Growing()
    growing.take([a_reading(m(THE_22ND, KANO), id="d1")])
    there = dict(growing.incidents)
    growing.take([a_reading(m(on("2023-01-05"), KADUNA, type="arson"), id="d2", published="2023-01-06")])
    assert all(growing.incidents[id] is incident for id, incident in there.items())
    assert len(growing.incidents) == 2


def test_what_strong_links_hold_together_is_not_cut_however_much_it_is(narrow: None) -> None:
    many = [a_reading(m(THE_22ND, KANO, killed(40)), id=f"d{n}") for n in range(12)]
    assert len(fuse_all(many).incidents) == 1


def test_as_of_a_moment_only_what_had_come_out_is_loaded() -> None:
    early, late = (
        a_reading(m(THE_22ND, KANO, killed(dead)), id=f"d{n}", published=published)
        for n, (dead, published) in enumerate([(4, "2024-03-22"), (9, "2024-03-25")])
    )
    growing = Growing()
    growing.take([early, late])
    (id,) = growing.incidents
    asked: set[str] = set()

    class Asked(Given):
        def readings(self, documents: Collection[str]) -> dict[str, Reading]:
            asked.update(documents)
            return super().readings(documents)

    sources = Asked(growing.readings, [], growing.mints)
    then = fold_incidents([id], sources=sources, notes=growing.notes, desk=Desk(), as_of="2024-03-23")
    assert [incident.tolls[0].value.best for incident in then] == [4]
    assert asked == {early.document.key}
    assert fold_incidents([id], sources=sources, notes=growing.notes, desk=Desk(), as_of="2024-03-21") == ()
