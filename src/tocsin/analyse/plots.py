"""Plots of results, as SVG or PNG. Needs the extra `analyse`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from tocsin.analyse.forecast.rolling import Forecast
from tocsin.analyse.hawkes.goodness import Goodness
from tocsin.analyse.series import Period
from tocsin.errors import InputError

ENDINGS = (".svg", ".png")
INK, BAND, LINE, GAP = "#23303d", "#c7d3de", "#9c3d2e", "#eeeeee"
DAY = timedelta(days=1)


def check_ending(path: Path) -> None:
    """Raise `InputError` for a file that is neither SVG nor PNG."""
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f"{path} would be no plot; name a file that ends in .svg or .png")


def plot_rates(series: Mapping[str, Sequence[Period]]) -> Any:
    """Events and killed of each stream over time, the killed with their bounds; grey where nothing was read."""
    figure, axes = _figure(2 * len(series))
    for at, (name, steps) in enumerate(series.items()):
        days = np.array([step.first for step in steps] + [steps[-1].last + DAY], dtype="datetime64[D]")
        top, bottom = axes[2 * at], axes[2 * at + 1]
        top.step(days, _steps(steps, "events"), where="post", color=INK, linewidth=1)
        top.set_title(f"{name}: events", loc="left", fontsize=9)
        low, high = (_steps(steps, each) for each in ("killed_low", "killed_high"))
        bottom.fill_between(days, low, high, step="post", color=BAND, linewidth=0)
        bottom.step(days, _steps(steps, "killed_best"), where="post", color=LINE, linewidth=1)
        bottom.set_title(f"{name}: killed, with bounds", loc="left", fontsize=9)
        for axis in (top, bottom):
            axis.set_ylim(bottom=0)
            for step in steps:
                if step.gap:
                    axis.axvspan(_day(step.first), _day(step.last + DAY), color=GAP, linewidth=0)
    return figure


def _steps(steps: Sequence[Period], field: str) -> list[float]:
    """The values of a field, nothing where nothing was read, the last one twice: it lasts to the end of its period."""
    values = [np.nan if step.gap else float(getattr(step, field)) for step in steps]
    return [*values, values[-1]]


def _day(day: date) -> Any:
    return np.datetime64(day)


def plot_goodness(tested: Sequence[Goodness]) -> Any:
    """Rescaled waiting times against the exponential that they should be, with a band for chance (95 %)."""
    from scipy.stats import beta

    figure, axes = _figure(len(tested))
    for axis, test in zip(axes, tested, strict=True):
        count = len(test.waits)
        ranks = np.arange(1, count + 1)
        wanted = -np.log1p(-ranks / (count + 1))
        low, high = (-np.log1p(-beta.ppf(share, ranks, count + 1 - ranks)) for share in (0.025, 0.975))
        axis.fill_between(wanted, low, high, color=BAND, linewidth=0)
        axis.plot(wanted, test.waits, ".", markersize=2, color=INK)
        axis.plot(wanted, wanted, color=LINE, linewidth=0.8)
        axis.set_title(f"{test.stream}: waits, rescaled", loc="left", fontsize=9)
    return figure


def plot_forecasts(
    past: Mapping[str, Sequence[tuple[date, float | None]]],
    found: Mapping[str, Sequence[Forecast]],
    begins: Mapping[int, date],
) -> Any:
    """The past and, after it, the middle and the 50 % and 90 % ranges of the forecasts. `past` has the first day of
    each period with its count, None where nothing was read; `begins` the first day of what is so far ahead.
    """
    figure, axes = _figure(len(found))
    for axis, (name, forecasts) in zip(axes, found.items(), strict=True):
        days = np.array([day for day, _ in past[name]], dtype="datetime64[D]")
        counts = [np.nan if count is None else count for _, count in past[name]]
        axis.step(days, counts, where="mid", color=INK, linewidth=1)
        at = np.array([begins[each.ahead] for each in forecasts], dtype="datetime64[D]")
        for share, colour in ((0.05, BAND), (0.25, "#9fb3c4")):
            low = [each.spread.quantile(share) for each in forecasts]
            high = [each.spread.quantile(1 - share) for each in forecasts]
            axis.vlines(at, low, high, color=colour, linewidth=5)
        axis.plot(at, [each.spread.quantile(0.5) for each in forecasts], "_", color=LINE)
        axis.set_ylim(bottom=0)
        axis.set_title(f"{name}: past and forecast", loc="left", fontsize=9)
    return figure


def _figure(rows: int) -> tuple[Any, list[Any]]:
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise InputError("plots need the extra: pip install 'tocsin[analyse]'") from error
    mpl.use("Agg")
    from matplotlib.figure import Figure

    mpl.rcParams["svg.hashsalt"] = "tocsin"  # the same data give the same bytes
    figure = Figure(figsize=(8, 1.9 * rows), layout="constrained")
    axes = figure.subplots(rows, 1, squeeze=False)[:, 0]
    for axis in axes:
        axis.spines[["top", "right"]].set_visible(False)
        axis.tick_params(labelsize=8)
    return figure, list(axes)


def drawn(figure: Any, kind: str) -> bytes:
    """A plot as the bytes of `svg` or `png`."""
    out = BytesIO()
    figure.savefig(out, format=kind, metadata={"Date": None} if kind == "svg" else {"Software": None})
    return out.getvalue()


def save_figure(figure: Any, path: Path) -> None:
    """Write a plot, as SVG or PNG by the ending of the file. Raises `InputError` where it cannot be written."""
    check_ending(path)
    try:
        path.write_bytes(drawn(figure, path.suffix.lower()[1:]))
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror or error})") from error
