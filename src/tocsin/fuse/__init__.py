"""Fusing: mentions of the same happening, from many documents, folded into incidents.

`fuse_all` is the whole stage. `explain` says why two mentions were held to be one event, or not.
"""

from tocsin.fuse.fuse import FOLD_VERSION, Fold, fuse_all
from tocsin.fuse.match import Feature, explain, forbidden, score
from tocsin.fuse.told import Told, reports_of, told_by

__all__ = [
    "FOLD_VERSION", "Feature", "Fold", "Told", "explain", "forbidden", "fuse_all", "reports_of", "score", "told_by",
]  # fmt: skip
