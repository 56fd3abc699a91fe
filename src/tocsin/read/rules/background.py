"""Whether a sentence tells an old event: one of long ago, or one that is only remembered."""

from __future__ import annotations

from datetime import date, timedelta

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.long_ago import SINCE, YEARS, is_long_ago
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import figure_words
from tocsin.record import When
from tocsin.resolve.times import TimeFound

OLD = timedelta(days=60)
DAYS = ("minute", "hour", "day")


def is_background(prepared: Prepared, anchor: Anchor, when: TimeFound | None, main: When | None = None) -> bool:
    """Whether the act is told only as history. A day of its own within two months speaks against it.

    `main` is the time of what the text tells of first: an undated text is as old as that.
    """
    if prepared.sections.get(anchor.sentence.number) == "past" and not _is_main(anchor, when, main):
        return True
    today = _today(prepared, main)
    old = _is_old(today, when)
    if old is not None:
        return old or _years_after(anchor) or (_ahead(anchor, when) and is_long_ago(anchor, today))
    return (
        _years_on(anchor)
        or _remembered(anchor)
        or _is_compared(anchor)
        or _years_after(anchor)
        or is_long_ago(anchor, today)
    )


def _ahead(anchor: Anchor, when: TimeFound | None) -> bool:
    """ "On Tuesday a court heard of the bomb that killed him in the seventies": a day that is another verb's."""
    at = anchor.sentence.starts[anchor.start]
    return when is not None and when.end <= at and not (anchor.verbs and anchor.verbs[0] is anchor.sentence.verbs[0])


def _today(prepared: Prepared, main: When | None) -> date | None:
    if prepared.published is not None or main is None or main.precision not in DAYS or main.latest is None:
        return prepared.published
    return date.fromisoformat(main.latest[:10])


def _is_main(anchor: Anchor, when: TimeFound | None, main: When | None) -> bool:
    """Whether what a section on the past tells is the matter of the text: on its day, or "the attack" and no more."""
    if when is not None:
        return main is not None and when.when.earliest == main.earliest
    return (
        anchor.noun is not None and anchor.sentence.lower(anchor.noun.start) in ("the", "this") and not anchor.arguments
    )


def _is_old(today: date | None, when: TimeFound | None) -> bool | None:
    """What the act's own time says; None where it has none that tells."""
    if when is None or when.when.ongoing or today is None:
        return None
    earliest, latest = when.when.earliest, when.when.latest or when.when.earliest
    if when.when.precision == "year" and (earliest or "9999")[:4] < str(today.year):
        return True
    if latest is None or when.when.precision == "unknown":
        return None
    old = date.fromisoformat(latest[:10]) < today - OLD
    return True if old else False if earliest is not None else None


def _remembered(anchor: Anchor) -> bool:
    """ "the anniversary of the massacre", "a plaque for the victims of the bombing"."""
    return not figure_words("memory").isdisjoint(anchor.sentence.vocabulary)


def _years_on(anchor: Anchor) -> bool:
    """ "Ten years on, mothers of abducted girls still wait": what the whole sentence looks back on."""
    folded = anchor.sentence.folded
    opened = next((i for i, word in enumerate(folded[:5]) if word in YEARS and folded[i + 1 : i + 2] == ["on"]), None)
    return opened is not None and opened < anchor.start


COMPARISON = word_set("reminiscent similar like unlike echoing recalling compared akin resembling mirroring")


def _is_compared(anchor: Anchor) -> bool:
    """ "reminiscent of the shooting in Aurora", "war crimes like the airstrike": another event, told to compare."""
    sentence, noun = anchor.sentence, anchor.noun
    if noun is None or COMPARISON.isdisjoint(sentence.vocabulary) or sentence.lower(noun.start) in ("this", "these"):
        return False
    for i in range(noun.start - 1, max(-1, noun.start - 7), -1):
        if sentence.class_at(i) in ".,VX":
            return False
        if sentence.lower(i) in COMPARISON:
            return sentence.class_at(i + 1) in "PTDU"
    return False


def _years_after(anchor: Anchor) -> bool:
    """ "twenty years after the siege", "a decade since the bombing": the act from which years are counted."""
    sentence, noun = anchor.sentence, anchor.noun
    if YEARS.isdisjoint(sentence.vocabulary):
        return False
    start = noun.start if noun is not None else anchor.start
    for i in range(start - 1, max(0, start - 10), -1):
        if sentence.class_at(i) in ".V,":
            return False
        if sentence.lower(i) in SINCE:
            return sentence.lower(i - 1) in YEARS
    return False
