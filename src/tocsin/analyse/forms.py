"""Results as JSON: the same figures as the pages show, with their names written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from tocsin.analyse import checklist
from tocsin.analyse.forecast.rolling import Forecast
from tocsin.analyse.hawkes.goodness import Goodness
from tocsin.analyse.hawkes.model import Model
from tocsin.analyse.hawkes.what_if import ASSUMPTIONS, WhatIf
from tocsin.analyse.series import Period

Json = dict[str, Any]


def rates_form(series: Mapping[str, Sequence[Period]], notes: Sequence[str]) -> Json:
    """tocsin.rates/1: the periods of each stream."""
    return {
        "schema": "tocsin.rates/1",
        "notes": list(notes),
        "series": {
            name: [msgspec.to_builtins(step) | {"gap": step.gap} for step in steps] for name, steps in series.items()
        },
        "does_not_show": list(checklist.RATES),
    }


def escalation_form(
    model: Model, tested: Sequence[Goodness], ifs: Sequence[WhatIf], notes: Sequence[str], seed: int, *, runs: int = 0
) -> Json:
    """tocsin.escalation/1: what brings on what, delays, fit, and what-ifs with what they rest on."""
    return {
        "schema": "tocsin.escalation/1",
        "notes": list(notes),
        "seed": seed,
        "days": model.span,
        "draws": len(model.fits),
        "bootstrap": runs or None,
        "streams": [
            {
                "name": name,
                "events": count,
                "delay_days": _ranged(delay),
                "aic_gained": model.gained[at],
                "aic_gained_by_own": model.gained_own[at],
                "lift": _ranged(model.lifts[at]) if model.marked else None,
                "radius_km": _ranged(model.radii[at]) if model.placed else None,
                "p_shape": test.shape,
                "p_clustering": test.clustering,
                "fits": test.fits,
            }
            for at, (name, count, delay, test) in enumerate(
                zip(model.names, model.counts, model.delays, tested, strict=True)
            )
        ],
        "excitations": msgspec.to_builtins(model.excitations),
        "what_if": {"rests_on": list(ASSUMPTIONS), "streams": msgspec.to_builtins(ifs)} if ifs else None,
        "does_not_show": list(checklist.ESCALATION),
    }


def _ranged(values: tuple[float, float, float]) -> Json:
    return dict(zip(("best", "low", "high"), values, strict=True))


def forecast_form(
    found: Mapping[str, Sequence[Forecast]], unit: str, begins: Mapping[int, date], notes: Sequence[str], seed: int
) -> Json:
    """tocsin.forecast/1: quantiles of each forecast, its maker and skill, and how all forecasters did."""
    return {
        "schema": "tocsin.forecast/1",
        "notes": list(notes),
        "seed": seed,
        "unit": unit,
        "streams": {
            name: [
                {
                    "ahead": each.ahead,
                    "first": begins[each.ahead].isoformat(),
                    "mean": each.spread.mean,
                    "quantiles": {str(q): each.spread.quantile(q) for q in (0.05, 0.25, 0.5, 0.75, 0.95)},
                    "any": 1.0 - float(each.spread.weights[0]),
                    "by": each.by,
                    "skilled": each.skilled,
                    "origins": each.origins,
                    "judged": msgspec.to_builtins(each.judged),
                }
                for each in forecasts
            ]
            for name, forecasts in found.items()
        },
        "does_not_show": list(checklist.FORECAST),
    }
