"""Exports of the record. The exporters stand in one table and are chosen by name."""

from tocsin.share.exporter import EXPORTERS, Exported, Exporter, InLayout, IntoFolder, OnTerms

__all__ = ["EXPORTERS", "Exported", "Exporter", "InLayout", "IntoFolder", "OnTerms"]
