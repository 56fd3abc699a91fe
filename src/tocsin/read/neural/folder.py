"""A model folder: the network, its tokenizer, its labels and calibration, and the checksums that hold it to them.

`model.json` names the labels, the calibration and the SHA-256 of the other files. A folder whose files are not those
is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from tocsin.errors import NeuralError

CARD = "model.json"
NETWORK, TOKENIZER = "network.onnx", "tokenizer.json"
FORM = "tocsin.model/1"
BUILT_IN = Path(__file__).parent / "model"


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a model folder says of itself.

    `groups` are the choices for a word, in the order of the network's outputs; `calibration` gives for a tag the slope
    and the offset of its log odds.
    """

    form: str
    version: str
    tags: tuple[str, ...]
    groups: dict[str, tuple[str, ...]]
    window: tuple[str, ...]
    longest: int
    files: dict[str, str]
    calibration: dict[str, tuple[float, float]] = {}
    about: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Folder:
    """A model folder that was found to be whole."""

    path: Path
    card: Card
    digest: str


def open_folder(path: Path) -> Folder:
    """The folder, its files held to their checksums. Raises `NeuralError`."""
    try:
        written = (path / CARD).read_bytes()
        card = msgspec.json.decode(written, type=Card)
    except OSError as error:
        raise NeuralError(f"{path} is no model folder ({error.strerror}: {CARD})") from error
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise NeuralError(f"{path / CARD} is no card of a model ({error})") from error
    if card.form != FORM:
        raise NeuralError(f"{path / CARD} is of the form {card.form!r}, and {FORM!r} is what this version reads")
    for name in (NETWORK, TOKENIZER):
        if _checksum(path / name) != card.files.get(name):
            raise NeuralError(f"{path / name} is not the file that {CARD} names; fetch or train the model again")
    return Folder(path, card, hashlib.sha256(written).hexdigest()[:16])


def _checksum(path: Path) -> str:
    try:
        return checksum(path)
    except OSError as error:
        raise NeuralError(f"{path} cannot be read ({error.strerror})") from error


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def built_in_digest() -> str | None:
    """What the model in the package is known by; None where there is none. Its files are not looked at."""
    try:
        return hashlib.sha256((BUILT_IN / CARD).read_bytes()).hexdigest()[:16]
    except OSError:
        return None


def write_card(path: Path, card: Mapping[str, Any]) -> None:
    """Put the card into a model folder, with the checksums of what is there."""
    files = {name: checksum(path / name) for name in (NETWORK, TOKENIZER)}
    form = {"form": FORM, **card, "files": files}
    (path / CARD).write_text(json.dumps(form, indent=1, ensure_ascii=False) + "\n", "utf-8")
