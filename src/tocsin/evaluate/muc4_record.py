"""The MUC-4 benchmark as values: gold documents as they come in, predictions as they go out.

The fields of gold are named as in the files; a slot is None where the key says that it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tocsin.errors import FormError
from tocsin.record import Document
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert

Role = Literal["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"]
ROLES: tuple[Role, ...] = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
UNNAMED = "VictimUnnamed"  # victims without a name: only the measure `template` reads them

Entity = tuple[str, ...]  # the ways in which one entity is named
Roles = Mapping[str, tuple[Entity, ...]]


# ------------------------------------------------------------------------------------------------ gold
@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A place of a location; a higher level is more specific."""

    name: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLocation:
    """One accepted location: its country (or countries) and the places in it."""

    country: str | None
    places: tuple[GoldPlace, ...] = ()
    countries: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One fill of a slot: any of the alternatives is right; `of` names the fill of another slot that it belongs to."""

    any: tuple[str, ...]
    of: tuple[str, ...] | None = None
    optional: bool | None = None
    iso: tuple[tuple[str | None, str | None] | None, ...] = ()
    parsed: tuple[GoldLocation, ...] = ()
    range: tuple[tuple[int | None, int | None], ...] = ()


Slot = tuple[Fill, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTemplate:
    """One incident of the key, with the slots that are scored."""

    optional: bool | None = None
    date: Slot = None
    location: Slot = None
    incident_type: Slot = None
    stage: Slot = None
    instrument_id: Slot = None
    perp_individual: Slot = None
    perp_org: Slot = None
    perp_org_confidence: Slot = None
    phys_tgt: Slot = None
    phys_tgt_effect: Slot = None
    hum_tgt_name: Slot = None
    hum_tgt_description: Slot = None
    hum_tgt_number: Slot = None
    hum_tgt_effect: Slot = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fillers:
    """The role fillers of one incident in the reduced gold (`gtt`); several types are joined by " / "."""

    incident_type: str
    PerpInd: tuple[Entity, ...] = ()
    PerpOrg: tuple[Entity, ...] = ()
    Target: tuple[Entity, ...] = ()
    Victim: tuple[Entity, ...] = ()
    Weapon: tuple[Entity, ...] = ()

    def of(self, role: Role) -> tuple[Entity, ...]:
        """The entities of a role."""
        entities: tuple[Entity, ...] = getattr(self, role)
        return entities


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The three forms of the key of one document."""

    templates: tuple[GoldTemplate, ...]
    ree: Mapping[str, tuple[Entity, ...]]
    gtt: tuple[Fillers, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MucCase:
    """One message: the document, its header (`place` of the dateline), and its key where the file holds one."""

    doc: Document
    place: str | None = None
    gold: Gold | None = None

    @property
    def has_gold(self) -> bool:
        """Whether it can be scored."""
        return self.gold is not None


def parse_gold(form: Json, where: str) -> Gold | None:
    """The key of one line, None where it has none. Raises `FormError`."""
    if "templates" not in form:
        return None
    return convert({name: form.get(name) for name in ("templates", "ree", "gtt")}, Gold, where)


def fills(slot: Slot) -> tuple[Fill, ...]:
    """The fills of a slot, none where it does not apply."""
    return slot or ()


# ------------------------------------------------------------------------------------------- predictions
@dataclass(frozen=True, slots=True, kw_only=True)
class TollFill:
    """People killed, injured or abducted; None is an open end."""

    measure: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One predicted incident. `effects` None means that they follow from the tolls."""

    incident_type: str = ""
    roles: Roles = field(default_factory=dict)
    earliest: str | None = None
    latest: str | None = None
    country: str | None = None
    places: tuple[str, ...] = ()
    stage: str = ""
    tolls: tuple[TollFill, ...] = ()
    effects: tuple[str, ...] | None = None
    target_effects: tuple[str, ...] = ()
    org_confidence: tuple[tuple[str, str], ...] = ()

    def of(self, role: str) -> tuple[Entity, ...]:
        """The entities of a role."""
        return self.roles.get(role, ())


Prediction = tuple[Template, ...]


def prediction_form(id: str, prediction: Prediction) -> Json:
    """A line of a predictions file."""
    return {"doc_id": id, "templates": [_template_form(template) for template in prediction]}


def _template_form(template: Template) -> Json:
    form: Json = {
        "incident_type": template.incident_type,
        "roles": {role: [list(entity) for entity in entities] for role, entities in template.roles.items()},
        "date": {"earliest": template.earliest, "latest": template.latest},
        "location": {"country": template.country, "place": ", ".join(template.places) or None},
        "stage": template.stage,
        "tolls": [{"measure": toll.measure, "low": toll.low, "high": toll.high} for toll in template.tolls],
        "target_effects": list(template.target_effects),
        "org_confidence": dict(template.org_confidence),
    }
    return form if template.effects is None else {**form, "effects": list(template.effects)}


def parse_prediction(form: Json) -> tuple[str, Prediction]:
    """The document's id and the templates of a line. Raises `FormError`."""
    id = form.get("doc_id")
    if not isinstance(id, str):
        raise FormError("prediction", "no doc_id")
    return id, tuple(_parse_template(each, f"prediction for {id}") for each in form.get("templates") or ())


def _parse_template(form: Any, where: str) -> Template:
    if not isinstance(form, dict):
        raise FormError(where, f"a template is an object, not {form!r}")
    when, location = form.get("date") or {}, form.get("location") or {}
    effects = form.get("effects")
    return Template(
        incident_type=form.get("incident_type") or "",
        roles={role: _parse_entities(items, where) for role, items in (form.get("roles") or {}).items()},
        earliest=when.get("earliest"),
        latest=when.get("latest"),
        country=location.get("country"),
        places=_parse_places(location.get("place")),
        stage=form.get("stage") or "",
        tolls=convert(form.get("tolls") or (), tuple[TollFill, ...], where),
        effects=None if effects is None else tuple(effects),
        target_effects=tuple(form.get("target_effects") or ()),
        org_confidence=tuple((form.get("org_confidence") or {}).items()),
    )


def _parse_places(place: str | Sequence[str] | None) -> tuple[str, ...]:
    parts = re.split(r"[,:;]", place) if isinstance(place, str) else place or ()
    return tuple(part.strip() for part in parts if part.strip())


def _parse_entities(items: Iterable[Any] | None, where: str) -> tuple[Entity, ...]:
    """Each item is one entity: a string, or a list of ways to name it. Empty ones are passed over."""
    entities = []
    for item in items or ():
        entity = convert([item] if isinstance(item, str) else [name for name in item or () if name], Entity, where)
        if any(name.strip() for name in entity):
            entities.append(entity)
    return tuple(entities)
