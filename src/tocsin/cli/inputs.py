"""The documents that a command is given, under the terms of its options."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

import click

if TYPE_CHECKING:
    from tocsin.gather import Outcome
    from tocsin.gather.http import Client
    from tocsin.gather.kinds import Kind
    from tocsin.ports import Clock
    from tocsin.record import Document
    from tocsin.settings import Settings


def documents_of(
    paths: Iterable[str],
    settings: Settings,
    *,
    published: str | None = None,
    source: str | None = None,
    input_format: str | None = None,
    columns: Mapping[str, str] | None = None,
    keep: bool = False,
    clock: Clock | None = None,
) -> Iterator[Outcome[Document]]:
    """The documents of paths, in order. `keep` stamps them with the moment of retrieval.

    Raises `click.UsageError` where `published` is no date, since that is wrong for every document.
    """
    from tocsin.clock import SystemClock
    from tocsin.gather.dates import EXPECTED, parse_published
    from tocsin.pipeline import gather_all, make_terms

    if published is not None and parse_published(published) is None:
        raise click.UsageError(f"--published {published!r} is no date; {EXPECTED}", click.get_current_context())
    terms = make_terms(
        clock=clock or SystemClock(),
        max_bytes=settings.max_bytes,
        source=source,
        published=published,
        keep=keep,
        columns=columns or {},
    )
    kind = cast("Kind | None", input_format)
    named = list(paths)
    stdin = sys.stdin.buffer if sys.stdin else None
    if not any("://" in path for path in named):
        return gather_all(named, terms=terms, stdin=stdin, kind=kind)
    from tocsin.follow import make_client

    client = make_client(settings, clock=clock or SystemClock())
    return _then_closed(client, gather_all(named, terms=terms, stdin=stdin, kind=kind, client=client))


def _then_closed(client: Client, outcomes: Iterator[Outcome[Document]]) -> Iterator[Outcome[Document]]:
    with client:
        yield from outcomes
