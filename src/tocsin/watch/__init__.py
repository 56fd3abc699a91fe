"""Standing questions: what a person wants to be told of, and what of a change in the record makes it ring.

Pure: what is looked up (names of places and actors), what the reports say and what time it is are handed in.
"""

from tocsin.watch.fits import fit
from tocsin.watch.rings import Ring, rings
from tocsin.watch.seen import Seen
from tocsin.watch.values import RING_KINDS, Conditions, Near, RingKind, Watch, Watches
from tocsin.watch.watch_file import parse_watches

__all__ = [
    "RING_KINDS", "Conditions", "Near", "Ring", "RingKind", "Seen", "Watch", "Watches", "fit", "parse_watches", "rings",
]  # fmt: skip
