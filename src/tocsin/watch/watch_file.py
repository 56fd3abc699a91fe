"""A file of watches, `watch.toml`, to values. All that is wrong in it is told in one go, each fault with its line.

No watch can be set on a person, an ethnicity or a religion (design 8): words that look like a person's name and words
for peoples and believers are faults here, and whatever slips through meets only words in which private persons are
masked (`seen`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from tocsin.care.peoples import people_words
from tocsin.errors import WatchFileError
from tocsin.fuse.words import words_of
from tocsin.record import EVENT_TYPES
from tocsin.record.source import GRADES
from tocsin.record.values import Measure, Political, Status
from tocsin.watch.channels import ChannelSpec, parse_channel
from tocsin.watch.ground import near_of, polygon_of
from tocsin.watch.lookup import Lookup
from tocsin.watch.values import (
    CREDIBILITIES,
    DIGESTS,
    RING_KINDS,
    SURGES_BY,
    SURGES_OF,
    USUAL,
    Conditions,
    Surge,
    Watch,
    Watches,
)
from tocsin.written.lines import lines_of
from tocsin.written.table import Faults, Table

MEASURES: tuple[Measure, ...] = get_args(Measure)
STATUSES: tuple[Status, ...] = get_args(Status)
POLITICAL: tuple[Political, ...] = get_args(Political)
FAMILIES = tuple(dict.fromkeys(type.family for type in EVENT_TYPES.values()))
NAME = re.compile(r"[\w][\w-]{0,62}$")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d$")


def parse_watches(text: str, *, name: str, lookup: Lookup) -> Watches:
    """The watches and channels of a file's text. Raises `WatchFileError` with every fault; `name` is the file's."""
    faults = Faults(lines_of(text))
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.note((), f"this is no TOML: {error}")
        raise WatchFileError(name, faults.all()) from error
    whole = Table(content, (), faults)
    channels = _channels(whole)
    named = tuple(content["channel"]) if isinstance(content.get("channel"), Mapping) else ()  # with faults or not
    watches = tuple(whole.each("watch", lambda table: _watch(table, lookup, named)))
    _names_once(watches, faults)
    link = whole.text("link")
    if link is not None and ("{incident}" not in link or not link.startswith(("http://", "https://"))):
        whole.fault("link", 'expected an address with {incident} in it, such as "https://desk.example/i/{incident}"')
    whole.close()
    if faults.all():
        raise WatchFileError(name, faults.all())
    return Watches(watches=watches, channels=channels, link=link)


def _channels(whole: Table) -> Mapping[str, ChannelSpec]:
    """The channels by name."""
    value = whole.take("channel")
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, Mapping) or not all(isinstance(each, Mapping) for each in value.values()):
        whole.fault("channel", "expected tables: write [channel.NAME]")
        return MappingProxyType({})
    found: dict[str, ChannelSpec] = {}
    for name, content in value.items():
        table = Table(content, ("channel", name), whole.faults)
        spec = parse_channel(table)
        table.close()
        if spec is not None:
            found[name] = spec
    return MappingProxyType(found)


def _names_once(watches: tuple[Watch, ...], faults: Faults) -> None:
    first: dict[str, int] = {}
    for n, watch in enumerate(watches):
        if watch.name and first.setdefault(watch.name, n) != n:
            faults.note(("watch", n, "name"), f"{watch.name!r} is the name of watch {first[watch.name] + 1} already")


# ------------------------------------------------------------------------------------------------ a watch
def _watch(table: Table, lookup: Lookup, channels: tuple[str, ...]) -> Watch:
    name = table.text("name")
    if name is None:
        table.faults.note(table.where, 'a watch needs a name, such as name = "homeland"')
    elif not NAME.match(name):
        table.fault("name", f"{name!r} is no name: letters, digits, - and _ only, at most 63")
    timezone = table.text("timezone") or "UTC"
    if not _is_zone(timezone):
        table.fault("timezone", f"{timezone!r} is no time zone; expected one such as Africa/Lagos")
        timezone = "UTC"
    digest = cast(Any, table.text("digest", among=DIGESTS))
    changes = table.texts("changes", among=RING_KINDS)
    steps = table.counts("toll_steps", among=MEASURES, least=1)
    usual = Watch(name="")
    return Watch(
        name=name or "",
        about=table.text("about"),
        all_of=_conditions(table, lookup),
        any_of=tuple(table.each("match", lambda each: _conditions(each, lookup))),
        changes=frozenset(cast(Any, changes)) or USUAL,
        toll_steps=tuple(cast(Any, steps)) or usual.toll_steps,
        surge=table.one("surge", _surge) or Surge(),
        quiet=_quiet(table),
        timezone=timezone,
        digest=digest,
        digest_at=_time(table, "digest_at") or usual.digest_at,
        late=table.flag("late"),
        late_after=_days(table, "late_after", usual.late_after),
        events_within=_days(table, "events_within", usual.events_within),
        to=tuple(table.texts("to", among=channels)) if channels else _no_channels(table),
        muted=_muted(table),
    )


def _days(table: Table, key: str, usual: int) -> int:
    days = table.whole(key, least=0)
    return usual if days is None else days


def _no_channels(table: Table) -> tuple[str, ...]:
    if table.take("to") is not None:
        table.fault("to", "there are no channels in this file; write one as [channel.NAME]")
    return ()


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # an unknown one is a KeyError, a path or an empty name the others
        return False
    return True


def _time(table: Table, key: str) -> str | None:
    value = table.take(key)
    if value is None:
        return None
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, str) and TIME.match(value):
        return value
    table.fault(key, f'expected a time of the day such as "07:00", found {value!r}')
    return None


def _quiet(table: Table) -> tuple[str, str] | None:
    value = table.take("quiet")
    if value is None:
        return None
    start, dash, end = value.partition("-") if isinstance(value, str) else ("", "", "")
    start, end = start.strip(), end.strip()
    if not dash or not TIME.match(start) or not TIME.match(end) or start == end:
        table.fault("quiet", f'expected two times of the day such as "22:00-06:00", found {value!r}')
        return None
    return start, end


def _muted(table: Table) -> bool | str:
    value = table.take("mute")
    if value is None or isinstance(value, bool):
        return bool(value)
    if type(value) is date:
        return value.isoformat()
    table.fault("mute", f"expected true or the last day of the silence, such as 2024-05-01, found {value!r}")
    return False


def _surge(table: Table) -> Surge:
    by = table.texts("by", among=SURGES_BY)
    of = table.texts("of", among=SURGES_OF)
    rate = table.number("false_alarms_per_year", least=0.01, most=100)
    usual = Surge()
    return Surge(
        by=tuple(cast(Any, dict.fromkeys(by))) or usual.by,
        of=tuple(cast(Any, dict.fromkeys(of))) or usual.of,
        false_alarms_per_year=usual.false_alarms_per_year if rate is None else rate,
    )


# ------------------------------------------------------------------------------------------- conditions
def _conditions(table: Table, lookup: Lookup) -> Conditions:
    actors = _actors(table, lookup)
    return Conditions(
        countries=frozenset(_countries(table, lookup)),
        near=near_of(table, lookup),
        polygon=polygon_of(table),
        coarse=table.flag("coarse"),
        types=frozenset(table.texts("types", among=EVENT_TYPES)),
        families=frozenset(table.texts("families", among=FAMILIES)),
        statuses=frozenset(table.texts("statuses", among=STATUSES)),
        actors=frozenset(actors) | _factions(table, lookup, actors),
        named=actors,
        victims=frozenset(word.replace(" ", "_") for word in table.texts("victims")),
        political=frozenset(table.texts("political", among=POLITICAL)),
        at_least=tuple(cast(Any, table.counts("at_least", among=MEASURES, least=1))),
        words=_words(table, lookup),
        grade=cast(Any, (table.text("grade", among=[grade.lower() for grade in GRADES]) or "").upper() or None),
        credibility=cast(Any, table.text("credibility", among=CREDIBILITIES)),
        confidence=table.number("confidence", least=0.0, most=1.0),
    )


def _countries(table: Table, lookup: Lookup) -> list[str]:
    found = []
    for words in table.texts("countries"):
        code = lookup.country(words)
        if code is None:
            table.fault("countries", f"{words!r} is no country; expected a code of ISO 3166 (NG) or a name (Nigeria)")
        else:
            found.append(code)
    return found


def _actors(table: Table, lookup: Lookup) -> tuple[str, ...]:
    """The ids of the actors that are named."""
    found: dict[str, None] = {}
    for words in table.texts("actors"):
        ids = lookup.actors(words)
        if not ids:
            table.fault("actors", f"{words!r} is no actor of the register; write one of its names or ids")
        elif len(ids) > 1:
            table.fault("actors", f"{words!r} may be any of {', '.join(ids)}; write one of these")
        else:
            found[ids[0]] = None
    return tuple(found)


def _factions(table: Table, lookup: Lookup, actors: tuple[str, ...]) -> frozenset[str]:
    """The ids of all that are below the actors; none with `factions = false`."""
    factions = table.take("factions")
    if factions is not None and not isinstance(factions, bool):
        table.fault("factions", f"expected true or false, found {factions!r}")
    return frozenset[str]().union(*map(lookup.factions, actors)) if factions is not False else frozenset()


def _words(table: Table, lookup: Lookup) -> tuple[str, ...]:
    found = []
    for phrase in table.texts("words"):
        words = words_of(phrase)
        kind = next((people_words()[word] for word in words if word in people_words()), None)
        if not words:
            table.fault("words", f"{phrase!r} holds no word")
        elif kind is not None:
            table.fault(
                "words", f"{phrase!r} names a {kind}: a watch is on places, actors and acts, not on a people or a faith"
            )
        elif lookup.names_person(phrase):
            table.fault("words", f"{phrase!r} looks like the name of a person, and there is no watch on persons")
        else:
            found.append(" ".join(words))
    return tuple(found)
