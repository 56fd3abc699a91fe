"""Tables in the columns of UCDP GED, ACLED and GTD, for programs and people that know those.

They are our record in others' columns, not those projects' data: ids are ours, and a cell that we cannot fill by the
scheme's own rules stays empty. What maps to what, and what is lost: `docs/reference/layouts.md`. No names of private
persons and no quotations are in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

from tocsin.record import Claim, Incident, Place
from tocsin.record.values import Measure
from tocsin.resolve.actors import load_actors
from tocsin.resolve.countries import country_by_code
from tocsin.share import codes
from tocsin.share.exporter import Exported
from tocsin.share.flat import Cell, published_days, site_of
from tocsin.share.parties import Party, identifier, two_sides
from tocsin.share.table import write_table

Row = dict[str, Cell]
UCDP = (
    "id", "year", "code_status", "type_of_violence", "dyad_name", "side_a_new_id", "side_a", "side_b_new_id", "side_b",
    "number_of_sources", "source_date", "where_prec", "where_coordinates", "where_description", "adm_1", "latitude",
    "longitude", "geom_wkt", "priogrid_gid", "country", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
)  # fmt: skip
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "inter1", "actor2", "inter2", "civilian_targeting", "country", "admin1", "location", "latitude", "longitude",
    "geo_precision", "source", "fatalities", "tags",
)  # fmt: skip
GTD = (
    "eventid", "iyear", "imonth", "iday", "approxdate", "extended", "country_txt", "provstate", "city", "latitude",
    "longitude", "specificity", "vicinity", "success", "suicide", "attacktype1", "gname", "guncertain1", "claimed",
    "compclaim", "nkill", "nwound", "nhostkid",
)  # fmt: skip
UNKNOWN = -9  # GTD's word for it
NOT_CODABLE = "Not codable"
INTER = {
    "state_forces": "State forces",
    "government": "State forces",
    "rebel_group": "Rebel group",
    "political_militia": "Political militia",
    "identity_militia": "Identity militia",
    "criminal_group": "Political militia",
    "civilians": "Civilians",
    "external_forces": "External/Other forces",
    "intergovernmental": "External/Other forces",
}


class LayoutExporter:
    """Writes a table in another scheme's columns; what the scheme does not know of is left out and counted."""

    columns: tuple[str, ...]
    row: Callable[[Incident], Row | None]
    outside: str

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """The header and the rows."""
        left_out = 0

        def rows() -> Iterable[Mapping[str, Cell]]:
            nonlocal left_out
            for incident in incidents:
                row = type(self).row(incident)
                if row is None:
                    left_out += 1
                else:
                    yield row

        written = write_table(self.columns, rows(), out)
        return Exported(written, left_out, self.outside)


# -------------------------------------------------------------------------------------------------- UCDP
def ucdp_row(incident: Incident) -> Row | None:
    """The columns of UCDP GED; None for what is no single event of violence that took place.

    `code_status` says "Not codable" with what is missing, where sides, date, place or deaths are not settled.
    """
    if incident.family != "violence" or incident.unit != "single" or incident.status.value != "occurred":
        return None
    a, b = two_sides(incident)
    place, when = site_of(incident), incident.when.value if incident.when else None
    days, precision = codes.days_of(when), codes.ucdp_date_precision(when)
    low, best, high = codes.deaths_of(incident)
    settled = {
        "sides": codes.ucdp_type_of_violence(incident) if _are_settled(a, b) else None,
        "date": precision,
        "place": place.latitude if place else None,
        "deaths": best or None,
    }
    missing = [name for name, value in settled.items() if value is None]
    published = published_days(incident)
    return {
        "id": incident.id,
        "year": days[0].year if days else None,
        "code_status": f"{NOT_CODABLE}: {', '.join(missing)}" if missing else "Clear",
        "type_of_violence": settled["sides"],
        "dyad_name": f"{_ucdp_name(a)} - {_ucdp_name(b)}" if a and b else None,
        **_ucdp_side("a", a),
        **_ucdp_side("b", b),
        "number_of_sources": len(incident.documents),
        "source_date": published[0] if published else None,
        "where_prec": codes.ucdp_where_precision(place),
        "where_coordinates": place.name if place else None,
        "where_description": None,
        "adm_1": place.admin1 if place else None,
        **_point(place),
        "geom_wkt": _wkt(place),
        "priogrid_gid": _priogrid(place),
        "country": _country(place),
        "event_clarity": 1,
        "date_prec": settled["date"],
        "date_start": days[0].isoformat() if days else None,
        "date_end": days[1].isoformat() if days else None,
        **_ucdp_deaths(incident, best),
        "best": best,
        "high": high,
        "low": low,
    }


