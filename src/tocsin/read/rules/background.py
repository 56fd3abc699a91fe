"""Whether a sentence tells an old event: one of long ago, or one that is only remembered."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import figure_words
from tocsin.record import When
from tocsin.resolve.phrases import PhraseIndex
from tocsin.resolve.times import TimeFound

OLD = timedelta(days=60)
YEARS = frozenset(("year", "years", "decade", "decades", "century", "centuries", "generation", "generations"))
SINCE = frozenset(("after", "since", "following", "from", "before"))
DAYS = ("minute", "hour", "day")
FAR = 14  # tokens between an act and the words that date it


def is_background(prepared: Prepared, anchor: Anchor, when: TimeFound | None, main: When | None = None) -> bool:
    """Whether the act is told only as history. A day of its own within two months speaks against it.

    `main` is the time of what the text tells of first: an undated text is as old as that.
    """
    if prepared.sections.get(anchor.sentence.number) == "past" and not _is_main(anchor, when, main):
        return True
    old = _is_old(_today(prepared, main), when)
    if old is not None:
        return old
    return _remembered(anchor) or _is_compared(anchor) or _years_after(anchor) or _long_ago(anchor)


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
    if when is None or today is None:
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
    for i in range(start - 1, max(0, start - 6), -1):
        if sentence.class_at(i) in ".V":
            return False
        if sentence.lower(i) in SINCE:
            return sentence.lower(i - 1) in YEARS
    return False


@cache
def _index() -> PhraseIndex[bool]:
    return PhraseIndex((word, True) for row in load_toml("status.toml")["long_ago"] for word in row["words"])


def _long_ago(anchor: Anchor) -> bool:
    """ "half a century ago", "when she was a girl", "during the civil war", in the clause of the act."""
    sentence, index = anchor.sentence, _index()
    if not index.may_stand(sentence.vocabulary):
        return False
    for i in index.starts(sentence.folded):
        match = index.at(sentence.folded, i)
        if match is not None and _in_clause(anchor, match.start, match.end):
            return True
    return False


def _in_clause(anchor: Anchor, start: int, end: int) -> bool:
    classes = anchor.sentence.classes
    between = classes[anchor.end : start] if start >= anchor.end else classes[end : anchor.start]
    return len(between) <= FAR and not set(between) & set(".W") and between.count(",") <= 1
