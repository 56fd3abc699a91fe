"""The partition: every mention in one incident, whatever the order in which the reports came."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fuse.builders import (
    KADUNA,
    KANO,
    KANO_STATE,
    MARKET,
    NIGERIA,
    M,
    Said,
    a_reading,
    at_least,
    blanked,
    by_day,
    claim,
    groups,
    killed,
    m,
    on,
    perpetrator,
    the_one,
)
from tocsin.fuse import fuse_all
from tocsin.record import Participant, Reading

THE_22ND = on("2024-03-22")


def test_reports_of_one_event_make_one_incident() -> None:
    fold = fuse_all([a_reading(m(THE_22ND, KANO), id=f"d{n}") for n in range(4)])
    assert groups(fold) == {frozenset((f"d{n}", "m1") for n in range(4))}


def test_two_mentions_of_one_document_stay_apart() -> None:
    reading = a_reading(m(THE_22ND, KANO), m(THE_22ND, KANO))
    assert len(fuse_all([reading]).incidents) == 2


def test_a_second_bomb_told_beside_the_first_goes_to_its_own_incident() -> None:
    first = a_reading(
        m(THE_22ND, MARKET, at_least(20)),
        m(THE_22ND, KANO, killed(2), sentence="Hours later a second attack shook the city."),
        id="d1",
    )
    later = a_reading(m(THE_22ND, MARKET, killed(276)), id="d2", published="2024-03-25")
    fold = fuse_all([first, later])
    assert groups(fold) == {frozenset({("d1", "m1"), ("d2", "m1")}), frozenset({("d1", "m2")})}


def test_copies_pair_off_mention_by_mention() -> None:
    text = "One attack in Kano. Then one attack in Kano too."
    both = [a_reading(m(THE_22ND, KANO), m(THE_22ND, KANO), id=id, text=text) for id in ("d1", "d2")]
    assert groups(fuse_all(both)) == {
        frozenset({("d1", "m1"), ("d2", "m1")}),
        frozenset({("d1", "m2"), ("d2", "m2")}),
    }


def test_a_vague_report_does_not_chain_two_events() -> None:
    kano = [a_reading(m(THE_22ND, KANO, killed(20)), id=f"k{n}") for n in range(3)]
    kaduna = [a_reading(m(THE_22ND, KADUNA, killed(3)), id=f"u{n}") for n in range(3)]
    vague = a_reading(m(THE_22ND, NIGERIA, killed(20)), id="v")
    fold = fuse_all([*kano, *kaduna, vague])
    assert not any({"k0", "u0"} <= set(i.documents) for i in fold.incidents)


def test_a_summary_is_never_fused_with_an_event() -> None:
    fold = fuse_all(
        [
            a_reading(m(THE_22ND, KANO, killed(40)), id="d1"),
            a_reading(m(THE_22ND, KANO, killed(40), unit="summary"), id="d2"),
            a_reading(m(THE_22ND, KANO, killed(40), unit="campaign"), id="d3"),
        ]
    )
    assert {i.unit for i in fold.incidents} == {"single", "summary", "campaign"}
    assert all(len(i.documents) == 1 for i in fold.incidents)


def test_background_attaches_to_what_it_recalls_and_gives_no_value() -> None:
    fold = fuse_all(
        [
            a_reading(m(THE_22ND, KANO, killed(40)), id="d1"),
            a_reading(m(THE_22ND, KANO, killed(47), background=True), id="d2", published="2025-03-22"),
        ]
    )
    incident = the_one(fold)
    assert incident.documents == ("d1", "d2")
    assert not incident.background
    assert incident.tolls[0].value.best == 40
    assert [point.document for point in incident.toll_history] == ["d1"]


def test_background_that_recalls_nothing_known_is_an_incident_of_its_own() -> None:
    fold = fuse_all([a_reading(m(on("2002-10-12"), KANO, killed(202), background=True), id=id) for id in ("d1", "d2")])
    incident = the_one(fold)
    assert incident.background
    assert incident.tolls[0].value.best == 202


def test_background_never_joins_two_incidents_of_news() -> None:
    one = a_reading(m(THE_22ND, KANO, killed(40)), id="d1")
    two = a_reading(m(on("2024-03-23"), KANO, killed(2), type="armed_assault"), id="d2", published="2024-03-24")
    recalled = a_reading(m(on("2024-03-22", to="2024-03-23"), KANO, background=True), id="d3", published="2025-03-22")
    assert len(fuse_all([one, two]).incidents) == 2
    assert len(fuse_all([one, two, recalled]).incidents) == 2


def test_responses_meet_through_what_they_respond_to() -> None:
    def report(id: str, **more: object) -> Reading:
        police = Participant(role="responder", kind="state_force", name="Kano Police")
        return a_reading(
            m(THE_22ND, KANO),
            m(police, type="arrest", trigger="seized"),
            id=id,
            relations=[("responds_to", "m2", "m1")],
            **more,  # type: ignore[arg-type]
        )

    fold = fuse_all([report("d1"), report("d2")])
    assert groups(fold) == {frozenset({("d1", n), ("d2", n)}) for n in ("m1", "m2")}


# ------------------------------------------------------------------------------------------------ properties
VALUES = st.sampled_from(
    [
        THE_22ND, on("2024-03-23"), on("2024-03-22", to="2024-03-24"), by_day("2024-03-24"), KANO, KADUNA, MARKET,
        KANO_STATE, NIGERIA, killed(4), killed(40), at_least(30), perpetrator("Boko Haram", actor="boko-haram"),
        claim("ISWAP", actor="islamic-state-west-africa"), Said(killed(12), by="police"),
        Participant(role="suspect", kind="group", name="four men"),
    ]
)  # fmt: skip
TYPES = st.sampled_from(["bombing", "suicide_bombing", "armed_assault", "arrest", "plot", "condemnation"])


@st.composite
def mentions(draw: st.DrawFn) -> M:
    return M(
        type=draw(TYPES),
        status=draw(st.sampled_from(["occurred", "occurred", "foiled"])),
        values=tuple(draw(st.lists(VALUES, max_size=4, unique_by=lambda v: type(v)))),
        unit=draw(st.sampled_from(["single", "single", "single", "summary"])),
        background=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def archives(draw: st.DrawFn) -> list[Reading]:
    readings = []
    for n in range(draw(st.integers(1, 6))):
        told = draw(st.lists(mentions(), min_size=1, max_size=3))
        relations = [("responds_to", "m2", "m1")] if len(told) > 1 and draw(st.booleans()) else []
        day = draw(st.sampled_from(["2024-03-23", "2024-03-24T08:00:00+01:00", "2024-03-25", None]))
        source = draw(st.sampled_from(["Wire", "Herald", None]))
        readings.append(a_reading(*told, id=f"d{n}", published=day, source=source, relations=relations))
    return readings


@settings(max_examples=150)
@given(st.data())
def test_the_fold_does_not_depend_on_the_order_of_arrival(data: st.DataObject) -> None:
    readings = data.draw(archives())
    shuffled = data.draw(st.permutations(readings))
    assert blanked(fuse_all(readings)) == blanked(fuse_all(shuffled))


@settings(max_examples=150)
@given(archives())
def test_every_mention_is_in_exactly_one_incident_and_summaries_never_with_events(readings: list[Reading]) -> None:
    fold = fuse_all(readings)
    told = Counter((r.document, r.mention) for i in fold.incidents for r in i.mentions)
    assert told == Counter((r.document.id, each.id) for r in readings for each in r.mentions)
    units = {(r.document.id, each.id): each.unit for r in readings for each in r.mentions}
    for incident in fold.incidents:
        assert {units[r.document, r.mention] for r in incident.mentions} == {incident.unit}


@settings(max_examples=100)
@given(archives(), st.integers(0, 5))
def test_adding_a_document_again_changes_nothing(readings: list[Reading], n: int) -> None:
    again = [*readings, replace(readings[n % len(readings)])]
    assert fuse_all(readings) == fuse_all(again)


@settings(max_examples=100)
@given(archives())
def test_all_evidence_quotes_its_document(readings: list[Reading]) -> None:
    texts = {r.document.id: r.document for r in readings}
    for incident in fuse_all(readings).incidents:
        folds = [incident.type, incident.status, *incident.where, *incident.tolls, *incident.claims]
        folds += [*incident.participants, *([incident.when] if incident.when else [])]
        for support in (s for f in folds for each in (f, *f.rivals) for s in each.support):
            assert support.evidence
            assert all(texts[e.document].quote(e.start, e.end, e.field) == e for e in support.evidence)
        assert all(f.support for f in folds)


@settings(max_examples=100)
@given(archives(), st.sampled_from(["2024-03-23", "2024-03-24T06:59:59+00:00", "2024-03-24", "2020-01-01"]))
def test_as_of_takes_nothing_that_came_later(readings: list[Reading], moment: str) -> None:
    out = {"2024-03-23": ["2024-03-23"], "2024-03-24T06:59:59+00:00": ["2024-03-23"]}
    known = out.get(moment, ["2024-03-23", "2024-03-24T08:00:00+01:00"] if moment == "2024-03-24" else [])
    visible = {r.document.id for r in readings if r.document.published in known}
    fold = fuse_all(readings, as_of=moment)
    assert {d for i in fold.incidents for d in i.documents} == visible
    for incident in fold.incidents:
        assert {p.document for p in incident.toll_history} <= visible
        assert {s.document for link in incident.responses for s in link.support} <= visible
        for folded in (incident.type, *incident.tolls, *incident.participants, *incident.claims):
            assert {s.document for f in (folded, *folded.rivals) for s in f.support} <= visible
        assert {s.document for u in incident.unsettled for s in u.support} <= visible
