"""What rings between two states of an incident, and what does not."""

import pytest

from tocsin.record import Link, Review, When
from tocsin.watch import Conditions, Seen, fit, rings
from watch.builders import NOW, SEEN, a_watch, an_incident, claimed, doer, folded, replace, support, toll

HERE = an_incident(tolls=(toll(5),), participants=(doer("the Harbour Front", "harbour-front"),))


def rung(before, after, seen=SEEN, **watch):
    return [(ring.kind, ring.key) for ring in rings(a_watch(**watch), before, after, seen, state="7")]


CONDITIONS = {
    "country": ({"countries": frozenset({"CD"})}, {"countries": frozenset({"NG"})}),
    "type": ({"types": frozenset({"armed_assault"})}, {"types": frozenset({"bombing"})}),
    "family": ({"families": frozenset({"violence"})}, {"families": frozenset({"plot"})}),
    "status": ({"statuses": frozenset({"occurred"})}, {"statuses": frozenset({"foiled"})}),
    "actor": ({"actors": frozenset({"harbour-front"})}, {"actors": frozenset({"kano-boys"})}),
    "toll": ({"at_least": (("killed", 5),)}, {"at_least": (("killed", 6),)}),
    "another measure": ({}, {"at_least": (("injured", 1),)}),
    "victims": ({}, {"victims": frozenset({"journalist"})}),
    "political": ({"political": frozenset({"yes"})}, {"political": frozenset({"no"})}),
    "credibility": ({"credibility": "single_source"}, {"credibility": "several_sources"}),
    "grade": ({"grade": "B"}, {"grade": "A"}),
    "words": ({"words": ("rail bridge",)}, {"words": ("bridge rail", "way")}),
    "confidence": ({"confidence": 0.8}, {"confidence": 0.9}),
}


def words_of_the_reports(_):
    return "Blast at the RAIL-bridge; railway closed"


