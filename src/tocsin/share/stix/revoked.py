"""The last version of an object: that it is withdrawn, and no more of what it said than the standard asks for."""

from __future__ import annotations

from tocsin.record.json_form import Json

KEPT = {
    "incident": (),
    "location": ("country",),
    "relationship": ("relationship_type", "source_ref", "target_ref"),
    "note": ("object_refs",),
    "opinion": ("opinion", "object_refs"),
    "report": ("published", "object_refs"),
}
HEAD = ("type", "spec_version", "id", "created_by_ref", "created")
SAYING = {"incident": "name", "report": "name", "note": "content"}
WITHDRAWN = "Withdrawn"


def revoked(form: Json, *, at: str) -> Json:
    """The object as it is from a moment on, in STIX's own form of moments."""
    bare: Json = {name: form[name] for name in HEAD if name in form}
    bare |= {"modified": at, "revoked": True}
    bare |= {name: form[name] for name in ("object_marking_refs", *KEPT.get(str(form["type"]), ())) if name in form}
    if form["type"] in SAYING:
        bare[SAYING[str(form["type"])]] = WITHDRAWN
    if form["type"] == "location" and "country" not in bare:
        bare["region"] = "unknown"
    return bare
