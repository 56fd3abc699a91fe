"""Generated records under generated policies: what is hidden is in no byte of any exporter."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from share.release import records
from share.release.records import a_document, a_record, behind, ids
from share.release.test_redact import PROFILES, everything
from tocsin.record.incident_form import incident_form
from tocsin.record.incident_load import load_incident
from tocsin.record.json_form import dumps
from tocsin.record.json_load import loads
from tocsin.share.policy.values import FINEST
from tocsin.share.release import redact

LETTERS = "bcdfgklmnprstvwzaeiouéñöüāş"
WORD = st.text(LETTERS, min_size=6, max_size=9).map(lambda word: f"zq{word}")  # no word of ours begins so
JOINED = st.sampled_from([" ", "-", " ", " "])
DROPPED = (
    "participants",
    "claims",
    "where",
    "tolls",
    "assessments",
    "toll_history",
    "unsettled",
    "responses",
    "coverage",
)


@st.composite
def cases(draw):
    """A record with other names in all places, some of it left out; its report; and the names by what they are."""
    words = draw(st.lists(WORD, min_size=12, max_size=12, unique_by=lambda word: word[:6]))
    name = [word.capitalize() for word in words]
    found = {
        records.PRIVATE: f"{name[0]} {name[1]}{draw(JOINED)}{name[2]}",
        records.VICTIM: f"{name[3]}{draw(JOINED)}{name[4]}",
        records.OFFICIAL: f"{name[5]} {name[6]}",
        records.ANALYST: f"{name[7]} {name[8]}",
        records.OUTLET: f"{name[9]} Gazette",
        records.VENUE: f"{name[10]} Mill",
        records.TOWN: name[11],
    }
    form, text = dumps(incident_form(a_record())), records.TEXT
    for old, new in found.items():
        form, text = form.replace(old, new), text.replace(old, new)
    record = load_incident(loads(form))
    left_out = draw(st.sets(st.sampled_from(DROPPED)))
    state = draw(st.sampled_from(["unreviewed", "confirmed", "corrected"]))
    record = structs.replace(record, review=structs.replace(record.review, state=state), **dict.fromkeys(left_out, ()))
    return record, text, found


def reading_of(text, found):
    """The report of a generated record, in which the reader found who is named."""
    doc = a_document(text=text, source=found[records.OUTLET])
    people = {found[records.PRIVATE]: "private", found[records.VICTIM]: "unknown", found[records.OFFICIAL]: "official"}
    reading = records.a_reading(doc)
    persons = tuple(
        records.Person(name=name, start=text.index(name), end=text.index(name) + len(name), standing=standing)
        for name, standing in people.items()
    )
    return structs.replace(behind(doc), readings={doc.id: (structs.replace(reading, persons=persons),)})


def hidden(profile, record, found):
    """The words that the profile hides."""
    secret = [found[records.ANALYST]]
    if profile.names != "private" or record.review.state == "unreviewed":
        secret += [found[records.PRIVATE], found[records.VICTIM]]
    if profile.names == "none":
        secret.append(found[records.OFFICIAL])
    if not profile.sources:
        secret.append(found[records.OUTLET])
    if FINEST.index(profile.places) > 0 and record.where:
        secret.append(found[records.VENUE])
    if FINEST.index(profile.places) > 1 and record.where:
        secret.append(found[records.TOWN])
    words = [word for name in secret for word in name.replace("-", " ").split()]
    return ["i1-secret-id", "i2-secret-id", *(word for word in words if word not in ("Gazette", "Mill"))]


@given(case=cases(), profile=PROFILES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_hidden_is_in_no_byte(case, profile):
    record, text, found = case
    shown = redact(record, profile, reading_of(text, found), ids=ids)
    out = everything(shown).casefold()
    assert [word for word in hidden(profile, record, found) if word.casefold() in out] == []


@given(case=cases(), profile=PROFILES)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_record_and_profile_give_the_same_form_and_a_form_is_a_record(case, profile):
    record, text, found = case
    first, second = (redact(record, profile, reading_of(text, found), ids=ids) for _ in range(2))
    assert first == second
    assert load_incident(loads(dumps(incident_form(first)))) == first
