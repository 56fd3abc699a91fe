"""What the program tells of its work while it does it, on standard error: nothing, lines of text, or lines of JSON."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Literal

import msgspec

Log = Literal["off", "text", "json"]
LOGS: tuple[Log, ...] = ("off", "text", "json")


class JsonLine(logging.Formatter):
    """A record as a line of JSON: `at`, `level`, `logger`, `event`, and `error` with the way there."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return msgspec.json.encode(fields).decode()


def start_logging(log: Log) -> None:
    """Tell what is logged from here on, by this package and its libraries; warnings alone of those."""
    if log == "off":
        return
    root = logging.getLogger()
    for old in [handler for handler in root.handlers if handler.get_name() == "tocsin"]:
        root.removeHandler(old)
    handler = logging.StreamHandler()
    handler.set_name("tocsin")
    handler.setFormatter(JsonLine() if log == "json" else logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root.addHandler(handler)
    logging.getLogger("tocsin").setLevel(logging.INFO)
