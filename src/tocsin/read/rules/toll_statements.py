"""The tolls of one event as statements: each figure once, with every telling of it as its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.toll_values import TollFound
from tocsin.record import Bound, Statement, Voice
from tocsin.record.values import Toll

Speaker = Callable[[Line, int], Voice | None]  # who says what stands at an offset of a line


def toll_statements(prepared: Prepared, event: Event, speaker: Speaker) -> Iterator[Statement]:
    """Each figure once: the same measure and bound said again lends its evidence."""
    seen: dict[tuple[Toll, int], list[TollFound]] = {}
    told: dict[tuple[Toll, int], list[TollFound]] = {}
    for found in event.tolls:
        key = replace(found.toll, whom=None, class_="unknown")
        others = told.setdefault((key, found.line.sentence.number), [])
        nth = _apart(found, others)
        while _of_enemies(found, seen.get((key, nth), [])):
            nth += 1
        seen.setdefault((key, nth), []).append(found)
    figured = {toll.measure for toll, _ in seen if toll.bound != Bound(low=2)}
    for (key, _), tellings in seen.items():
        if key.bound == Bound(low=2) and key.measure in figured:
            continue  # "victims died" beside "115 killed" says nothing more
        best = next((t for t in tellings if t.toll.whom), tellings[0])
        evidence = tuple(dict.fromkeys(prepared.token_evidence(t.line, t.start, t.end) for t in tellings))
        voice = speaker(best.line, best.line.sentence.starts[best.start])
        yield Statement(
            property="toll",
            value=best.toll,
            original=evidence[0].quote,
            evidence=evidence[:4],
            attribution=voice,
        )


def _apart(found: TollFound, others: list[TollFound]) -> int:
    """Which of the equal figures of a sentence this is: "killed a nun and a cook" are two; names may be of one."""
    same = next((i for i, other in enumerate(others) if other.toll.whom == found.toll.whom), None)
    if same is not None:
        return same
    others.append(found)
    one = found.anchor is not None and all(other.anchor is found.anchor for other in others)
    named = any(other.toll.whom is None or other.toll.whom[:1].isupper() for other in others)
    return 0 if named and not one else len(others) - 1


def _of_enemies(found: TollFound, others: list[TollFound]) -> bool:
    """Whether equal figures are of soldiers and of those whom they fight."""
    classes = {t.toll.class_ for t in (found, *others)}
    return {"security_force", "combatant"} <= classes
