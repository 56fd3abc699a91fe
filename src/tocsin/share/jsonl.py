"""JSONL: the whole record, `tocsin.incident/1`, one incident a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from tocsin.record import Incident
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import dumps
from tocsin.share.exporter import Exported


class JsonlExporter:
    """Writes everything that the record holds, evidence included, names as the reports print them."""

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """One object a line, UTF-8."""
        written = 0
        for incident in incidents:
            out.write(dumps(incident_form(incident)).encode() + b"\n")
            written += 1
        return Exported(written)