def _ucdp_side(side: str, party: Party | None) -> Row:
    found = identifier(party, "ucdp") if party else None
    return {
        f"side_{side}_new_id": int(found) if found and found.isdigit() else None,
        f"side_{side}": _ucdp_name(party) if party else None,
    }


def _ucdp_name(party: Party) -> str:
    """UCDP knows no army or police, only the government that they are of."""
    state = country_by_code(party.country) if party.country else None
    return f"Government of {state.name}" if state else party.name


def _are_settled(*sides: Party | None) -> bool:
    return all(side is not None and side.is_settled for side in sides)


def _ucdp_deaths(incident: Incident, best: int | None) -> Row:
    """The dead of each side, of civilians, and those of nobody known; the sum is `best`."""
    found: dict[str, int] = {}
    for folded in incident.tolls:
        toll = folded.value
        figure = toll.best if toll.best is not None else toll.low
        if toll.measure != "killed" or toll.scope not in ("event", "subset") or figure is None:
            continue
        part = f"deaths_{toll.side}" if toll.side else "deaths_civilians" if toll.class_ == "civilian" else None
        if part is not None:
            found.setdefault(part, figure)
    parts = {name: found.get(name, 0) for name in ("deaths_a", "deaths_b", "deaths_civilians")}
    if best is None or sum(parts.values()) > best:
        return {**dict.fromkeys(parts), "deaths_unknown": best}
    return {**parts, "deaths_unknown": best - sum(parts.values())}


# ------------------------------------------------------------------------------------------------- ACLED
def acled_row(incident: Incident) -> Row | None:
    """The columns of ACLED; None for what it would not code, or what is not known well enough for a sub-event type."""
    sub_event = codes.acled_sub_event(incident)
    if sub_event is None:
        return None
    event = codes.ACLED_EVENT[sub_event]
    a, b = two_sides(incident)
    place, when = site_of(incident), incident.when.value if incident.when else None
    days, precision = codes.days_of(when), codes.ucdp_date_precision(when)
    low, best, _ = codes.deaths_of(incident)
    precise = {1: 1, 2: 2, 3: 2}.get(precision or 0, 3)
    return {
        "event_id_cnty": incident.id,
        "event_date": days[0].isoformat() if days else None,
        "year": days[0].year if days else None,
        "time_precision": precise if days else None,
        "disorder_type": codes.ACLED_DISORDER[event],
        "event_type": event,
        "sub_event_type": sub_event,
        "actor1": a.name if a else None,
        "inter1": INTER.get(a.kind or "") if a else None,
        "actor2": b.name if b else None,
        "inter2": INTER.get(b.kind or "") if b else None,
        "civilian_targeting": "Civilian targeting" if b is not None and b.kind == "civilians" else None,
        "country": _country(place),
        "admin1": place.admin1 if place else None,
        "location": place.name if place else None,
        **_point(place),
        "geo_precision": {1: 1, 2: 2, 3: 2}.get(codes.ucdp_where_precision(place) or 0, 3) if place else None,
        "source": None,
        "fatalities": low if low is not None else best if best is not None else 0,
        "tags": None,
    }


