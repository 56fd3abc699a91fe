"""Tolls: what may become one, which figure stands, and the curve."""

from __future__ import annotations

from typing import Any

import pytest

from fuse.builders import KANO, MARKET, M, Said, a_reading, at_least, claim, killed, m, on, perpetrator, the_one
from tocsin.fuse import fuse_all
from tocsin.record import Folded, Incident, Participant, Reading, Toll

THE_22ND = on("2024-03-22")
SOLDIERS = {"whom": "soldiers", "class_": "security_force"}
CIVILIANS = {"whom": "civilians", "class_": "civilian"}


def report(day: int, *tolls: Any, id: str | None = None, hour: int = 12, **more: Any) -> Reading:
    return a_reading(
        M(values=(THE_22ND, MARKET, *tolls)),
        id=id or f"d{day}-{hour}",
        published=f"2024-03-{day}T{hour:02}:00:00+00:00",
        **more,
    )


def fused(*readings: Reading) -> Incident:
    return the_one(fuse_all(readings))


def toll_of(*readings: Reading, measure: str = "killed", side: str | None = None) -> Folded[Toll]:
    tolls = fused(*readings).tolls
    (found,) = [t for t in tolls if t.value.measure == measure and t.value.side == side]
    return found


def figures(folded: Folded[Toll]) -> tuple[int | None, int | None, int | None]:
    return folded.value.low, folded.value.best, folded.value.high


def test_a_toll_rises_with_the_reports() -> None:
    told = [
        report(22, at_least(40), hour=21),
        report(23, at_least(61), hour=3),
        report(23, killed(115), hour=11),
        report(23, killed(133, supersedes=115), hour=22),
        report(25, at_least(137)),
        report(27, killed(140, supersedes=139)),
    ]
    seen = [figures(toll_of(*told[:n])) for n in range(1, 7)]
    assert seen == [
        (40, None, None),
        (61, None, None),
        (115, 115, 115),
        (133, 133, 133),
        (137, None, None),
        (140, 140, 140),
    ]
    history = fused(*told).toll_history
    assert [(p.document, p.low, p.best) for p in history] == [
        ("d22-21", 40, None),
        ("d23-3", 61, None),
        ("d23-11", 115, 115),
        ("d23-22", 133, 133),
        ("d25-12", 137, None),
        ("d27-12", 140, 140),
    ]
    assert toll_of(*told).rule == "latest of 6 reports"


def test_a_vague_later_figure_backs_the_exact_one() -> None:
    folded = toll_of(report(23, killed(137)), report(29, at_least(131)))
    assert figures(folded) == (137, 137, 137)
    assert folded.rule == "agrees with 2 of 2 reports"
    assert folded.credibility == "several_sources"
    assert folded.rivals == ()


def test_over_130_then_137_is_137() -> None:
    assert figures(toll_of(report(23, at_least(131)), report(24, killed(137)))) == (137, 137, 137)


def test_a_stated_revision_downwards_is_honoured() -> None:
    folded = toll_of(report(23, killed(59)), report(24, killed(101)), report(25, killed(84, supersedes=101)))
    assert figures(folded) == (84, 84, 84)
    assert folded.rule == "latest of 3 reports, which revises the earlier 101"
    assert folded.rivals == ()


def test_a_lower_figure_that_states_no_revision_is_a_rival_at_first() -> None:
    folded = toll_of(report(23, killed(137)), report(24, killed(115)))
    assert figures(folded) == (115, 137, 137)
    assert [r.value.best for r in folded.rivals] == [115]
    assert "does not say that it revises" in folded.rule


def test_a_lower_figure_of_two_origins_takes_over() -> None:
    folded = toll_of(report(23, killed(137)), report(24, killed(115), id="a"), report(24, killed(115), id="b"))
    assert figures(folded) == (115, 115, 115)


def test_a_lower_figure_long_after_takes_over_unless_the_higher_is_repeated() -> None:
    assert figures(toll_of(report(23, killed(137)), report(28, killed(115))))[1] == 115
    assert figures(toll_of(report(23, killed(137)), report(28, killed(115)), report(28, killed(137), id="r")))[1] == 137


def test_a_lower_figure_for_some_of_the_dead_never_takes_over() -> None:
    folded = toll_of(report(23, killed(183)), report(28, killed(13, **SOLDIERS)))
    assert folded.value.best == 183


def test_an_official_figure_stands_before_others_of_its_day() -> None:
    folded = toll_of(
        report(23, Said(killed(85), by="the emergency agency")), report(23, Said(killed(120), by="residents"), id="r")
    )
    assert figures(folded) == (85, 85, 120)
    assert folded.rule == "latest of 2 reports, the official one of its day"
    assert [r.value.best for r in folded.rivals] == [120]
    assert folded.rivals[0].support[0].attribution == "residents"


