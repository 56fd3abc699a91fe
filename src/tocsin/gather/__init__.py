"""Files and pages in, Documents out. The text is never cleaned beyond what drawing it from HTML takes."""

from tocsin.gather.files import gather_paths
from tocsin.gather.outcome import Done, Failed, Outcome
from tocsin.gather.terms import Terms

__all__ = ["Done", "Failed", "Outcome", "Terms", "gather_paths"]
