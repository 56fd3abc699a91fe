"""The OpenAPI document of the TAXII endpoints, as part of that of the whole program."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fastapi import FastAPI

SCHEMES = {
    "taxii_basic": {"type": "http", "scheme": "basic", "description": "the partner's name, and the key as password"},
    "taxii_bearer": {"type": "http", "scheme": "bearer", "description": "the key"},
}


def add_taxii(document: dict[str, Any], app: FastAPI, mount: str) -> dict[str, Any]:
    """A document with the endpoints of a TAXII application added, as they are found under `mount`."""
    whole = deepcopy(document)
    secured: dict[str, Any] = {"security": [{name: []} for name in SCHEMES]}
    for path, operations in app.openapi()["paths"].items():
        here = {method: {**operation, **secured} for method, operation in operations.items()}
        whole.setdefault("paths", {})[mount + path] = here
    whole.setdefault("components", {}).setdefault("securitySchemes", {}).update(deepcopy(SCHEMES))
    return whole
