"""A network of a few words: every word that it knows is marked as it is told to, and nothing else is.

The tokenizer is a real one, of the words of the test; what stands for the session looks each piece up in a table.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer

from tocsin.read.neural.folder import Card, Folder
from tocsin.read.neural.labels import GROUPS, TAGS, WINDOW
from tocsin.read.neural.network import Network

SURE = 8.0
SPECIAL = ("[PAD]", "[CLS]", "[SEP]", "[UNK]")
Told = Mapping[str, tuple[str, ...]]  # a word: its tag, then choices; "+tag" goes on with the mark before it


def tokenizer_of(told: Told) -> Tokenizer:
    words = {word: number for number, word in enumerate((*SPECIAL, *told))}
    made = Tokenizer(WordLevel(words, unk_token="[UNK]"))
    made.normalizer = Lowercase()
    made.pre_tokenizer = BertPreTokenizer()
    return made


class Session:
    """Stands for the session of onnxruntime; `batches` are the shapes it was given."""

    def __init__(self, told: Told) -> None:
        self.told = [(), (), (), (), *told.values()]
        self.batches: list[tuple[int, int]] = []

    def run(self, names, feed):
        assert names is None
        ids, mask = feed["ids"], feed["mask"]
        assert ids.shape == mask.shape
        self.batches.append(ids.shape)
        kinds = [name for group in GROUPS.values() for name in group]
        tags = np.zeros((*ids.shape, 3 * len(TAGS)), dtype=np.float32)
        tags[..., ::3] = SURE
        chosen = np.zeros((*ids.shape, len(kinds)), dtype=np.float32)
        for at in np.argwhere(mask):
            for label in self.told[ids[tuple(at)]]:
                if label.strip("+") in TAGS:
                    column = 3 * TAGS.index(label.strip("+"))
                    tags[tuple(at)][column : column + 3] = (0, 0, SURE) if label[0] == "+" else (0, SURE, 0)
                else:
                    chosen[tuple(at)][kinds.index(label)] = SURE
        return [tags, chosen, np.zeros((len(ids), len(WINDOW)), dtype=np.float32)]


def card(**more) -> Card:
    form = {"form": "tocsin.model/1", "version": "tiny", "tags": TAGS, "groups": GROUPS, "window": WINDOW}
    return Card(**{**form, "longest": 40, "files": {}, **more})


def network(told: Told, **more) -> tuple[Network, Session]:
    session = Session(told)
    return Network(card(**more), tokenizer_of(told), session), session


def give(monkeypatch, told: Told, **more) -> Session:
    """Have the readers find this network where they look for the one in the package."""
    made, session = network(told, **more)
    folder = Folder(path=None, card=made.card, digest="tiny")
    for module in ("reader",):
        monkeypatch.setattr(f"tocsin.read.neural.{module}.open_network", lambda path=None: (made, folder))
    return session
