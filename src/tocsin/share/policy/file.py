"""A partner's policy, `policies/NAME.toml`, to values. All that is wrong in it is told in one go, with its line."""

from __future__ import annotations

import tomllib
from typing import Any, cast

from tocsin.errors import PolicyError
from tocsin.record import EVENT_TYPES
from tocsin.resolve.countries import country_by_code, country_by_name
from tocsin.share.policy.values import (
    CREDIBILITIES,
    FINEST,
    NAMES,
    REVIEWED,
    SITES,
    STRICTEST,
    Policy,
    Profile,
)
from tocsin.tlp import TLPS
from tocsin.written.lines import lines_of
from tocsin.written.table import Faults, Table

ALL = "all"
FAMILIES = tuple(dict.fromkeys(type.family for type in EVENT_TYPES.values()))
MOST_HOURS = 24 * 366
MOST_TERMS = 1000  # letters

TEMPLATE = """\
# What {name} may have. As it stands: nothing. docs/reference/policies.md tells of every key.
about = {about}
tlp = "clear"            # the highest level they may have: clear, green, amber, amber+strict, red
countries = []           # codes or names, or "all"; an empty list is nobody
families = []            # violence, plot, response, warning, claim, or "all"
# types = ["arrest"]     # and these types besides
# credibility = "several_sources"
# embargo_hours = 24

[show]
names = "public"         # persons in a public role only; none, or private ones as well
origins = false          # nationality and ethnicity of suspects
sources = false          # names of outlets
quotes = false           # words of the reports
places = "city"          # the finest that is told: venue, city, admin2, admin1, country
sites = "admin2"         # shelters, camps, clinics, convoys, hostages: coarsened, and told later
"""


def parse_policy(text: str, *, name: str) -> Policy:
    """The policy in a file's text. Raises `PolicyError` with every fault; `name` is the file's."""
    faults = Faults(lines_of(text))
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.note((), f"this is no TOML: {error}")
        raise PolicyError(name, faults.all()) from error
    table = Table(content, (), faults)
    policy = _policy(table)
    table.close()
    if faults.all():
        raise PolicyError(name, faults.all())
    return policy


def _policy(table: Table) -> Policy:
    usual = STRICTEST
    grade = table.whole("information", least=1, most=6)
    outer = {
        "mark": table.text("mark", among=TLPS) or usual.show.mark,
        "terms": _terms(table),
        "review": table.text("review", among=REVIEWED) or usual.show.review,
        "embargo_hours": table.whole("embargo_hours", least=0, most=MOST_HOURS) or 0,
    }
    show = table.one("show", lambda inner: _profile(inner, outer))
    return Policy(
        about=table.text("about"),
        tlp=cast(Any, table.text("tlp", among=TLPS)) or usual.tlp,
        countries=_countries(table),
        families=_families(table),
        types=frozenset(table.texts("types", among=EVENT_TYPES, may_be_empty=True)),
        credibility=cast(Any, table.text("credibility", among=CREDIBILITIES)) or usual.credibility,
        information=cast(Any, usual.information if grade is None else grade),
        show=Profile(**cast(Any, outer)) if show is None else show,
    )


def _profile(table: Table, outer: dict[str, Any]) -> Profile:
    usual = STRICTEST.show
    hours = table.whole("sites_hours", least=0, most=MOST_HOURS)
    return Profile(
        **outer,
        names=cast(Any, table.text("names", among=NAMES)) or usual.names,
        origins=table.flag("origins"),
        sources=table.flag("sources"),
        quotes=table.flag("quotes"),
        descriptions=table.flag("descriptions"),
        links=table.flag("links"),
        places=cast(Any, table.text("places", among=FINEST)) or usual.places,
        sites=cast(Any, table.text("sites", among=SITES)) or usual.sites,
        sites_hours=usual.sites_hours if hours is None else hours,
    )


def _terms(table: Table) -> str | None:
    words = table.text("terms")
    if words is not None and len(words) > MOST_TERMS:
        table.fault("terms", f"{len(words)} letters, of which {MOST_TERMS} may be")
    return words


def _countries(table: Table) -> frozenset[str] | None:
    if not table.has("countries"):
        table.faults.note(table.where, 'say which countries: countries = ["NG"], "all", or [] for nobody')
    found: set[str] = set()
    for words in table.texts("countries", may_be_empty=True):
        if words.lower() == ALL:
            return None
        known = country_by_code(words.upper()) if len(words) == 2 else country_by_name(words)
        if known is None:
            table.fault("countries", f"{words!r} is no country; expected a code of ISO 3166 (NG) or a name (Nigeria)")
        else:
            found.add(known.code)
    return frozenset(found)


def _families(table: Table) -> frozenset[str] | None:
    if not table.has("families") and not table.has("types"):
        table.faults.note(table.where, 'say what they may have: families = ["violence"], "all", or types = ["bombing"]')
    found = table.texts("families", among=(*FAMILIES, ALL), may_be_empty=True)
    return None if ALL in found else frozenset(found)
