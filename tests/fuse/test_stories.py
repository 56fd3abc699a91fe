"""Which reports tell one story, and how those in which nothing was read reach the record of it."""

import random
from datetime import date, timedelta
from itertools import permutations

import pytest
from msgspec.structs import replace

from fuse.builders import a_reading, anchor, at_least, decision, killed, m, on
from fuse.test_renew import Growing
from tocsin.fuse import alike as features
from tocsin.fuse import coverage, fuse_all, reports_of
from tocsin.fuse.stories import item_of_report, may_be_within_reach, stretch_of, within_reach, worth_comparing
from tocsin.notes import Link
from tocsin.record import Person, Toponym

TOLD = "Gunmen attacked the Ondira customs post near Velm on Monday and killed nine guards, Captain Harlan Brez said."
AGAIN = "Nine guards are dead after an attack on the Ondira customs post, Captain Brez told reporters in Velm."
SILENT = "Velm mourns the nine guards of the Ondira customs post, and Captain Brez speaks at the graves."
OTHER = "A bomb in the harbour of Sarnath killed four fishermen, the coast guard said on Tuesday."


def telling(text, id, *, day="2024-03-18", **more):
    return a_reading(m(on(day), at_least(9), trigger="attack"), id=id, text=text, **more)


def silent(text, id, **more):
    return replace(a_reading(m(trigger=text.split()[0]), id=id, text=text, **more), mentions=())


def with_names(reading, *, persons=(), places=()):
    text = reading.document.text
    return replace(
        reading,
        persons=tuple(
            Person(name=n, start=text.find(n), end=text.find(n) + len(n), standing="unknown") for n in persons
        ),
        places=tuple(
            Toponym(name=n, start=text.find(n), end=text.find(n) + len(n), geonames_id=id) for n, id in places
        ),
    )


def named(reading):
    return with_names(reading, persons=["Brez"], places=[("Velm", 11)])


FOUR = [
    named(telling(TOLD, "d1")),
    named(telling(AGAIN, "d2", published="2024-03-24")),
    named(silent(SILENT, "d3", published="2024-03-24")),
    a_reading(m(killed(4), trigger="bomb"), id="d4", text=OTHER),
]


def test_it_is_coverage_and_no_report_of_the_incident_and_gives_no_value():
    attack, bomb = sorted(fuse_all(FOUR).incidents, key=lambda i: i.documents)
    assert attack.documents == ("d1", "d2")
    assert set(attack.coverage) == {"d1", "d2", "d3"}
    assert "d3" not in {s.document for s in attack.type.support}
    assert bomb.coverage == ("d4",)


def test_stories_are_the_same_in_any_order():
    wanted = [i.coverage for i in fuse_all(FOUR).incidents]
    for seed in range(4):
        shuffled = random.Random(seed).sample(FOUR, len(FOUR))
        assert [i.coverage for i in fuse_all(shuffled).incidents] == wanted


@pytest.mark.parametrize("order", [*permutations(range(4))], ids=str)
def test_reports_one_by_one_give_the_coverage_that_all_at_once_give(order):
    growing = Growing()
    for n in order:
        growing.take([FOUR[n]])
    mine, whole = growing.as_one()
    assert mine == whole
    assert {len(incident.coverage) for incident in mine} == {1, 3}


def test_coverage_goes_with_its_report_and_with_the_last_act_of_the_story():
    growing = Growing()
    growing.take(FOUR)
    growing.take([], gone=[FOUR[2].document.key])
    assert {len(incident.coverage) for incident in growing.incidents.values()} == {1, 2}
    growing.take([FOUR[2]])
    growing.take([], gone=[FOUR[0].document.key, FOUR[1].document.key])
    mine, whole = growing.as_one()
    assert mine == whole
    assert [incident.coverage for incident in mine] == [("d4",)]


# At most four are gathered together. With x, what d and the others share no longer counts, and e is a stranger to b.
SCORES = {"bc": 3.0, "ce": 1.0, "bd": 0.9, "cd": 0.9, "de": 0.95, "dx": 0.5}


