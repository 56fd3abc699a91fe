"""The ledger: an append-only record of documents, readings and decisions, and the revisions folded from them.

`open_ledger` is the door; `tocsin.ports.Ledger` says what comes through it. Not for folding: `fuse` does that.
"""

from tocsin.keep.opening import open_ledger
from tocsin.keep.sql_ledger import SqlLedger

__all__ = ["SqlLedger", "open_ledger"]