def test_of_equally_official_figures_the_higher_exact_one_stands() -> None:
    folded = toll_of(report(23, Said(killed(25), by="police"), Said(killed(41), by="the mayor")))
    assert figures(folded) == (25, 41, 41)
    assert [r.value.best for r in folded.rivals] == [25]


@pytest.mark.parametrize("scope", ["additional", "subset", "several_events", "period", "conflict_to_date"])
def test_only_figures_of_the_event_make_its_toll(scope: Any) -> None:
    incident = fused(report(23, killed(4), killed(3000, scope=scope, whom="civilians")))
    assert [f.value.best for f in incident.tolls] == [4]
    assert [p.best for p in incident.toll_history] == [4]
    assert fused(report(23, killed(3000, scope=scope))).tolls == ()


def test_disjoint_parts_are_added_up() -> None:
    folded = toll_of(report(23, killed(12, **SOLDIERS), killed(3, **CIVILIANS)))
    assert figures(folded) == (15, 15, 15)
    assert folded.value.class_ == "mixed"
    assert folded.value.whom == "soldiers and civilians"
    assert folded.rule == "the only report, its parts added up"


def test_an_open_part_leaves_the_sum_open() -> None:
    folded = toll_of(report(23, killed(13, **SOLDIERS), at_least(60, whom="Afghans")))
    assert figures(folded) == (73, None, None)


def test_parts_beside_a_total_are_not_added() -> None:
    assert toll_of(report(23, killed(15), killed(12, **SOLDIERS), killed(3, **CIVILIANS))).value.best == 15


def test_parts_that_may_overlap_are_not_added() -> None:
    folded = toll_of(report(23, killed(13, whom="US soldiers"), killed(20, whom="soldiers")))
    assert folded.value.best == 20


def test_parts_of_two_voices_are_added_only_where_they_count_other_people() -> None:
    ours = Said(killed(18, whom="service members", class_="security_force"), by="Central Command")
    theirs = Said(killed(143, whom="Afghans", class_="civilian"), by="a health official")
    assert toll_of(report(23, ours, theirs)).value.best == 161
    students = Said(killed(25, whom="students", class_="civilian"), by="police")
    villagers = Said(killed(41, whom="villagers", class_="civilian"), by="the mayor")
    assert toll_of(report(23, students, villagers)).value.best == 41


def test_the_headline_of_an_attributed_figure_is_no_second_figure() -> None:
    incident = fused(report(23, at_least(40), Said(at_least(40), by="the security service")))
    (point,) = incident.toll_history
    assert point.attribution == "the security service"


def test_a_figure_that_its_own_report_takes_back_is_not_a_figure() -> None:
    incident = fused(report(23, killed(93), killed(115, supersedes=93)))
    assert [p.best for p in incident.toll_history] == [115]


def test_an_attackers_figure_for_its_victims_counts_only_where_there_is_no_other() -> None:
    bold = Said(killed(60, whom="soldiers", class_="security_force"), by="al-Shabab")
    attacker = perpetrator("al-Shabab", actor="al-shabaab")
    folded = toll_of(report(23, attacker, bold), report(23, killed(7, **SOLDIERS), id="army"))
    assert folded.value.best == 7
    assert [r.value.best for r in folded.rivals] == [60]
    assert (folded.value.low, folded.value.high) == (7, 60)
    assert "high being a party's figure" in folded.rule
    alone = toll_of(report(23, attacker, bold))
    assert alone.value.best == 60
    assert "a party's figure for its enemy's losses" in alone.rule
    claimed = toll_of(report(23, claim("al-Shabab"), bold), report(23, killed(7, **SOLDIERS), id="army"))
    assert claimed.value.best == 7


def test_a_partys_figure_that_another_bears_out_is_no_stretch() -> None:
    bold = Said(killed(7, **SOLDIERS), by="al-Shabab")
    attacker = perpetrator("al-Shabab", actor="al-shabaab")
    folded = toll_of(report(23, attacker, bold), report(23, killed(7, **SOLDIERS), id="army"))
    assert (folded.value.low, folded.value.best, folded.value.high) == (7, 7, 7)
    assert folded.rivals == ()


def test_what_an_attacker_says_of_its_enemy_is_no_part_of_what_others_count() -> None:
    fighters = Said(killed(20, whom="fighters", class_="combatant"), by="the army")
    civilians = Said(killed(6, **CIVILIANS), by="villagers")
    folded = toll_of(report(23, claim("the army"), fighters, civilians))
    assert (folded.value.low, folded.value.best, folded.value.high) == (6, 6, 20)


