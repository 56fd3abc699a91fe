"""Texts with a judgement of relevance, out of several benchmarks and of our own, for `fit_relevance.py`.

    relevance      the part `fit`; undecided texts are left out
    muc4           train, with a template; what has none may tell of wars and guerrillas all the same, and is left out
    linking        ECB+, part `fit`: topics on sport, films, business and accidents; two on violence; crime is left out
    geoparsing     local and world news, part `fit`, by judgements of ours (`fit/local_news.toml`)
    tolls          headlines on armed conflict, part `fit`; reports of shootings hold the gate down (`load_guarded`)
    pairs          the part `tuned`: figures of speech and accidents against acts
    fit/texts.jsonl  short texts of our own on everything

Titles of irrelevant articles are texts once more, alone; and of all but MUC-4, which has capitals only, some stand
again in capitals. So neither the length nor the capitals of a text give it away.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import structs

from tocsin.evaluate.parts import part_of
from tocsin.record import Document, document_key

HERE = Path(__file__).parent
SEED, CAPITALS = 7, 0.2
# How much a text counts, so that large corpora of one kind do not drown the others.
WEIGHTS = {
    "current_events": 3.0, "wikinews": 2.0, "geovirus": 1.0, "incident_lists": 1.0, "satp": 0.3, "muc4": 0.3,
    "ecb": 0.7, "local": 0.7, "headlines": 0.2, "titles": 0.3, "own": 1.5, "pairs": 0.5,
}  # fmt: skip
ECB_VIOLENT = ("12", "19")
ECB_CRIME = ("3", "13", "16", "22", "24", "26", "32")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A text, whether it reports political violence, and the group that never parts in cross-validation."""

    corpus: str
    group: str
    doc: Document
    relevant: bool
    capitals: bool = False

    @property
    def weight(self) -> float:
        """How much it counts."""
        return WEIGHTS[self.corpus]


def load_texts(bench: Path) -> list[Judged]:
    """All of them, in order."""
    plain = [*_relevance(bench), *_muc4(bench), *_ecb(bench), *_local(bench), *_headlines(bench), *_ours()]
    plain += _titles(plain)
    chance = random.Random(SEED)
    return plain + [_shouted(text) for text in plain if text.corpus != "muc4" and chance.random() < CAPITALS]


def load_guarded(bench: Path) -> list[Document]:
    """Reports of shootings, nearly all of them crime: neither relevant nor not, but none that the gate may stop."""
    forms = _lines(bench / "tolls/dev_articles.jsonl")
    return [_judged("shootings", form, True).doc for form in forms if part_of(form["doc_id"]) == "fit"]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").split("\n"):  # a text may hold other line ends
        if line.strip():
            yield json.loads(line)


def _judged(corpus: str, form: dict[str, Any], relevant: bool, group: str | None = None) -> Judged:
    id, text = form["doc_id"], form["text"]
    doc = Document(
        key=document_key(text.encode(), source=None, name=id),
        id=id,
        text=text,
        title=form.get("title"),
        published=form.get("date"),
        published_from="given" if form.get("date") else None,
        language="en",
    )
    return Judged(corpus=corpus, group=group or id, doc=doc, relevant=relevant)


def _relevance(bench: Path) -> Iterator[Judged]:
    for form in _lines(bench / "relevance/dev.jsonl"):
        if form["relevant"] is not None and part_of(form["doc_id"]) == "fit":
            yield _judged(form["corpus"], form, form["relevant"])


def _muc4(bench: Path) -> Iterator[Judged]:
    for form in _lines(bench / "muc4/train.jsonl"):
        if form["templates"]:
            yield _judged("muc4", form, True)


def _ecb(bench: Path) -> Iterator[Judged]:
    for form in _lines(bench / "linking/dev.jsonl"):
        topic = str(form.get("topic"))
        if form["corpus"] == "ecb" and part_of(form["cluster"]) == "fit" and topic not in ECB_CRIME:
            yield _judged("ecb", form, topic in ECB_VIOLENT, group=f"ecb {topic}")


def _local(bench: Path) -> Iterator[Judged]:
    known = tomllib.loads((HERE / "fit/local_news.toml").read_text("utf-8"))
    for form in _lines(bench / "geoparsing/dev.jsonl"):
        id = form["doc_id"]
        if part_of(id) == "fit" and form["corpus"] != "geovirus" and id not in known["undecided"]:
            yield _judged("local", form, id in known["relevant"])


def _headlines(bench: Path) -> Iterator[Judged]:
    for form in _lines(bench / "tolls/dev_headlines.jsonl"):
        if part_of(form["doc_id"]) == "fit":
            yield _judged("headlines", form, True)


def _ours() -> Iterator[Judged]:
    for form in _lines(HERE / "fit/texts.jsonl"):
        id = "own-" + sha256(form["text"].encode()).hexdigest()[:8]
        yield _judged("own", form | {"doc_id": id}, form["relevant"])
    for form in _lines(HERE / "pairs/pairs.jsonl"):
        for number, text in enumerate(form["texts"] if form["part"] == "tuned" else ()):
            labels = text["labels"]
            acts = labels.get("acts", []) + labels.get("summaries", [])
            nothing = labels.get("acts") == [] and form["dimension"] in ("figure", "accident")
            if acts or nothing:
                held = text | {"doc_id": f"{form['id']}-{number}", "date": "2024-06-05"}
                yield _judged("pairs", held, bool(acts), group=form["id"])


def _titles(texts: Iterable[Judged]) -> list[Judged]:
    found = []
    for text in texts:
        title = text.doc.title
        if (
            title
            and text.corpus in ("local", "geovirus", "wikinews")
            and (not text.relevant or text.corpus == "wikinews")
        ):
            doc = structs.replace(text.doc, id=f"{text.doc.id} title", text=title, title=None)
            found.append(replace(text, corpus="titles", doc=doc))
    return found


def _shouted(text: Judged) -> Judged:
    doc = text.doc
    title = doc.title.upper() if doc.title else None
    return replace(
        text, doc=structs.replace(doc, id=f"{doc.id} capitals", text=doc.text.upper(), title=title), capitals=True
    )
