"""The values of an incident: which is chosen, by which rule, on whose word, and what stays beside it."""

from __future__ import annotations

from typing import Any

import pytest

from fuse.builders import (
    KANO,
    KANO_STATE,
    LOST_VILLAGE,
    MARKET,
    NIGERIA,
    M,
    Said,
    a_reading,
    by_day,
    claim,
    killed,
    m,
    on,
    perpetrator,
    the_one,
)
from tocsin.fuse import fuse_all
from tocsin.record import Incident, Interval, Participant, Place, Reading, Toll, WarningNotice, When

THE_22ND = on("2024-03-22")


def told(*values: Any, id: str = "d1", source: str | None = None, day: str = "2024-03-23", **more: Any) -> Reading:
    return a_reading(M(values=(THE_22ND, KANO, *values), **more), id=id, source=source, published=day)


def fused(*readings: Reading) -> Incident:
    return the_one(fuse_all(readings))


# ------------------------------------------------------------------------------------------------ type and status
@pytest.mark.parametrize(
    ("types", "value", "rivals"),
    [
        (["bombing", "bombing"], "bombing", []),
        (["bombing", "suicide_bombing"], "suicide_bombing", []),
        (["armed_assault", "bombing", "suicide_bombing"], "suicide_bombing", []),
        (["bombing", "bombing", "bombing", "suicide_bombing"], "bombing", ["suicide_bombing"]),
        (["armed_assault", "armed_assault", "armed_assault", "arson"], "armed_assault", ["arson"]),
        (["drone_strike", "air_strike", "air_strike"], "drone_strike", []),
        (["bombing", "bombing", "assassination"], "bombing", ["assassination"]),
    ],
)
def test_the_type_is_the_narrowest_that_enough_origins_tell(types: list[str], value: str, rivals: list[str]) -> None:
    incident = fused(*(told(id=f"d{n}", type=type) for n, type in enumerate(types)))
    assert incident.type.value == value
    assert [r.value for r in incident.type.rivals] == rivals


def test_reports_of_one_source_are_one_origin() -> None:
    same = [told(id=f"d{n}", source="Wire", type="armed_assault") for n in range(3)]
    incident = fused(*same, told(id="d9", source="Herald", type="bombing"))
    assert incident.type.value == "bombing"
    assert incident.type.credibility == "several_sources"


@pytest.mark.parametrize(
    ("statuses", "value"),
    [
        (["occurred", "occurred"], "occurred"),
        (["occurred", "attempted", "attempted"], "attempted"),
        (["occurred", "attempted"], "attempted"),
        (["denied", "denied", "occurred"], "occurred"),
        (["denied"], "denied"),
        (["planned", "planned", "foiled"], "foiled"),
        (["foiled", "planned", "planned"], "planned"),
    ],
)
def test_what_was_done_outranks_what_was_announced_before(statuses: list[str], value: str) -> None:
    readings = [told(id=f"d{n}", status=s, day=f"2024-03-2{n + 3}") for n, s in enumerate(statuses)]
    incident = fused(*readings)
    assert incident.status.value == value
    assert {r.value for r in incident.status.rivals} == set(statuses) - {value}


def test_political_is_what_most_reports_say_and_doubtful_where_they_are_level() -> None:
    assert fused(told(id="a", political="no"), told(id="b", political="yes")).political == "doubtful"
    assert fused(told(id="a", political="no"), told(id="b", political="no"), told(id="c")).political == "no"
    assert fused(told(id="a", political="doubtful"), told(id="b", political="yes")).political == "yes"
    assert fused(told(id="a", political="doubtful")).political == "doubtful"


# ------------------------------------------------------------------------------------------------ time
def when_of(*whens: When | None) -> tuple[str | None, str | None]:
    readings = [
        a_reading(m(*([when] if when else []), MARKET, killed(40)), id=f"d{n}", published="2024-03-26")
        for n, when in enumerate(whens)
    ]
    incident = fused(*readings)
    return (None, None) if incident.when is None else (incident.when.value.earliest, incident.when.value.latest)


