"""The documents of the linking benchmark, and the clusters that they are put in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tocsin.errors import FormError
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.record import Document
from tocsin.record.json_form import Json

Cluster = frozenset[str]  # the ids of its documents


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCase:
    """One document. `cluster` is gold; `violence` says whether it is scored.

    `same` are the documents of its gold cluster, and `peers` all that it is scored with: those of its corpus that
    report violence.
    """

    doc: Document
    corpus: str
    cluster: str
    violence: bool
    same: Cluster = frozenset()
    peers: Cluster = frozenset()

    @property
    def has_gold(self) -> bool:
        """Whether it reports violence; what does not is not our business."""
        return self.violence

    @property
    def split_by(self) -> str:
        """What the parts `fit` and `check` are split by, so that no cluster is in both."""
        return self.cluster


def load_cases(path: Path) -> Iterator[LinkCase]:
    """The documents of a file, in order, each with its peers. Raises `InputError`."""
    cases = list(parsed_lines(path, parse_case))
    by_cluster: dict[tuple[str, str], set[str]] = defaultdict(set)
    by_corpus: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        if case.violence:
            by_cluster[case.corpus, case.cluster].add(case.doc.id)
            by_corpus[case.corpus].add(case.doc.id)
    same = {key: frozenset(ids) for key, ids in by_cluster.items()}
    peers = {key: frozenset(ids) for key, ids in by_corpus.items()}
    for case in cases:
        if case.violence:
            own = same[case.corpus, case.cluster]
            yield replace(case, same=own, peers=peers[case.corpus])
        else:
            yield case


def parse_case(form: Json) -> LinkCase:
    """A document from a line. Without gold it has a cluster of its own. Raises `FormError`."""
    doc = document_of(form)
    corpus = form.get("corpus")
    if not isinstance(corpus, str):
        raise FormError("corpus", "expected the name of a corpus")
    cluster = form.get("cluster")
    return LinkCase(
        doc=doc, corpus=corpus, cluster=str(cluster or doc.id), violence=bool(form.get("violence") and cluster)
    )


def parse_prediction(form: Json) -> tuple[str, str]:
    """The document and the name of its cluster. Raises `FormError`."""
    id, cluster = form.get("doc_id"), form.get("cluster")
    if not isinstance(id, str) or not isinstance(cluster, str):
        raise FormError("prediction", "expected doc_id and cluster")
    return id, cluster


def name_of(cluster: Cluster) -> str:
    """A name for a cluster: the first of its documents."""
    return min(cluster)


def gathered(ids: Sequence[str], names: Sequence[str | None]) -> list[Cluster]:
    """For each document the cluster of all that have its name; an empty one where it has none."""
    members: dict[str, set[str]] = defaultdict(set)
    for id, name in zip(ids, names, strict=True):
        if name is not None:
            members[name].add(id)
    found = {name: frozenset(each) for name, each in members.items()}
    return [found[name] if name is not None else frozenset() for name in names]
