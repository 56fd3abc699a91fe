"""Signs of classes of words: what a sentence speaks of, whatever the word, and what the sentences before it spoke of.

The fit part holds few sentences of some labels (26 of killing by police), too few to learn "constable" from; so words
are gathered into classes (`indiapolice_words.toml`). Signs are single classes, of the sentence and of its neighbours,
pairs of classes, classes that stand near the force, words around the force, and death told after firing by police.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations

Places = Mapping[str, Sequence[int]]  # class to the places of its words in the sentence
ACTORS = ("force", "government")
NEAR, BACK = 5, 3  # words; sentences
CLASS, AROUND, REACH, MOST = 0.4, 0.2, 4, 3


@cache
def _classes() -> Mapping[str, re.Pattern[str]]:
    rows = tomllib.loads(files("tocsin.evaluate").joinpath("indiapolice_words.toml").read_text("utf-8"))
    force = f"(?:{'|'.join(rows['force'])})"
    return {name: re.compile(rf"\b(?:{'|'.join(words).replace('<force>', force)})\b") for name, words in rows.items()}


def class_places(words: Sequence[str]) -> Places:
    """The classes of the words of a sentence, each with where its words or phrases begin."""
    text = " ".join(words)
    found = {}
    for name, pattern in _classes().items():
        if starts := [match.start() for match in pattern.finditer(text)]:
            found[name] = [text.count(" ", 0, start) for start in starts]
    return found


def class_signs(lines: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The signs of each sentence, given its words and those of its neighbours, in order."""
    places = [class_places(words) for words in lines]
    shown = []
    for i, words in enumerate(lines):
        before, after = places[i - 1] if i else {}, places[i + 1] if i + 1 < len(lines) else {}
        earlier = {name for each in places[max(0, i - BACK) : i] for name in each}
        signs = {*_of_classes(places[i], before, after), *_of_death(places[i], before, earlier)}
        shown.append(dict.fromkeys(sorted(signs), CLASS) | dict.fromkeys(_around(places[i], words), AROUND))
    return shown


def _of_classes(here: Places, before: Places, after: Places) -> Iterator[str]:
    for prefix, places in (("", here), ("before ", before), ("after ", after)):
        yield from (f"{prefix}c:{name}" for name in places)
    yield from (f"c:{a}+{b}" for a, b in combinations(sorted(here), 2))
    for name in here:
        if name in ACTORS:
            continue
        for who in ACTORS:
            if who in here:
                if min(abs(x - y) for x in here[who] for y in here[name]) <= NEAR:
                    yield f"c:{name} near {who}"
            elif who in before and "force" not in here:
                yield f"c:{name} after {who}"


def _of_death(here: Places, before: Places, earlier: set[str]) -> Iterator[str]:
    """Death told where, or soon after, a force was said to fire; and firing told after that."""
    fired = "here" if "force_fires" in here else "before" if "force_fires" in before else "earlier"
    if "force_fires" not in here and "force_fires" not in earlier:
        return
    if "dead" in here:
        yield f"c:dead, force fires {fired}{', fire' if 'fire' in here and fired != 'here' else ''}"
    if "fire" in here and fired != "here":
        yield "c:fire, force fires earlier"


def _around(here: Places, words: Sequence[str]) -> Iterator[str]:
    """The words that stand before and after a force, whatever it is called."""
    for at in here.get("force", ())[:MOST]:
        yield from (f"c:force, then {word}" for word in words[at + 1 : at + 1 + REACH])
        yield from (f"c:force, earlier {word}" for word in words[max(0, at - REACH) : at])