def test_the_days_that_most_reports_allow() -> None:
    assert when_of(THE_22ND, on("2024-03-21", to="2024-03-24"), by_day("2024-03-26")) == ("2024-03-22", "2024-03-22")
    assert when_of(on("2024-03-20", to="2024-03-22"), on("2024-03-21", to="2024-03-24")) == ("2024-03-21", "2024-03-22")
    assert when_of(by_day("2024-03-25"), by_day("2024-03-26")) == (None, "2024-03-25")
    assert when_of(None) == (None, None)


def test_another_day_is_a_rival() -> None:
    readings = [
        told(killed(40), id="d1"),
        told(killed(40), id="d2"),
        a_reading(m(on("2024-03-21"), KANO, killed(40)), id="d3"),
    ]
    when = fused(*readings).when
    assert when is not None
    assert when.value == THE_22ND
    assert when.rule == "the days that 2 of 3 reports agree on"
    assert [r.value.earliest for r in when.rivals] == ["2024-03-21"]


def test_the_finest_wording_of_the_day_gives_the_value() -> None:
    minute = When(earliest="2024-03-22T20:15+01:00", latest="2024-03-22T20:15+01:00", precision="minute")
    fight = When(earliest="2024-03-22", latest="2024-03-22", end=Interval(earliest="2024-03-24", latest="2024-03-24"))
    first = fused(told(id="d1"), a_reading(m(minute, KANO), id="d2")).when
    long = fused(told(id="d1"), a_reading(m(fight, KANO), id="d2")).when
    assert first is not None
    assert first.value == minute
    assert long is not None
    assert long.value == fight


# ------------------------------------------------------------------------------------------------ place
def sites(incident: Incident) -> list[str]:
    return [f.value.name for f in incident.where if f.value.role == "site"]


def test_the_most_precise_place_that_reports_bear_out_is_the_site() -> None:
    incident = fused(
        a_reading(m(THE_22ND, KANO_STATE, killed(40)), id="d1"),
        a_reading(m(THE_22ND, MARKET, killed(40)), id="d2"),
        a_reading(m(THE_22ND, KANO, killed(40)), id="d3"),
    )
    assert sites(incident) == ["Sabon Gari market"]
    assert [s.document for s in incident.where[0].support] == ["d1", "d2", "d3"]
    assert incident.where[0].rivals == ()


def test_another_place_is_a_rival_and_the_better_borne_out_stands() -> None:
    other = Place(
        name="Wudil", country="NG", admin1="Kano", latitude=11.81, longitude=8.84, radius_km=10, precision="city"
    )
    incident = fused(
        told(killed(40), id="d1"), told(killed(40), id="d2"), a_reading(m(THE_22ND, other, killed(40)), id="d3")
    )
    assert sites(incident) == ["Kano"]
    assert [r.value.name for r in incident.where[0].rivals] == ["Wudil"]


def test_sites_that_one_report_tells_together_are_no_rivals() -> None:
    other = Place(
        name="Wudil", country="NG", admin1="Kano", latitude=11.81, longitude=8.84, radius_km=10, precision="city"
    )
    incident = fused(told(other))
    assert sorted(sites(incident)) == ["Kano", "Wudil"]
    assert incident.where[0].rivals == ()


def test_places_of_other_roles_stand_beside_the_site() -> None:
    fled = Place(name="Sambisa", role="destination")
    assert [(f.value.name, f.value.role) for f in fused(told(fled)).where] == [
        ("Kano", "site"),
        ("Sambisa", "destination"),
    ]


def test_a_place_that_nobody_could_settle_is_unsettled() -> None:
    incident = fused(a_reading(m(THE_22ND, LOST_VILLAGE)))
    assert sites(incident) == ["Gidan Tsamiya"]
    assert [u.reason for u in incident.unsettled] == ["which place 'Gidan Tsamiya' is could not be settled"]


def test_silence_on_time_and_place_is_said() -> None:
    assert [u.property for u in fused(a_reading(m())).unsettled] == ["when", "where"]
    assert "no later than 2024-03-23" in fused(a_reading(m(by_day("2024-03-23"), KANO))).unsettled[0].reason


