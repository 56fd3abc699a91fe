"""What a request asks for: filters, how many, and where to go on. Everything else in a query is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from msgspec import Struct, structs

from tocsin.ports.shelf import Wanted, Which
from tocsin.web.taxii.cursor import parse_cursor
from tocsin.web.taxii.failures import TaxiiFailure
from tocsin.web.taxii.limits import Limits
from tocsin.web.taxii.moments import parse_moment

ID = r"[a-z][a-z0-9-]{0,249}--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
TYPE = r"[a-z][a-z0-9-]{0,249}"
SPEC_VERSION = r"\d{1,2}\.\d{1,2}"
T = TypeVar("T")
PLAIN = ("added_after", "limit", "next")
MATCHES = ("id", "type", "version", "spec_version")


class Asked(Struct, frozen=True, kw_only=True):
    """A question to a collection: `wanted` as it was asked, `after` where this page begins, at most `limit`."""

    wanted: Wanted
    after: int
    limit: int

    @property
    def rest(self) -> Wanted:
        """What is still wanted."""
        return structs.replace(self.wanted, after=self.after)


def parse_query(
    pairs: Iterable[tuple[str, str]],
    *,
    collection: str,
    matches: Collection[str],
    limits: Limits,
    object: str | None = None,
    versions: tuple[Which, ...] = ("last",),
) -> Asked:
    """The question of a query, of which `matches` are the filters that its endpoint has.

    `object` is the one that the address names, `versions` what is meant where the query says nothing of them.

    Raises `TaxiiFailure` 400 for what is malformed, said twice, or no filter of this endpoint.
    """
    given = _once(pairs, matches)
    wanted = Wanted(
        after=_added_after(given.get("added_after")),
        ids=_words(given.get("match[id]"), "id", ID, limits) if object is None else (object,),
        types=_words(given.get("match[type]"), "type", TYPE, limits),
        spec_versions=_words(given.get("match[spec_version]"), "spec_version", SPEC_VERSION, limits),
        versions=_versions(given["match[version]"], limits) if "match[version]" in given else versions,
    )
    after = wanted.after
    if "next" in given:
        after = max(after, parse_cursor(given["next"], collection, wanted))
    return Asked(wanted=wanted, after=after, limit=_limit(given.get("limit"), limits))


def _once(pairs: Iterable[tuple[str, str]], matches: Collection[str]) -> dict[str, str]:
    """The parameters that mean something here, each once."""
    known = {*PLAIN, *(f"match[{name}]" for name in matches)}
    given: dict[str, str] = {}
    for name, value in pairs:
        if name in known:
            if name in given:
                raise TaxiiFailure(400, f"{name} is given twice; write its values with commas between them")
            given[name] = value
        elif name.startswith("match["):
            raise TaxiiFailure(400, f"{name[:60]!r} is no filter here; there are {', '.join(sorted(known))}")
    return given


def _added_after(text: str | None) -> int:
    if text is None:
        return 0
    moment = parse_moment(text)
    if moment is None:
        raise TaxiiFailure(400, f"added_after={text[:60]!r} is no moment; write it as 2026-03-02T08:15:00.000000Z")
    return max(moment, 0)


def _limit(text: str | None, limits: Limits) -> int:
    if text is None:
        return limits.page
    if re.fullmatch(r"\d{1,18}", text, re.ASCII) is None or int(text) == 0:
        raise TaxiiFailure(400, f"limit={text[:60]!r} is no whole number above 0")
    return min(int(text), limits.page)


def _words(text: str | None, name: str, pattern: str, limits: Limits) -> tuple[str, ...]:
    """The values of a filter, in one order whatever order they came in."""
    return tuple(sorted(set(_values(text, name, limits, lambda word: word if _is(word, pattern) else None))))


def _is(word: str, pattern: str) -> bool:
    return re.fullmatch(pattern, word, re.ASCII) is not None


def _versions(text: str, limits: Limits) -> tuple[Any, ...]:
    chosen = set(_values(text, "version", limits, _version))
    if "all" in chosen and len(chosen) > 1:
        raise TaxiiFailure(400, "match[version]: `all` stands alone")
    return tuple(sorted(chosen, key=str))


def _version(word: str) -> str | int | None:
    return word if word in ("first", "last", "all") else parse_moment(word)


def _values(text: str | None, name: str, limits: Limits, parse: Callable[[str], T | None]) -> list[T]:
    if text is None:
        return []
    words = text.split(",")
    if len(words) > limits.values:
        raise TaxiiFailure(400, f"match[{name}] has {len(words)} values; {limits.values} can be asked for at once")
    found = []
    for word in words:
        value = parse(word)
        if value is None:
            raise TaxiiFailure(400, f"match[{name}]: {word[:60]!r} is no {name.replace('_', ' ')} that there could be")
        found.append(value)
    return found