@pytest.mark.parametrize(("holds", "fails"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition(holds, fails):
    seen = Seen(now=NOW, words=words_of_the_reports, confidence=lambda _: 0.85, grades={"Harbour Wire": "B"})
    assert fit(a_watch(**holds), HERE, seen) is not None
    assert fit(a_watch(**fails), HERE, seen) is None
    assert fit(a_watch(**holds, any_of=(Conditions(**fails),)), HERE, seen) is None
    assert fit(a_watch(any_of=(Conditions(**fails), Conditions(**holds))), HERE, seen) is not None


def test_who_only_denies_has_had_no_part():
    denied = an_incident(claims=(claimed("the Front", "denied", "harbour-front"),))
    assert fit(a_watch(actors=frozenset({"harbour-front"})), denied, SEEN) is None


@pytest.mark.parametrize(
    "fields", [{"background": True}, {"unit": "summary"}, {"review": Review(state="dismissed")}], ids=str
)
def test_history_summaries_and_what_was_dismissed_never_fit(fields):
    assert fit(a_watch(), an_incident(**fields), SEEN) is None


def test_a_new_incident_rings_once_for_all_that_it_says():
    assert rung(None, HERE) == [("new_incident", "new")]
    (ring,) = rings(a_watch(countries=frozenset({"CD"})), None, HERE, SEEN)
    assert ring.told == (HERE.title,)
    assert ring.why == ("Goma, North Kivu, Democratic Republic of the Congo lies in CD", "it is new")


def test_a_watch_for_one_change_rings_for_it_in_a_new_incident_too():
    new = replace(HERE, claims=(claimed("the Front", actor="harbour-front"),), tolls=(toll(23),))
    assert rung(None, new, changes=frozenset({"claim"})) == [("claim", "claimed:harbour-front:")]
    assert rung(None, new, changes=frozenset({"toll"})) == [("toll", "killed:20")]


def test_an_incident_that_comes_to_fit_rings_as_new():
    before = replace(HERE, tolls=(toll(2),))
    assert rung(before, HERE, at_least=(("killed", 5),)) == [("new_incident", "new")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [(5, 9, []), (5, 12, [("toll", "killed:10")]), (12, 19, []), (12, 41, [("toll", "killed:40")]), (39, 40, [("toll", "killed:40")])],
)  # fmt: skip
def test_a_toll_rings_by_steps(old, new, expected):
    assert rung(replace(HERE, tolls=(toll(old),)), replace(HERE, tolls=(toll(new),))) == expected


def test_the_best_figure_goes_before_the_least():
    assert rung(replace(HERE, tolls=(toll(9),)), replace(HERE, tolls=(toll(9, best=30),))) == [("toll", "killed:30")]


def test_the_same_news_in_another_report_is_nothing_new():
    two = replace(
        HERE, documents=("d1", "d2"), type=replace(HERE.type, support=(*HERE.type.support, support(document="d2")))
    )
    assert rung(HERE, two) == []


def test_claims_denials_and_accusations():
    one = replace(HERE, claims=(claimed("the Front", actor="harbour-front"),))
    more = replace(one, claims=(*one.claims, claimed("Kyiv", "denied"), claimed("Kyiv", "blamed", by="Moscow")))
    assert rung(HERE, one) == [("claim", "claimed:harbour-front:")]
    assert rung(one, more) == [("denial", "denied:kyiv:"), ("accusation", "blamed:kyiv:moscow")]
    assert rung(one, more, changes=frozenset({"denial"})) == [("denial", "denied:kyiv:")]
    assert rung(one, replace(one, claims=(claimed("Harbour Front", actor="harbour-front"),))) == []


def test_responses_and_warnings():
    arrest = Link(incident="i2", type="arrest", status="occurred", what="", support=(support("arrested"),))
    warned = Link(incident="i3", type="warning", status="occurred", what="", support=(support("warned"),))
    after = replace(HERE, responses=(arrest,), warnings=(warned,))
    assert rung(HERE, after) == [("response", "i2:occurred"), ("warning", "i3:occurred")]
    assert rung(after, after) == []


def test_a_warning_by_itself_rings_as_one():
    warning = an_incident(family="warning", type=folded("warning", "warned"))
    assert rung(None, warning, changes=frozenset({"warning"})) == [("warning", "new")]


def test_what_was_planned_and_happened_rings():
    planned = replace(HERE, status=folded("planned"))
    assert rung(planned, HERE) == [("status", "status:occurred")]


def test_what_is_withdrawn_rings_with_what_it_was():
    (gone,) = rings(a_watch(), HERE, None, SEEN, state="7")
    assert (gone.kind, gone.key, gone.withdrawn) == ("correction", "gone:7", (HERE.title,))
    dismissed = replace(HERE, review=Review(state="dismissed", by="An Analyst", revision=3))
    assert rung(HERE, dismissed) == [("correction", "gone:7")]
    assert rung(HERE, None, changes=frozenset({"toll"})) == []
    assert rung(HERE, None, countries=frozenset({"NG"})) == []


def test_what_became_part_of_another_incident_says_of_which():
    (gone,) = rings(a_watch(), HERE, None, SEEN, state="7", moved="i9")
    assert gone.told == ("it is one with incident i9",)


def test_what_comes_back_is_told_again():
    (ring,) = rings(a_watch(), None, HERE, SEEN, state="9", again=True)
    assert ring.key == "new:9"


def test_a_toll_that_falls_and_a_claim_that_goes():
    before = replace(HERE, tolls=(toll(40),), claims=(claimed("the Front", actor="harbour-front"),))
    found = rings(a_watch(), before, replace(HERE, tolls=(toll(31),)), SEEN, state="7")
    assert [(ring.key, ring.withdrawn) for ring in found] == [
        ("fell:killed:31", ("killed: 40",)),
        ("gone:claimed:harbour-front:", ("the Front claims it",)),
    ]


def test_who_was_told_of_a_charge_is_told_of_an_acquittal_whatever_the_watch_asks_for():
    held = replace(HERE, participants=(doer("four men", role="suspect", kind="group"),))
    cleared = replace(HERE, participants=(doer("four men", role="suspect", kind="group", outcome="acquitted"),))
    (ring,) = rings(a_watch(changes=frozenset({"toll"})), held, cleared, SEEN, state="7")
    assert (ring.kind, ring.told, ring.owed) == ("correction", ("suspects acquitted",), True)
    assert rings(a_watch(), cleared, cleared, SEEN) == ()


LATE = Seen(now="2024-04-23T12:00:00+00:00")


def test_old_news_read_late_does_not_ring_unless_asked_for():
    assert rung(None, HERE, LATE) == []
    assert rung(None, HERE, LATE, late=True) == [("new_incident", "new")]
    assert rung(None, HERE, LATE, late_after=60) == [("new_incident", "new")]


def test_nothing_is_looked_up_for_old_news():
    def refuse(_):
        raise AssertionError("the reports of old news were looked up")

    late = Seen(now=LATE.now, words=refuse, confidence=refuse)
    assert rings(a_watch(words=("bridge",), confidence=0.5), None, HERE, late) == ()


def test_fresh_news_of_an_old_event_does_not_ring_as_new():
    old = replace(HERE, when=folded(When(earliest="2023-06-01", latest="2023-06-01")))
    assert rung(None, old) == []
    assert rung(None, old, events_within=400) == [("new_incident", "new")]
    going_on = replace(HERE, when=folded(When(earliest="2023-06-01", latest="2023-06-01", ongoing=True)))
    assert rung(None, going_on) == [("new_incident", "new")]


def test_an_old_report_that_comes_in_behind_a_fresh_one_does_not_ring():
    fresh = replace(HERE, type=folded("armed_assault", published="2024-04-23"))
    old_claim = folded(claimed("the Front", actor="f").value, "said so", document="d0", published="2024-03-22")
    assert rung(fresh, replace(fresh, claims=(old_claim,)), LATE) == []


def test_a_correction_rings_however_late():
    assert rung(HERE, None, LATE) == [("correction", "gone:7")]
