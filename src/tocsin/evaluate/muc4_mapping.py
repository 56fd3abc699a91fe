"""Readings as MUC-4 templates.

MUC-4 asks for less than a Reading holds, and by its own terms. These rules, chosen on the train part alone, say what is
left out and what is written how; the words they need are in `muc4.toml`.

Which mentions are incidents:
- families `violence` and `plot`; not background, and no campaign (summaries stay: the keys hold "nine offices were
  bombed" as one incident);
- political violence, or what may be it;
- types with a MUC-4 code, or a row in the table; sabotage and attacks with explosives are bombings;
- a clash between armed sides only where civilians or property suffer, and nothing in which only those who fight, or
  what they fight from, is hit;
- status occurred is accomplished, attempted and foiled are attempted, threatened is threatened; planned and denied are
  left out;
- only what touches the nine countries: by its site; else, unless a country abroad is named as its site, by the country
  that the message is from, or that it names most;
- only what says who or what was hit, or with what: perpetrators alone make no template;
- of these, what is likely enough to be in the keys, by weights fitted on train (`muc4_incidents.py`).

Who fills which role:
- PerpInd: perpetrators and suspects that are persons or groups, people of a force ("soldiers"), and those held or tried
  in an answer to the event; not the parties to a clash, in which nobody is said to have begun;
- PerpOrg: those that are organisations, forces or governments, the group whose people they are ("FMLN guerrillas"), and
  whoever is claimed or said to have done it;
- Victim: victims with a name, without title and as full as the text has it; VictimUnnamed: all others;
- Target: targets, and organisations that were bombed or burnt;
- Weapon: weapons; a kidnapping has neither of the last two.
All slots are then filled anew from the candidates of the message, by weights fitted on train; what the reading says is
one sign among many (`muc4_choice.py`).
Words stand without determiner, perpetrators and unnamed victims with the small number before them ("two men"). The
same actor or the same words are one entity.

A target is destroyed, damaged, or undamaged as the sentences that tell of the event say (`muc4_told.py`). An
organisation claimed it, is accused (by those in authority), or did it as a fact, as the claims of the reading have it.

The toll of a measure is the highest figure said of the event. The day is the event's, open where the text has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from tocsin.evaluate.muc4_choice import scene_of, with_chosen
from tocsin.evaluate.muc4_incidents import event_signs, text_signs
from tocsin.evaluate.muc4_model import INCIDENT, Judged, Model, default_model, network_model
from tocsin.evaluate.muc4_network import Lights, Numbers, incident_numbers
from tocsin.evaluate.muc4_phrases import load_tables, word_set
from tocsin.evaluate.muc4_record import UNNAMED, Prediction, Roles, Template, TollFill
from tocsin.evaluate.muc4_roles import accused_after, roles_of
from tocsin.evaluate.muc4_told import confidence_of, target_effects
from tocsin.record import EVENT_TYPES, Mention, Participant, Place, Reading, Toll, When
from tocsin.resolve.countries import country_by_name
from tocsin.resolve.places import PlaceResolver

FAMILIES = ("violence", "plot")
THINGS = ("facility", "vehicle", "infrastructure")
THINGS_HIT = frozenset(("Target", "Weapon"))
HIT = THINGS_HIT | {"Victim", UNNAMED}
TOLLS = ("killed", "injured", "abducted")
COUNTED_SCOPES = ("event",)


@dataclass(frozen=True, slots=True)
class Incident:
    """A mention that the keys may hold, in their terms, with the fillers that the reading itself gives.

    `signs` are those by which it is weighed whether they do, and `net` what the learned reader's network says.
    """

    mention: Mention
    incident_type: str
    stage: str
    country: str
    roles: Roles
    signs: tuple[str, ...] = ()
    net: Numbers = field(default_factory=dict)

    def template(self, roles: Roles) -> Template:
        """The template with these fillers."""
        return _template(self.mention, self.incident_type, self.stage, self.country, roles)


def templates_of(reading: Reading, *, dateline: str | None = None, lights: Lights | None = None) -> Prediction:
    """The templates of a reading; none where it holds no event of interest.

    `dateline` is the place of writing; `lights` what the network says, for a reading that it had a part in.
    """
    model = network_model() if lights else default_model()
    incidents = [each for each in incidents_of(reading, dateline=dateline, lights=lights) if is_taken(model, each)]
    if not incidents:
        return ()
    scene = scene_of(reading, lights)
    return tuple(
        _with_effects(
            reading, each, with_chosen(scene, each.mention, each.incident_type, each.roles, model, net=each.net)
        )
        for each in incidents
    )


def is_taken(model: Model, incident: Incident) -> bool:
    """Whether an incident is likely enough to be in the keys."""
    return chance_of_incident(model, incident) >= model.threshold[INCIDENT]


def chance_of_incident(model: Model, incident: Incident) -> float:
    """How likely an incident is in the keys."""
    if isinstance(model, Judged):
        return model.probability_of(INCIDENT, incident.signs, incident.net)
    return model.probability(INCIDENT, incident.signs)


def _with_effects(reading: Reading, incident: Incident, roles: Roles) -> Template:
    """The template with what became of its targets."""
    effects = target_effects(reading, incident.mention) if roles.get("Target") else ()
    return replace(incident.template(roles), target_effects=effects)


def incidents_of(reading: Reading, *, dateline: str | None = None, lights: Lights | None = None) -> Iterator[Incident]:
    """The mentions that the rules let through.

    With `lights`, which weigh them better, also those of which the reading says nothing that was hit.
    """
    home = _home(reading, dateline)
    whole = text_signs(reading, home)
    for mention in reading.mentions:
        incident_type = _incident_type(mention)
        stage = load_tables()["stages"].get(mention.status)
        country = _country(mention, home)
        if incident_type is None or stage is None or country is None or not _of_interest(mention):
            continue
        roles = _asked_for(incident_type, roles_of(mention, reading, later=accused_after(mention, reading)))
        hit = bool(HIT.intersection(roles))
        if not hit and lights is None:
            continue
        signs = (*whole, *event_signs(reading, mention, roles))
        net = incident_numbers(lights, mention, incident_type, hit=hit) if lights else {}
        yield Incident(mention, incident_type, stage, country, roles, signs, net)


# -------------------------------------------------------------------------------------------- which events
def _of_interest(mention: Mention) -> bool:
    return (
        mention.family in FAMILIES
        and mention.unit != "campaign"
        and not mention.background
        and mention.political != "no"
        and not _is_fighting(mention)
        and (mention.type != "armed_clash" or _harms_civilians(mention))
    )


def _harms_civilians(mention: Mention) -> bool:
    """Whether civilians or things suffer, and not those who fight alone."""
    return any((p.role == "victim" and p.kind in ("civilians", "person")) or p.kind in THINGS for p in _harmed(mention))


def _is_fighting(mention: Mention) -> bool:
    """Whether those who fight, and what they fight from, are all that is hit: "attacked an army patrol"."""
    harmed = _harmed(mention)
    return bool(harmed) and all(word_set("military").intersection(p.name.lower().split()) for p in harmed)


def _harmed(mention: Mention) -> list[Participant]:
    return [p for p in mention.all(Participant) if p.role in ("victim", "target")]


def _incident_type(mention: Mention) -> str | None:
    code = EVENT_TYPES[mention.type].codes.get("muc4") or load_tables()["types"].get(mention.type)
    if code is None:
        return None
    explosive = any(
        word_set("explosive").intersection(p.name.lower().split())
        for p in mention.all(Participant)
        if p.role == "weapon"
    )
    if code == "ATTACK" and explosive and mention.type in ("sabotage", "armed_assault"):
        return "bombing"
    return str(code).lower()


def _asked_for(incident_type: str, roles: Roles) -> Roles:
    """The fillers that the keys have slots for: a kidnapping has no physical targets and no weapons."""
    if incident_type != "kidnapping":
        return roles
    return {role: entities for role, entities in roles.items() if role not in THINGS_HIT}


# ------------------------------------------------------------------------------------------------- places
def _country(mention: Mention, home: str | None) -> str | None:
    """The country of the keys in which it happened: that of its site, else that of the message."""
    named = load_tables()["countries"]
    sites = [place for place in mention.all(Place) if place.country and place.role == "site"]
    inside = [place.country for place in sites if place.country in named]
    if inside:
        return str(named[inside[0]])
    abroad = any(place.precision == "country" for place in sites)
    return None if abroad else named.get(home)


def _home(reading: Reading, dateline: str | None) -> str | None:
    """The country that a message is from, where that is one of the nine, else the one of them it names most."""
    named = load_tables()["countries"]
    written = _dateline_country(dateline) if dateline else None
    if written in named:
        return written
    counted = Counter(place.country for place in reading.places if place.country in named)
    return counted.most_common(1)[0][0] if counted else None


@cache
def _dateline_country(dateline: str) -> str | None:
    """The country of a dateline such as `MEDELLIN`, `MANAGUA (NICARAGUA)` or `CLANDESTINE`."""
    known = load_tables()["datelines"].get(dateline)
    if known:
        return str(known)
    city, _, after = dateline.partition("(")
    country = country_by_name(after.strip(" )") or city.strip())
    if country is not None:
        return country.code
    found = PlaceResolver().resolve(city.strip().title(), cased=True)
    return found[0].place.country if found else None


def _places(mention: Mention) -> tuple[str, ...]:
    """The sites that are finer than a country."""
    return tuple(place.name for place in mention.all(Place) if place.role == "site" and place.precision != "country")


# ------------------------------------------------------------------------------------------ whole templates
def _template(mention: Mention, incident_type: str, stage: str, country: str, roles: Roles) -> Template:
    when = next(iter(mention.all(When)), When())
    return Template(
        incident_type=incident_type,
        roles=roles,
        earliest=_day(when.earliest),
        latest=_day(when.latest),
        country=country,
        places=_places(mention),
        stage=stage,
        tolls=tuple(_tolls(mention)),
        org_confidence=tuple(confidence_of(mention, roles)),
    )


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _tolls(mention: Mention) -> Iterator[TollFill]:
    """The highest figure of each measure: sums over groups do worse, since groups are told twice."""
    for measure in TOLLS:
        tolls = [toll for toll in mention.all(Toll) if toll.measure == measure and toll.scope in COUNTED_SCOPES]
        if tolls:
            low, high = max(map(_range, tolls), key=lambda figure: figure[0] or figure[1] or 0)
            yield TollFill(measure=measure, low=low, high=high)


def _range(toll: Toll) -> tuple[int | None, int | None]:
    return (toll.low, toll.high) if (toll.low, toll.high) != (None, None) else (toll.best, toll.best)