# ------------------------------------------------------------------------------------------------ who
SUSPECTS = Participant(role="suspect", kind="group", name="four men")


def test_suspects_stay_suspects_and_accusations_keep_their_accuser() -> None:
    incident = fused(
        told(Said(SUSPECTS, by="police", modality="alleged"), id="d1"),
        told(Said(SUSPECTS, by="prosecutors", modality="alleged"), id="d2"),
        told(perpetrator("gunmen", kind="group"), id="d3"),
    )
    (suspects,) = [f for f in incident.participants if f.value.role == "suspect"]
    assert {s.modality for s in suspects.support} == {"alleged"}
    assert [s.attribution for s in suspects.support] == ["police", "prosecutors"]
    assert all(s.attribution_evidence for s in suspects.support)
    assert suspects.rule == "alleged in 2 reports"
    assert [f.value.name for f in incident.participants if f.value.role == "perpetrator"] == ["gunmen"]
    assert incident.actor_a is None


def test_participants_are_merged_by_register_id_or_name_within_a_role() -> None:
    incident = fused(
        told(perpetrator("Boko Haram", actor="boko-haram"), id="d1"),
        told(perpetrator("JAS", actor="boko-haram"), id="d2"),
        told(Participant(role="victim", kind="civilians", name="The Traders"), id="d3"),
        told(Participant(role="victim", kind="civilians", name="40 traders", tags=("women",)), id="d4"),
        told(Participant(role="target", kind="civilians", name="traders"), id="d5"),
    )
    found = [(f.value.role, f.value.actor, len(f.support), f.value.tags) for f in incident.participants]
    assert found == [
        ("perpetrator", "boko-haram", 2, ()),
        ("victim", None, 2, ("women",)),
        ("target", None, 1, ()),
    ]


def test_the_outcome_for_a_suspect_is_the_latest() -> None:
    charged = Participant(role="suspect", kind="person", name="a man", outcome="charged")
    freed = Participant(role="suspect", kind="person", name="the man", outcome="released")
    incident = fused(told(charged, id="d1"), told(freed, id="d2", day="2024-03-25"))
    assert [f.value.outcome for f in incident.participants] == ["released"]


def test_claims_are_kept_apart_by_claimant_stance_and_accuser() -> None:
    incident = fused(
        told(claim("IS", actor="islamic-state"), id="d1"),
        told(claim("Islamic State", actor="islamic-state", channel="Amaq"), id="d2"),
        told(Said(claim("Ukraine", "blamed", by="the FSB"), by="the FSB", modality="alleged"), id="d3"),
        told(Said(claim("Ukraine", "blamed", by="a senator"), by="a senator", modality="alleged"), id="d4"),
        told(claim("Ukraine", "denied"), id="d5"),
    )
    found = [(f.value.claimant, f.value.stance, f.value.by, len(f.support)) for f in incident.claims]
    assert found[0][1:] == ("claimed", None, 2)
    assert incident.claims[0].value.channel == "Amaq"
    assert found[1:] == [
        ("Ukraine", "denied", None, 1),
        ("Ukraine", "blamed", "the FSB", 1),
        ("Ukraine", "blamed", "a senator", 1),
    ]
    blamed = incident.claims[2]
    assert (blamed.support[0].modality, blamed.support[0].attribution) == ("alleged", "the FSB")


def test_rival_claims_are_unsettled() -> None:
    incident = fused(
        told(claim("TTP"), claim("Jamaat-ul-Ahrar"), id="d1"),
        told(claim("TTP", "denied"), id="d2"),
    )
    reasons = [u.reason for u in incident.unsettled]
    assert reasons == ["2 parties claim it", "TTP is reported both to claim and to deny it"]


def test_a_claim_told_as_an_event_is_lifted_to_what_was_claimed() -> None:
    reading = a_reading(
        m(THE_22ND, KANO),
        m(claim("IS", actor="islamic-state"), type="responsibility_claim", trigger="statement"),
        relations=[("follows", "m2", "m1")],
    )
    bombing = next(i for i in fuse_all([reading]).incidents if i.family == "violence")
    assert [f.value.stance for f in bombing.claims] == ["claimed"]


