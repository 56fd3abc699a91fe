"""Analysis: series of counts and tolls, self-exciting models of attack and response, forecasts with their skill.

Pure functions over events (`Occurrence`), from the ledger or from a coder's table. Statistics need the extra `analyse`.
"""

from tocsin.analyse.occurrence import Left, Occurrence, Telling, occurrences_coded, occurrences_of
from tocsin.analyse.series import GRIDS, Grid, Period, Volume, ahead_of, checked_grid, cut_off, series_of, whole
from tocsin.analyse.streams import Stream, parse_stream, parted

__all__ = [
    "GRIDS", "Grid", "Left", "Occurrence", "Period", "Stream", "Telling", "Volume", "ahead_of", "checked_grid",
    "cut_off", "occurrences_coded", "occurrences_of", "parse_stream", "parted", "series_of", "whole",
]  # fmt: skip
