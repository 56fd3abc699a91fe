"""The linking benchmark: which reports are of one incident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tocsin.evaluate.benchmark import Fault, Measure, Whole
from tocsin.evaluate.linking_mapping import clusters_of
from tocsin.evaluate.linking_record import Cluster, LinkCase, gathered, load_cases, name_of, parse_prediction
from tocsin.evaluate.linking_tfidf import cluster_by_words
from tocsin.evaluate.scores import Counts, Tally, merge_tallies
from tocsin.record import Reading
from tocsin.record.json_form import Json

CORPORA = ("ged", "gvc", "gva", "ecb")
KINDS = ("documents", "pairs")
ROWS = tuple(f"{corpus} {kind}" for corpus in CORPORA for kind in KINDS)
MEANING = """
Three corpora of reports that people linked: `ged` (headlines that UCDP GED lists as sources of one event), `gvc` (local
news of shootings in the United States) and `ecb` (ECB+, texts on incidents that come in alike pairs). Only reports of
violence are scored. Parts are split by cluster.

The documents are read in full and fused as `tocsin add` does it; what is scored is drawn from the incidents alone. A
document belongs to the incident that lists it as coverage, and one that none lists to its main incident. `documents` is
B-cubed: for each document, the share of its cluster that belongs with it, and the share of its gold cluster that it was
put with. `pairs` are the pairs put together. `score` is the mean over the corpora of the mean of the two F1s. The row
`by words` is that figure for a plain comparison of words: cosine of TF-IDF, average link, reports within 10 days (30
for `ecb`).

What the corpora hold and we leave out by design costs points here: accidents with guns (part of `gvc`) make no mention,
and two reports of one that tell nothing else make no incident.
"""


def mean_of_corpora(tally: Tally) -> float:
    """The mean, over the corpora that are there, of the mean F1 of documents and pairs."""
    there = [c for c in CORPORA if f"{c} documents" in tally]
    scores = [sum(tally.get(f"{c} {kind}", Counts()).f1 for kind in KINDS) / 2 for c in there]
    return sum(scores) / len(scores) if scores else 0.0


def by_words(judged: Sequence[tuple[LinkCase, Cluster]]) -> float:
    """The score of a plain comparison of words on the same documents."""
    cases = [case for case, _ in judged]
    tallies = [score_document(case, cluster) for case, cluster in zip(cases, cluster_by_words(cases), strict=True)]
    return mean_of_corpora(merge_tallies(tallies))


def score_document(case: LinkCase, cluster: Cluster) -> Tally:
    """One document among its peers: shares of its cluster, and its half of the pairs that it is in."""
    put = cluster & case.peers
    same, gold = case.same & case.peers, len(case.same & case.peers)
    right = len(put & same)
    return {
        f"{case.corpus} documents": Counts(
            right / len(put) if put else 0.0, float(bool(put)), right / gold if gold else 0.0, 1.0
        ),
        f"{case.corpus} pairs": Counts(
            max(0, right - 1) / 2, max(0, len(put) - 1) / 2, max(0, right - 1) / 2, (gold - 1) / 2
        ),
    }


class Linking:
    """The benchmark of which reports are of one incident."""

    name = "linking"
    about = "which reports are of one incident, in three corpora of news"
    meaning = MEANING
    measures = (
        Measure(
            name="linking",
            title="reports put together that are of one incident",
            rows=ROWS,
            wholes=(Whole(name="by words", figure=by_words),),
            score=mean_of_corpora,
        ),
    )
    nothing: Cluster = frozenset()

    def stratum(self, case: LinkCase) -> str:
        """The corpus."""
        return case.corpus

    def load_cases(self, path: Path) -> Iterator[LinkCase]:
        """The documents of a file, in order. Raises `InputError`."""
        return load_cases(path)

    def predict(self, case: LinkCase, reading: Reading) -> Cluster:
        """A document by itself is alone."""
        return frozenset({case.doc.id})

    def predict_together(self, cases: Sequence[LinkCase], readings: Iterable[Reading]) -> list[Cluster]:
        """The cluster of each document, from the incidents that all readings make."""
        from tocsin.fuse import fuse_all

        found = clusters_of(fuse_all(readings).incidents, (case.doc.id for case in cases))
        return [found[case.doc.id] for case in cases]

    def complete(self, cases: Sequence[LinkCase], predictions: Sequence[Any]) -> list[Cluster]:
        """Names of clusters, as a file has them, made the clusters."""
        return gathered([case.doc.id for case in cases], [name or None for name in predictions])

    def score(self, case: LinkCase, prediction: Cluster, measure: str) -> Tally:
        """Counts by row of one document."""
        return score_document(case, prediction)

    def faults(self, case: LinkCase, prediction: Cluster, reading: Reading | None) -> Iterator[Fault]:
        """Documents that are missing from the cluster of one, and those that do not belong there."""
        put = prediction & case.peers
        title = (case.doc.title or case.doc.text)[:120].replace("\n", " ")
        silent = reading is not None and not reading.mentions
        for other in sorted(case.same - put - {case.doc.id}):
            yield Fault(
                document=case.doc.id, kind="missed", row=f"{case.corpus} pairs",
                cause="the document tells nothing" if silent else "not linked", value=other, context=title,
            )  # fmt: skip
        for other in sorted(put - case.same):
            yield Fault(
                document=case.doc.id,
                kind="false",
                row=f"{case.corpus} pairs",
                cause="linked",
                value=other,
                context=title,
            )

    def prediction_form(self, case: LinkCase, prediction: Cluster) -> Json:
        """A line of a predictions file."""
        return {"doc_id": case.doc.id, "cluster": name_of(prediction) if prediction else None}

    def parse_prediction(self, form: Json) -> tuple[str, Any]:
        """The document's id and the name of its cluster. Raises `FormError`."""
        return parse_prediction(form)
