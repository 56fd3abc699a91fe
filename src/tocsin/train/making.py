"""From labelled text to a model folder: examples, passes, files, calibration, card."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from tocsin.read.neural.folder import TOKENIZER, open_folder, write_card
from tocsin.read.neural.labels import GROUPS, TAGS, WINDOW
from tocsin.read.neural.network import open_network
from tocsin.read.neural.windows import LONGEST, cut_windows
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Document
from tocsin.train.begun import begin_with
from tocsin.train.calibrate import calibrate
from tocsin.train.examples import Example, Target, target_of
from tocsin.train.export import export_network
from tocsin.train.fitting import Plan, fit
from tocsin.train.labelled import labelled_examples
from tocsin.train.muc4 import muc4_examples
from tocsin.train.network import Network
from tocsin.train.parts import is_held_out
from tocsin.train.silver import with_silver

VERSION = "2"
TWICE = 2  # times that a text labelled for this project counts: there are few


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What is trained on: files of MUC-4's train part and of labelled texts, and what is begun with.

    That is an encoder, and where `begin` names one, the weights of a model folder.
    """

    muc4: tuple[Path, ...]
    labelled: tuple[Path, ...]
    encoder: Path
    begin: Path | None = None


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples that are learned from, those that count more than once, and those that are held out."""

    learned: tuple[Example, ...]
    twice: tuple[Example, ...]
    held_out: tuple[Example, ...]


def train(data: Data, plan: Plan, out: Path, *, tell: Callable[[str], None]) -> None:
    """Train a network and write its folder; from where a run into the same folder was stopped."""
    torch.set_num_threads(plan.threads)
    examples = collect(data)
    tell(f"{len(examples.learned)} messages, {len(examples.twice)} labelled texts, {len(examples.held_out)} held out")
    tokenizer = Tokenizer.from_file(str(data.encoder / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    targets = list(_targets((*examples.learned, *(examples.twice * TWICE)), tokenizer))
    network = Network(data.encoder)
    if data.begin is not None:
        begin_with(network, data.begin)
    fit(network, targets, plan, checkpoint=out / "work" / "checkpoint.pt", tell=tell)
    finish(network, data, examples, plan, out)


def finish(network: Network, data: Data, examples: Examples, plan: Plan, out: Path) -> None:
    """Write the folder of a network that is trained: the files, then the card, then the card with the calibration."""
    export_network(network, data.encoder, out)
    card = card_of(data, examples, plan)
    write_card(out, card)
    opened, _ = open_network(out)
    calibration = calibrate(opened, examples.held_out)
    write_card(out, {**card, "calibration": calibration})
    open_network.cache_clear()


def collect(data: Data) -> Examples:
    """The examples of the files. What a message's key does not tell, the rule reader's reading of it does."""
    rules = RuleReader()
    learned: list[Example] = []
    held_out: list[Example] = []
    for path in data.muc4:
        messages = list(muc4_examples(path))
        for number, message in enumerate(messages):
            if is_held_out(number, len(messages)):
                held_out.append(message)
            else:
                reading = rules.read(Document(key=message.id, id=message.id, text=message.text))
                learned.append(with_silver(message, reading))
    twice = [each for path in data.labelled for each in labelled_examples(path, read=rules.read)]
    return Examples(tuple(learned), tuple(twice), tuple(held_out))


def _targets(examples: Sequence[Example], tokenizer: Tokenizer) -> Iterator[Target]:
    for example in examples:
        for window in cut_windows(example.text, tokenizer):
            yield target_of(example, window)


# --------------------------------------------------------------------------------------------------- the card
LIMITS = (
    "English news alone; of Latin America in 1987 to 1990 far more than of anything else",
    "marks words and settles nothing: which event a mark belongs to, and what it means, others decide",
    "knows people who did it best by the words that the news of those years had for them",
    "of what people say, of figures and of sites it knows mostly what the rules had told it",
)


def card_of(data: Data, examples: Examples, plan: Plan) -> dict[str, Any]:
    """What the folder says of itself, but for the calibration."""
    return {
        "version": VERSION,
        "tags": TAGS,
        "groups": GROUPS,
        "window": WINDOW,
        "longest": LONGEST,
        "about": {
            "encoder": "all-MiniLM-L6-v2 (Apache-2.0)",
            "begun": open_folder(data.begin).card.about if data.begin is not None else None,
            "plan": asdict(plan),
            "data": [
                {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
                for path in (*data.muc4, *data.labelled)
            ],
            "learned": len(examples.learned) + len(examples.twice),
            "held_out": len(examples.held_out),
            "limits": LIMITS,
        },
    }
