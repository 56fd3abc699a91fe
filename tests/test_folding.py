"""A ledger that is folded as it grows says what folding all of it at once says, however it came about."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from fuse.builders import KADUNA, KANO, MARKET, NIGERIA, a_reading, anchor, decision, killed, m, on
from fuse.test_partition import archives
from keep.builders import ACTOR, HandClock
from tocsin import folding
from tocsin.folding import Folder
from tocsin.fuse import fuse_all
from tocsin.keep import SqlLedger, open_ledger
from tocsin.keep.note_tables import fuse_blocks, fuse_items, fuse_links, fuse_mints
from tocsin.record import Incident, Reading
from tocsin.record.incident_load import load_incident
from tocsin.record.json_load import loads

THE_22ND = on("2024-03-22")
INSIDE = settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def ledger() -> Iterator[SqlLedger]:
    with a_ledger() as ledger:
        yield ledger


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps of a document and an incident each."""
    monkeypatch.setattr(folding, "DOCUMENTS", 1)
    monkeypatch.setattr(folding, "INCIDENTS", 1)


def a_ledger(path: Path | None = None) -> SqlLedger:
    return open_ledger(f"sqlite:///{path}" if path else "sqlite://", clock=HandClock(), actor=ACTOR)


def add(ledger: SqlLedger, *readings: Reading) -> None:
    for reading in readings:
        with ledger.transaction():
            ledger.add_document(reading.document)
            ledger.add_reading(reading, activate=True)


def shown(incidents: Sequence[Incident]) -> list[Incident]:
    """Incidents without ids, in the order of their mentions."""

    def bare(incident: Incident) -> Incident:
        links = {
            name: tuple(replace(link, incident="") for link in getattr(incident, name))
            for name in ("responses", "warnings", "part_of", "follows")
        }
        return replace(incident, id="", **links)

    return sorted(map(bare, incidents), key=lambda each: [(ref.document, ref.mention) for ref in each.mentions])


def stored(ledger: SqlLedger) -> list[Incident]:
    return [load_incident(loads(revision.form)) for revision in ledger.incidents()]


def at_once(ledger: SqlLedger, as_of: str | None = None) -> list[Incident]:
    """What all that is in the ledger gives, with nothing noted down."""
    return list(
        fuse_all(ledger.active_readings(), decisions=ledger.decisions(), mints=ledger.mints(), as_of=as_of).incidents
    )


def require_sound(ledger: SqlLedger) -> None:
    assert shown(stored(ledger)) == shown(at_once(ledger))
    standing = {incident.id for incident in stored(ledger)}
    assert standing == {incident.id for incident in at_once(ledger)}
    assert standing <= {mint.incident for mint in ledger.mints()}
    assert standing.isdisjoint(ledger.redirects())
    assert ledger.check() == []


@INSIDE
@given(archives(), st.data())
def test_a_ledger_folded_now_and_then_says_what_one_fold_says(
    narrow: None, readings: list[Reading], data: st.DataObject
) -> None:
    waiting = list(readings)
    with a_ledger() as ledger:
        folder = Folder(ledger)
        made: list[int] = []
        while waiting:
            step = data.draw(
                st.sampled_from(["add", "add", "add", "fold", "decide", "undo", "again", "replace", "erase"])
            )
            there = list(ledger.active_readings())
            if step == "add" or not there:
                add(ledger, waiting.pop())
            elif step == "fold":
                folder.refold()
            elif step == "undo" and made:
                made.append(ledger.add_decision(decision("undo", undoes=data.draw(st.sampled_from(made)))))
            else:
                _change(ledger, step, data.draw(st.sampled_from(there)), there, made)
        folder.refold()
        require_sound(ledger)


