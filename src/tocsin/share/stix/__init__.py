"""STIX 2.1: incidents as bundles for the tools of threat intelligence."""

from tocsin.share.stix.exporter import StixExporter
from tocsin.share.stix.terms import StixTerms, Tlp

__all__ = ["StixExporter", "StixTerms", "Tlp"]
