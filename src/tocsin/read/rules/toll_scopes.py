"""Whose toll a figure is: of one event, of several, of a span of time, of a whole conflict.

Read from the clause of the figure: "12 this year" is no toll of the attack that the sentence tells of besides, and
"the deadliest attack this year" is one event. The words are rows of `tolls.toml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tocsin.lexicon import load_toml
from tocsin.read.rules.groups import NounGroup, Sentence
from tocsin.read.rules.scene import Scene
from tocsin.read.rules.toll_clauses import Clause, clause_of, pieces_of
from tocsin.read.rules.toll_lists import words
from tocsin.read.rules.triggers import TriggerFound
from tocsin.record.values import Scope
from tocsin.resolve.scanning import any_of
from tocsin.resolve.time_words import MONTHS

NUMBER = (
    r"(?:[0-9][0-9.,]*|a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|several|many|few|couple of|dozen|half a dozen)"
)
YEAR = r"(?:1[89][0-9]{2}|20[0-9]{2})"
AGES = r"(?:years|months|weeks|decades)"


class Span(NamedTuple):
    """A row of the spans. `firm`: it holds even where the clause names one event."""

    scope: Scope
    pattern: re.Pattern[str]
    firm: bool


@cache
def _spans() -> tuple[Span, ...]:
    table = load_toml("tolls.toml")
    lists = {name: any_of(table["words"][name]) for name in ("war", "sum")}
    months = any_of(MONTHS)
    values = {"n": NUMBER, "year": YEAR, "month": months, "ages": AGES, **lists}
    return tuple(
        Span(
            row["scope"],
            re.compile(rf"\b(?:{row['pattern'].format(**values)})(?![\w-])"),
            row.get("firm", False),
        )
        for row in table["span"]
    )


def scope_of(scene: Scene, start: int, end: int) -> Scope:
    """The scope of the figure that tokens `start` to `end` tell, as far as its clause says."""
    sentence = scene.line.sentence
    if scene.pieces is None:
        scene.pieces = pieces_of(sentence)
    clause = clause_of(sentence, scene.pieces, start, end)
    key = clause.start, clause.end, clause.aside
    known = scene.scopes.get(key)  # the figures of a clause are of one scope
    if known is None:
        known = _by_span(scene, clause) or _by_war(clause) or _by_number_of_events(scene, clause) or "event"
        scene.scopes[key] = known
    return known


# -------------------------------------------------------------------------------------------- spans of time
def _by_span(scene: Scene, clause: Clause) -> Scope | None:
    text = clause.text
    if not _may_date(text, clause.sentence.vocabulary):
        return None
    for span in _spans():
        found = span.pattern.search(text)
        if found is None or _ranked(clause, found):
            continue
        summed = _sums_up(clause, found.start())
        if span.firm or summed or not _particular(scene, clause, found):
            return span.scope
    return None


ANY_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")


def _may_date(text: str, vocabulary: frozenset[str]) -> bool:
    """Whether a span may stand in the words of a clause: a cheap look, for nine clauses in ten hold none."""
    dated = any(map(text.__contains__, words("dating"))) or not vocabulary.isdisjoint(MONTHS)
    return dated or ANY_YEAR.search(text) is not None


def _ranked(clause: Clause, found: re.Match[str]) -> bool:
    """ "the ninth this year", "the worst attack in four years": the span tells among which others."""
    before = clause.text[: found.start()].split()[-7:]
    return bool(words("rank") & set(before)) or bool({"s", "'s", "’s"} & set(clause.text[found.end() :].split()[:1]))


SUMS = re.compile(
    r"\b(?:number|total|toll|tally|count|figure)\b.*\b(?:killed|dead|deaths|wounded|injured|victims|slain|abducted|kidnapped)\b"
)


def _sums_up(clause: Clause, at: int) -> bool:
    """ "raised to 45 the number of people killed this week": the span is that of the number."""
    return SUMS.search(clause.text[:at]) is not None and " of " in clause.text[:at]


YEARLY = re.compile(r"(?:in |during )?(?:all of )?last |(?:in|during|throughout) (?:the )?(?:year )?[0-9]")


def _particular(scene: Scene, clause: Clause, found: re.Match[str]) -> bool:
    """Whether the clause names one event, so that a span only says when it was."""
    if _single_event(scene, clause):
        return True
    if YEARLY.match(found.group()) is None:
        return False
    if clause.perfect:
        return False
    fine = [
        p for p in scene.line.places if clause.holds_offset(p.start) and p.level not in ("country", "region", "admin1")
    ]
    return clause.at_occasion or (bool(fine) and not _plural_events(scene, clause))


def _events(scene: Scene, clause: Clause) -> list[TriggerFound]:
    aside = _fronted_with(clause)
    return [
        t for i, t in scene.event_nouns.items() if clause.holds(i) and i >= aside and t.rows[0].strength != "effect"
    ]


def _fronted_with(clause: Clause) -> int:
    """The end of "With Sunday's bombing," at the head of a clause: an event that is one of those summed up."""
    if clause.sentence.lower(clause.start) not in ("with", "including"):
        return 0
    return max(clause.sentence.classes.find(",", clause.start, clause.end), 0)


def _is_plural(scene: Scene, trigger: TriggerFound) -> bool:
    head = scene.line.sentence.lower(trigger.end - 1)
    return head.endswith("s") and not head.endswith("ss")


def _plural_events(scene: Scene, clause: Clause) -> list[TriggerFound]:
    return [t for t in _events(scene, clause) if _is_plural(scene, t)]


MASS = frozenset(
    ("violence", "fighting", "shelling", "gunfire", "unrest", "fire", "firing", "combat", "bombardment", "bloodshed")
)


def _single_event(scene: Scene, clause: Clause) -> bool:
    """An event noun in the singular, other than words for a kind of violence: "the attack", "a blast"."""
    sentence = scene.line.sentence
    for trigger in _events(scene, clause):
        head = sentence.lower(trigger.end - 1)
        if _is_plural(scene, trigger) or head in words("war"):
            continue
        if head not in MASS or sentence.lower(trigger.start - 1) in ("the", "that", "this"):
            return True
    return False


# -------------------------------------------------------------------------------------------- whole conflicts
def _by_war(clause: Clause) -> Scope | None:
    """ "the war has killed 40,000", "an insurgency that has left 7,000 dead": the conflict does the killing."""
    return "conflict_to_date" if clause.subject_words & words("war") else None


# -------------------------------------------------------------------------------------------- several events
def _by_number_of_events(scene: Scene, clause: Clause) -> Scope | None:
    if _of_so_many(clause):
        return "several_events"
    if _of_several_kinds(scene, clause):
        return "several_events"
    plural = _plural_events(scene, clause)
    if not plural:
        return None
    if IN_MONTH.search(clause.text) is not None and len(plural) > 1:
        return "period"  # "bombings and shootings kill 900 in May"
    if TOGETHER.search(clause.text) is not None and not any(_is_bound(scene, trigger) for trigger in plural):
        return "several_events"  # "Two attacks within an hour killed a total of 33"
    return "several_events" if any(_many(scene, clause, trigger) for trigger in plural) else None


def _of_several_kinds(scene: Scene, clause: Clause) -> bool:
    """ "A mine and an air strike left 22 dead in Nyala and Kutum": blows of several kinds in several places."""
    line, sentence = scene.line, clause.sentence
    if len({p.name for p in line.places if clause.holds_offset(p.start)}) < 2:
        return False
    verb = next((v.start for v in sentence.verbs if v.start > clause.start and v.form in "VE"), 0)
    subject = [g for g in sentence.nouns if clause.start <= g.start and g.end <= verb]
    beside = [g for g in subject if sentence.lower(g.start - 1) not in LINKED]
    return len({kind for g in beside if (kind := _blow(scene, g)) is not None}) > 1


def _blow(scene: Scene, group: NounGroup) -> str | None:
    """What sort of blow a noun group names, by its event or its weapon."""
    trigger, noun = scene.event_nouns.get(group.head), scene.line.nouns.get(group.head)
    if trigger is not None and trigger.rows[0].strength != "effect":
        return trigger.rows[0].type
    return noun.tags[0] if noun is not None and noun.class_ == "device" and noun.tags else None


LINKED = frozenset(("in", "of", "by", "on", "from", "after", "during", "for", "against"))


def _of_so_many(clause: Clause) -> bool:
    """ "the last of four that have killed 50 people", "one of three which killed 60": of the events of a number."""
    taken, sentence = clause.taken_up, clause.sentence
    if taken is None or sentence.class_at(taken.head) != "M" or sentence.lower(taken.start - 1) != "of":
        return False
    return sentence.lower(taken.start - 2) in words("rank") | {"one"}


IN_MONTH = re.compile(rf"\bin (?:{any_of(MONTHS)})\b")
TOGETHER = re.compile(r"\b(?:a total of|a combined|between them|altogether|in all|put together|combined)\b")


def _is_bound(scene: Scene, trigger: TriggerFound) -> bool:
    """ "twin bombings": blows of one attack."""
    start = trigger.noun.start if trigger.noun else trigger.start
    inside = {scene.line.sentence.lower(i) for i in range(start, trigger.start)}
    return bool(inside & (words("bound") - {"two", "both"}))


ACROSS = frozenset(("across", "throughout", "around"))


def _many(scene: Scene, clause: Clause, trigger: TriggerFound) -> bool:
    """Whether the words around a plural of events set them apart from one another, or count three or more."""
    sentence = scene.line.sentence
    start = trigger.noun.start if trigger.noun else trigger.start
    inside = {sentence.lower(i) for i in range(start, trigger.start)}
    if inside & words("bound") and not inside & words("apart"):
        return False
    if inside & words("apart") or sentence.words(max(0, start - 2), trigger.start).endswith("as many"):
        return True
    before = sentence.lower(start - 1), sentence.lower(start - 2)
    if before[0] == "of" and before[1] in words("series"):
        return words("rank").isdisjoint(sentence.folded[max(0, start - 6) : start])  # "the latest in a series of"
    if trigger.rows[0].effect == "killed":
        return _in_many_places(sentence, trigger.end, clause.end)  # "nine murders in the attack": people
    counts = [c for c in scene.line.counts if start <= sentence.token_at(c.start) < trigger.start and not c.article]
    if any((c.bound.best or c.bound.low or 0) >= 3 for c in counts):
        return True
    return _in_many_places(sentence, trigger.end, clause.end)


def _in_many_places(sentence: Sentence, start: int, stop: int) -> bool:
    """ "attacks in three provinces", "raids on several villages"."""
    for i in range(start, min(stop, start + 8)):
        if sentence.lower(i) in words("areas"):
            group = sentence.noun_at.get(i)
            first = group.start if group else i
            return sentence.class_at(first) == "M" or sentence.lower(first - 1) in ACROSS
    return False
