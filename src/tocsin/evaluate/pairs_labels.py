"""What a reading says in the reduced form of the minimal pairs, and whether that is what the labels ask for.

The form is lists of short items by key, each item a tuple of words: `("bombing", "foiled", "current")`. A label is an
item written with commas; its fields may hold alternatives (`bombing|sabotage`) or `*` for anything, a label may stop
before the last fields, and one that begins with `?` may be there and need not. `bench/pairs/README.md` has the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tocsin.record import Bound, Claim, Mention, Participant, Reading, Toll

Item = tuple[str, ...]
Found = Mapping[str, tuple[Item, ...]]

KEYS = (
    "acts", "summaries", "tolls", "claims", "suspects", "perpetrators", "begun_by", "parties", "responses", "warnings",
    "modality",
)  # fmt: skip
NAMES = {"claims": (0, 2), "suspects": (0,), "perpetrators": (0,), "begun_by": (0,), "parties": (0,)}
BEGAN = ("perpetrator", "initiated_by")
NONE = "-"
ANY = "*"
ARTICLES = frozenset(("the", "a", "an", "its", "their", "his", "her"))


class Label(NamedTuple):
    """One label: alternatives for each field, and whether the reading may do without it."""

    fields: tuple[tuple[str, ...], ...]
    optional: bool


def parse_label(words: str) -> Label:
    """A label from its words: `?killed, 12, event|additional`."""
    fields = words.removeprefix("?").split(", ")
    return Label(tuple(tuple(field.split("|")) for field in fields), words.startswith("?"))


# ------------------------------------------------------------------------------------------------ a reading
def found_in(reading: Reading) -> dict[str, tuple[Item, ...]]:
    """The reading in the reduced form, every key of it. Acts are mentions of violence or of a plot."""
    told = [m for m in reading.mentions if m.family in ("violence", "plot")]
    people = list(_participants(reading.mentions))
    acting = list(_participants(told))
    claims = [c for m in reading.mentions for c in m.all(Claim)]
    return {
        "acts": tuple(_act(m) for m in told if m.unit == "single"),
        "summaries": tuple((m.type,) for m in told if m.unit != "single"),
        "tolls": tuple((t.measure, bound_words(t.bound), t.scope) for m in told for t in m.all(Toll)),
        "claims": tuple(dict.fromkeys((c.claimant, c.stance, c.by or NONE) for c in claims)),
        "suspects": _named((p.name, p.outcome or NONE) for p, _ in people if p.role == "suspect"),
        "perpetrators": _named((p.name, modality) for p, modality in acting if p.role == "perpetrator"),
        "begun_by": _named((p.name,) for p, _ in acting if p.role in BEGAN),
        "parties": _named((p.name,) for p, _ in acting if p.role == "party"),
        "responses": _types(reading, "response"),
        "warnings": _types(reading, "warning"),
        "modality": tuple(dict.fromkeys((m.of("status")[0].modality,) for m in told)),
    }


def bound_words(bound: Bound) -> str:
    """A bound in a word: `12`, `12+` (at least), `-12` (at most), `10..15`, `~12` (about)."""
    low, high, best = bound.low, bound.high, bound.best
    if best is not None:
        return f"~{best}" if bound.approximate else str(best)
    if low is not None and high is not None:
        return f"{low}..{high}"
    return f"{low}+" if low is not None else f"-{high}"


def _act(mention: Mention) -> Item:
    return mention.type, mention.status, "background" if mention.background else "current"


def _participants(mentions: Iterable[Mention]) -> Iterator[tuple[Participant, str]]:
    """Everybody with a part in the events, with who vouches for it."""
    for mention in mentions:
        for statement in mention.of("participant"):
            if isinstance(statement.value, Participant):
                yield statement.value, statement.modality


def _types(reading: Reading, family: str) -> tuple[Item, ...]:
    return tuple(dict.fromkeys((m.type,) for m in reading.mentions if m.family == family))


def _named(items: Iterable[Item]) -> tuple[Item, ...]:
    """One item for each name; what says more beside the name stands."""
    by_name: dict[str, Item] = {}
    for item in items:
        key = " ".join(_words(item[0])[-1:])
        if key not in by_name or NONE in by_name[key]:
            by_name[key] = item
    return tuple(by_name.values())


# ------------------------------------------------------------------------------------------------ comparing
def agrees(key: str, labels: Sequence[Label], items: Sequence[Item]) -> bool:
    """Whether the items are those that the labels ask for: each needed label has one, and no item is left over."""
    if not items:
        return all(label.optional for label in labels)
    first, rest = items[0], items[1:]
    return any(
        _meets(key, label, first) and agrees(key, [*labels[:i], *labels[i + 1 :]], rest)
        for i, label in enumerate(labels)
    )


def _meets(key: str, label: Label, item: Item) -> bool:
    names = NAMES.get(key, ())
    return all(
        any(_same(wanted, value, name=i in names) for wanted in field)
        for i, (field, value) in enumerate(zip(label.fields, item, strict=False))
    )


def _same(wanted: str, value: str, *, name: bool) -> bool:
    """A name agrees when its last word and all other words of the label do."""
    if wanted in (ANY, value):
        return True
    want, got = _words(wanted), _words(value)
    return name and bool(want and got) and want[-1] == got[-1] and set(want) <= set(got)


def _words(name: str) -> list[str]:
    return [word for word in name.casefold().replace("’", "'").split() if word not in ARTICLES]


def wrong_keys(labels: Mapping[str, Sequence[Label]], found: Found) -> Iterator[str]:
    """The keys of the labels with which the reading does not agree."""
    for key, wanted in labels.items():
        if not agrees(key, wanted, found.get(key, ())):
            yield key
