"""Our record beside a person's coding: which events both have, which only one, and where they disagree."""

from tocsin.coded import LAYOUTS, CodedEvent, load_coded
from tocsin.compare.comparison import Comparison, compare

__all__ = ["LAYOUTS", "CodedEvent", "Comparison", "compare", "load_coded"]
