"""Which actor a name means in its document: acronyms that the text introduces, short forms, and names of several.

Works on what `find_actors` found line by line. A name that several actors bear goes to the one that the rest of the
document speaks for: the same actor named in full, its countries, the places named, the actors beside it, the years in
which it was active. Where nothing speaks for one of them, or two alike, the name stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.resolve.actors import Actor, ActorFound
from tocsin.resolve.gazetteer import default_gazetteer

ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z](?:[A-Z0-9/-]|[a-z](?=[A-Z])){0,8}")
ALIASING = word_set("or called abbreviated")
LINKS = word_set("of for the and de la el al in du des da do e to et")
# What a group is called for short, once named in full: "the Front".
SHORT = word_set(
    "front movement brigades brigade union council group cartel tigers observatory coalition organization organisation "
    "guards guard mission network alliance league legion battalion faction junta"
)
# The weight of each sign that a candidate is meant, and by how much the best has to lead.
SAME, COUNTRY, SECOND, PLACE, BESIDE, YEARS, LEAD = 2.0, 1.0, 0.6, 0.8, 0.5, 0.4, 0.25
LONG = 3  # words of a name whose acronym may be taken from another actor
MOST_PLACES = 60  # names of places looked up, at most, to settle the actors of one document


class ActorLine(NamedTuple):
    """A sentence: its words folded and as they are written, whether capitals tell names, and the actors found."""

    folded: Sequence[str]
    texts: Sequence[str]
    cased: bool
    found: Sequence[ActorFound]


def settle_actors(
    lines: Sequence[ActorLine], *, countries: Sequence[str], year: int | None = None
) -> list[list[ActorFound]]:
    """The actors of each line, settled by the whole document. `countries` are those it names, most frequent first."""
    if not any(line.found for line in lines):
        return [[] for _ in lines]
    meant = _introduced(lines)
    settled = [_with_acronyms(line, meant) for line in lines]
    evidence = _Evidence(lines, settled, countries, year)
    settled = [[evidence.choose(each) if len(each.candidates) > 1 else each for each in found] for found in settled]
    return _with_short_forms(lines, settled)


# ------------------------------------------------------------------------------------------------ acronyms
def _introduced(lines: Sequence[ActorLine]) -> dict[str, Actor | None]:
    """Acronyms that the text gives a name to; None for those of a name that the register lacks."""
    meant: dict[str, Actor | None] = {}
    for line in lines:
        starts = {each.start for each in line.found}
        for each in line.found:
            acronym = _acronym_after(line, each.end)
            if acronym and each.actor is not None:
                meant[acronym] = each.actor
        for i, text in enumerate(line.texts):
            if text == "(" and i + 2 < len(line.texts) and line.texts[i + 2] == ")":
                acronym = line.texts[i + 1]
                if acronym in meant or not ACRONYM.fullmatch(acronym) or i + 1 not in starts:
                    continue
                if any(each.end == i for each in line.found):
                    continue
                if _spells(line.texts, i, acronym):
                    meant[acronym] = None
    return meant | dict.fromkeys(_of_others(lines, meant), None)


def _of_others(lines: Sequence[ActorLine], meant: Mapping[str, Actor | None]) -> set[str]:
    """Acronyms that the register has and that spell a name in the text which it lacks: "the Ndoki Liberation Army"."""
    short = {line.texts[each.start] for line in lines for each in line.found if each.end - each.start == 1}
    asked = {text for text in short if len(text) > 2 and text not in meant and ACRONYM.fullmatch(text)}
    if not asked:
        return asked
    spelt = (_initials(run) for run in _capital_runs(lines) if len(run) >= LONG)
    return asked.intersection(spelt)


def _initials(run: Sequence[str]) -> str:
    return "".join(text[0] for text in run)


def _acronym_after(line: ActorLine, end: int) -> str | None:
    """ "the Baloch Liberation Army (BLA)", "the Allied Democratic Forces, or ADF,": the acronym after a full name."""
    texts = line.texts
    after = texts[end] if end < len(texts) else ""
    i = end + 1
    if after == "," and i < len(texts) and line.folded[i] in ALIASING:
        i += 1
    elif after != "(":
        return None
    if i < len(texts) and line.folded[i] == "the":
        i += 1
    return texts[i] if i < len(texts) and ACRONYM.fullmatch(texts[i]) else None


def _spells(texts: Sequence[str], end: int, acronym: str) -> bool:
    """Whether the capitalised words before token `end` begin with the letters of an acronym."""
    letters: list[str] = []
    i = end
    while i > 0 and len(letters) < len(acronym) and (texts[i - 1][0].isupper() or texts[i - 1] in LINKS):
        i -= 1
        if texts[i][0].isupper():
            letters.insert(0, texts[i][0])
    return "".join(letters) == acronym


def _with_acronyms(line: ActorLine, meant: Mapping[str, Actor | None]) -> list[ActorFound]:
    """The line's actors with introduced acronyms in the sense that the document gives them."""
    if not meant:
        return list(line.found)
    kept = []
    for each in line.found:
        text = line.texts[each.start] if each.end - each.start == 1 else ""
        if text not in meant:
            kept.append(each)
        elif (actor := meant[text]) is not None:
            kept.append(ActorFound(each.start, each.end, actor, (actor,), "introduced"))
    taken = {i for each in kept for i in range(each.start, each.end)}
    for i, text in enumerate(line.texts):
        actor = meant.get(text)
        if actor is not None and i not in taken:
            kept.append(ActorFound(i, i + 1, actor, (actor,), "introduced"))
    return sorted(kept, key=lambda each: each.start)


