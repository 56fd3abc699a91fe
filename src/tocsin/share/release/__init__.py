"""From a record and a policy to what a partner gets, or why not. Pure: the ledger is looked into by `sharing`."""

from tocsin.share.release.behind import Behind, reports_of
from tocsin.share.release.gate import Chosen, Reviewed, Stood, accuses, choose, tells_release, with_outcomes
from tocsin.share.release.redact import redact
from tocsin.share.release.rules import Refused, refusal

__all__ = [
    "Behind", "Chosen", "Refused", "Reviewed", "Stood", "accuses", "choose", "redact", "refusal", "reports_of",
    "tells_release", "with_outcomes",
]  # fmt: skip