def _change(ledger: SqlLedger, step: str, one: Reading, there: list[Reading], made: list[int]) -> None:
    """Decide on a report, read it again, put another text in its place, or erase it."""
    if step == "decide" and one.mentions:
        others = [each for each in there if each.mentions and each is not one]
        anchors = [anchor(one), *(anchor(each) for each in others[:1])]
        made.append(ledger.add_decision(decision(["merge", "split", "retract"][len(made) % 3], *anchors)))
    elif step == "again":
        stamp = replace(one.reader, version=one.reader.version + "+")
        add(ledger, replace(one, reader=stamp, mentions=one.mentions[:1], relations=()))
    elif step == "replace":
        text = one.document.text + " More was to follow."
        newer = replace(one.document, key=one.document.key + "+", text=text, replaces=one.document.key)
        add(ledger, replace(one, document=newer))
    elif step == "erase":
        ledger.erase(one.document.key, by="ana", reason="asked")


def test_folding_twice_changes_nothing(ledger: SqlLedger) -> None:
    add(ledger, a_reading(m(THE_22ND, KANO)))
    folder = Folder(ledger)
    assert folder.refold() == 1
    entries = list(ledger.entries())
    assert folder.refold() == Folder(ledger).refold() == 0
    assert list(ledger.entries()) == entries


def test_an_id_that_was_given_on_the_way_leaves_no_trace(narrow: None, ledger: SqlLedger) -> None:
    coarse = a_reading(m(THE_22ND, NIGERIA), id="d1", published="2024-03-24")
    fine = a_reading(m(THE_22ND, MARKET, killed(40)), id="d2", published="2024-03-23")
    bridge = a_reading(m(THE_22ND, KANO, killed(40)), id="d3", published="2024-03-24")
    add(ledger, coarse, fine, bridge)
    Folder(ledger).refold()
    require_sound(ledger)
    assert len(ledger.mints()) == len(stored(ledger))
    assert ledger.redirects() == {}
    with ledger._store.reading() as connection:
        assert connection.execute(select(fuse_mints)).all() == []


def test_an_id_that_was_entered_leads_to_the_one_it_was_merged_with(narrow: None, ledger: SqlLedger) -> None:
    folder = Folder(ledger)
    coarse = a_reading(m(THE_22ND, NIGERIA), id="d1", published="2024-03-24")
    fine = a_reading(m(THE_22ND, MARKET, killed(40)), id="d2", published="2024-03-23")
    for reading in (coarse, fine):
        add(ledger, reading)
        folder.refold()
    ids = {incident.id for incident in stored(ledger)}
    assert len(ids) == 2
    ledger.add_decision(decision("merge", anchor(coarse), anchor(fine)))
    folder.refold()
    (left,) = stored(ledger)
    assert ledger.redirects() == {(ids - {left.id}).pop(): left.id}
    require_sound(ledger)


def seven() -> list[Reading]:
    places = [KANO, KANO, KADUNA, MARKET, KADUNA, KANO, NIGERIA]
    return [
        a_reading(m(THE_22ND, place, killed(40)), m(THE_22ND, place, type="arrest"), id=f"d{n}")
        for n, place in enumerate(places)
    ]


class Stopped(Exception):
    """The program was killed."""


