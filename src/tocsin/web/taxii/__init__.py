"""TAXII 2.1: partners fetch from the shelf what their policy lets them have. Read-only. Not for what goes there."""

from tocsin.web.taxii.app import make_taxii
from tocsin.web.taxii.limits import Limits

__all__ = ["Limits", "make_taxii"]
