"""The benchmark of sites: which of the places that a text names is where it happened, and which is none.

Written for this project; data and guidelines lie in `bench/sites`. The texts of the part `tuned` may be read while
rules are made; those of the part `check` are only scored.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.scores import Counts, Tally, matched
from tocsin.record import Document, Place, Reading
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert

SitesPart = Literal["tuned", "check"]
KINDS = (
    "plain", "venue", "near", "between", "along", "dateline", "speaker", "from", "to", "mention", "other",
    "headline", "list", "inside", "states", "after", "later", "planned",
)  # fmt: skip
ROLES = ("site", "origin", "destination")
NONE = "none"
TEXTS, RELATION, COUNTRY = "texts", "relation", "country"
FAMILIES = ("violence", "plot")
MEANING = """
Short texts that tell of one act and name places: the site, where somebody came from or was taken, the place of writing,
of a speaker, of another event, a capital that stands for its government. Every place of a text has its role; many have
none. Written for this project; data, guidelines and the way to score another system lie in `bench/sites`.

`site`, `origin` and `destination` count places with that role; `texts` is the share of texts in which every place has
the role that it should and no other is found; `relation` the share of sites found whose relation (at, near, between,
along) is right; `country` the share of texts whose first site lies in the right country. The rest is the share of
texts by kind. `tuned` may be read while rules are made. `check` was written in one go with it, before the reader had
been run on any text of either; by the same hand, which knew the rules. It is only scored.
"""


class Spot(Struct, frozen=True, kw_only=True):
    """A place name by code points of the text. `role` and `relation` may hold alternatives with a bar between."""

    start: int
    end: int
    role: str
    name: str = ""
    relation: str | None = None
    country: str | None = None


Prediction = tuple[Spot, ...]


class SitesCase(Struct, frozen=True, kw_only=True):
    """One text with its places and the country (ISO 3166-1 alpha-2) of the act."""

    doc: Document
    kind: str
    part: SitesPart
    country: str
    places: tuple[Spot, ...]

    @property
    def has_gold(self) -> bool:
        """Every text has."""
        return True


def _measure(name: str, title: str) -> Measure:
    return Measure(name=name, title=title, rows=ROLES, rates=(TEXTS, RELATION, COUNTRY, *KINDS))


class Sites:
    """The benchmark of sites."""

    name = "sites"
    about = "where it happened, told apart from where it was said, begun, taken to"
    meaning = MEANING
    measures = (
        _measure("tuned", "roles of places, in texts that makers of rules may read"),
        _measure("check", "roles of places, in texts that are only scored"),
    )
    nothing: Prediction = ()

    def stratum(self, case: SitesCase) -> str:
        """Resamples hold as many texts of each part."""
        return case.part

    def load_cases(self, path: Path) -> Iterator[SitesCase]:
        """The texts of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: SitesCase, reading: Reading) -> Prediction:
        """The places that the reading gives to acts of violence and plots, by where they are named."""
        return spots_in(reading)

    def score(self, case: SitesCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one text; nothing for a text of the other part."""
        return _score(case, prediction) if case.part == measure else {}

    def faults(self, case: SitesCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Each place with another role than it should have. The part `check` is counted, its texts are not shown."""
        for wanted, got, name in _wrong(case, prediction):
            shown = case.part == "tuned"
            yield Fault(
                document=case.doc.id,
                kind="missed" if got == NONE else "false",
                row=case.kind,
                cause=f"{got} for {wanted}",
                value=name if shown else case.part,
                context=case.doc.text if shown else "",
            )

    def prediction_form(self, case: SitesCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        fields = ("start", "end", "role", "relation", "country")
        places = [{f: value for f in fields if (value := getattr(spot, f)) is not None} for spot in prediction]
        return {"doc_id": case.doc.id, "places": places}

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The text's id and its places. Raises `FormError`."""
        id = form.get("doc_id")
        if not isinstance(id, str):
            raise FormError("prediction", "no doc_id")
        return id, convert(form.get("places") or (), tuple[Spot, ...], f"prediction for {id}")


def spots_in(reading: Reading) -> Prediction:
    """The places of the acts of a reading, each once: one that is a site of any act is a site."""
    found: dict[tuple[int, int], Spot] = {}
    for mention in reading.mentions:
        for statement in mention.of("where") if mention.family in FAMILIES else ():
            place, span = statement.value, statement.evidence[0]
            if isinstance(place, Place) and span.field == "text":
                spot = Spot(
                    start=span.start, end=span.end, role=place.role, relation=place.relation, country=place.country
                )
                if place.role == "site" or (span.start, span.end) not in found:
                    found[span.start, span.end] = spot
    return tuple(found.values())


def parse_case(form: Json) -> SitesCase:
    """A text from a line. Raises `FormError`."""
    doc = document_of(form)
    kind, part, country = form.get("kind"), form.get("part"), form.get("country")
    if kind not in KINDS or part not in ("tuned", "check") or not isinstance(country, str):
        raise FormError("text", "expected a known kind, part tuned or check, and a country")
    places = convert(form.get("places"), tuple[Spot, ...], doc.id)
    for spot in places:
        if doc.text[spot.start : spot.end] != spot.name:
            raise FormError("places", f"{spot.name!r} does not stand at {spot.start} in {doc.id}")
    return SitesCase(
        doc=doc, kind=str(kind), part="tuned" if part == "tuned" else "check", country=country, places=places
    )


def _score(case: SitesCase, prediction: Prediction) -> Tally:
    tally: dict[str, Counts] = {}

    def add(row: str, counts: Counts) -> None:
        tally[row] = tally.get(row, Counts()) + counts

    for wanted, got, spot in _paired(case, prediction):
        roles = wanted.role.split("|") if wanted is not None else [NONE]
        if got in roles:
            if got != NONE:
                add(got, matched(1, predicted=1, gold=1))
            if wanted is not None and wanted.relation is not None and spot is not None:
                add(RELATION, _share(spot.relation in wanted.relation.split("|")))
            continue
        if got != NONE:
            add(got, matched(0, predicted=1, gold=0))
        if NONE not in roles:
            add(roles[0], matched(0, predicted=0, gold=1))
    right = _share(not any(_wrong(case, prediction)))
    add(TEXTS, right)
    add(case.kind, right)
    country = next((spot.country for spot in prediction if spot.role == "site" and spot.country), None)
    add(COUNTRY, _share(country == case.country))
    return tally


def _share(right: bool) -> Counts:
    return Counts(float(right), 1, float(right), 1)


def _paired(case: SitesCase, prediction: Prediction) -> Iterator[tuple[Spot | None, str, Spot | None]]:
    """Each place of the gold with the role found for it, then what is found where the gold has no place."""
    taken = set[int]()
    for wanted in case.places:
        over = [s for s in prediction if s.start < wanted.end and wanted.start < s.end and id(s) not in taken]
        spot = next((s for s in over if s.role in wanted.role.split("|")), over[0] if over else None)
        if spot is not None:
            taken.add(id(spot))
        yield wanted, spot.role if spot else NONE, spot
    for spot in prediction:
        if id(spot) not in taken:
            yield None, spot.role, spot


def _wrong(case: SitesCase, prediction: Prediction) -> Iterator[tuple[str, str, str]]:
    """The role wanted, the role found, and the name, of each place where they differ."""
    for wanted, got, spot in _paired(case, prediction):
        role = wanted.role if wanted is not None else NONE
        if got not in role.split("|"):
            at = wanted or spot
            yield role, got, case.doc.text[at.start : at.end] if at else ""
