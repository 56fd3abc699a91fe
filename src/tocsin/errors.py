"""Every exception that Tocsin raises on purpose.

    TocsinError
    ├── InputError            something given to us cannot be read
    │   ├── DocumentError     one document (empty, binary, too large, ...); carries its id
    │   ├── LineError         one line of a JSONL batch; carries its number
    │   └── FetchError        an address that was not fetched; carries why, and when to come again
    ├── LexiconError          a data file is missing or malformed; carries the path
    ├── LedgerError           the ledger cannot be opened, or refuses an entry
    │   └── UnknownIncident   no incident has this id
    ├── DeliveryError         an alert was not sent; carries the channel, and whether to try again
    ├── ModelError            a language model was not reached, or gave no answer; carries whether to try again
    ├── FormError             JSON that is not of our form; carries where
    ├── UnknownNameError      no reader, exporter, ... of this name; carries the known ones
    └── SettingsError         a setting has a value that cannot be
        └── WrittenError      a file that a person wrote has faults; carries each with its line
            ├── WatchFileError    a file of watches
            └── PolicyError       a partner's policy

Errors carry fields, not just a sentence; the sentence names the value, what was expected and what to do next.
Foreign exceptions are translated where they enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal


class TocsinError(Exception):
    """The root of the tree: anything that Tocsin raises on purpose."""


class InputError(TocsinError):
    """Something given to us cannot be read."""


class DocumentError(InputError):
    """One document cannot be read; the others can."""

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(f"{document}: {reason}")
        self.document = document
        self.reason = reason


class LineError(InputError):
    """One line of a JSONL input cannot be read; the others can."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


FetchFault = Literal["refused", "robots", "gone", "busy", "failed", "too large", "too slow", "redirects", "broken"]


_PASSING: frozenset[FetchFault] = frozenset(("busy", "failed", "too slow", "broken"))


class FetchError(InputError):
    """An address that was not fetched.

    `fault` is `refused` (we do not go there), `robots` (the host does not want it), `gone` (404, 410), `busy` (429,
    503), `failed` (other answers, no connection), `too large`, `too slow`, `redirects` or `broken` (an answer that is
    no HTTP, or breaks off). `passing` says that it may be had later. `status` is that of the answer, None where there
    was none; `retry_after` the seconds that the host asked us to wait, None where it did not.
    """

    def __init__(
        self,
        url: str,
        fault: FetchFault,
        reason: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.fault: FetchFault = fault
        self.reason = reason
        self.status = status
        self.passing = fault in _PASSING
        self.retry_after = retry_after


class LexiconError(TocsinError):
    """A data file of the lexicon is missing or malformed."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class LedgerError(TocsinError):
    """The ledger cannot be opened, or refuses an entry."""


class UnknownIncident(LedgerError):
    """No incident of the ledger has this id."""

    def __init__(self, incident: str) -> None:
        super().__init__(f"no incident {incident!r}; `tocsin incidents` lists those there are")
        self.incident = incident


class DeliveryError(TocsinError):
    """An alert was not sent. `passing` says that it may be, later; `retry_after` in how many seconds, where told."""

    def __init__(self, channel: str, reason: str, *, passing: bool, retry_after: float | None = None) -> None:
        super().__init__(f"channel {channel}: {reason}")
        self.channel = channel
        self.reason = reason
        self.passing = passing
        self.retry_after = retry_after


class NeuralError(TocsinError):
    """The learned reader has no model to work with: the extra is missing, or the files are, or they are not its own."""


class ModelError(TocsinError):
    """A language model was not reached, or gave no answer that can be used.

    `passing` says that it may, later; `final` that no other request will fare better (a wrong key, a spent budget);
    `retry_after` in how many seconds it wants to be asked again, where it said so.
    """

    def __init__(
        self, model: str, reason: str, *, passing: bool = False, final: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(f"model {model}: {reason}")
        self.model = model
        self.reason = reason
        self.passing = passing
        self.final = final
        self.retry_after = retry_after


class FormError(TocsinError):
    """JSON that is not of Tocsin's form."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class UnknownNameError(TocsinError):
    """No entry of a registry has this name."""

    def __init__(self, kind: str, name: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ";"
        super().__init__(f"no {kind} named {name!r}{hint} known: {', '.join(known)}")
        self.kind = kind
        self.name = name
        self.known = known


class SettingsError(TocsinError):
    """A setting has a value that cannot be."""

    def __init__(self, key: str, value: str, reason: str) -> None:
        super().__init__(f"{key} = {value!r}: {reason}")
        self.key = key
        self.value = value


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file that a person wrote: its line where known, the place in words, and what is expected."""

    line: int | None
    where: str
    reason: str

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line is not None else ""
        return f"{line}{self.where}: {self.reason}" if self.where else f"{line}{self.reason}"


class WrittenError(SettingsError):
    """A file that a person wrote cannot be used as it stands."""

    what = "file"

    def __init__(self, path: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(self.what, path, "")
        self.args = (f"{path}: " + "; ".join(str(fault) for fault in faults),)
        self.path = path
        self.faults = faults


class WatchFileError(WrittenError):
    """A file of watches that cannot be used as it stands."""

    what = "watches"


class PolicyError(WrittenError):
    """A partner's policy that cannot be used as it stands."""

    what = "policy"