def test_a_fold_that_is_broken_off_goes_on_where_it_stopped(
    narrow: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, stopped = 0, True
    while stopped:
        path = tmp_path / f"{step}.db"
        with a_ledger(path) as ledger, monkeypatch.context() as broken:
            add(ledger, *seven())
            broken.setattr(ledger, "transaction", _failing(ledger.transaction, after=step))
            try:
                Folder(ledger).refold()
                stopped = False
            except Stopped:
                step += 1
        with a_ledger(path) as ledger:
            assert ledger.check() == []
            Folder(ledger).refold()
            require_sound(ledger)
    assert step > len(seven())


def _failing(transaction: Callable[[], Any], *, after: int) -> Callable[[], Any]:
    count = 0

    class Failing:
        def __enter__(self) -> None:
            self._inner = transaction()
            self._inner.__enter__()

        def __exit__(self, *error: Any) -> Any:
            nonlocal count
            count += 1
            if count > after:
                self._inner.__exit__(Stopped, Stopped(), None)
                raise Stopped
            return self._inner.__exit__(*error)

    return Failing


def test_the_notes_of_another_version_are_made_anew_and_what_is_said_stays(
    narrow: None, ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, *seven())
    Folder(ledger).refold()
    before = list(ledger.incidents())
    monkeypatch.setattr(folding, "fuser_digest", lambda: "another")
    folder = Folder(ledger)
    with monkeypatch.context() as broken:
        broken.setattr(ledger, "transaction", _failing(ledger.transaction, after=3))
        with pytest.raises(Stopped):
            folder.refold()
    assert list(ledger.incidents()) == before
    assert shown(list(folder.incidents(as_of="2024-03-25"))) == shown(at_once(ledger, "2024-03-25"))
    assert folder.refold() == 0
    assert list(ledger.incidents()) == before
    require_sound(ledger)


def test_a_version_that_tells_events_apart_closes_what_no_longer_is(
    narrow: None, ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, *seven())
    Folder(ledger).refold()
    ids = {incident.id for incident in stored(ledger)}
    monkeypatch.setattr(folding, "fuser_digest", lambda: "another")
    monkeypatch.setattr(sys.modules["tocsin.fuse.match"], "LINK", 100.0)  # nothing is one any more
    Folder(ledger).refold()
    apart = {incident.id for incident in stored(ledger)}
    assert ids < apart
    monkeypatch.undo()
    Folder(ledger).refold()
    assert {incident.id for incident in stored(ledger)} == ids
    assert {ledger.incident(id).state for id in apart - ids} <= {"gone", "stands"}
    require_sound(ledger)


@pytest.mark.parametrize("moment", ["2024-03-22", "2024-03-23", "2024-03-24", "2024-04-01"])
def test_as_of_a_moment_one_incident_is_what_it_is_among_all(ledger: SqlLedger, moment: str) -> None:
    days = ["2024-03-23", "2024-03-24", "2024-03-25", "2024-03-23"]
    readings = [
        a_reading(m(THE_22ND, KANO, killed(10 + n)), m(THE_22ND, KANO, type="arrest"), id=f"d{n}", published=day,
                  relations=[("responds_to", "m2", "m1")])
        for n, day in enumerate(days)
    ]  # fmt: skip
    add(ledger, *readings)
    folder = Folder(ledger)
    folder.refold()
    whole = {incident.id: incident for incident in at_once(ledger, moment)}
    alone = {id: folder.incident(id, as_of=moment) for id in (mint.incident for mint in ledger.mints())}
    assert {id: incident for id, incident in alone.items() if incident is not None} == whole
    assert {incident.id: incident for incident in folder.incidents(as_of=moment)} == whole


def test_two_programs_that_add_and_fold_in_turn_do_not_mislead_one_another(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with a_ledger(path) as one, a_ledger(path) as two:
        folders = [(one, Folder(one)), (two, Folder(two))]
        for n, reading in enumerate(seven()):
            ledger, folder = folders[n % 2]
            add(ledger, reading)
            folder.refold()
        one.add_decision(decision("split", anchor(seven()[0]), anchor(seven()[1])))
        two.erase(seven()[2].document.key, by="ana", reason="asked")
        for ledger, folder in folders:
            folder.refold()
            require_sound(ledger)


def test_nothing_of_an_erased_document_stays_in_the_notes(ledger: SqlLedger) -> None:
    readings = [a_reading(m(THE_22ND, KANO), id=f"d{n}") for n in range(2)]
    add(ledger, *readings)
    folder = Folder(ledger)
    folder.refold()
    for reading in readings:
        ledger.erase(reading.document.key, by="ana", reason="asked")
    folder.refold()
    with ledger._store.reading() as connection:
        for table in (fuse_items, fuse_blocks, fuse_links):
            assert connection.execute(select(table)).all() == []
    require_sound(ledger)


def test_a_decision_that_goes_with_an_erased_document_lets_go_of_the_other_one(ledger: SqlLedger) -> None:
    first, second = a_reading(m(THE_22ND, KANO), id="d1"), a_reading(m(on("2023-01-05"), KADUNA), id="d2")
    third = a_reading(m(THE_22ND, KANO), id="d3")
    add(ledger, first, second, third)
    ledger.add_decision(decision("merge", anchor(first), anchor(second), anchor(third)))
    folder = Folder(ledger)
    folder.refold()
    assert len(stored(ledger)) == 1
    ledger.erase(first.document.key, by="ana", reason="asked")
    folder.refold()
    assert len(stored(ledger)) == 2
    require_sound(ledger)
