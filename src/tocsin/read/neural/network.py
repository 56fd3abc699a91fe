"""The network at work: texts in, for each window what is said of its word pieces and of itself.

onnxruntime and tokenizers come with the extra `neural`; both are imported when a model is opened, not before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tocsin.errors import NeuralError
from tocsin.read.neural.folder import BUILT_IN, NETWORK, TOKENIZER, Card, Folder, open_folder
from tocsin.read.neural.windows import Window, cut_windows, in_batches

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]

MISSING = "the learned reader needs onnxruntime and tokenizers; install tocsin[neural] ({error})"
BATCH = 8


def has_extra() -> bool:
    """Whether what runs a network is installed."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers"))


class Running(Protocol):
    """What runs the network on a batch."""

    def run(self, names: None, feed: dict[str, Any]) -> Sequence[Any]:
        """The scores of tags, of kinds and of windows."""
        ...


@dataclass(frozen=True, slots=True)
class Scored:
    """A window with the chances that the network gives.

    `tags` (piece, tag, 3): outside, begin, inside; `kinds` (piece, kind), each group summing to 1; `whole` (label).
    """

    window: Window
    tags: Scores
    kinds: Scores
    whole: Scores


class Network:
    """A model, opened."""

    def __init__(self, card: Card, tokenizer: Any, session: Running) -> None:
        self.card = card
        self._tokenizer = tokenizer
        self._session = session
        self._last: tuple[str, list[Scored]] = ("", [])

    def score_one(self, text: str) -> list[Scored]:
        """The windows of one text with their chances; what was asked last is remembered."""
        if not text or self._last[0] != text:
            self._last = (text, self.score([text])[0])
        return self._last[1]

    def score(self, texts: Sequence[str]) -> list[list[Scored]]:
        """The windows of each text with their chances. Windows of all texts are put into batches together."""
        import numpy as np

        cut = [cut_windows(text, self._tokenizer, longest=self.card.longest) for text in texts]
        windows = [window for each in cut for window in each]
        scored: dict[int, Scored] = {}
        for numbers in in_batches(windows, size=BATCH):
            batch = [windows[i] for i in numbers]
            length = max(len(w.ids) for w in batch)
            ids = np.zeros((len(batch), length), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, window in enumerate(batch):
                ids[row, : len(window.ids)] = window.ids
                mask[row, : len(window.ids)] = 1
            tags, kinds, whole = self._session.run(None, {"ids": ids, "mask": mask})
            for row, (number, window) in enumerate(zip(numbers, batch, strict=True)):
                size = len(window.ids)
                scored[number] = self._scored(window, tags[row, :size], kinds[row, :size], whole[row])
        at = iter(range(len(windows)))
        return [[scored[next(at)] for _ in each] for each in cut]

    def _scored(self, window: Window, tags: Scores, kinds: Scores, whole: Scores) -> Scored:
        import numpy as np

        chances = np.empty_like(kinds)
        start = 0
        for group in self.card.groups.values():
            chances[:, start : start + len(group)] = _softmax(kinds[:, start : start + len(group)])
            start += len(group)
        marks = _softmax(tags.reshape(len(tags), len(self.card.tags), 3))
        return Scored(window, marks, chances, (1 / (1 + np.exp(-whole))).astype(np.float32))


def _softmax(scores: Scores) -> Scores:
    import numpy as np

    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    made: Scores = shifted / shifted.sum(axis=-1, keepdims=True)
    return made


@cache
def open_network(path: Path = BUILT_IN) -> tuple[Network, Folder]:
    """The model of a folder, ready to work on one thread. Raises `NeuralError`."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise NeuralError(MISSING.format(error=error)) from error
    folder = open_folder(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(path / NETWORK), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(path / TOKENIZER))
    except Exception as error:  # both raise whatever their native parts say
        raise NeuralError(f"{path} cannot be opened as a model ({error})") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Network(folder.card, tokenizer, session), folder
