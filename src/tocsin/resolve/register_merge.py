"""Entries of an outside list taken into the register: joined to the row that they mean, added, or left open.

What a row says is never overwritten: an entry adds aliases, identifiers and sources, and fills cells that are empty. It
means a row that has its identifier, else the one row of its name with a country in common. What could be several rows,
or has no kind, is left out and reported.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from tocsin.lexicon import cell_list
from tocsin.resolve.actors import COLUMNS, KINDS
from tocsin.resolve.register_layouts import Entry

Row = dict[str, str]
SHORT = 2  # letters or fewer: no name to look for


class Left(Struct, frozen=True):
    """An entry that was left out, with the reason."""

    entry: Entry
    reason: str


class Merged(Struct, frozen=True):
    """The rows in the order of their ids, how many were added and joined, and what was left out."""

    rows: tuple[Row, ...]
    added: int
    joined: int
    left: tuple[Left, ...]


def merge_entries(rows: Iterable[Mapping[str, str]], entries: Iterable[Entry], *, source: str) -> Merged:
    """The register with the entries taken in, in order; the rows given stay as they are."""
    held = _Held([dict(row) for row in rows])
    added = joined = 0
    left: list[Left] = []
    for entry in entries:
        found = held.find(entry)
        if isinstance(found, str):
            left.append(Left(entry, found))
        elif found is not None:
            held.join(found, entry, source)
            joined += 1
        elif entry.kind not in KINDS:
            left.append(Left(entry, f"kind {entry.kind!r} is none of the register's" if entry.kind else "no kind"))
        else:
            held.add(entry, source)
            added += 1
    return Merged(tuple(sorted(held.rows, key=lambda row: row["id"])), added, joined, tuple(left))


def register_csv(rows: Sequence[Mapping[str, str]]) -> str:
    """The rows as the text of a register file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class _Held:
    """The rows so far, by identifier and by name."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self._by_identifier: dict[str, Row] = {}
        self._by_name: dict[str, list[Row]] = {}
        self._ids = {row["id"] for row in rows}
        for row in rows:
            self._index(row)

    def _index(self, row: Row) -> None:
        self._by_identifier |= dict.fromkeys(cell_list(row.get("identifiers", "")), row)
        for name in (row["name"], *cell_list(row.get("aliases", ""))):
            same = self._by_name.setdefault(_folded(name), [])
            if all(each is not row for each in same):
                same.append(row)

    def find(self, entry: Entry) -> Row | str | None:
        """The row that an entry means; None for a new one; a reason where it cannot be told."""
        ids = {self._by_identifier[i]["id"] for i in entry.identifiers if i in self._by_identifier}
        if len(ids) > 1:
            return f"its identifiers are those of {', '.join(sorted(ids))}"
        if ids:
            return next(row for row in self.rows if row["id"] in ids)
        named = [row for row in self._by_name.get(_folded(entry.name), []) if _may_be(row, entry)]
        if len(named) > 1:
            return f"its name is that of {', '.join(sorted(row['id'] for row in named))}"
        if not named:
            return None
        schemes = {identifier.partition(":")[0] for identifier in entry.identifiers}
        other = [i for i in cell_list(named[0].get("identifiers", "")) if i.partition(":")[0] in schemes]
        return f"its name is that of {named[0]['id']}, which has {', '.join(other)}" if other else named[0]

    def join(self, row: Row, entry: Entry, source: str) -> None:
        """Add what an entry knows beside the row."""
        others = {alias for alias in map(_folded, entry.aliases) if self._by_name.get(alias, [row]) != [row]}
        new = [name for name in (entry.name, *entry.aliases) if _folded(name) not in others]
        row["aliases"] = _more(row.get("aliases", ""), map(_alias, new))
        row["identifiers"] = _more(row.get("identifiers", ""), entry.identifiers)
        row["source"] = "; ".join(dict.fromkeys(filter(None, (row.get("source", ""), entry.source or source))))
        filled = {
            "countries": "|".join(entry.countries),
            "active_from": entry.active_from,
            "active_to": entry.active_to,
        }
        for key, value in filled.items():
            row[key] = row.get(key) or value
        self._index(row)

    def add(self, entry: Entry, source: str) -> None:
        """A new row."""
        row = dict.fromkeys(COLUMNS, "") | {
            "id": self._new_id(entry),
            "name": entry.name,
            "kind": entry.kind,
            "countries": "|".join(entry.countries),
            "parent": entry.parent if entry.parent in self._ids else "",
            "aliases": _more("", map(_alias, (entry.name, *entry.aliases))),
            "active_from": entry.active_from,
            "active_to": entry.active_to,
            "identifiers": "|".join(entry.identifiers),
            "source": entry.source or source,
        }
        self.rows.append(row)
        self._ids.add(row["id"])
        self._index(row)

    def _new_id(self, entry: Entry) -> str:
        plain = re.sub(r"[^a-z0-9]+", "-", _folded(entry.name)).strip("-")[:60] or "actor"
        wanted = (plain, *(f"{plain}-{code.lower()}" for code in entry.countries[:1]))
        free = (id for id in wanted if id not in self._ids)
        numbered = (f"{plain}-{n}" for n in range(2, len(self._ids) + 3) if f"{plain}-{n}" not in self._ids)
        return next(free, None) or next(numbered)


def _may_be(row: Mapping[str, str], entry: Entry) -> bool:
    """Whether a row of the same name shares a country with the entry, where both say theirs."""
    countries = set(cell_list(row.get("countries", "")))
    return not (countries and entry.countries) or bool(countries & set(entry.countries))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.removeprefix("=").replace("’", "'"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split()).removeprefix("the ")


def _alias(name: str) -> str:
    """An alias as the register looks for it: a single word in its exact case, for it may be a word of the language."""
    return f"={name}" if " " not in name and not name.startswith("=") else name


def _more(cell: str, names: Iterable[str]) -> str:
    """A cell with more items, those left out that it has in any case, or that are too short to be looked for."""
    items = list(cell_list(cell))
    known = {_folded(item) for item in items}
    for name in names:
        name = " ".join(name.replace("|", " ").split())
        if len(name.removeprefix("=")) > SHORT and _folded(name) not in known:
            items.append(name)
            known.add(_folded(name))
    return "|".join(items)
