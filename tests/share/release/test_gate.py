"""What goes out is what a person looked at: a review binds to a revision."""

import pytest
from msgspec import structs

from share.release.records import a_record, said
from tocsin.record import MentionRef, Participant
from tocsin.share.policy import Profile
from tocsin.share.release import Reviewed, Stood, choose, tells_release, with_outcomes

M1, M2 = MentionRef(document="d1", mention="m1"), MentionRef(document="d2", mention="m1")
NOW = "2024-03-30T00:00:00+00:00"


def stood(sequence, title, *mentions, day=22):
    incident = a_record(title=title, mentions=mentions or (M1,))
    return Stood(number=sequence, sequence=sequence, recorded_at=f"2024-03-{day}T00:00:00+00:00", incident=incident)


def review(sequence, act="confirm", day=23):
    return Reviewed(sequence=sequence, recorded_at=f"2024-03-{day}T00:00:00+00:00", act=act)


def chosen(history, reviews, *, delay=0, **profile):
    return choose(history, reviews, Profile(**profile), now=NOW, delay_hours=delay)


def title(history, reviews, **more):
    found = chosen(history, reviews, **more).stood
    return found.incident.title if found else None


FIRST = stood(1, "as read")
CONFIRMED = stood(2, "as confirmed", day=23)
LATER = stood(5, "with a new report", M1, M2, day=25)


def test_nothing_goes_out_before_a_person_has_reviewed_it():
    found = chosen([FIRST], [])
    assert found.stood is None
    assert "no person has reviewed it" in found.reason
    assert title([FIRST], [], review="none") == "as read"


def test_what_came_after_a_review_waits_for_the_next():
    history = [FIRST, CONFIRMED, LATER]
    assert title(history, [review(2)]) == "as confirmed"
    assert title(history, [review(2), review(6)]) == "with a new report"
    assert title(history, [review(2)], review="none") == "with a new report"


def test_a_report_that_slipped_in_while_a_person_looked_is_not_reviewed():
    crept = stood(3, "crept in", M1, M2, day=23)
    found = chosen([FIRST, crept], [review(2)]).stood
    assert (found.incident.title, found.incident.review.state) == ("as read", "confirmed")
    assert title([FIRST, crept], [review(2, "correct")]) is None
    assert title([FIRST, CONFIRMED, crept], [review(2), review(3, "correct")]) == "as confirmed"


def test_a_correction_is_a_review_unless_a_confirmation_is_asked_for():
    assert title([FIRST, CONFIRMED], [review(2, "correct")]) == "as confirmed"
    assert title([FIRST, CONFIRMED], [review(2, "correct")], review="confirmed") is None


@pytest.mark.parametrize(("hours", "expected"), [(24, "with a new report"), (24 * 6, "as confirmed"), (24 * 8, None)])
def test_each_review_waits_for_the_embargo(hours, expected):
    history = [FIRST, CONFIRMED, LATER]
    assert title(history, [review(2), review(6, day=25)], delay=hours) == expected


def a_suspect(outcome):
    return said(Participant(role="suspect", kind="person", name="Zebediah Quorlington", outcome=outcome))


@pytest.mark.parametrize("outcome", ["released", "acquitted"])
def test_a_release_or_an_acquittal_needs_no_review(outcome):
    charged = a_record(participants=(a_suspect("charged"),))
    freed = a_record(participants=(a_suspect(outcome),))
    shown = with_outcomes(charged, freed)
    assert [f.value.outcome for f in shown.participants] == [outcome]
    assert tells_release(shown)


@pytest.mark.parametrize("outcome", ["charged", "convicted", None])
def test_a_charge_or_a_conviction_waits_for_its_review(outcome):
    told = a_record(participants=(a_suspect(None),))
    assert with_outcomes(told, a_record(participants=(a_suspect(outcome),))) == told
    assert with_outcomes(told, None) == told


def test_what_is_told_of_others_stays():
    charged = a_record(participants=(a_suspect("charged"),))
    other = structs.replace(a_suspect("released").value, name="another man")
    assert with_outcomes(charged, a_record(participants=(said(other),))) == charged


def test_when_the_next_may_go_out():
    history = [FIRST, LATER]
    assert chosen(history, [review(2, day=23)], delay=24).due is None
    assert str(chosen(history, [review(2, day=23), review(6, day=29)], delay=48).due) == "2024-03-31 00:00:00+00:00"
    assert chosen(history, [review(6, "correct", day=29)], delay=48, review="confirmed").due is None
    assert str(chosen(history, [], delay=24 * 7, review="none").due) == "2024-04-01 00:00:00+00:00"
