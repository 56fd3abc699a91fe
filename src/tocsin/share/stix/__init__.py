"""STIX 2.1: incidents as bundles for the tools of threat intelligence."""

from tocsin.share.stix.exporter import StixExporter

__all__ = ["StixExporter"]
