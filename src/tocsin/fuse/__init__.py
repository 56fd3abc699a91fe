"""Fusing: mentions of the same happening, from many documents, folded into incidents.

`fuse_all` is the whole stage for readings at hand; `renew` and `fold_incidents` are for a ledger that grows. `explain`
says why two mentions were held to be one event, or not.
"""

from tocsin.fuse.anchors import mention_at
from tocsin.fuse.changes import changes
from tocsin.fuse.copies import copy_groups
from tocsin.fuse.fuse import FOLD_VERSION, Fold, fold_incidents, fuse_all
from tocsin.fuse.match import explain, forbidden, score
from tocsin.fuse.orders import standing
from tocsin.fuse.renew import Renewed, renew
from tocsin.fuse.replay import Past, replay
from tocsin.fuse.ties import why_together
from tocsin.fuse.told import Told, reports_of, told_by

__all__ = [
    "FOLD_VERSION", "Fold", "Past", "Renewed", "Told", "changes", "copy_groups", "explain", "fold_incidents",
    "forbidden", "fuse_all", "mention_at", "renew", "replay", "reports_of", "score", "standing", "told_by",
    "why_together",
]  # fmt: skip