def test_reports_that_a_later_one_cuts_off_are_gathered_again(monkeypatch):
    def link_of(a, b, x, y):
        score = SCORES.get("".join(sorted((x.doc.id, y.doc.id))))
        return None if score is None else Link(a, b, score)

    monkeypatch.setattr(coverage, "link_of", link_of)
    monkeypatch.setattr(coverage, "MOST", 4)
    growing = Growing()
    growing.take(
        [telling(f"An attack at Ondira, {id}.", id, day=f"2024-03-0{2 * n}") for n, id in enumerate("bcde", 1)]
    )
    assert {frozenset(each.coverage) for each in growing.incidents.values() if each.coverage} == {frozenset("bcde")}
    growing.take([telling("An attack at Ondira, x.", "x", day="2024-03-18")])
    mine, whole = growing.as_one()
    assert mine == whole
    covered = {frozenset(each.coverage) for each in mine if each.coverage}
    assert covered == {frozenset("bc"), frozenset("d"), frozenset("e"), frozenset("x")}


def test_what_had_not_come_out_is_no_coverage_as_of_a_day():
    attack = next(i for i in fuse_all(FOUR, as_of="2024-03-23").incidents if "d1" in i.documents)
    assert attack.coverage == ("d1",)


def test_a_story_is_about_its_act_and_not_the_response_to_it():
    arrest = named(a_reading(m(type="arrest", trigger="graves"), id="d3", text=SILENT, published="2024-03-24"))
    found = fuse_all([FOUR[0], FOUR[1], arrest]).incidents
    covering = [i for i in found if i.coverage]
    assert [i.family for i in covering] == ["violence"]
    assert set(covering[0].coverage) == {"d1", "d2", "d3"}


def test_a_report_that_a_person_held_apart_is_not_listed():
    split = decision("split", anchor(FOUR[0]), anchor(FOUR[1]))
    for incident in fuse_all(FOUR, decisions=[(1, split)]).incidents:
        assert not {"d1", "d2"} <= set(incident.coverage)


def test_reports_a_month_apart_are_not_compared():
    early, late = (telling(TOLD, id, published=day) for id, day in (("d1", "2024-01-02"), ("d2", "2024-03-24")))
    assert worth_comparing(reports_of([early, late])) == set()


@pytest.mark.parametrize("days", [0, 9, 10, 29, 30, 31, 32, 60])
def test_the_blocks_of_two_reports_tell_that_they_are_too_far_apart_and_never_wrongly(days):
    first = date(2024, 1, 1)
    for begin in range(10):
        day = first + timedelta(days=begin)
        a, b = reports_of(
            [telling(TOLD, id, published=each.isoformat()) for id, each in (("d1", day), ("d2", day + timedelta(days)))]
        )
        here, there = (stretch_of(item_of_report(report, n)) for n, report in enumerate((a, b)))
        assert may_be_within_reach(here, there) or not within_reach(a, b)
        assert days < 60 or not may_be_within_reach(here, there)


def test_a_report_of_no_known_day_may_be_within_reach_of_any():
    undated, dated = reports_of([telling(TOLD, "d1", published=None), telling(TOLD, "d2")])
    assert may_be_within_reach(*(stretch_of(item_of_report(report, n)) for n, report in enumerate((undated, dated))))


@pytest.mark.parametrize("feature", features.FEATURES, ids=lambda f: f.__name__)
def test_features_are_the_same_both_ways_and_say_what_they_are(feature):
    a, b, *_ = reports_of(FOUR)
    assert feature(a, b) == pytest.approx(feature(b, a))
    assert -1 <= feature(a, b) <= 1
    assert feature.__doc__


def agreements(a, b):
    return features.agreements(*reports_of([a, b]))


def test_the_same_numbers_and_names_speak_for_one_story_and_others_against():
    same = agreements(FOUR[0], FOUR[1])
    assert same["same_persons"] == 1
    assert min(same["same_numbers"], same["same_settled_places"]) > 0
    other = with_names(FOUR[3], persons=["Tuesday"], places=[("Sarnath", 12)])
    apart = agreements(FOUR[0], other)
    assert apart["same_numbers"] == apart["same_persons"] == apart["same_settled_places"] == -1


def test_a_rare_name_counts_more_than_a_common_one():
    assert features.rarity_of_name("Ondira") > features.rarity_of_name("London") > 0


def test_days_between_reports_speak_against():
    dated = [telling(TOLD, f"d{n}", published=day) for n, day in enumerate(("2024-03-01", "2024-03-03", "2024-03-20"))]
    near, far = agreements(dated[0], dated[1])["days_apart"], agreements(dated[0], dated[2])["days_apart"]
    undated = agreements(dated[0], telling(TOLD, "d9", published=None))["days_apart"]
    assert 0 > near > undated > far == -1
