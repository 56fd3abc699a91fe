"""Small incidents, made by hand."""

from tocsin.record import Evidence, Folded, Incident, MentionRef, Place, Support, Toll, When

GOMA = Place(
    name="Goma", country="CD", admin1="North Kivu", latitude=-1.67409, longitude=29.22845, radius_km=15,
    geonames_id=216281, precision="city",
)  # fmt: skip


def evidence(quote="attack", document="d1", start=3):
    return Evidence(document=document, start=start, end=start + len(quote), quote=quote)


def support(quote="attack", document="d1", **more):
    known = {"source": "Harbour Wire", "published": "2024-03-22", **more}
    return Support(document=document, mention="m1", reader="rules/1", evidence=(evidence(quote, document),), **known)


def folded(value, quote="attack", *, rivals=(), rule="the only one told", **more):
    return Folded(value=value, rule=rule, support=(support(quote, **more),), rivals=rivals)


def an_incident(**fields):
    known = {
        "id": "i1",
        "title": "Armed assault in Goma",
        "documents": ("d1",),
        "mentions": (MentionRef(document="d1", mention="m1"),),
        "type": folded("armed_assault"),
        "family": "violence",
        "status": folded("occurred"),
        "when": folded(When(earliest="2024-03-22", latest="2024-03-22")),
        "where": (folded(GOMA, "Goma"),),
        "tolls": (folded(Toll(measure="killed", low=40), "at least 40 people"),),
    }
    return Incident(**{**known, **fields})
