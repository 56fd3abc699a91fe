"""Outside lists of actors, each in its own layout, as entries that the register can take in. Pure: bytes to entries.

    ucdp      the UCDP actor dataset, CSV: ActorId, NameData, NameFull, Org, Location
    acled     names of actors, CSV: actor_name (or actor1), and inter1 and country where they are there
    wikidata  a result of the query service, CSV: item, itemLabel, itemAltLabel, countryCode, inception, dissolved
    un        the consolidated list of the UN Security Council, XML; its entities, never its individuals
    csv       the register's own columns

Not for deciding who is who: that is `register_merge`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, get_args

from lxml import etree
from msgspec import Struct

from tocsin.errors import InputError
from tocsin.lexicon import cell_list
from tocsin.resolve.countries import country_by_code, country_by_name

Layout = Literal["ucdp", "acled", "wikidata", "un", "csv"]
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
SOURCES: Mapping[Layout, str] = {
    "ucdp": "UCDP actor dataset", "acled": "ACLED", "wikidata": "Wikidata", "un": "UN consolidated list", "csv": "",
}  # fmt: skip
# ACLED's codes of actor types (codebook, "Inter"); rioters, protesters and civilians are no actors of the register.
INTER = {
    "1": "state_forces",
    "2": "rebel_group",
    "3": "political_militia",
    "4": "identity_militia",
    "8": "external_forces",
}
UNNAMED = re.compile(r"(?i)^(unidentified|unknown|civilians|protesters|rioters|sole perpetrator)\b")
YEARS = re.compile(r"\s*\((\d{4})-(\d{4})?\)\s*$")
COUNTRY = re.compile(r"\s*\(([^()]+)\)\s*$")
ITEM = re.compile(r"Q[1-9]\d*$")
YEAR = re.compile(r"\d{4}")


class Entry(Struct, frozen=True, kw_only=True):
    """One actor of an outside list. `kind` is empty where the list does not say; `line` is where it stands."""

    name: str
    line: int
    aliases: tuple[str, ...] = ()
    kind: str = ""
    countries: tuple[str, ...] = ()
    active_from: str = ""
    active_to: str = ""
    identifiers: tuple[str, ...] = ()
    parent: str = ""
    source: str = ""


def parse_list(content: bytes, layout: Layout) -> Iterator[Entry]:
    """The entries of a list, in order. Raises `InputError` where it is not of the layout."""
    if layout == "un":
        yield from _un(content)
        return
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"the list is no CSV in UTF-8 ({error})") from error
    needed, parse = _CSV[layout]
    held = {_key(name) for name in rows[0]} if rows else set()
    if not any(name in held for name in needed):
        raise InputError(f"the list has none of the columns {', '.join(needed)}, which layout {layout} needs")
    for number, row in enumerate(rows, 2):
        told = ((key, value) for key, value in row.items() if isinstance(value, str))
        cells = {_key(key): " ".join(value.split()) for key, value in told}
        entry = parse(cells, number)
        if entry is not None:
            yield entry


def _key(name: str | None) -> str:
    return (name or "").lower().replace("_", "").replace(" ", "")


def _ucdp(row: Mapping[str, str], line: int) -> Entry | None:
    name, id = row.get("namedata", ""), row.get("actorid", "")
    if not name or name.startswith("Government of") or name == "Civilians":
        return None  # governments are made from the table of countries
    aliases = (row.get("namefull", ""), row.get("namedatafull", ""), row.get("nameorig", ""))
    return Entry(
        name=name,
        line=line,
        aliases=tuple(filter(None, aliases)),
        kind="identity_militia" if row.get("org") in ("2", "3") else "rebel_group",
        countries=_countries(row.get("location", "")),
        identifiers=(f"ucdp:{id}",) if id.isdigit() else (),
    )


def _acled(row: Mapping[str, str], line: int) -> Entry | None:
    name = row.get("actorname") or row.get("actor1", "")
    kind = INTER.get(row.get("inter1") or row.get("inter", ""), "")
    if not name or UNNAMED.match(name) or (not kind and (row.get("inter1") or row.get("inter"))):
        return None
    years = YEARS.search(name)
    name = YEARS.sub("", name)
    place = COUNTRY.search(name)
    countries = _countries(place[1]) if place else ()
    acronym, _, full = name.partition(": ")
    plain = COUNTRY.sub("", full or name) if countries else full or name
    return Entry(
        name=plain,
        line=line,
        aliases=(acronym,) if full else (),
        kind=kind,
        countries=countries or _countries(row.get("country", "")),
        active_from=years[1] if years else "",
        active_to=(years[2] or "") if years else "",
    )


def _wikidata(row: Mapping[str, str], line: int) -> Entry | None:
    item, name = ITEM.search(row.get("item", "")), row.get("itemlabel", "")
    if not name or ITEM.fullmatch(name):
        return None  # no label in the language asked for
    return Entry(
        name=name,
        line=line,
        aliases=tuple(filter(None, (alias.strip() for alias in re.split(r"[|,]", row.get("itemaltlabel", ""))))),
        countries=_countries(row.get("countrycode", "") or row.get("countrylabel", "")),
        active_from=_year(row.get("inception", "")),
        active_to=_year(row.get("dissolved", "")),
        identifiers=(f"wikidata:{item[0]}",) if item else (),
    )


def _own(row: Mapping[str, str], line: int) -> Entry | None:
    if not row.get("name"):
        return None
    return Entry(
        name=row["name"],
        line=line,
        aliases=cell_list(row.get("aliases", "")),
        kind=row.get("kind", ""),
        countries=_countries(row.get("countries", "")),
        active_from=row.get("activefrom", ""),
        active_to=row.get("activeto", ""),
        identifiers=cell_list(row.get("identifiers", "")),
        parent=row.get("parent", ""),
        source=row.get("source", ""),
    )


_Parse = Callable[[Mapping[str, str], int], Entry | None]
_CSV: Mapping[Layout, tuple[tuple[str, ...], _Parse]] = {
    "ucdp": (("namedata",), _ucdp),
    "acled": (("actorname", "actor1"), _acled),
    "wikidata": (("itemlabel",), _wikidata),
    "csv": (("name",), _own),
}


def _un(content: bytes) -> Iterator[Entry]:
    """The entities of the list. A document type is refused: it can hold entities that grow without end."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", content):
        raise InputError("the list has a document type declaration; it is not read, since that can do harm")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"the list is no XML ({error})") from error
    if root.tag != "CONSOLIDATED_LIST":
        raise InputError(f"the list begins with {root.tag}, expected CONSOLIDATED_LIST")
    for entity in root.iter("ENTITY"):
        name = _text(entity, "FIRST_NAME")
        if name:
            reference = _text(entity, "REFERENCE_NUMBER")
            aliases = (_text(each, "ALIAS_NAME") for each in entity.iter("ENTITY_ALIAS"))
            places = (_text(each, "COUNTRY") for each in entity.iter("ENTITY_ADDRESS"))
            yield Entry(
                name=_title(name),
                line=entity.sourceline or 0,
                aliases=tuple(dict.fromkeys(filter(None, aliases))),
                kind="rebel_group",
                countries=tuple(dict.fromkeys(code for place in places for code in _countries(place))),
                identifiers=(f"un:{reference.rstrip('.')}",) if reference else (),
            )


def _text(element: etree._Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def _title(name: str) -> str:
    return name.title() if name.isupper() and " " in name else name


def _year(cell: str) -> str:
    found = YEAR.search(cell)
    return found[0] if found else ""


def _countries(cell: str) -> tuple[str, ...]:
    """The codes of the countries of a cell, given as codes or as names."""
    found = []
    for word in re.split(r"[|,;]", cell):
        word = word.partition("(")[0].strip()
        country = (country_by_code(word) if len(word) == 2 else None) or country_by_name(word)
        if country is not None and country.code not in found:
            found.append(country.code)
    return tuple(found)