# --------------------------------------------------------------------------------------------------- GTD
def gtd_row(incident: Incident) -> Row | None:
    """The columns of GTD; None for what is out of its scope."""
    attack = codes.gtd_attack_type(incident)
    if attack is None:
        return None
    a, _ = two_sides(incident)
    place, when = site_of(incident), incident.when.value if incident.when else None
    days = codes.days_of(when)
    exact = days is not None and codes.ucdp_date_precision(when) == 1
    claimed = _claims(incident, "claimed")
    accused = [each for each in _claims(incident, "blamed", "suspected") if each.actor]
    named = [each for each in (*claimed, *accused) if each.actor]
    _, killed, _ = codes.deaths_of(incident)
    where = codes.ucdp_where_precision(place)
    return {
        "eventid": incident.id,
        "iyear": days[0].year if days else None,
        "imonth": days[0].month if days and days[0].replace(day=1) == days[1].replace(day=1) else 0,
        "iday": days[0].day if days and exact else 0,
        "approxdate": f"{days[0]} to {days[1]}" if days and not exact else None,
        "extended": 1 if days and when and when.end and days[1] > days[0] else 0,
        "country_txt": _country(place),
        "provstate": place.admin1 if place else None,
        "city": place.name if place and where in (1, 2) else None,
        **_point(place),
        "specificity": {1: 1, 2: 1, 3: 3, 4: 4}.get(where or 0, 5),
        "vicinity": 1 if where == 2 else 0,
        "success": 1 if incident.status.value == "occurred" else 0,
        "suicide": 1 if incident.type.value == "suicide_bombing" else 0,
        "attacktype1": attack,
        "gname": a.name if a and a.is_organised else _register_name(named[0]) if named else "Unknown",
        "guncertain1": 1 if accused and not claimed and not (a and a.is_organised) else 0,
        "claimed": 1 if claimed else 0,
        "compclaim": 1 if len({each.actor or each.claimant for each in claimed}) > 1 else 0,
        "nkill": killed,
        "nwound": _figure(incident, "injured"),
        "nhostkid": _figure(incident, "abducted"),
    }


def _claims(incident: Incident, *stances: str) -> list[Claim]:
    """The claims of some stances, those that most reports have first."""
    found = [folded for folded in incident.claims if folded.value.stance in stances]
    return [folded.value for folded in sorted(found, key=lambda each: -len(each.support))]


def _register_name(claim: Claim) -> str:
    row = load_actors().get(claim.actor or "")
    return row.name if row else claim.claimant


def _figure(incident: Incident, measure: Measure) -> int | None:
    toll = incident.toll(measure)
    return None if toll is None else toll.best if toll.best is not None else toll.low


# ------------------------------------------------------------------------------------------------ places
def _point(place: Place | None) -> Row:
    return {"latitude": place.latitude if place else None, "longitude": place.longitude if place else None}


def _wkt(place: Place | None) -> str | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return f"POINT ({place.longitude:g} {place.latitude:g})"


def _priogrid(place: Place | None) -> int | None:
    """The cell of PRIO-GRID, half a degree wide, counted from the south-west corner of the map."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    row, column = int((place.latitude + 90) // 0.5), int((place.longitude + 180) // 0.5)
    return min(row, 359) * 720 + min(column, 719) + 1


def _country(place: Place | None) -> str | None:
    found = country_by_code(place.country) if place and place.country else None
    return found.name if found else None


class UcdpExporter(LayoutExporter):
    """A table in the columns of UCDP GED."""

    columns = UCDP
    row = staticmethod(ucdp_row)
    outside = "they are no single event of violence that took place, which UCDP's columns are for"


class AcledExporter(LayoutExporter):
    """A table in the columns of ACLED."""

    columns = ACLED
    row = staticmethod(acled_row)
    outside = "ACLED has no sub-event type for them, or what it depends on is not settled"


class GtdExporter(LayoutExporter):
    """A table in the columns of GTD."""

    columns = GTD
    row = staticmethod(gtd_row)
    outside = "they are out of GTD's scope: states' acts, plots, threats, clashes, responses"