def test_the_figure_of_who_denies_harming_them_counts_for_high_alone() -> None:
    few = Said(killed(9, whom="villagers", class_="civilian"), by="Zorvan Front")
    denial = claim("Zorvan Front", "denied")
    folded = toll_of(report(23, denial, few), report(23, killed(4, whom="villagers", class_="civilian"), id="aid"))
    assert (folded.value.low, folded.value.best, folded.value.high) == (4, 4, 9)


def test_a_figure_given_first_hand_stands_before_one_passed_on_from_other_news() -> None:
    relayed = report(23, Said(killed(19), by="Radio Velm"), id="relayed")
    first_hand = report(23, Said(killed(14), by="a nurse"), id="own")
    folded = toll_of(relayed, first_hand)
    assert folded.value.best == 14
    assert [r.value.best for r in folded.rivals] == [19]


def test_a_news_agency_is_no_official_voice() -> None:
    agency = report(23, Said(killed(19), by="the state news agency"), id="agency")
    mayor = report(23, Said(killed(14), by="the mayor"), id="mayor")
    assert toll_of(agency, mayor).value.best == 14


def clash(id: str, *tolls: Any, army: str = "a") -> Reading:
    other = "b" if army == "a" else "a"
    parties = (
        Participant(role="party", kind="state_force", name="Malian army", actor="military-ml", side=army),  # type: ignore[arg-type]
        Participant(role="party", kind="organization", name="CSP", actor="csp-dpa", side=other),  # type: ignore[arg-type]
    )
    return a_reading(M(type="armed_clash", values=(THE_22ND, KANO, *parties, *tolls)), id=id)


def test_each_side_has_a_toll_and_its_own_word_for_it() -> None:
    incident = fused(
        clash(
            "d1",
            Said(killed(2, side="a"), by="the army"),
            Said(killed(20, side="b"), by="the army", words="20 rebels"),
            Said(killed(7, side="b"), by="the CSP"),
            Said(killed(84, side="a"), by="the CSP", words="84 soldiers"),
        )
    )
    tolls = {f.value.side: f for f in incident.tolls}
    assert tolls.keys() == {"a", "b"}
    assert (tolls["a"].value.best, [r.value.best for r in tolls["a"].rivals]) == (2, [84])
    assert (tolls["b"].value.best, [r.value.best for r in tolls["b"].rivals]) == (7, [20])
    assert incident.toll_history == ()


def test_sides_are_matched_by_who_they_are_and_not_by_letter() -> None:
    incident = fused(clash("d1", killed(2, side="a")), clash("d2", killed(2, side="b"), army="b"))
    (folded,) = incident.tolls
    assert (folded.value.side, folded.value.best, len(folded.support)) == ("a", 2, 2)


def test_losses_of_both_sides_in_one_voice_make_a_total() -> None:
    incident = fused(clash("d1", killed(4, side="a"), killed(9, side="b")))
    assert [(f.value.side, f.value.best) for f in incident.tolls] == [(None, 13), ("a", 4), ("b", 9)]
    assert [p.best for p in incident.toll_history] == [13]


def test_a_side_that_cannot_be_told_is_unsettled_and_no_toll() -> None:
    incident = fused(a_reading(m(THE_22ND, KANO, killed(9, side="a"), type="armed_clash")))
    assert incident.tolls == ()
    assert "figures of one side, and it cannot be told which" in [u.reason for u in incident.unsettled]


def test_measures_are_kept_apart_and_zero_is_a_figure() -> None:
    incident = fused(report(23, killed(0), at_least(5, measure="injured")))
    assert {f.value.measure: f.value.low for f in incident.tolls} == {"killed": 0, "injured": 5}
    assert incident.title.endswith("at least 5 injured")


def test_a_denied_figure_is_none() -> None:
    assert fused(report(23, Said(killed(9), modality="denied"))).tolls == ()


def test_undated_figures_are_said_to_have_no_order() -> None:
    incident = fused(report(23, killed(4)), a_reading(M(values=(THE_22ND, MARKET, killed(6))), id="u", published=None))
    assert incident.tolls[0].value.best == 4
    assert any("cannot be put in order" in u.reason for u in incident.unsettled)


def test_disagreeing_figures_are_unsettled() -> None:
    incident = fused(report(23, killed(25)), report(23, killed(41), id="r"))
    assert "reports disagree on how many were killed" in [u.reason for u in incident.unsettled]


def test_nobody_in_a_report_that_counts_some_is_said_of_a_part() -> None:
    of_the_crew, of_the_rest = killed(0, whom="crew"), killed(7, whom="rebels")
    assert figures(toll_of(report(22, of_the_crew, of_the_rest))) == (7, 7, 7)
    assert figures(toll_of(report(22, killed(0)), report(23, killed(7)))) == (7, 7, 7)
    assert figures(toll_of(report(22, of_the_crew))) == (0, 0, 0)
