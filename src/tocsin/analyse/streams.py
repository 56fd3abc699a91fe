"""Streams: named choices of events, such as the attacks of one group or the strikes of a state.

Written `NAME: key=value,value key=value`. Values of one key are alternatives, keys have all to hold. A stream chooses
by place, actor and kind of event; never by persons or peoples.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence

from msgspec import Struct

from tocsin.analyse.occurrence import Occurrence
from tocsin.errors import InputError
from tocsin.record.values import one_number

KEYS = ("family", "type", "status", "kind", "country", "region", "actor", "doer")
MIN_KILLED = "killed"  # killed=10: at least ten, by the lower bound or the best figure
_NAME = re.compile(r"\s*(?P<name>[^:=]+?)\s*:\s*(?P<rest>.*)", re.DOTALL)


class Stream(Struct, frozen=True, kw_only=True):
    """A name and what its events have in common."""

    name: str
    wanted: dict[str, frozenset[str]]
    killed: int = 0

    def takes(self, event: Occurrence) -> bool:
        """Whether the event is one of the stream's."""
        if self.killed and known_dead(event) < self.killed:
            return False
        return all(not words.isdisjoint(event.words.get(key, frozenset())) for key, words in self.wanted.items())


def known_dead(event: Occurrence) -> int:
    """How many were killed, as far as is known: the best figure, else the lower bound, else 0."""
    return one_number(event.killed) or 0


def parse_stream(text: str) -> Stream:
    """The stream of a written choice. Raises `InputError` that says how one is written."""
    match = _NAME.match(text)
    try:
        parts = shlex.split(match["rest"] if match else text)
    except ValueError as error:
        raise InputError(f"{text!r}: {error}; close the quotation mark") from error
    wanted: dict[str, frozenset[str]] = {}
    killed = 0
    for part in parts:
        key, equals, values = part.partition("=")
        words = frozenset(word.strip().casefold() for word in values.split(",") if word.strip())
        if not equals or not words or key not in (*KEYS, MIN_KILLED):
            raise InputError(
                f"{part!r} in the stream {text!r} is no choice; expected KEY=VALUE with a key of "
                f"{', '.join((*KEYS, MIN_KILLED))}, as in 'attacks: family=violence country=NG'"
            )
        if key == MIN_KILLED:
            killed = _number(next(iter(words)), text)
        else:
            wanted[key] = wanted.get(key, frozenset()) | words
    return Stream(name=match["name"] if match else text.strip(), wanted=wanted, killed=killed)


def _number(word: str, text: str) -> int:
    if not word.isdecimal():
        raise InputError(f"killed={word} in the stream {text!r} is no number")
    return int(word)


def parted(events: Iterable[Occurrence], streams: Sequence[Stream], *, shared: bool = False) -> list[list[Occurrence]]:
    """The events of each stream; an event goes to the first that takes it, so that none is counted twice, and only
    where it may be `shared` to all that take it.
    """
    found: list[list[Occurrence]] = [[] for _ in streams]
    for event in events:
        for at, stream in enumerate(streams):
            if stream.takes(event):
                found[at].append(event)
                if not shared:
                    break
    return found
