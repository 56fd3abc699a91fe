"""Where analysis meets the ledger: which events are counted, what is asked of them, and what comes of it.

The command and the workbench both ask here, so that neither owns an analysis.
"""

from tocsin.analysing.data import BY, EVERYTHING, Data, from_ledger, from_table, shared_out, span_of, streams_of

__all__ = ["BY", "EVERYTHING", "Data", "from_ledger", "from_table", "shared_out", "span_of", "streams_of"]
