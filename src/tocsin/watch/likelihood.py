"""Numbers in the words of the intelligence analysts: ICD 203 (US Director of National Intelligence, 2015), annex.

Likelihood and confidence are kept apart, as the directive asks: how likely it is that a report says what was read, and
how far its sources bear it out.
"""

from __future__ import annotations

from tocsin.record.incident import Credibility

# The upper end of each band and its first term.
BANDS = (
    (0.05, "almost no chance"), (0.20, "very unlikely"), (0.45, "unlikely"), (0.55, "roughly even chance"),
    (0.80, "likely"), (0.95, "very likely"), (1.0, "almost certain"),
)  # fmt: skip
SOURCES: dict[Credibility, str] = {
    "single_source": "low confidence: a single source",
    "several_sources": "moderate confidence: several independent sources",
    "confirmed": "high confidence: confirmed",
}


def likelihood_words(probability: float | None) -> str:
    """Such as "very likely"; the edge of two bands belongs to the higher one, as in "80 to 95 percent"."""
    if probability is None:
        return "not estimated"
    return next((words for end, words in BANDS if probability < end), BANDS[-1][1])


def confidence_words(credibility: Credibility) -> str:
    """How far the sources bear it out."""
    return SOURCES[credibility]
