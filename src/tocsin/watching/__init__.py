"""Watching, wired like the pipeline: the file of watches, what rings, the past tried again, and what is sent.

The rooms `watch` (pure) and `keep` (the outbox) meet here and nowhere else.
"""

from tocsin.watching.names import Names
from tocsin.watching.ringing import load_watches, mutes_in, ring_all
from tocsin.watching.trial import Trial, try_watches

__all__ = ["Names", "Trial", "load_watches", "mutes_in", "ring_all", "try_watches"]
