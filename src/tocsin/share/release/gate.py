"""The gate: which revision of a record may go out. A review binds to the revision that the person looked at.

A decision is an entry, and says nothing of revisions; so what was looked at is the last revision before it, or the
first one after it where that is of the same mentions: what a correction made of it, with nothing new slipped in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct, structs

from tocsin.record import Incident, Participant, Review
from tocsin.record.decision import Act
from tocsin.record.incident import Folded
from tocsin.share.policy.values import Profile


class Stood(Struct, frozen=True, kw_only=True):
    """A revision of a record: its number, the last entry before it, when it was recorded, and what it said.

    `incident` is None where it did not stand: it had left the fold, or was erased.
    """

    number: int
    sequence: int
    recorded_at: str
    incident: Incident | None


class Reviewed(Struct, frozen=True, kw_only=True):
    """A person's confirmation or correction that stands: the number of its entry, and when it was entered."""

    sequence: int
    recorded_at: str
    act: Act


class Chosen(Struct, frozen=True):
    """The revision that goes out, or why none does; and when the next one that waits may, None where none waits."""

    stood: Stood | None
    reason: str = ""
    due: datetime | None = None


def choose(
    history: Sequence[Stood], reviews: Sequence[Reviewed], profile: Profile, *, now: str, delay_hours: int
) -> Chosen:
    """The revision of a record that may go out now, of all there were in order, by the reviews that stand.

    `delay_hours` is how long after its review (without one asked for: after it was recorded) a revision waits.
    """
    chosen = _chosen(history, reviews, profile, now=now, delay_hours=delay_hours)
    asked = history if profile.review == "none" else _fitting(reviews, profile)
    return structs.replace(chosen, due=_next_due(asked, now=now, delay_hours=delay_hours))


def _chosen(
    history: Sequence[Stood], reviews: Sequence[Reviewed], profile: Profile, *, now: str, delay_hours: int
) -> Chosen:
    before = datetime.fromisoformat(now) - timedelta(hours=delay_hours)
    if profile.review == "none":
        return _latest(history, before, delay_hours)
    fitting = _fitting(reviews, profile)
    if not fitting:
        wanted = "confirmed" if profile.review == "confirmed" else "reviewed"
        return Chosen(None, f"no person has {wanted} it; `tocsin decide ID confirm` does")
    due = [review for review in fitting if datetime.fromisoformat(review.recorded_at) <= before]
    if not due:
        return Chosen(None, f"it waits for {delay_hours} hours after its review")
    found = (reviewed_at(history, review) for review in reversed(due))
    stood = next((each for each in found if each is not None), None)
    return (
        Chosen(stood) if stood else Chosen(None, "reports came while it was reviewed, or left since; review it again")
    )


def _fitting(reviews: Sequence[Reviewed], profile: Profile) -> Sequence[Reviewed]:
    """The reviews that a profile asks for."""
    acts = ("confirm",) if profile.review == "confirmed" else ("confirm", "correct")
    return [review for review in reviews if review.act in acts]


def _next_due(waiting: Sequence[Stood | Reviewed], *, now: str, delay_hours: int) -> datetime | None:
    """When the first of those that still wait has waited long enough."""
    ends = (datetime.fromisoformat(each.recorded_at) + timedelta(hours=delay_hours) for each in waiting)
    return min((end for end in ends if end > datetime.fromisoformat(now)), default=None)


def reviewed_at(history: Sequence[Stood], review: Reviewed) -> Stood | None:
    """The revision that a review was of; None where none is left of it, or new reports slipped into a correction."""
    seen = next((stood for stood in reversed(history) if stood.sequence < review.sequence), None)
    made = next((stood for stood in history if stood.sequence >= review.sequence), None)
    if made is not None and made.incident is not None and _is_of_the_same(made.incident, seen):
        return made
    if seen is None or seen.incident is None or review.act != "confirm":
        return None
    return structs.replace(seen, incident=structs.replace(seen.incident, review=Review(state="confirmed")))


def _is_of_the_same(made: Incident, seen: Stood | None) -> bool:
    """Whether nothing was told in what came of a review that was not there to be looked at."""
    return seen is None or seen.incident is None or set(made.mentions) <= set(seen.incident.mentions)


def _latest(history: Sequence[Stood], before: datetime, wait_hours: int) -> Chosen:
    due = [stood for stood in history if datetime.fromisoformat(stood.recorded_at) <= before]
    if not due:
        return Chosen(None, f"it waits until {wait_hours} hours after it was recorded")
    return Chosen(due[-1] if due[-1].incident is not None else None, "it does not stand any more")


FREED = frozenset({"released", "acquitted"})


def with_outcomes(shown: Incident, newest: Incident | None) -> Incident:
    """What is shown, with the release or acquittal of a suspect that the newest state tells, reviewed or not.

    An accusation that has fallen goes on for no day longer than we know of it; a charge or a conviction waits for its
    review like all else.
    """
    if newest is None:
        return shown
    freed = {_who(f.value): f for f in newest.participants if f.value.role == "suspect" and f.value.outcome in FREED}
    found = tuple(freed.get(_who(f.value), f) if f.value.role == "suspect" else f for f in shown.participants)
    return structs.replace(shown, participants=found) if found != shown.participants else shown


def _who(who: Participant) -> tuple[str, str | None]:
    return " ".join(who.name.casefold().split()), who.actor


def tells_release(incident: Incident) -> bool:
    """Whether it tells that somebody accused was released or acquitted."""
    return any(_is_freed(folded) for folded in incident.participants)


def _is_freed(folded: Folded[Participant]) -> bool:
    return folded.value.role == "suspect" and folded.value.outcome in FREED


def accuses(incident: Incident) -> bool:
    """Whether it tells that somebody is suspected, held or charged."""
    return any(folded.value.role == "suspect" for folded in incident.participants)
