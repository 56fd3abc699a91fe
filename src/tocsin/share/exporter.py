"""What an exporter is, and the table of those there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

from tocsin.record import Incident
from tocsin.registry import Registry

if TYPE_CHECKING:
    from tocsin.share.terms import Terms


@dataclass(frozen=True, slots=True)
class Exported:
    """How many incidents were written, and how many were left out, and why."""

    written: int
    left_out: int = 0
    reason: str = ""


class Exporter(Protocol):
    """Writes incidents in one format. The same incidents give the same bytes; none is held while others come."""

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """Write them all, and say how many."""
        ...


@runtime_checkable
class OnTerms(Protocol):
    """An exporter whose objects have ids, versions and markings, and so needs the terms on which they are made."""

    def on(self, terms: Terms) -> Exporter:
        """The exporter on these terms."""
        ...


@runtime_checkable
class InLayout(Protocol):
    """An exporter that can write the columns of several schemes."""

    def in_layout(self, layout: str) -> Exporter:
        """The exporter for the columns of a layout. Raises `UnknownNameError`."""
        ...


@runtime_checkable
class IntoFolder(Protocol):
    """An exporter that can write a file for each message instead of one stream."""

    def write_folder(self, incidents: Iterable[Incident], folder: Path) -> Exported:
        """Write them into a folder, which is made where there is none."""
        ...


EXPORTERS: Registry[Exporter] = Registry("export format", "tocsin.exporters")
EXPORTERS.add("jsonl", "tocsin.share.jsonl:JsonlExporter", about="tocsin.incident/1, one incident a line: everything")
EXPORTERS.add("csv", "tocsin.share.table:CsvExporter", about="a table with one row an incident, for spreadsheets")
EXPORTERS.add("ucdp", "tocsin.share.layouts:UcdpExporter", about="a table in the columns of UCDP GED")
EXPORTERS.add("acled", "tocsin.share.layouts:AcledExporter", about="a table in the columns of ACLED")
EXPORTERS.add("gtd", "tocsin.share.layouts:GtdExporter", about="a table in the columns of GTD")
EXPORTERS.add("parquet", "tocsin.share.parquet:ParquetExporter", about="a typed table; --layout takes others' columns")
EXPORTERS.add("stix", "tocsin.share.stix:StixExporter", about="a STIX 2.1 bundle, for tools of threat intelligence")
EXPORTERS.add("cap", "tocsin.share.cap:CapExporter", about="CAP 1.2 alerts, in an Atom feed or as files of a folder")
EXPORTERS.add("atom", "tocsin.share.atom:AtomExporter", about="an Atom feed with an entry for each incident")
EXPORTERS.add("geojson", "tocsin.share.geojson:GeoJsonExporter", about="points on a map, RFC 7946")