ARMY = Participant(role="victim", kind="state_force", name="the army", actor="military-ng")
PEOPLE = Participant(role="victim", kind="civilians", name="villagers")
FIGHTERS = Participant(role="victim", kind="group", name="fighters", tags=("side",))
REBELS = perpetrator("Boko Haram", actor="boko-haram")
JETS = perpetrator("the air force", kind="state_force", actor="military-ng")


@pytest.mark.parametrize(
    ("values", "kind", "a", "b"),
    [
        ([REBELS, PEOPLE], "one_sided", "boko-haram", "civilians"),
        ([REBELS, ARMY, PEOPLE], "state_based", "boko-haram", "military-ng"),
        ([JETS, PEOPLE], "one_sided", "military-ng", "civilians"),
        ([REBELS, Participant(role="victim", kind="organization", name="ISWAP")], "non_state", "boko-haram", "ISWAP"),
        ([perpetrator("gunmen", kind="group"), PEOPLE], "undetermined", None, "civilians"),
        ([Said(REBELS, by="police", modality="alleged"), PEOPLE], "undetermined", None, "civilians"),
        ([JETS, FIGHTERS, PEOPLE], "state_based", "military-ng", None),
        ([REBELS, FIGHTERS], "undetermined", "boko-haram", None),
        ([REBELS], "undetermined", "boko-haram", None),
        (
            [
                Participant(role="party", kind="state_force", name="the army", side="a"),
                Participant(role="party", kind="organization", name="the CSP", side="b"),
            ],
            "state_based",
            "the army",
            "the CSP",
        ),
    ],
)
def test_the_kind_of_violence_follows_from_who_did_what_to_whom(
    values: list[Any], kind: str, a: str | None, b: str | None
) -> None:
    incident = fused(told(*values))
    assert (incident.violence_kind, incident.actor_a, incident.actor_b) == (kind, a, b)


# ------------------------------------------------------------------------------------------------ credibility
def test_credibility_counts_origins_and_an_official_or_the_actor_confirms() -> None:
    def level(*voices: str | None) -> str:
        readings = [told(Said(killed(9), by=voice), id=f"d{n}") for n, voice in enumerate(voices)]
        return fused(*readings).tolls[0].credibility

    assert level(None) == "single_source"
    assert level(None, None) == "several_sources"
    assert level("police", "police") == "single_source"
    assert level(None, None, None) == "several_sources"
    assert level(None, None, "police") == "confirmed"


def test_an_actors_own_claim_bears_out_that_it_happened() -> None:
    readings = [told(id="d1"), told(id="d2"), told(claim("IS"), id="d3")]
    incident = fused(*readings)
    assert incident.type.credibility == incident.status.credibility == "confirmed"


# ------------------------------------------------------------------------------------------------ links
def arrests(id: str, **more: Any) -> Reading:
    text = f"An attack hit Kano on Friday. Four men were seized by the Kano Police after it. This is {id}."
    police = Participant(role="responder", kind="state_force", name="the Kano Police")
    return a_reading(
        m(THE_22ND, KANO),
        m(on("2024-03-23"), KANO, police, type="arrest", trigger="seized"),
        id=id,
        text=text,
        relations=[("responds_to", "m2", "m1")],
        **more,
    )


def test_a_response_is_linked_in_the_words_of_a_report() -> None:
    fold = fuse_all([arrests("d1"), arrests("d2")])
    attack = next(i for i in fold.incidents if i.family == "violence")
    arrest = next(i for i in fold.incidents if i.family == "response")
    (link,) = attack.responses
    assert (link.incident, link.type, link.kind) == (arrest.id, "arrest", "law_enforcement")
    assert link.what == "Four men were seized by the Kano Police after it."
    assert link.actors == ("the Kano Police",)
    assert [s.document for s in link.support] == ["d1", "d2"]
    assert arrest.responses == ()


