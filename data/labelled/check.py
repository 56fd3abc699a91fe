"""Print what looks odd in the labels, for whoever adds texts: `python data/labelled/check.py [FILE-STEM]`.

Nothing printed here need be wrong; README.md has the rules behind each question.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from load import Label, Text, load_texts

from tocsin.record.event_types import ACTS, EVENT_TYPES

OF_ACTS = {"perpetrator", "party", "initiated_by", "victim", "target", "weapon", "suspect"}
FAMILIES = dict.fromkeys(OF_ACTS, ACTS) | {
    "suspect": ACTS | {"response"},
    "responder": {"response", "plot", "violence"},
    "issuer": {"warning", "claim", "plot", "response", "violence"},
    "recipient": {"warning", "claim", "plot", "response", "violence"},
}
MEASURES_OF_RESPONSES = {"detained", "released", "rescued"}
EDGE_WORDS = {"the", "a", "an", "his", "her", "its", "their", "our", "this", "that", "these", "those"}
DOERS = {"perpetrator", "party", "initiated_by"}


def main() -> None:
    """Print every question, with the text that it is about."""
    stem = sys.argv[1] if len(sys.argv) > 1 else None
    for text in load_texts():
        if stem in (None, text.source):
            for question in questions(text):
                print(f"{question}\n    {text.text}")


def questions(text: Text) -> Iterator[str]:
    """What looks odd in one text."""
    triggers = [label for label in text.labels if label.task == "trigger" and not label.of]
    for label in text.labels:
        yield from _edge(text, label)
        yield from _owner(text, label)
        yield from _modality(text, label)
    yield from _saying(text)
    if len(triggers) > 1 and not any(label.code.numbers for label in text.labels if label.task != "attribution"):
        yield f"{len(triggers)} triggers and no number"
    if not text.relevance and any(not trigger.fields["background"] for trigger in triggers):
        yield "irrelevant, with a trigger"
    if text.relevance and not triggers:
        yield "relevant, without a trigger"


def _edge(text: Text, label: Label) -> Iterator[str]:
    quote = text.text[label.start : label.end]
    words = quote.split()
    if not words or quote != quote.strip() or quote[-1] in ",;:":
        yield f"edge: {quote!r}"
    elif label.task in ("role", "site", "claim") or label.code.name == "speaker":
        if words[0].lower() in EDGE_WORDS or len(words) > 7:
            yield f"words at the edge: {quote!r}"
    elif label.task == "toll" and len(words) > 4:
        yield f"long toll: {quote!r}"


def _owner(text: Text, label: Label) -> Iterator[str]:
    for place in label.of:
        owner = text.labels[place]
        if owner.task != "trigger":
            continue
        kind = EVENT_TYPES[str(owner.fields["label"])]
        wrong = label.task == "role" and kind.family not in FAMILIES[label.code.name]
        if label.task == "toll":
            wrong = (kind.family == "response") != (label.code.name in MEASURES_OF_RESPONSES)
        if label.task == "claim":
            wrong = kind.family not in ACTS
        if wrong:
            yield f"{label.code.name} {text.text[label.start : label.end]!r} of {kind.id}"


def _modality(text: Text, label: Label) -> Iterator[str]:
    if label.code.name not in DOERS:
        return
    quote = text.text[label.start : label.end]
    inside = any(c.code.name == "content" and c.start <= label.start and label.end <= c.end for c in text.labels)
    claimed = any(c.task == "claim" and (c.start, c.end) == (label.start, label.end) for c in text.labels)
    if not claimed and inside == (label.fields["modality"] == "asserted"):
        yield f"{label.code.name} {quote!r} is {label.fields['modality']}, {'in' if inside else 'out of'} a content"


def _saying(text: Text) -> Iterator[str]:
    names = [label.code.name for label in text.labels]
    if len({"content", "speaker", "cue"} & set(names)) in (1, 2):
        yield "a saying lacks content, speaker or cue"


if __name__ == "__main__":
    main()
