"""What one report says of one measure: parts added up, repeated figures once. Not for choosing between reports.

Only figures of the event itself count here: what is additional, a subset, of several events, of a period or of the
whole conflict is left to the mention that says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from tocsin.fuse.groups import group_by
from tocsin.fuse.match import bounds_overlap, limits
from tocsin.fuse.origins import Said
from tocsin.fuse.sides import Sides, parties_of
from tocsin.fuse.told import Told, size_of
from tocsin.fuse.words import LISTS, content_words, is_everyone, is_news, is_official, name_key, words_of
from tocsin.record import Claim, Participant, Statement, Toll
from tocsin.record.values import Side

ALLIES = frozenset({"perpetrator", "initiated_by"})


class Figure(Struct, frozen=True):
    """One figure of one report. `said` are the statements behind it, more than one where parts were added up.

    `partial` where it counts only some kind of people; `of_enemy` where a party gives it for the other side.
    """

    toll: Toll
    said: tuple[Said, ...]
    of_enemy: bool = False

    @property
    def told(self) -> Told:
        """The mention it is from."""
        return self.said[0].told

    @property
    def voice(self) -> str | None:
        """Who is named as giving it: all of them where parts are of several."""
        names = dict.fromkeys(s.voice for s in self.said if s.voice)
        return " and ".join(names) or None

    @property
    def official(self) -> bool:
        """Whether an official voice gives it."""
        return any(s.voice is not None and is_official(s.voice) and not is_news(s.voice) for s in self.said)

    @property
    def relayed(self) -> bool:
        """Whether it is passed on from other news, and no voice of its own gives it."""
        voices = [s.voice for s in self.said]
        return all(voice is not None and is_news(voice) for voice in voices)

    @property
    def partial(self) -> bool:
        """Whether it singles out some kind of people."""
        return not is_everyone(self.toll.whom)

    @property
    def exact(self) -> bool:
        """Whether it is one number, and not a bound or a round figure."""
        return self.toll.best is not None and not self.toll.approximate

    @property
    def size(self) -> int:
        """One number for it."""
        return size_of(self.toll.bound)

    def agrees(self, other: Figure) -> bool:
        """Whether one number can satisfy both."""
        return bounds_overlap(self.toll.bound, other.toll.bound)

    @property
    def width(self) -> tuple[bool, float]:
        """How much it leaves open: the narrower the smaller."""
        low, high = limits(self.toll.bound)
        return (self.toll.approximate, high - low)


def figures_of(told: Told, sides: Sides) -> tuple[Figure, ...]:
    """The figures of a mention, for each measure and side, in the order of the text."""
    said = [Said(told, s) for s in told.mention.of("toll") if _is_of_event(s)]
    found: list[Figure] = []
    for (_, side), group in group_by(said, lambda s: (_toll(s).measure, _toll(s).side)).items():
        whole = _across_voices([f for own in group_by(group, _voice_key).values() for f in _of_one_voice(own)])
        if side is not None:
            whole = [_on_side(f, sides.of(told, side)) for f in whole]
        found += whole
    return tuple(found + list(_both_sides(found)))


def _is_of_event(statement: Statement) -> bool:
    value = statement.value
    return isinstance(value, Toll) and value.scope == "event" and statement.modality != "denied"


def _toll(said: Said) -> Toll:
    toll = said.statement.value
    assert isinstance(toll, Toll)
    return toll


def _voice_key(said: Said) -> str:
    return name_key(said.voice or "")


# ------------------------------------------------------------------------------------------------ one voice
def _of_one_voice(said: Sequence[Said]) -> list[Figure]:
    """The figures of one voice: its totals where it gives any, else its parts added up."""
    singles = [Figure(_toll(s), (s,), of_enemy=_is_of_enemy(s)) for s in said]
    superseded = {f.toll.supersedes for f in singles}
    current = [f for f in singles if not _has_value(f, superseded)] or singles
    totals = [f for f in current if not f.partial]
    if totals:
        return _told_once(totals)
    parts = _told_once(current)
    return [_sum(parts)] if len(parts) > 1 and are_disjoint(parts) else _widest(parts)


def _has_value(figure: Figure, values: Iterable[int | None]) -> bool:
    return any(v is not None and v in (figure.toll.best, figure.toll.low) for v in values)


def _told_once(figures: Sequence[Figure]) -> list[Figure]:
    """Figures for the same people that agree become one: the narrowest, backed by all."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda f: f.width):
        for n, other in enumerate(kept):
            if figure.agrees(other) and _same_people(figure, other):
                kept[n] = replace(other, said=other.said + figure.said)
                break
        else:
            kept.append(figure)
    return kept


def _same_people(a: Figure, b: Figure) -> bool:
    if not a.partial and not b.partial:
        return True
    return whom_words(a.toll.whom) == whom_words(b.toll.whom)


