"""The labelled texts of this folder: `load_texts()` in Python, JSONL on standard output from the command line.

The markup is described in README.md. Offsets are worked out here, from the markup, so that they cannot be wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from tocsin.record import EVENT_TYPES
from tocsin.record.values import Measure, Modality, Role, Scope, Stance, Status, Unit

FOLDER = Path(__file__).parent
ROLES, MEASURES, STANCES = frozenset(get_args(Role)), frozenset(get_args(Measure)), frozenset(get_args(Stance))
ATTRIBUTION = frozenset({"content", "speaker", "cue"})
MODALITIES = {"claimed": "claimed", "denied": "denied"}  # of a doer by his own word; by another's it is alleged
DEFAULTS: dict[str, dict[str, object]] = {
    "trigger": {"status": "occurred", "background": False, "unit": "single"},
    "role": {"modality": "asserted"},
    "toll": {"scope": "event"},
}
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "trigger": {"status": get_args(Status), "unit": get_args(Unit)},
    "role": {"modality": get_args(Modality)},
    "toll": {"scope": get_args(Scope)},
}


class MarkupError(ValueError):
    """A line that cannot be read: what is wrong, and the line."""


@dataclass(frozen=True)
class Code:
    """One label as written after the bar: `killed:subset@2` is Code("killed", ("subset",), (2,))."""

    name: str
    options: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass
class Label:
    """One span with its label; `of` are places in the text's list of labels."""

    start: int
    end: int
    code: Code
    task: str
    fields: dict[str, object] = field(default_factory=dict)
    of: list[int] = field(default_factory=list)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers after @, and 1 where there are none."""
        return self.code.numbers or (1,)


@dataclass(frozen=True)
class Text:
    """One text with its labels, in order of their starts."""

    text: str
    relevance: int
    labels: tuple[Label, ...]
    source: str

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits that follow from the words alone."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def part(self) -> str:
        """`held-out` for one text in five, else `train`."""
        return "held-out" if int(self.id, 16) % 5 == 0 else "train"

    def as_json(self) -> dict[str, Any]:
        """The line of the JSONL form."""
        return {
            "id": self.id,
            "part": self.part,
            "source": self.source,
            "text": self.text,
            "relevance": self.relevance,
            "labels": [self._label_as_json(label) for label in self.labels],
        }

    def quote(self, label: Label) -> str:
        """The words that a label stands on."""
        return self.text[label.start : label.end]

    def _label_as_json(self, label: Label) -> dict[str, Any]:
        span = {"start": label.start, "end": label.end, "quote": self.quote(label)}
        return {"task": label.task, **span, **label.fields, "of": label.of}


def load_texts(folder: Path = FOLDER) -> list[Text]:
    """All texts of the folder, by file and line."""
    return [text for path in sorted(folder.glob("*.txt")) for text in load_file(path)]


def load_file(path: Path) -> Iterator[Text]:
    """The texts of one file; empty lines and those that begin with # are left out."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield parse_line(line, source=path.stem)


def parse_line(line: str, *, source: str = "") -> Text:
    """The text of one line, `1 {Rebels|perpetrator} {shot|armed_assault} ...`; the first sign is its relevance."""
    if line[:2] not in ("0 ", "1 "):
        raise MarkupError(f"neither 0 nor 1 at the start: {line}")
    try:
        text, labels = _strip_markup(line[2:])
        labels.sort(key=lambda label: (label.start, -label.end))
        _link(labels)
    except MarkupError as error:
        raise MarkupError(f"{error}: {line}") from error
    return Text(text, int(line[0]), tuple(labels), source)


def _strip_markup(marked: str) -> tuple[str, list[Label]]:
    """The bare text and its labels, not yet linked."""
    bare: list[str] = []
    opened: list[int] = []
    labels: list[Label] = []
    signs = iter(marked)
    for sign in signs:
        if sign == "{":
            opened.append(len(bare))
        elif sign == "|":
            codes = _read_codes(signs)
            if not opened or not codes.strip():
                raise MarkupError(f"nothing opened, or no label: |{codes}")
            start = opened.pop()
            labels.extend(_make_label(start, len(bare), code) for code in _spell_out(codes.split()))
        elif sign == "}":
            raise MarkupError("closed without a label")
        else:
            bare.append(sign)
    if opened:
        raise MarkupError("left open")
    return "".join(bare), labels


