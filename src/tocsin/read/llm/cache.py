"""Answers on disk, by document, prompt and model, so that a run can stop and go on where it was.

A folder for each document, named by a hash of its key, so that a document that is erased can be taken out. Files are
for the owner alone: answers quote the articles. A file that cannot be read counts as none.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import msgspec

from tocsin.ports.model import Completion

VERSION = "1"


class AnswerCache:
    """The answers of one model to one prompt. Safe to use from several threads and processes."""

    def __init__(self, folder: Path, *, model: str, prompt: str) -> None:
        self._folder, self._model, self._prompt = folder.expanduser(), model, prompt

    def load(self, document: str, text: str) -> Completion | None:
        """The answer to a piece of a document, None where there is none."""
        try:
            return msgspec.json.decode(self._path(document, text).read_bytes(), type=Completion)
        except (OSError, msgspec.DecodeError):
            return None

    def save(self, document: str, text: str, answer: Completion) -> None:
        """Keep an answer; a disk that is full or closed costs only the asking again."""
        path = self._path(document, text)
        with contextlib.suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")  # readable by the owner alone
            with os.fdopen(handle, "wb") as stream:
                stream.write(msgspec.json.encode(answer))
            Path(name).replace(path)

    def _path(self, document: str, text: str) -> Path:
        named = "\0".join((VERSION, self._model, self._prompt, document, text))
        return (
            document_folder(self._folder, document)
            / f"{hashlib.sha256(named.encode(errors='replace')).hexdigest()[:40]}.json"
        )


def document_folder(folder: Path, document: str) -> Path:
    """Where the answers about one document are, by its key."""
    return folder.expanduser() / hashlib.sha256(document.encode(errors="replace")).hexdigest()[:32]


def forget_document(folder: Path, document: str) -> None:
    """Take all answers about a document off the disk."""
    shutil.rmtree(document_folder(folder, document), ignore_errors=True)