def test_a_warning_is_linked_with_its_notice() -> None:
    notice = WarningNotice(issuer="the embassy", public=True)
    reading = a_reading(
        m(THE_22ND, KANO),
        m(on("2024-03-07"), notice, type="warning", trigger="warned"),
        relations=[("warns_of", "m2", "m1")],
    )
    fold = fuse_all([reading])
    attack = next(i for i in fold.incidents if i.family == "violence")
    assert attack.warnings[0].warning == notice
    warning = next(i for i in fold.incidents if i.family == "warning")
    assert warning.warning is not None
    assert warning.warning.value == notice


def test_assessments_are_what_is_said_of_the_incident() -> None:
    words = "a harsh crackdown feeds recruitment"
    said = [("a researcher", words, ("m1",)), ("a minister", "elections are in May", ())]
    incident = fused(a_reading(m(THE_22ND, KANO), attributions=said))
    (assessment,) = incident.assessments
    assert assessment.attribution.text == words
    assert assessment.document == "d1"


# ------------------------------------------------------------------------------------------------ as of
def test_as_of_a_day_counts_to_its_end_and_keeps_todays_partition() -> None:
    early = told(killed(4), id="d1", day="2024-03-22T23:00:00+01:00")
    late = told(killed(9), id="d2", day="2024-03-24")
    now, then = fuse_all([early, late]), fuse_all([early, late], as_of="2024-03-22")
    assert the_one(then).tolls[0].value.best == 4
    assert the_one(then).documents == ("d1",)
    assert the_one(then).as_of == "2024-03-22"
    assert the_one(then).id == the_one(now).id
    assert fuse_all([early, late], as_of="2024-03-21").incidents == ()
    assert the_one(fuse_all([early, late], as_of="2024-03-24")).tolls[0].value.best == 9


def test_an_undated_document_counts_from_its_retrieval() -> None:
    reading = a_reading(m(THE_22ND, KANO), published=None, retrieved="2024-03-25T10:00:00+00:00")
    assert fuse_all([reading], as_of="2024-03-24").incidents == ()
    assert len(fuse_all([reading], as_of="2024-03-25").incidents) == 1


# ------------------------------------------------------------------------------------------------ titles
KRASNOGORSK = Place(
    name="Krasnogorsk", country="RU", admin1="Moscow Oblast", latitude=55.8, longitude=37.3, precision="city"
)


@pytest.mark.parametrize(
    ("mention", "title"),
    [
        (
            m(THE_22ND, KRASNOGORSK, killed(139), type="armed_assault"),
            "Armed assault in Krasnogorsk, Moscow Oblast, Russia, 22 March 2024: 139 killed",
        ),
        (m(by_day("2024-03-23"), KANO, status="foiled"), "Foiled bombing in Kano, Nigeria, by 23 March 2024"),
        (
            m(on("2024-03"), NIGERIA, killed(1200), unit="summary"),
            "Bombing (summary of several) in Nigeria, March 2024: 1,200 killed",
        ),
        (m(on("2024"), NIGERIA, type="plot", status="planned"), "Plot in Nigeria, 2024"),
        (m(on("2024-02-27", to="2024-03-02"), killed(0)), "Bombing, 27 February to 2 March 2024: no one killed"),
        (
            m(THE_22ND, MARKET, killed(1), Toll(measure="abducted", best=287), type="abduction"),
            "Abduction at Sabon Gari market, Kano, Nigeria, 22 March 2024: 287 abducted",
        ),
        (m(THE_22ND, KANO, type="missile_rocket"), "Missile or rocket attack in Kano, Nigeria, 22 March 2024"),
        (m(on("2023-12-30", to="2024-01-02")), "Bombing, 30 December 2023 to 2 January 2024"),
        (m(on("2024-03-20", to="2024-03-22"), LOST_VILLAGE), "Bombing in Gidan Tsamiya, 20 to 22 March 2024"),
    ],
)
def test_titles_are_plain(mention: M, title: str) -> None:
    assert fused(a_reading(mention)).title == title
