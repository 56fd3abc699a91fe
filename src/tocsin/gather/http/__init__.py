"""The one client through which anything is fetched: polite to hosts, and wary of what they send."""

from tocsin.gather.http.client import Client, Fetched, Limits, Validators

__all__ = ["Client", "Fetched", "Limits", "Validators"]
