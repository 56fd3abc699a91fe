"""What a reader that asks a language model is handed: the service to ask, and the terms on which it may be asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

from msgspec import Struct

from tocsin.record import Document, Reading
from tocsin.secret import Secret

Finish = Literal["stop", "length", "refused"]


class Turn(Struct, frozen=True):
    """One message of a conversation with a model."""

    role: Literal["system", "user", "assistant"]
    content: str


class Question(Struct, frozen=True, kw_only=True):
    """What a model is asked: the conversation, the JSON schema of its answer, and the most tokens that may be."""

    turns: tuple[Turn, ...]
    schema: dict[str, Any]
    most: int


class Completion(Struct, frozen=True, kw_only=True):
    """A model's answer. `finish`: it came to its end, was cut at the most tokens, or was refused."""

    text: str
    finish: Finish
    tokens_in: int = 0
    tokens_out: int = 0


class Completing(Protocol):
    """A service that answers questions; asked from several threads at once."""

    def complete(self, question: Question) -> Completion:
        """The answer. Raises `ModelError`."""
        ...


class ModelAccess(Struct, frozen=True, kw_only=True):
    """Where a model is and how it may be reached. `per_minute` 0: as often as wanted; `seconds`: for one answer."""

    url: str
    model: str
    key: Secret
    seconds: float = 300.0
    per_minute: int = 0
    tries: int = 5


class Provider(Protocol):
    """A kind of service. Others join through the entry points `tocsin.models`."""

    def open(self, access: ModelAccess) -> Completing:
        """The service at an address. Raises `ModelError` where it cannot be used so."""
        ...


class ModelTerms(Struct, frozen=True, kw_only=True):
    """The terms of a run: which model, how many documents at once, how many tokens in all (0: any number), prices.

    `answer` is the most tokens of one answer. Prices are for a million tokens, in and out, in whatever currency; None
    where not known. `cache` is a folder for answers, None for none.
    """

    model: str
    at_once: int = 4
    budget: int = 0
    answer: int = 8_000
    prices: tuple[float, float] | None = None
    cache: Path | None = None


@runtime_checkable
class Asking(Protocol):
    """A reader that asks a language model."""

    def with_model(self, service: Completing, terms: ModelTerms) -> Any:
        """The reader that asks this service on these terms."""
        ...


@runtime_checkable
class Waiting(Protocol):
    """A reader that waits for others while it reads, so that `at_once` documents can be read in threads."""

    at_once: int


@runtime_checkable
class Accounting(Protocol):
    """A reader that can say what a run has cost."""

    def account(self) -> tuple[str, ...]:
        """What was asked, spent, kept and dropped so far, a line each; nothing where nothing was."""
        ...


@runtime_checkable
class Seconding(Protocol):
    """A reader that reads a document in two ways."""

    def read_both(self, doc: Document) -> tuple[Reading, tuple[Reading, ...]]:
        """The reading that counts, and those that are kept beside it because they differ."""
        ...