def _spell_out(codes: list[str]) -> Iterator[str]:
    """The codes, and for each claimant the perpetrator that he is by that claim."""
    for code in codes:
        yield code
        stance, at, numbers = code.partition("@")
        if stance in STANCES:
            yield f"perpetrator:{MODALITIES.get(stance, 'alleged')}{at}{numbers}"


def _read_codes(signs: Iterator[str]) -> str:
    codes: list[str] = []
    for sign in signs:
        if sign == "}":
            return "".join(codes)
        codes.append(sign)
    raise MarkupError("labels left open")


def _make_label(start: int, end: int, written: str) -> Label:
    head, _, numbers = written.partition("@")
    name, *options = head.split(":")
    if numbers and not all(number.isdigit() for number in numbers.split(",")):
        raise MarkupError(f"no numbers after @: {written}")
    code = Code(name, tuple(options), tuple(int(number) for number in numbers.split(",") if number))
    task, label = _task_of(name)
    fields = {"label": label, **DEFAULTS.get(task, {})}
    if task == "claim" and label == "claimant":
        fields["stance"] = name
    if name == "suspect":
        fields["modality"] = "alleged"
    for option in options:
        fields.update(_read_option(task, option))
    return Label(start, end, code, task, fields)


def _task_of(name: str) -> tuple[str, str]:
    """The task of a written name, and the label that it stands for."""
    if name in EVENT_TYPES:
        return "trigger", name
    if name == "same":
        return "trigger", "same"
    if name == "site":
        return "site", name
    if name == "accuser" or name in STANCES:
        return "claim", "accuser" if name == "accuser" else "claimant"
    for task, names in (("role", ROLES), ("toll", MEASURES), ("attribution", ATTRIBUTION)):
        if name in names:
            return task, name
    raise MarkupError(f"unknown label {name!r}")


def _read_option(task: str, option: str) -> dict[str, object]:
    if task == "trigger" and option == "background":
        return {"background": True}
    for key, values in CHOICES.get(task, {}).items():
        if option in values:
            return {key: option}
    raise MarkupError(f"unknown option {option!r} of a {task}")


def _link(labels: list[Label]) -> None:
    """Settle what each label is of: the numbered trigger, or the contents of the numbered saying."""
    triggers = [place for place, label in enumerate(labels) if label.task == "trigger" and label.code.name != "same"]
    for label in labels:
        numbers = label.numbers
        if label.task == "attribution":
            label.of = _contents(labels, numbers) if label.code.name != "content" else []
        elif label.code.name == "same":
            label.of = [_nth(triggers, n) for n in numbers]
            label.fields = dict(labels[label.of[0]].fields)
        elif label.task != "trigger" and (triggers or label.code.numbers):
            label.of = [_nth(triggers, n) for n in numbers]


def _contents(labels: list[Label], numbers: Iterable[int]) -> list[int]:
    wanted = set(numbers)
    found = [
        place for place, label in enumerate(labels) if label.code.name == "content" and wanted & set(label.numbers)
    ]
    if not found:
        raise MarkupError(f"no content {sorted(wanted)}")
    return found


def _nth(triggers: list[int], number: int) -> int:
    if number > len(triggers):
        raise MarkupError(f"no trigger {number}")
    return triggers[number - 1]


def main() -> None:
    """Print the JSONL form of one part, `train` unless another is asked for, so that nothing held out is trained on."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("train", "held-out", "all"), default="train")
    part = parser.parse_args().part
    for text in load_texts():
        if part in (text.part, "all"):
            print(json.dumps(text.as_json(), ensure_ascii=False))


if __name__ == "__main__":
    main()
