"""What people do with the record, wired like the pipeline: search it, ask why, decide, and list what was decided.

An act becomes a `Decision`, anchored to the mentions of the incident as they stand now, and is entered in the ledger.
The fold does the rest, so the incidents are as they were until `pipeline.refold`.
"""

from tocsin.review.acting import decide, latest_on, undo
from tocsin.review.asking import copies_among, search, why_together
from tocsin.review.audit import decisions, decisions_on, latest_decisions
from tocsin.review.correcting import CORRECTABLE, correction

__all__ = [
    "CORRECTABLE", "copies_among", "correction", "decide", "decisions", "decisions_on", "latest_decisions", "latest_on",
    "search", "undo", "why_together",
]  # fmt: skip