# ------------------------------------------------------------------------------------------------ names of several
class _Evidence:
    """What a document says for each of several actors of one name."""

    def __init__(
        self,
        lines: Sequence[ActorLine],
        found: Sequence[Sequence[ActorFound]],
        countries: Sequence[str],
        year: int | None,
    ) -> None:
        self._lines = lines
        sure = [each.actor for line in found for each in line if each.actor is not None and len(each.candidates) == 1]
        self._sure = {actor.id for actor in sure}
        self._parents = {actor.parent for actor in sure if actor.parent}
        self._beside = Counter(code for actor in sure for code in actor.countries[:1])
        self._countries = {code: COUNTRY / (1 + i) for i, code in enumerate(countries)}
        self._year = year
        self._places: Mapping[str, float] | None = None
        self._chosen: dict[tuple[str, ...], ActorFound] = {}

    def choose(self, found: ActorFound) -> ActorFound:
        """The found name with the candidate that the document speaks for, its score and the runner-up."""
        unique = {actor.id: actor for actor in found.candidates}
        if len(unique) == 1:
            return replace(found, actor=found.candidates[0])
        key = tuple(sorted(unique))
        held = self._chosen.get(key)
        if held is None:
            held = self._chosen[key] = self._choose(found, unique)
        return replace(held, start=found.start, end=found.end)

    def _choose(self, found: ActorFound, unique: Mapping[str, Actor]) -> ActorFound:
        scored = sorted(((self._score(actor), id) for id, actor in unique.items()), key=lambda s: (-s[0], s[1]))
        (best, id), (second, other) = scored[0], scored[1]
        runner_up = f"{other} {second:.2f}"
        if best < 0 or best - second < LEAD:
            return replace(found, actor=None, how="open", score=best, runner_up=f"{id} {best:.2f}, {runner_up}")
        return replace(found, actor=unique[id], how="chosen", score=best, runner_up=runner_up)

    def _score(self, actor: Actor) -> float:
        score = SAME * (actor.id in self._sure)
        score += BESIDE * (actor.id in self._parents or actor.parent in self._sure)
        weights = [COUNTRY, *(SECOND for _ in actor.countries[1:])]
        score += max((self._countries.get(c, 0) * w for c, w in zip(actor.countries, weights, strict=False)), default=0)
        score += PLACE * max((self._placed().get(c, 0) for c in actor.countries), default=0)
        score += BESIDE * any(self._beside[code] for code in actor.countries)
        return score - YEARS * self._is_out_of_time(actor)

    def _is_out_of_time(self, actor: Actor) -> bool:
        if self._year is None:
            return False
        first, last = actor.active_from, actor.active_to
        return (first is not None and self._year < first) or (last is not None and self._year > last + 1)

    def _placed(self) -> Mapping[str, float]:
        """The share of the places named that lie in each country; looked up once, when first asked for."""
        if self._places is None:
            counter: Counter[str] = Counter()
            for name in list(_capitalised(self._lines))[:MOST_PLACES]:
                entries = default_gazetteer().find(name)
                if entries and entries[0].country:
                    counter[entries[0].country] += 1
            total = sum(counter.values())
            self._places = {code: count / total for code, count in counter.items()}
        return self._places


def _capitalised(lines: Sequence[ActorLine]) -> Iterator[str]:
    """Runs of capitalised words outside the names of actors, each once; and each word of a longer run."""
    seen: set[str] = set()
    for run in _capital_runs(lines):
        for name in (" ".join(run), *run) if len(run) > 1 else run:
            if name not in seen:
                seen.add(name)
                yield name


def _capital_runs(lines: Sequence[ActorLine]) -> Iterator[list[str]]:
    """Runs of capitalised words outside the names of actors."""
    for line in lines:
        if not line.cased:
            continue
        taken = {i for each in line.found for i in range(each.start, each.end)}
        run: list[str] = []
        for i, text in enumerate((*line.texts, ".")):
            if i not in taken and text[0].isupper() and len(text) > 2 and text != "The":
                run.append(text)
            elif run:
                yield run
                run = []


# ------------------------------------------------------------------------------------------------ short forms
def _with_short_forms(lines: Sequence[ActorLine], settled: list[list[ActorFound]]) -> list[list[ActorFound]]:
    """ "The Front has 30,000 men": a head word with a capital, after "the", of an actor named in full before."""
    by_word: dict[str, Actor] = {}
    for line, found in zip(lines, settled, strict=True):
        taken = {i for each in found for i in range(each.start, each.end)}
        if by_word and line.cased and not by_word.keys().isdisjoint(line.folded):
            for i in range(1, len(line.texts)):
                actor = by_word.get(line.folded[i])
                if actor is not None and i not in taken and _stands_alone(line, i):
                    found.append(ActorFound(i, i + 1, actor, (actor,), "shortened"))
        for each in found:
            if each.actor is not None and each.end - each.start > 1:
                by_word |= dict.fromkeys(_heads(each.actor, line.folded[each.start : each.end]), each.actor)
        found.sort(key=lambda each: each.start)
    return settled


def _heads(actor: Actor, words: Sequence[str]) -> Iterator[str]:
    """The words of a name that may stand for all of it: as it is written here, and as the register has it."""
    for word in (*words, *actor.name.lower().split()):
        if word in SHORT:
            yield word


def _stands_alone(line: ActorLine, i: int) -> bool:
    after = line.texts[i + 1] if i + 1 < len(line.texts) else "."
    alone = line.folded[i - 1] == "the" and line.texts[i][0].isupper()
    return alone and not after[0].isupper() and line.folded[i + 1 : i + 2] != ["of"]
