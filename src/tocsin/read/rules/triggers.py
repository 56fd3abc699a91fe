"""Trigger words: rows of `triggers.csv` with their frames, found in a sentence and held against their conditions.

Strength says what a trigger can do alone: `strong` founds an event of its type; `weak` founds one but gives way to a
stronger type beside it ("killed", "attack"); `effect` only adds to an event nearby ("died"); `generic` only refers to
one ("the violence"); `device` is a weapon that stands for its event; `response` and `warning` found mentions of
those families.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tocsin.errors import LexiconError
from tocsin.lexicon import cell_list, load_rows, load_toml, word_set
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.words import word_table
from tocsin.record.event_types import EVENT_TYPES, Family
from tocsin.record.values import Status
from tocsin.resolve.phrases import Opening, PhraseIndex
from tocsin.resolve.word_facts import Fact

Strength = Literal["strong", "weak", "effect", "generic", "device", "response", "warning"]
Frame = Mapping[str, str]
GAP = " ~ "  # in a form: where the object may stand
REFLEXIVE = frozenset(("himself", "herself", "themselves"))  # "blew himself up" has a row of its own
REACH = 12  # tokens between the parts of a split verb


class Trigger(Struct, frozen=True, kw_only=True):
    """One row of the trigger lexicon. `needs` is a disjunction of conjunctions of conditions (see `needs`)."""

    id: str
    type: str
    pos: Literal["v", "n"]
    forms: tuple[str, ...]
    frame: Frame
    frame_name: str
    effect: str | None
    strength: Strength
    needs: tuple[tuple[str, ...], ...]
    family: Family  # that of the type
    status: Status = "occurred"  # what is told where nothing else is said: a bomb defused was foiled

    @property
    def is_absence(self) -> bool:
        """Whether the row tells of what was not done: "the police did not act"."""
        return any("negated" in every for every in self.needs)

    def as_type(self, type_: str, strength: Strength) -> Trigger:
        """The row as it would be of another type."""
        return replace(self, type=type_, family=EVENT_TYPES[type_].family, strength=strength)


class TriggerFound(Struct, frozen=True):
    """A trigger at tokens `start` to `end`: in a verb group or a noun group. `rows` are its possible readings."""

    start: int
    end: int
    rows: tuple[Trigger, ...]
    verb: VerbGroup | None
    noun: NounGroup | None
    shorter: TriggerFound | None = None  # "fired" in "fired at": tried where no row of the longer one holds
    rest: int | None = None  # the token where a split verb goes on: "dead" in "shot his guard dead"


@cache
def load_triggers() -> tuple[Trigger, ...]:
    """Every row of the trigger lexicon, in the order of the file. Raises `LexiconError` for a malformed one."""
    frames = load_toml("frames.toml")
    triggers = []
    for row in load_rows("triggers.csv"):
        if row["type"] not in EVENT_TYPES or row["frame"] not in frames:
            raise LexiconError("triggers.csv", f"{row['id']}: unknown type or frame")
        triggers.append(
            Trigger(
                id=row["id"],
                type=row["type"],
                pos="v" if row["pos"] == "v" else "n",
                forms=cell_list(row["forms"]),
                frame=frames[row["frame"]],
                frame_name=row["frame"],
                effect=row["effect"] or None,
                strength=row["strength"],  # type: ignore[arg-type]
                family=EVENT_TYPES[row["type"]].family,
                needs=tuple(tuple(each.split("&")) for each in cell_list(row["needs"])),
                status=row["status"] or "occurred",  # type: ignore[arg-type]
            )
        )
    return tuple(triggers)


@cache
def _inflections() -> Mapping[str, tuple[str, ...]]:
    """Verb lemma to its forms, from the word table."""
    forms: dict[str, list[str]] = {}
    for word, (tags, lemma) in word_table().items():
        if lemma and any(tag in tags for tag in "vzdpg"):
            forms.setdefault(lemma, []).append(word)
    return {lemma: tuple(dict.fromkeys((lemma, *words))) for lemma, words in forms.items()}


def _suffixed(verb: str) -> tuple[str, ...]:
    stem = verb[:-1] if verb.endswith("e") else verb
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return verb, third, stem + "ed", stem + "ing"


def inflect(form: str) -> tuple[str, ...]:
    """The inflected forms of a verb phrase given by its lemma: "blow up" gives "blew up", "blown up", ...

    A gap is left out: "shoot ~ dead" gives "shot dead" (`_split` finds "shot his guard dead").
    """
    first, _, rest = form.replace(GAP, " ").partition(" ")
    if first.endswith("ly") and rest:  # "fatally shoot"
        return tuple(f"{first} {variant}" for variant in inflect(rest))
    if rest.startswith("and "):  # "shoot and kill"
        seconds = (rest, *(f"and {variant}" for variant in _variants(rest.removeprefix("and "))))
        return tuple(dict.fromkeys(f"{variant} {second}" for variant in _variants(first) for second in seconds))
    return tuple(f"{variant} {rest}".strip() for variant in _variants(first))


def _variants(verb: str) -> tuple[str, ...]:
    return _inflections().get(verb) or _suffixed(verb)


@cache
def _split() -> Mapping[str, tuple[tuple[tuple[str, ...], Trigger], ...]]:
    """Verbs that can be parted by their object, by inflected form: the words that follow it, and the trigger."""
    found: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    for trigger in load_triggers():
        for form in trigger.forms:
            verb, gap, rest = form.partition(GAP)
            for variant in _variants(verb) if gap else ():
                found.setdefault(variant, []).append((tuple(rest.split()), trigger))
    return {verb: tuple(parts) for verb, parts in found.items()}


@cache
def _index() -> PhraseIndex[Trigger]:
    phrases = []
    for trigger in load_triggers():
        for form in trigger.forms:
            variants = inflect(form) if trigger.pos == "v" else (form,)
            phrases += [(variant, trigger) for variant in variants]
    return PhraseIndex(phrases)


TRIGGER: Fact[Opening[Trigger] | None] = Fact(lambda text: _index().opening(text))


def find_triggers(sentence: Sentence) -> Iterator[TriggerFound]:
    """The triggers of a sentence, from left to right, each with the rows that fit its word class."""
    index, split, folded, end = _index(), _split(), sentence.folded, 0
    for i, match in index.at_each(folded, sentence.row(TRIGGER)):
        if i < end:
            continue
        found = _fit(sentence, i, match.end, match.values) if match is not None else None
        if match is not None and match.end > i + 1:
            rows = index.alone(folded[i])
            shorter = _fit(sentence, i, i + 1, rows) if rows else None
            found = replace(found, shorter=shorter) if found else shorter
        if folded[i] in split and (parted := _parted(sentence, i)) is not None:
            found = replace(parted, shorter=found)
        if found is not None:
            yield found
            end = found.end


def _parted(sentence: Sentence, i: int) -> TriggerFound | None:
    """ "shot his guard dead", "took its captain hostage": a verb whose second part stands after its object."""
    verb = sentence.verb_at.get(i)
    if verb is None or verb.head != i or verb.passive or sentence.lower(i + 1) in REFLEXIVE:
        return None
    parts = _split()[sentence.lower(i)]
    for rest, _ in parts:
        if rest[0] not in sentence.vocabulary:
            continue
        for at in range(i + 1, min(i + REACH, len(sentence.folded))):
            if sentence.class_at(at) in ".,WVX" and sentence.lower(at) != rest[0]:
                break
            if at > i + 1 and tuple(sentence.folded[at : at + len(rest)]) == rest:
                rows = tuple(trigger for other, trigger in parts if other == rest)
                return TriggerFound(i, i + 1, rows, verb, None, rest=at)
    return None


def _names_an_event(sentence: Sentence, start: int, end: int) -> bool:
    """ "Fighting between the army and rebels", "Bombing in the north": a gerund that stands for a noun."""
    if sentence.lower(start - 1) == "of" and sentence.class_at(start - 2) in "ZN":
        return sentence.class_at(end) in "PX"  # "two days of fighting between"
    return sentence.class_at(end) in "PVX" and sentence.class_at(start - 1) in '."V'


UNITS = word_set(
    "division brigade regiment battalion corps group squadron battery company platoon rifle rifles wing command unit "
    "troops squad team course"
)


def _inside_unit(sentence: Sentence, start: int, end: int) -> bool:
    """ "the 12th Air Assault Division": a word in the name of a unit."""
    named = sentence.cased and sentence.texts[start][0].isupper()
    return named and sentence.lower(end) in UNITS and sentence.texts[end][0].isupper()


def _fit(sentence: Sentence, start: int, end: int, rows: tuple[Trigger, ...]) -> TriggerFound | None:
    """The match with those rows whose part of speech is that of the word here."""
    noun = sentence.noun_at.get(end - 1)
    verb = sentence.verb_at.get(start) or (sentence.verb_at.get(end - 1) if end - start > 1 else None)
    if verb is not None and verb.form == "E" and verb.start == verb.head and sentence.class_at(start - 1) == "D":
        return None  # "of the wounded, 122": people, not an act
    if verb is not None and verb.form == "G" and _names_an_event(sentence, start, end):
        verb = None
    if verb is not None and (verb.head == start or end - start > 1):
        fitting = tuple(row for row in rows if row.pos == "v")
        if fitting:
            return TriggerFound(start, end, fitting, verb, None)
    nouns = tuple(row for row in rows if row.pos == "n")
    if nouns and _inside_unit(sentence, start, end):
        return None
    if nouns and (noun is not None or sentence.class_at(end - 1) in "NG"):
        group = noun or NounGroup(start, end, end - 1)
        if group.start > start:  # "an attempt on the life of"
            first = sentence.noun_at.get(start)
            group = NounGroup(first.start if first else start, group.end, group.head)
        return TriggerFound(start, end, nouns, None, group)
    return None
