"""Schemathesis asks the TAXII endpoints whatever their OpenAPI document allows, and what it does not."""

from __future__ import annotations

import itertools

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, settings

from keep.builders import ACTOR, HandClock
from keep.shelf_builders import AMBER, GREEN, a_parcel, opened_shelf
from tocsin.keep import open_ledger
from tocsin.web.taxii import Limits
from tocsin.web.taxii.mount import PATH, mount_taxii
from web.taxii.fakes import a_server_of

pytestmark = pytest.mark.slow

KEY = {"Authorization": "Bearer key-of-ada"}
IDS = [f"{type}--00000000-0000-0000-0000-0000000000{n:02x}" for n in range(20) for type in ("report", "note")]


def make_app() -> FastAPI:
    ledger = open_ledger("sqlite://", clock=HandClock(), actor=ACTOR)
    shelf = opened_shelf(ledger)
    for collection in (GREEN, AMBER):
        shelf.put(collection.id, [a_parcel(n, type="note" if n % 3 == 1 else "report") for n in range(20)])
    taxii = a_server_of(ledger, limits=Limits(burst=10**9, wrong_burst=10**9, page=7))
    outer = FastAPI(openapi_url="/openapi.json")
    mount_taxii(outer, taxii)
    return outer


schema = schemathesis.openapi.from_asgi("/openapi.json", make_app())


def test_every_endpoint_is_in_the_document() -> None:
    paths = {path.removeprefix(PATH) for path in schema.raw_schema["paths"]}
    assert len(paths) == 9
    assert "/api/collections/{collection_id}/objects/{object_id}/versions/" in paths


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_server_fail_or_say_what_is_not_in_the_document(case) -> None:
    """All of schemathesis' checks: status, media type, schema, headers, methods, keys that are ignored."""
    ask(case)


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_to_a_collection_that_there_is_makes_the_server_fail(case) -> None:
    """As before, with ids that there are, so that the filters are reached."""
    if "collection_id" in case.path_parameters:
        case.path_parameters["collection_id"] = next(COLLECTIONS)
    if "object_id" in case.path_parameters:
        case.path_parameters["object_id"] = next(OBJECTS)
    ask(case)


def ask(case) -> None:
    if case.meta.generation.mode is schemathesis.GenerationMode.POSITIVE:
        case.query.pop("next", None)  # no schema says which ones the server gave out
    case.call_and_validate(headers=KEY)


COLLECTIONS = itertools.cycle([GREEN.id, AMBER.id])
OBJECTS = itertools.cycle(IDS)
