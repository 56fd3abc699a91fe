"""CAP 1.2: an alert message for each incident, for warning systems and duty desks."""

from tocsin.share.cap.exporter import CapExporter

__all__ = ["CapExporter"]
