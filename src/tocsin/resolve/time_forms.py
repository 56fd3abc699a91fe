"""The table of forms: for each pattern of `time_grammar`, what makes pieces of it."""

from __future__ import annotations

from functools import partial

from tocsin.resolve.clock_forms import clock, hour_part, part
from tocsin.resolve.day_forms import dated, month, named, night, nth, numeric, weekday, weekend, yearly
from tocsin.resolve.span_forms import (
    anchor,
    bare,
    before_last,
    fixed,
    long,
    or_two,
    part_of_this,
    phrase,
    shift,
    span,
    window,
)
from tocsin.resolve.time_pieces import Handler
from tocsin.resolve.year_forms import decade, four, prefixed, years

HANDLERS: dict[str, Handler] = {
    "named": named, "named_digits": named, "iso": numeric, "slash": numeric, "dmy": dated, "mdy": dated, "month": month,
    "weekday": weekday, "phrase": phrase, "weekend": weekend, "shift": shift, "window": window, "span": span,
    "span_words": span, "every": partial(fixed, "recurring"), "times": partial(fixed, "recurring"), "anchor": anchor,
    "age": partial(fixed, "age"), "years": years, "decade": decade, "short_decade": decade, "prefixed": prefixed,
    "four": four, "clock": clock, "clock_range": clock, "oclock": clock, "military": clock, "part": part,
    "nth": nth, "hour_part": hour_part, "night": night, "yearly": yearly, "before_last": before_last,
    "part_of_this": part_of_this, "or_two": or_two, "long": long, "bare": bare,
}  # fmt: skip
