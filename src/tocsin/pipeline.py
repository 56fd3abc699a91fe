"""Where the rooms are wired together, and nowhere else: gather, read, keep, fuse.

The command line, and whatever else runs Tocsin, calls these; none of them owns the order of the stages. What fails
for one document comes back as a `Failed` in its place. What `add_all` has yielded is in the ledger for good.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeVar, cast

from tocsin import __version__
from tocsin.errors import DocumentError, InputError, LedgerError, SettingsError, TocsinError, UnknownIncident
from tocsin.gather import Done, Failed, Outcome, Terms, gather_paths
from tocsin.gather.dates import EXPECTED, parse_published
from tocsin.gather.jsonl import read_jsonl
from tocsin.gather.kinds import Kind
from tocsin.ports import Clock, Erasure, Gating, Ledger, Naming, Networked, Placing, Reader
from tocsin.ports.model import Asking, ModelAccess, ModelTerms, Provider, Seconding, Waiting
from tocsin.record import Change, Document, Incident, Reading
from tocsin.record.incident_form import incident_form
from tocsin.record.incident_load import stored_incident
from tocsin.record.json_form import dumps
from tocsin.registry import Registry
from tocsin.selection import EVERYTHING, Selection
from tocsin.settings import BUILT_IN, Settings, database_url, llm_key, prices_of

if TYPE_CHECKING:
    from tocsin.folding import Folder
    from tocsin.gather.sources import Fetching
    from tocsin.keep.copying import Copied
    from tocsin.resolve.actors import Register
    from tocsin.resolve.gazetteer import Gazetteer
    from tocsin.resolve.gazetteer_file import Saved
    from tocsin.resolve.register_layouts import Layout
    from tocsin.resolve.register_merge import Merged

log = logging.getLogger(__name__)
T = TypeVar("T")
U = TypeVar("U")

GONE = {
    "gone": "no report tells it any more; --as-recorded shows what was said of it before",
    "erased": "it was erased with a document that it held",
}
MOST_NAMED = 20
AT_ONCE = 100  # incidents that are loaded together
ACTOR = f"tocsin/{__version__}"

READERS: Registry[Reader] = Registry("reader", "tocsin.readers")
READERS.add("rules", "tocsin.read.rules.reader:RuleReader", about="lexicon and grammar; English; needs nothing else")
READERS.add(
    "llm",
    "tocsin.read.llm.reader:LlmReader",
    about="a language model, held to the words of the text; any language; needs llm_url and llm_model",
)
READERS.add(
    "rules+llm",
    "tocsin.read.llm.both:RulesAndLlm",
    about="rules, and a language model where they find it worth asking; contradictions are kept for review",
)
READERS.add(
    "neural",
    "tocsin.read.neural.reader:NeuralReader",
    about="a small network that marks words; English; needs the extra neural",
)
READERS.add(
    "both",
    "tocsin.read.neural.both:RulesAndNetwork",
    about="rules, and the network for who had a part in what they find; needs the extra neural",
)

MODELS: Registry[Provider] = Registry("kind of model service", "tocsin.models")
MODELS.add(
    "openai",
    "tocsin.read.llm.chat:ChatProvider",
    about="OpenAI-compatible chat completions: hosted services, Ollama, vLLM, llama.cpp",
)


@dataclass(frozen=True, slots=True)
class Added:
    """A document that is in the ledger now, whether it is new there, and the reading that was added; None for none."""

    document: Document
    reading: Reading | None
    new: bool


# ------------------------------------------------------------------------------------------ gather, read
def make_terms(
    *,
    clock: Clock,
    max_bytes: int,
    source: str | None = None,
    published: str | None = None,
    keep: bool = False,
    columns: Mapping[str, str] = MappingProxyType({}),
) -> Terms:
    """The terms for gathering. `keep` stamps the moment of retrieval."""
    now = clock.now()
    return Terms(
        now=now,
        retrieved=now if keep else None,
        source=source,
        published=published,
        max_bytes=max_bytes,
        columns=columns,
    )


def gather_all(
    paths: Iterable[str],
    *,
    terms: Terms,
    stdin: BinaryIO | None = None,
    kind: Kind | None = None,
    client: Fetching | None = None,
) -> Iterator[Outcome[Document]]:
    """The documents of files, folders, addresses (by `client`) and standard input, in order."""
    return gather_paths(paths, terms=terms, stdin=stdin, kind=kind, client=client)


def gather_demo(terms: Terms) -> Iterator[Outcome[Document]]:
    """The built-in dispatches."""
    with files("tocsin.demo").joinpath("dispatches.jsonl").open("rb") as stream:
        yield from read_jsonl(cast(BinaryIO, stream), name="dispatches.jsonl", terms=terms)


def make_reader(
    name: str,
    *,
    depth: Literal["gated", "full"],
    gazetteer: str = BUILT_IN,
    register: str = BUILT_IN,
    network: str = BUILT_IN,
) -> Reader:
    """The reader of a name; `gated`: with its gate, where it has one; over another gazetteer, register or network,
    where it uses one.

    Raises `UnknownNameError`, `LexiconError` where a file is no gazetteer or no register, and `NeuralError` where a
    folder holds no network.
    """
    reader = READERS.make(name)
    if network != BUILT_IN and isinstance(reader, Networked):
        reader = reader.with_network(Path(network))
    if gazetteer != BUILT_IN and isinstance(reader, Placing):
        reader = reader.with_gazetteer(Path(gazetteer))
    if register != BUILT_IN and isinstance(reader, Naming):
        reader = reader.with_register(Path(register))
    return reader.gated() if depth == "gated" and isinstance(reader, Gating) else reader


def reader_from(settings: Settings, *, depth: Literal["gated", "full"] | None = None) -> Reader:
    """The reader of the settings, over their gazetteer, register and network, with their model where it asks one.

    Raises `UnknownNameError`, `LexiconError` where a file is no gazetteer or no register, `NeuralError` where a folder
    holds no network, `SettingsError` where no model is set or the key file cannot be read, and `ModelError` where the
    address of the model is none.
    """
    reader = make_reader(
        settings.reader,
        depth=depth or settings.depth,
        gazetteer=settings.gazetteer,
        register=settings.register,
        network=settings.neural_model,
    )
    if not isinstance(reader, Asking):
        return reader
    if not settings.llm_url or not settings.llm_model:
        missing = "llm_model" if settings.llm_url else "llm_url"
        raise SettingsError(
            missing,
            "",
            f"the reader {settings.reader} asks a language model; set both, such as "
            "TOCSIN_LLM_URL=http://localhost:11434/v1 and TOCSIN_LLM_MODEL=qwen3:32b",
        )
    access = ModelAccess(
        url=settings.llm_url,
        model=settings.llm_model,
        key=llm_key(settings),
        seconds=float(settings.llm_seconds),
        per_minute=settings.llm_per_minute,
    )
    terms = ModelTerms(
        model=settings.llm_model,
        at_once=settings.llm_at_once,
        budget=settings.llm_budget,
        answer=settings.llm_answer,
        prices=prices_of(settings.llm_prices),
        cache=None if settings.llm_cache == "off" else Path(settings.llm_cache),
    )
    asking: Reader = reader.with_model(MODELS.make(settings.llm_provider).open(access), terms)
    return asking


def read_all(documents: Iterable[Outcome[Document]], *, reader: Reader) -> Iterator[Outcome[Reading]]:
    """A reading for each document, in order. A reader that waits for others reads several at once."""
    return _each_ahead(documents, reader.read, at_once=_at_once(reader))


def _at_once(reader: Reader) -> int:
    return reader.at_once if isinstance(reader, Waiting) else 1


def explain_all(documents: Iterable[Outcome[Document]], *, reader: Reader) -> Iterator[Outcome[str]]:
    """For each document the steps by which a reader read it, as text.

    Raises `InputError` where the reader has no `explain(doc)`.
    """
    explain: Callable[[Document], str] | None = getattr(reader, "explain", None)
    if explain is None:
        raise InputError(f"the reader {reader.name!r} does not explain its steps; leave out --explain")
    return _each(documents, explain)


def _each(outcomes: Iterable[Outcome[T]], step: Callable[[T], U]) -> Iterator[Outcome[U]]:
    """A step taken for each value; its failure stands in its place."""
    for outcome in outcomes:
        yield _taken(outcome, step)


def _taken(outcome: Outcome[T], step: Callable[[T], U]) -> Outcome[U]:
    if isinstance(outcome, Failed):
        return outcome
    try:
        value = step(outcome.value)
    except TocsinError as error:
        return Failed(outcome.name, error, outcome.line)
    except Exception as error:  # a reader may be anybody's, and one document must not end the batch
        log.exception("step failed")
        wrong = DocumentError(outcome.name, f"the reader failed ({error!r}); report this")
        return Failed(outcome.name, wrong, outcome.line)
    return Done(outcome.name, value, outcome.notes, outcome.line)


def _each_ahead(outcomes: Iterable[Outcome[T]], step: Callable[[T], U], *, at_once: int) -> Iterator[Outcome[U]]:
    """As `_each`, with so many steps under way in threads; what comes of them is in order."""
    if at_once <= 1:
        yield from _each(outcomes, step)
        return
    from collections import deque
    from concurrent.futures import Future, ThreadPoolExecutor

    pool = ThreadPoolExecutor(at_once, thread_name_prefix="tocsin-read")
    waiting: deque[Future[Outcome[U]]] = deque()
    try:
        for outcome in outcomes:
            waiting.append(pool.submit(_taken, outcome, step))
            if len(waiting) >= at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


# ------------------------------------------------------------------------------------------- keep, fuse
def open_record(url: str, *, clock: Clock, create: bool = True) -> Ledger:
    """The ledger in a database. Raises `LedgerError`."""
    from tocsin.keep import open_ledger

    ledger: Ledger = open_ledger(url, clock=clock, actor=ACTOR, create=create)
    return ledger


def add_all(
    documents: Iterable[Outcome[Document]], *, ledger: Ledger, reader: Reader, again: bool = False
) -> Iterator[Outcome[Added]]:
    """Put documents and their readings into the ledger, each pair in one transaction, and say so after it.

    A document that is there already is left as it is, but where its reading stopped at the gate and is a full one now,
    or where `again` is set: then a reading that another reader or version makes counts from here on.
    The incidents are as they were until `refold`.
    """
    read = _each_ahead(documents, lambda doc: read_both(doc, reader), at_once=_at_once(reader))
    return _each(read, lambda both: keep_both(both, ledger=ledger, again=again))  # the ledger is in one thread


def add_one(doc: Document, *, ledger: Ledger, reader: Reader, again: bool = False) -> Added:
    """Put one document and its reading into the ledger, as `add_all` does."""
    return keep_both(read_both(doc, reader), ledger=ledger, again=again)  # read before the ledger is locked


Both = tuple[Reading, tuple[Reading, ...]]


def read_both(doc: Document, reader: Reader) -> Both:
    """The reading that counts, and those that are kept beside it."""
    return reader.read_both(doc) if isinstance(reader, Seconding) else (reader.read(doc), ())


def keep_both(both: Both, *, ledger: Ledger, again: bool = False) -> Added:
    """Put a document, the reading of it that counts and those beside it into the ledger, in one transaction."""
    reading, beside = both
    with ledger.transaction():
        added = keep_reading(reading.document, reading, ledger=ledger, again=again)
        for other in beside if added.reading is not None else ():
            ledger.add_reading(other, activate=False)
    return added


def keep_reading(doc: Document, reading: Reading, *, ledger: Ledger, again: bool = False) -> Added:
    """Put a document and what was read in it into the ledger, in one transaction."""
    with ledger.transaction():
        new = ledger.add_document(doc)
        deeper = not new and _is_deeper(reading, ledger.active_reading(doc.key))
        changed = False
        if new or deeper or again:
            changed = ledger.add_reading(reading, activate=deeper or again or None)
    return Added(doc, reading if new or deeper or changed else None, new)


def _is_deeper(reading: Reading, before: Reading | None) -> bool:
    """Whether it was read in full now and read no further than the gate before."""
    return before is not None and before.depth == "gated" and reading.depth == "full"


def refold(ledger: Ledger) -> int:
    """Bring the incidents up to what is in the ledger. How many changed. Whoever does so often keeps a `Folder`."""
    return make_folder(ledger).refold()


def make_folder(ledger: Ledger) -> Folder:
    """What folds a ledger over and over."""
    from tocsin.folding import Folder

    return Folder(ledger)


def fuse_readings(readings: Iterable[Reading]) -> tuple[Incident, ...]:
    """The incidents that readings make by themselves, with nothing kept."""
    from tocsin.fuse import fuse_all

    return fuse_all(readings).incidents


# --------------------------------------------------------------------------------------------- the record
def incidents(
    ledger: Ledger, *, selection: Selection = EVERYTHING, as_of: str | None = None, as_recorded: str | None = None
) -> Iterator[Incident]:
    """The incidents that a selection takes, newest event first, those of unknown day last.

    `as_of` folds anew what had been published by a moment; `as_recorded` gives what the ledger said at one. Raises
    `InputError` for both together, or for what is no moment.
    """
    found = filter(selection.takes, _all_incidents(ledger, as_of, as_recorded))
    if as_of is None:
        return iter(sorted(found, key=_newest_first))
    # Folded some at a time, and kept as text until they are in order, which takes much less room.
    ordered = sorted((_newest_first(each), dumps(incident_form(each))) for each in found)
    return (stored_incident(form) for _, form in ordered)


def incidents_by_id(ledger: Ledger, ids: Collection[str]) -> list[Incident]:
    """The incidents of these ids that stand, newest event first, those of unknown day last. No others are loaded."""
    found = (stored_incident(revision.form) for revision in ledger.incidents(ids=ids)) if ids else ()
    return sorted(found, key=_newest_first)


def stream_incidents(
    ledger: Ledger, *, selection: Selection = EVERYTHING, as_of: str | None = None, as_recorded: str | None = None
) -> Iterator[Incident]:
    """The same as `incidents` in the same order, with no more than a few in memory; each is loaded twice for that.

    An `as_of` fold is held whole. Raises `InputError` as `incidents` does.
    """
    if as_of is not None:
        yield from incidents(ledger, selection=selection, as_of=as_of, as_recorded=as_recorded)
        return
    ranks = [_newest_first(each) for each in _all_incidents(ledger, None, as_recorded) if selection.takes(each)]
    ids = [id for _, id in sorted(ranks)]
    for at in range(0, len(ids), AT_ONCE):
        some = ids[at : at + AT_ONCE]
        found = {each.incident: each for each in ledger.incidents(as_recorded=as_recorded, ids=some)}
        yield from (stored_incident(found[id].form) for id in some if id in found)


def incident(ledger: Ledger, id: str, *, as_of: str | None = None, as_recorded: str | None = None) -> Incident:
    """One incident, by its id or an unambiguous beginning of it.

    Raises `UnknownIncident`, and `InputError` where the beginning fits several, or nothing had been published.
    """
    whole = whole_id(ledger, id)
    if as_of is None:
        revision = ledger.incident(whole, as_recorded=as_recorded)
        if revision.state != "stands":
            raise InputError(f"incident {whole} stands no longer: {GONE[revision.state]}")
        return stored_incident(revision.form)
    found = _as_of(ledger, make_folder(ledger), whole, as_of, as_recorded)
    if found is None:
        raise InputError(f"nothing had been published about incident {whole} by {as_of}")
    return found


@dataclass(frozen=True, slots=True)
class Between:
    """What changed in an incident between two moments, and the states it changed from and to."""

    changes: tuple[Change, ...]
    before: Incident | None
    after: Incident | None


def changes_between(ledger: Ledger, id: str, *, start: str, end: str | None = None, recorded: bool = False) -> Between:
    """What changed in an incident between two moments of publication, or of this ledger. Without an end: until now.

    Raises `UnknownIncident`, and `InputError` for a moment that is none.
    """
    from tocsin.fuse import changes

    whole = whole_id(ledger, id)

    folder = make_folder(ledger)

    def state(moment: str | None) -> Incident | None:
        if recorded or moment is None:
            return _as_it_stood(ledger, whole, moment)
        return _as_of(ledger, folder, whole, moment, None)

    before, after = state(start), state(end)
    return Between(changes(before, after), before, after)


def _as_it_stood(ledger: Ledger, id: str, as_recorded: str | None) -> Incident | None:
    """An incident as the ledger said it at a moment; None where it did not stand then."""
    try:
        revision = ledger.incident(id, as_recorded=as_recorded)
    except UnknownIncident:
        return None
    return stored_incident(revision.form) if revision.state == "stands" else None


def _all_incidents(ledger: Ledger, as_of: str | None, as_recorded: str | None) -> Iterable[Incident]:
    if as_of is None:
        return (stored_incident(revision.form) for revision in ledger.incidents(as_recorded=as_recorded))
    _require_moment(as_of, as_recorded)
    return make_folder(ledger).incidents(as_of=as_of)


def _as_of(ledger: Ledger, folder: Folder, id: str, as_of: str, as_recorded: str | None) -> Incident | None:
    """An incident as of a moment, by its whole id; one that was merged away as the one that stands for it."""
    _require_moment(as_of, as_recorded)
    return folder.incident(ledger.redirect(id) or id, as_of=as_of)


def _require_moment(as_of: str, as_recorded: str | None) -> None:
    if as_recorded is not None:
        raise InputError("--as-of and --as-recorded are different clocks; give one of them")
    if parse_published(as_of) is None:
        raise InputError(f"{as_of!r} is no moment; {EXPECTED}")


def whole_id(ledger: Ledger, id: str) -> str:
    """The id that begins so. An exact one goes before longer ones; one merged away is followed by the ledger.

    Raises `UnknownIncident`, and `InputError` where the beginning fits several.
    """
    fitting = ledger.ids(id, most=MOST_NAMED + 1) if id else ()
    if id in fitting:
        return id
    if not fitting:
        raise UnknownIncident(id)
    if len(fitting) > 1:
        many = f"more than {MOST_NAMED}" if len(fitting) > MOST_NAMED else str(len(fitting))
        raise InputError(f"{id!r} begins {many} incident ids ({', '.join(fitting[:5])}); write more of it")
    return fitting[0]


def _newest_first(found: Incident) -> tuple[int, str]:
    """Sorts by the last day on which the event can have begun, newest first."""
    when = found.when.value if found.when else None
    day = (when.latest or when.earliest or "") if when else ""
    return (-int(day[:10].replace("-", "") or 0), found.id)


def erase(ledger: Ledger, key: str, *, by: str, reason: str, answers: str = "off") -> Erasure:
    """Take a document out of the ledger for good, by its key, bring the incidents up to date, and scrub the file.

    `answers` is the folder of what models answered about documents (the setting `llm_cache`): out of it, too.
    Raises `LedgerError` for a key that is not there, and where another program keeps the file from being scrubbed.
    """
    try:
        erasure = ledger.erase(key, by=by, reason=reason)
    finally:
        refold(ledger)  # strikes out what fusing had noted down of it; also where the file could not be scrubbed
    ledger.erase(key, by=by, reason=reason)  # once more, which scrubs the file of that
    if answers != "off":
        from tocsin.read.llm.cache import forget_document

        forget_document(Path(answers), key)
    return erasure


def check(ledger: Ledger) -> list[str]:
    """What is wrong in a ledger, a sentence each; nothing where all is well."""
    return [f"{finding.where}: {finding.problem}" for finding in ledger.check()]


def back_up(ledger: Ledger, target: str, *, clock: Clock) -> tuple[int, list[str]]:
    """Copy a ledger into a new file and check the copy. Its size in bytes, and what is wrong in it.

    Raises `LedgerError` where the file is there already or cannot be written.
    """
    size = ledger.back_up(target)
    copy = open_record(database_url(target), clock=clock, create=False)
    try:
        return size, check(copy)
    finally:
        copy.close()


def copy_record(
    source: str, target: str, *, clock: Clock, step: Callable[[str, int], None]
) -> tuple[Copied, list[str]]:
    """Copy a ledger into another database, and check the copy. What was copied, and what is wrong in it.

    `step` is told each table with its rows. Raises `LedgerError` where there is no source, or the target holds entries.
    """
    from tocsin.keep import open_ledger

    with (
        open_ledger(source, clock=clock, actor=ACTOR, create=False) as old,
        open_ledger(target, clock=clock, actor=ACTOR) as new,
    ):
        copied = old.copy_into(new, step=step)
        return copied, check(new)


# --------------------------------------------------------------------------------------------- the gazetteer
def build_gazetteer(folder: Path, out: Path, *, clock: Clock, step: Callable[[str, int], None]) -> Saved:
    """Write the gazetteer of a folder of GeoNames files. `step` is told of each stage and its lines so far.

    Raises `InputError` where there is nothing to build from, `LineError` for a malformed line, `LexiconError` where
    the file cannot be written.
    """
    from tocsin.resolve import gazetteer_build

    return gazetteer_build.build_gazetteer(folder, out, built=clock.now()[:10], step=step)


def open_gazetteer(gazetteer: str) -> Gazetteer:
    """The gazetteer of the setting. Raises `LexiconError` at the first question where the file is none."""
    from tocsin.resolve.gazetteer import Gazetteer

    return Gazetteer(None if gazetteer == BUILT_IN else Path(gazetteer))


# --------------------------------------------------------------------------------------------- the register
def import_actors(path: Path, layout: Layout, out: Path, *, register: str = BUILT_IN) -> Merged:
    """The register with the actors of an outside list taken in, written to `out`.

    Raises `InputError` where the list is not of the layout or a file cannot be read or written, and `LexiconError`
    where the setting names no register.
    """
    from tocsin.resolve.register_layouts import SOURCES, parse_list
    from tocsin.resolve.register_merge import merge_entries, register_csv

    held = open_register(register)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    merged = merge_entries(held.rows, parse_list(content, layout), source=SOURCES[layout] or path.name)
    try:
        out.write_text(register_csv(merged.rows), "utf-8")
    except OSError as error:
        raise InputError(f"{out} cannot be written ({error})") from error
    return merged


def open_register(register: str) -> Register:
    """The register of the setting. Raises `LexiconError` where the file is none."""
    from tocsin.resolve.actors import default_register, load_register

    return default_register() if register == BUILT_IN else load_register(Path(register))


__all__ = [
    "ACTOR", "BUILT_IN", "READERS", "Added", "Between", "LedgerError", "add_all", "back_up", "build_gazetteer",
    "changes_between", "check", "fuse_readings", "gather_all", "import_actors", "incident", "incidents", "make_reader",
    "make_terms", "open_gazetteer", "open_record", "open_register", "read_all", "refold",
]  # fmt: skip
