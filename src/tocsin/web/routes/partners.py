"""*Partners*: with whom the record is shared, under which policy, exactly what they would get, and what they got."""

from __future__ import annotations

from io import BytesIO

from fastapi import APIRouter, Request, Response

from tocsin.errors import InputError
from tocsin.pipeline import whole_id
from tocsin.share.release import Refused
from tocsin.sharing import Offer, publish
from tocsin.sharing.log import told
from tocsin.sharing.pages import log_page, partner_page, partners_rows
from tocsin.sharing.preview import bundle_of, exported, preview_of
from tocsin.web.desk import Desk, desk_of
from tocsin.web.templating import redirect, render
from tocsin.web.visitor import Editor, OwnForm

router = APIRouter(include_in_schema=False)
MOST = 100  # lines of the log
SHOWN = 200_000  # characters of a preview on a page; all of it is in the download
FORMATS = {
    "stix": "application/stix+json;version=2.1",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "cap": "application/cap+xml",
}


@router.get("/partners")
def partners(request: Request, visitor: Editor) -> Response:
    """Every partner, and the last of what was told; `incident` in the address is offered for preview."""
    desk = desk_of(request)
    given = request.query_params.get("incident", "").strip()
    context = {
        "rows": partners_rows(desk.ledger, now=desk.clock.now()),
        "incident": whole_id(desk.ledger, given) if given else "",
        "log": log_page(told(desk.ledger, most=MOST)[::-1]),
        "most": MOST,
    }
    return render(request, "partners.html", context)


@router.get("/partners/{name}")
def partner(request: Request, visitor: Editor, name: str) -> Response:
    """One partner: keys, policy, and what they were told."""
    desk = desk_of(request)
    found = desk.ledger.partners.partner(name)
    done = request.query_params.get("told", ""), request.query_params.get("withdrawn", "")
    context = {
        "partner": found,
        "page": partner_page(desk.ledger, found, desk.settings, now=desk.clock.now()),
        "log": log_page(told(desk.ledger, partner=name, most=MOST)[::-1]),
        "most": MOST,
        "formats": tuple(FORMATS),
        "done": done if all(each.isdecimal() for each in done) else None,
    }
    return render(request, "partner.html", context)


@router.get("/partners/{name}/preview")
def preview(request: Request, visitor: Editor, name: str) -> Response:
    """What a partner would get of an incident if it were put out now, or why they get nothing."""
    desk = desk_of(request)
    format = format_in(request)
    offer = offer_of(desk, name, request.query_params.get("incident", "").strip())
    text = "" if isinstance(offer, Refused) else bytes_of(desk, offer, format).decode()
    context = {
        "name": name,
        "format": format,
        "formats": tuple(FORMATS),
        "incident": request.query_params.get("incident", "").strip(),
        "refused": offer.reason if isinstance(offer, Refused) else None,
        "offer": None if isinstance(offer, Refused) else offer,
        "text": text[:SHOWN],
        "more": max(0, len(text) - SHOWN),
        "size": len(text.encode()),
    }
    return render(request, "preview.html", context)


@router.post("/partners/{name}/publish")
def put_out(request: Request, visitor: Editor, form: OwnForm, name: str) -> Response:
    """Bring what is put out for a partner up to what the policy lets them have."""
    desk = desk_of(request)
    desk.ledger.partners.partner(name)
    ledger, settings = desk.ledger, desk.settings
    found = publish(ledger, settings, clock=desk.clock, peoples=desk.names, by=visitor.name, only=[name])
    if not found:
        raise InputError(f"{name} was revoked; nothing is put out for them")
    done = found[0]
    if done.error is not None:
        raise InputError(str(done.error)) from done.error
    return redirect(f"/partners/{name}?told={done.told}&withdrawn={done.withdrawn}")


def format_in(request: Request) -> str:
    """The format asked for. Raises `InputError`."""
    format = request.query_params.get("format", "") or "stix"
    if format not in FORMATS:
        raise InputError(f"format: {format!r} is not known; expected one of {', '.join(FORMATS)}")
    return format


def offer_of(desk: Desk, name: str, incident: str) -> Offer | Refused:
    """What a partner would get of an incident. Raises `InputError` where none is named."""
    if not incident:
        raise InputError("incident: give the id of one, or its beginning")
    return preview_of(desk.ledger, desk.settings, name, incident, clock=desk.clock, peoples=desk.names)


def bytes_of(desk: Desk, offer: Offer, format: str) -> bytes:
    """The bytes of an offer in a format."""
    now = desk.clock.now()
    if format == "stix":
        return bundle_of(desk.ledger, offer, now=now).encode()
    out = BytesIO()
    exported(offer, format, desk.ledger, desk.settings, out, now=now)
    return out.getvalue()
