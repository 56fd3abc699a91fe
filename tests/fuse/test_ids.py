"""Ids of incidents: short, repeatable, and kept through growth, merges, splits and re-reading."""

from __future__ import annotations

import re

from msgspec.structs import replace

from fuse.builders import (
    KADUNA,
    KANO,
    MARKET,
    NIGERIA,
    a_reading,
    anchor,
    decision,
    kept,
    killed,
    m,
    on,
    the_one,
)
from tocsin.fuse import fuse_all
from tocsin.record import Mention

THE_22ND = on("2024-03-22")


def test_a_new_id_is_short_and_the_same_each_time() -> None:
    reading = a_reading(m(THE_22ND, KANO))
    first, again = fuse_all([reading]), fuse_all([reading])
    assert re.fullmatch(r"i[a-z2-7]{10}", the_one(first).id)
    assert first == again
    assert first.mints[0].incident == the_one(first).id
    assert first.mints[0].sequence == 0


def test_the_first_report_of_news_founds_the_incident() -> None:
    early = a_reading(m(THE_22ND, KANO), id="d2", published="2024-03-22T20:00:00Z")
    late = a_reading(m(THE_22ND, KANO), id="d1", published="2024-03-24")
    (mint,) = fuse_all([late, early]).mints
    assert mint.document == early.document.key


def test_an_id_is_kept_as_an_incident_grows() -> None:
    late = a_reading(m(THE_22ND, KANO), id="d1", published="2024-03-24")
    early = a_reading(m(THE_22ND, KANO), id="d2", published="2024-03-22")
    before = fuse_all([late])
    after = fuse_all([late, early], mints=kept(before))
    assert the_one(after).id == the_one(before).id
    assert after.mints == ()
    assert after.redirects == {}


def test_a_merge_keeps_the_earliest_minted_and_redirects_the_other() -> None:
    coarse = a_reading(m(THE_22ND, NIGERIA), id="d1", published="2024-03-24")
    fine = a_reading(m(THE_22ND, MARKET, killed(40)), id="d2", published="2024-03-23")
    first = fuse_all([coarse])
    mints = kept(first)
    second = fuse_all([coarse, fine], mints=mints)
    mints = kept(second, mints)
    assert len(second.incidents) == 2
    wish = (1, decision("merge", anchor(coarse), anchor(fine)))
    merged = fuse_all([coarse, fine], mints=mints, decisions=[wish])
    assert the_one(merged).id == mints[0].incident
    assert merged.redirects == {mints[1].incident: mints[0].incident}
    assert merged.mints == ()


def test_a_split_leaves_the_id_with_the_founding_mention() -> None:
    readings = [a_reading(m(THE_22ND, KANO), id=id) for id in ("d1", "d2")]
    before = fuse_all(readings)
    founder = before.mints[0].document
    wish = (1, decision("split", anchor(readings[0]), anchor(readings[1])))
    after = fuse_all(readings, mints=kept(before), decisions=[wish])
    keeps = next(i for i in after.incidents if i.id == the_one(before).id)
    assert [r.document.key for r in readings if r.document.id in keeps.documents] == [founder]
    assert len(after.mints) == 1


def test_an_id_holds_on_to_a_trigger_that_is_read_anew() -> None:
    text = "A car bomb attack killed four in Kano."
    before = fuse_all([a_reading(m(THE_22ND, KANO, trigger="attack"), text=text)])
    after = fuse_all([a_reading(m(THE_22ND, KANO, trigger="bomb attack"), text=text)], mints=kept(before))
    assert the_one(after).id == the_one(before).id
    other = fuse_all([a_reading(m(THE_22ND, KANO, trigger="killed"), text=text)], mints=kept(before))
    assert the_one(other).id != the_one(before).id


def test_one_trigger_that_tells_two_events_gives_two_ids_that_stay() -> None:
    reading = a_reading(m(THE_22ND, KADUNA), text="Twin attacks.", id="d1")
    twin: Mention = a_reading(m(THE_22ND, KANO), text="Twin attacks.", id="d1").mentions[0]
    both = replace(reading, mentions=(*reading.mentions, replace(twin, id="m2")))
    before = fuse_all([both])
    assert len({i.id for i in before.incidents}) == 2
    for mints in (kept(before), tuple(reversed(kept(before)))):
        after = fuse_all([both], mints=mints)
        assert [i.id for i in after.incidents] == [i.id for i in before.incidents]
        assert after.mints == ()
