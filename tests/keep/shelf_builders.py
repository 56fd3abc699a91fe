"""Small real values for the tests of the shelf."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from tocsin.ports import Ledger
from tocsin.ports.shelf import Collection, Fetch, Page, Parcel, Shelf, Wanted

GREEN = Collection(id="6b1f0a52-6f6b-4d8e-9f0e-1c2f5a3b4d5e", title="Green")
AMBER = Collection(id="0f5e1c7a-2b3c-4d5e-8f90-a1b2c3d4e5f6", title="Amber", description="For some only")
NOW = "2024-03-26T12:00:00+00:00"


def opened_shelf(ledger: Ledger) -> Shelf:
    for collection in (GREEN, AMBER):
        assert ledger.shelf.open(collection) is True
    return ledger.shelf


def a_parcel(
    number: int,
    *,
    modified: str | None = "2026-03-01T00:00:00.000Z",
    type: str = "report",
    documents: tuple[str, ...] = (),
    **fields: Any,
) -> Parcel:
    head = {"type": type, "spec_version": "2.1", "id": f"{type}--{UUID(int=number)}"}
    moment = {} if modified is None else {"created": "2026-03-01T00:00:00.000Z", "modified": modified}
    form = {**head, **moment, "name": f"Report {number}", **fields}
    return Parcel(form=json.dumps(form, ensure_ascii=False).encode(), documents=documents)


def a_fetch(page: Page, wanted: Wanted, *, partner: str = "a", collection: str = GREEN.id) -> Fetch:
    return Fetch(
        at=NOW,
        partner=partner,
        key="k1",
        method="GET",
        asked="/objects/",
        status=200,
        collection=collection,
        wanted=wanted,
        first=page.versions[0].date_added,
        last=page.versions[-1].date_added,
        count=len(page.versions),
        newest=page.newest,
    )
