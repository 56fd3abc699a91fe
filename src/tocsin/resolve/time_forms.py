"""The table of forms: for each pattern of `time_grammar`, what makes pieces of it."""

from __future__ import annotations

from functools import partial

from tocsin.resolve.clock_forms import clock, part
from tocsin.resolve.day_forms import dated, month, named, numeric, weekday, weekend
from tocsin.resolve.span_forms import fixed, phrase, shift, span, window
from tocsin.resolve.time_pieces import Handler
from tocsin.resolve.year_forms import decade, four, prefixed, years

HANDLERS: dict[str, Handler] = {
    "named": named, "named_digits": named, "iso": numeric, "slash": numeric, "dmy": dated, "mdy": dated, "month": month,
    "weekday": weekday, "phrase": phrase, "weekend": weekend, "shift": shift, "window": window, "span": span,
    "span_words": span, "every": partial(fixed, "recurring"), "anchor": partial(fixed, "anchored"),
    "age": partial(fixed, "age"), "years": years, "decade": decade, "short_decade": decade, "prefixed": prefixed,
    "four": four, "clock": clock, "clock_range": clock, "oclock": clock, "military": clock, "part": part,
}  # fmt: skip
