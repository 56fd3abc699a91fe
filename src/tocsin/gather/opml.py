"""Lists of feeds as feed readers exchange them: OPML in and out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from tocsin.errors import InputError
from tocsin.gather.markup import safe_parser


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, and its name where the list gives one."""

    url: str
    name: str | None = None


def parse_opml(body: bytes, *, name: str) -> tuple[Outline, ...]:
    """The feeds of a list, each once, in order. `name` is what errors call it. Raises `InputError`."""
    try:
        root = etree.fromstring(body, safe_parser())
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: is no OPML that can be read ({error})") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise InputError(f"{name}: is no OPML (a list of feeds begins with <opml>)")
    found: dict[str, Outline] = {}
    for outline in root.iter("outline"):
        attributes = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        url = attributes.get("xmlurl", "")
        if url:
            found.setdefault(url, Outline(url, attributes.get("title") or attributes.get("text") or None))
    return tuple(found.values())


def opml(outlines: Iterable[Outline]) -> bytes:
    """The list as a file."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Sources of Tocsin"
    body = etree.SubElement(root, "body")
    for each in outlines:
        words = each.name or each.url
        etree.SubElement(body, "outline", type="rss", text=words, title=words, xmlUrl=each.url)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made
