"""Reading XML that may be hostile or damaged: one parser for all of it."""

from __future__ import annotations

from lxml import etree


def safe_parser() -> etree.XMLParser:
    """A parser that expands no entities, loads nothing from anywhere, keeps lxml's limits and mends what is damaged."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
