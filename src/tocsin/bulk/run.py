"""Reading an archive: its pieces handed out as workers come free, and an account of how far it is.

The folder holds `run.json` (what was asked for, and the files), `plan/` (the pieces of each file) and `readings/` (a
part for each piece). A piece is done where its part is there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, field

import fsspec
import msgspec

from tocsin.bulk.child import Counts, Work
from tocsin.bulk.guard import PieceError, read_piece
from tocsin.bulk.parts import put
from tocsin.bulk.plan import PIECE, Piece, Source, pieces_of
from tocsin.errors import InputError

SCHEMA = "tocsin.bulk/1"
AHEAD = 2  # pieces handed out for each worker


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for, which may not change from one sitting to the next."""

    schema: str = SCHEMA
    archive: str
    began: str
    reader: str
    settings: dict[str, str | int]
    source: str | None = None
    published: str | None = None
    piece: int = PIECE
    files: tuple[Source, ...]


@dataclass(slots=True)
class Progress:
    """How far a run is. Bytes are those of the archive; `fresh` is what this sitting did, in `seconds`."""

    bytes_in_all: int
    began: float = field(default_factory=time.monotonic)
    bytes_done: float = 0
    bytes_fresh: float = 0
    documents: int = 0
    fresh: int = 0
    failed: int = 0
    events: int = 0
    known: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Since this sitting began."""
        return time.monotonic() - self.began

    @property
    def rate(self) -> float:
        """Documents a second, of this sitting."""
        return self.fresh / max(self.seconds, 1e-9)

    @property
    def left(self) -> float | None:
        """Seconds to go at this rate; None where nothing is known yet."""
        if not self.bytes_fresh:
            return None
        return (self.bytes_in_all - self.bytes_done) / self.bytes_fresh * self.seconds


def begin(folder: str, asked: Run) -> Run:
    """The run of a folder: the one that was begun there, or this one. Raises `InputError` where they differ."""
    system, path = fsspec.core.url_to_fs(f"{folder}/run.json")
    if not system.exists(path):
        put(f"{folder}/run.json", msgspec.json.format(msgspec.json.encode(asked), indent=1))
        return asked
    there = msgspec.json.decode(system.cat_file(path), type=Run)
    differing = [
        name
        for name in ("schema", "archive", "reader", "settings", "source", "published", "piece")
        if getattr(there, name) != getattr(asked, name)
    ]
    if differing:
        raise InputError(f"{folder} was begun with another {', '.join(differing)}; name another folder")
    return there


def read_archive(
    folder: str,
    run: Run,
    engine: Executor,
    *,
    workers: int,
    seconds: float,
    megabytes: int,
    tell: Callable[[Progress], None],
) -> Progress:
    """Read what is left of an archive. `tell` is told after each piece.

    A piece whose file cannot be read is among the `broken`, and is tried again at the next sitting.
    """
    progress = Progress(bytes_in_all=sum(source.size for source in run.files))
    under_way: dict[Future[Counts], Piece] = {}
    for piece in _left(folder, run, progress):
        if len(under_way) >= AHEAD * workers:
            _settle(under_way, progress, tell)
        work = Work(
            piece=piece,
            to=part_of(folder, piece),
            settings=run.settings,
            now=run.began,
            source=run.source,
            published=run.published,
            megabytes=megabytes,
        )
        under_way[engine.submit(read_piece, work, seconds)] = piece
    while under_way:
        _settle(under_way, progress, tell)
    return progress


def part_of(folder: str, piece: Piece) -> str:
    """Where what comes of a piece is kept."""
    return f"{folder}/readings/part-{piece.name}.parquet"


def _left(folder: str, run: Run, progress: Progress) -> Iterator[Piece]:
    """The pieces whose parts are not there."""
    system, path = fsspec.core.url_to_fs(f"{folder}/readings")
    there = {name.rpartition("/")[2] for name in system.find(path)} if system.exists(path) else set()
    for number, source in enumerate(run.files):
        try:
            for piece in _planned(folder, source, number, run.piece):
                if part_of(folder, piece).rpartition("/")[2] in there:
                    progress.known += 1
                    progress.bytes_done += piece.weight
                else:
                    yield piece
        except InputError as error:
            progress.broken.append(str(error))


def _planned(folder: str, source: Source, number: int, size: int) -> Iterator[Piece]:
    """The pieces of a file, written down once it was gone through whole."""
    system, path = fsspec.core.url_to_fs(f"{folder}/plan/{number:05d}.json")
    if system.exists(path):
        yield from msgspec.json.decode(system.cat_file(path), type=list[Piece])
        return
    found = []
    for piece in pieces_of(source, number, size=size):
        found.append(piece)
        yield piece
    put(f"{folder}/plan/{number:05d}.json", msgspec.json.encode(found))


def _settle(under_way: dict[Future[Counts], Piece], progress: Progress, tell: Callable[[Progress], None]) -> None:
    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        piece = under_way.pop(future)
        try:
            counts = future.result()
        except PieceError as error:
            progress.broken.append(str(error))
            continue
        progress.documents += counts.documents
        progress.fresh += counts.documents
        progress.failed += counts.failed
        progress.events += counts.events
        progress.bytes_done += piece.weight
        progress.bytes_fresh += piece.weight
        tell(progress)