def whom_words(whom: str | None) -> frozenset[str]:
    """The words that say whom a toll counts."""
    return frozenset(words_of(whom or "")) - LISTS["everyone"] - {"the", "of", "a", "an", "other"}


def are_disjoint(figures: Sequence[Figure]) -> bool:
    """Whether figures count different people: each singles some out, and no two in a common word."""
    words = [whom_words(f.toll.whom) for f in figures]
    return all(f.partial for f in figures) and all(not a & b for a, b in combinations(words, 2))


def _widest(figures: Sequence[Figure]) -> list[Figure]:
    return [max(figures, key=lambda f: f.size)] if figures else []


def _sum(figures: Sequence[Figure]) -> Figure:
    """Disjoint parts added up. An end that some part leaves open is open."""
    tolls = [f.toll for f in figures]
    classes = {t.class_ for t in tolls}
    toll = replace(
        tolls[0],
        low=_add(t.low for t in tolls),
        high=_add(t.high for t in tolls),
        best=_add(t.best for t in tolls),
        approximate=any(t.approximate for t in tolls),
        whom=" and ".join(t.whom for t in tolls if t.whom) or None,
        class_=classes.pop() if len(classes) == 1 else "mixed",
        includes_perpetrators="unknown",
        supersedes=None,
    )
    said = tuple(s for f in figures for s in f.said)
    return Figure(toll, said, of_enemy=any(f.of_enemy for f in figures))


def _add(numbers: Iterable[int | None]) -> int | None:
    given = list(numbers)
    return None if None in given else sum(n for n in given if n is not None)


# ------------------------------------------------------------------------------------------------ several voices
def _across_voices(figures: list[Figure]) -> list[Figure]:
    """The figures of several voices: parts of one toll added up, an outlet's rounding of a voice's figure left out.

    Parts of different voices are added only where they count people of different classes: two voices with a figure
    each are more often rivals. What a party says of its enemy's losses is no part of what others count.
    """
    figures = _without_echoes(figures)
    classes = [f.toll.class_ for f in figures]
    alike = len({f.of_enemy for f in figures}) == 1
    if alike and len(figures) > 1 and are_disjoint(figures) and len(set(classes)) == len(classes):
        return [_sum(figures)]
    return figures


def _without_echoes(figures: Sequence[Figure]) -> list[Figure]:
    """Figures without those that an outlet gives in its own voice and that a named voice in it bears out."""
    voiced = [f for f in figures if f.voice]
    kept: list[Figure] = list(voiced)
    for figure in (f for f in figures if not f.voice):
        same = [n for n, other in enumerate(kept) if _bears_out(other, figure)]
        if not same:
            kept.append(figure)
        elif kept[same[0]].toll.bound == figure.toll.bound:
            kept[same[0]] = replace(kept[same[0]], said=kept[same[0]].said + figure.said)
    return kept


def _bears_out(other: Figure, figure: Figure) -> bool:
    return other.agrees(figure) and other.width <= figure.width and _same_people(other, figure)


def _both_sides(figures: Sequence[Figure]) -> Iterable[Figure]:
    """Totals of a fight: what one voice gives for both sides, where no total is given."""
    for measure, group in _by_measure(figures).items():
        if any(f.toll.side is None for f in group):
            continue
        a, b = ([f for f in group if f.toll.side == side and not f.of_enemy] for side in ("a", "b"))
        if len(a) == len(b) == 1 and a[0].voice == b[0].voice and measure:
            whole = _sum([a[0], b[0]])
            yield replace(whole, toll=replace(whole.toll, side=None, whom=None))


def _by_measure(figures: Sequence[Figure]) -> dict[str, list[Figure]]:
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.toll.measure, []).append(figure)
    return groups


def _on_side(figure: Figure, side: Side | None) -> Figure:
    return replace(figure, toll=replace(figure.toll, side=side))


# ------------------------------------------------------------------------------------------------ parties
def _is_of_enemy(said: Said) -> bool:
    """Whether a party to the event gives a figure for losses other than its own."""
    if not said.voice:
        return False
    voice = content_words(said.voice)
    toll, told = _toll(said), said.told
    sides = parties_of(told)
    speaks_for = [side for side in sides if voice & sides[side]]
    if speaks_for and toll.side is not None:
        return toll.side not in speaks_for
    return bool(voice & _attackers(told)) and not voice & content_words(toll.whom or "")


def _attackers(told: Told) -> frozenset[str]:
    """The words that name who did it, asserted or by its own claim, and who denies that it did."""
    names = [p.name for p in told.mention.all(Participant) if p.role in ALLIES]
    names += [c.claimant for c in told.mention.all(Claim) if c.stance in ("claimed", "denied")]
    return frozenset(w for name in names for w in content_words(name))
