"""What a policy hides is not in the bytes, whatever exporter writes them."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from share.release import records
from share.release.records import (
    ANALYST,
    NATION,
    OFFICIAL,
    OUTLET,
    PRIVATE,
    QUOTED,
    TOWN,
    VENUE,
    VICTIM,
    WHOM,
    a_document,
    a_record,
    behind,
    ids,
    said,
)
from tocsin.care.danger import is_sensitive, is_vulnerable
from tocsin.record import Participant, Place, Toll
from tocsin.share import EXPORTERS, OnTerms
from tocsin.share.policy import Profile
from tocsin.share.policy.values import FINEST, NAMES, SITES
from tocsin.share.release import redact
from tocsin.share.release.places import coarsened
from tocsin.share.terms import Stamps, Terms
from tocsin.tlp import TLPS

TERMS = Terms(namespace=records.NAMESPACE, stamps=lambda id: Stamps("2024-03-22", "2024-03-23"), redacted=True)
OPEN = Profile(
    names="private", origins=True, sources=True, quotes=True, descriptions=True, links=True, places="venue",
    sites="as_others", sites_hours=0,
)  # fmt: skip
PROFILES = st.builds(
    Profile,
    mark=st.sampled_from(TLPS),
    names=st.sampled_from(NAMES),
    origins=st.booleans(),
    sources=st.booleans(),
    quotes=st.booleans(),
    descriptions=st.booleans(),
    links=st.booleans(),
    places=st.sampled_from(FINEST),
    sites=st.sampled_from(SITES),
)


def text_of(name, *incidents):
    """All that an exporter writes, as text; a table of Parquet is packed, so it is read back."""
    exporter = EXPORTERS.make(name)
    out = io.BytesIO()
    (exporter.on(TERMS) if isinstance(exporter, OnTerms) else exporter).write(iter(incidents), out)
    if name.startswith("parquet"):
        from pyarrow import parquet

        return json.dumps(parquet.read_table(io.BytesIO(out.getvalue())).to_pylist(), default=str, ensure_ascii=False)
    return out.getvalue().decode("utf-8")


def everything(*incidents):
    return "\n".join(text_of(name, *incidents) for name in EXPORTERS.names())


def parts(name):
    """The words of a name that give it away by themselves."""
    return [word for word in name.split() if len(word) > 4]


def hidden(profile, *, sensitive=False):
    """What the profile hides, word by word."""
    found = [*parts(ANALYST), "i1-secret-id", "i2-secret-id"]
    if profile.names != "private":
        found += [*parts(PRIVATE), *parts(VICTIM)]
    if profile.names == "none":
        found += parts(OFFICIAL)
    if not profile.sources:
        found += [OUTLET, "Saltmarsh", "21:17"]
    if not profile.quotes:
        found += [QUOTED, "upon the dancers"]
    if not profile.descriptions and not profile.quotes:
        found += [WHOM]
    if not profile.origins:
        found += [NATION]
    finest = max(profile.places, "admin2", key=FINEST.index) if sensitive else profile.places
    if finest != "venue":
        found += [*parts(VENUE), "12.00123", "8.51987"]
    if finest not in ("venue", "city"):
        found += [TOWN, "12.0321", "8.5432"]
    return found


@given(profile=PROFILES, reviewed=st.booleans(), children=st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_a_profile_hides_is_in_no_byte_of_any_exporter(profile, reviewed, children):
    record = a_record() if reviewed else a_record(review=structs.replace(a_record().review, state="unreviewed"))
    doc = a_document(text=records.TEXT + (" Her daughter, a 12-year-old, was hurt." if children else ""))
    out = everything(redact(record, profile, behind(doc), ids=ids)).casefold()
    secret = hidden(profile)
    if children or not reviewed:
        secret += [*parts(PRIVATE), *parts(VICTIM)]
    assert [word for word in secret if word.casefold() in out] == []


@given(profile=PROFILES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_a_sensitive_site_is_not_told_apart_by_any_exporter(profile):
    shelter = Participant(role="target", kind="facility", name=f"the women's shelter at {VENUE}", tags=("refugee",))
    record = a_record(participants=(*a_record().participants, said(shelter)))
    assert is_sensitive(record)
    out = everything(redact(record, profile, behind(), ids=ids)).casefold()
    if profile.sites != "as_others":
        secret = [*hidden(profile, sensitive=True), "shelter", QUOTED, WHOM]
        assert [word for word in secret if word.casefold() in out] == []


def test_what_nothing_hides_is_there():
    out = everything(redact(a_record(), OPEN, behind(), ids=ids))
    for word in (PRIVATE, VICTIM, OFFICIAL, OUTLET, QUOTED, WHOM, VENUE, TOWN, NATION):
        assert word in out
    assert ANALYST not in out


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize(
    "words",
    ["She was 17.", "a 9-year-old", "a girl of the village", "She had been raped.", "aged 15", "a three-year-old boy"],
)
def test_minors_and_victims_of_sexual_violence_are_never_named(names, words):
    profile = structs.replace(OPEN, names=names)
    doc = a_document(text=f"{records.TEXT} {words}")
    out = everything(redact(a_record(), profile, behind(doc), ids=ids))
    assert VICTIM.split()[1] not in out
    assert PRIVATE.split()[1] not in out


def test_a_victim_of_sexual_violence_is_not_named_though_no_word_says_so():
    record = a_record(type=said("sexual_violence"))
    assert VICTIM not in everything(redact(record, OPEN, behind(), ids=ids))


def test_victims_are_named_only_after_a_review():
    unreviewed = a_record(review=structs.replace(a_record().review, state="unreviewed"))
    assert VICTIM not in everything(redact(unreviewed, OPEN, behind(), ids=ids))
    assert VICTIM in everything(redact(a_record(), OPEN, behind(), ids=ids))


def test_every_accusation_keeps_that_somebody_made_it():
    shown = redact(a_record(), Profile(), behind(), ids=ids)
    assert [(f.value.stance, bool(f.value.by)) for f in shown.claims] == [("suspected", True), ("blamed", True)]
    assert shown.claims[0].value.claimant == "[name withheld]"


def test_values_and_figures_stay():
    shown = redact(a_record(), Profile(), behind(), ids=ids)
    assert (shown.type.value, shown.status.value, shown.tolls[0].value.best) == ("armed_assault", "occurred", 3)
    assert shown.title == "Armed assault, Kano, 2024-03-22"
    assert shown.review.state == "confirmed"


def test_the_id_follows_from_the_record_and_the_profile():
    assert redact(a_record(), Profile(), behind(), ids=ids).id == ids("i1-secret-id")
    one, other = Profile(), Profile(quotes=True)
    assert one.id == Profile().id
    assert one.id != other.id


def test_a_hidden_value_that_changes_changes_nothing_that_is_shown():
    other = a_record(
        title="Another",
        participants=tuple(
            said(structs.replace(f.value, name=f.value.name.replace(PRIVATE, "Barnaby Otherwise")), by=PRIVATE)
            for f in a_record().participants
        ),
    )
    profile = Profile()
    assert redact(a_record(), profile, behind(), ids=ids) == redact(other, profile, behind(), ids=ids)


@pytest.mark.parametrize(
    ("finest", "name", "point"),
    [
        ("venue", VENUE, (12.00123, 8.51987)),
        ("city", "Kano", (12.0, 8.52)),
        ("admin2", "Kano", (12.25, 8.75)),
        ("admin1", "Kano", (None, None)),
        ("country", "Nigeria", (None, None)),
    ],
)
def test_a_place_is_told_no_finer_than_so(finest, name, point):
    shown = coarsened(records.SITE, finest)
    assert (shown.name, (shown.latitude, shown.longitude)) == (name, point)
    assert shown.country == "NG"


def test_a_place_of_which_nothing_coarser_is_known_is_left_out():
    assert coarsened(Place(name=f"the house of {PRIVATE}", precision="venue"), "country") is None
    near = Place(name=f"near the house of {PRIVATE}", country="NG", precision="near")
    assert coarsened(near, "city").name == "Nigeria"


@pytest.mark.parametrize("text", ["34 people", "a 30-year-old man", "boycott", "the minority leader", "aged 40"])
def test_adults_make_no_report_one_of_minors(text):
    assert not is_vulnerable(text)


def test_people_who_are_held_are_a_sensitive_site_until_they_are_free():
    held = a_record(type=said("abduction"), participants=(), responses=())
    assert is_sensitive(held)
    assert not is_sensitive(structs.replace(held, tolls=(said(Toll(measure="released", low=3)),)))
