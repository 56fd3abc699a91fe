"""The reader that asks a model: what the text holds is kept, the rest is dropped and counted."""

from __future__ import annotations

import pytest

from builders import a_document
from read.llm.service import Reply, answer, completion, doer, event, reader_of, toll
from tocsin.errors import DocumentError, InputError, ModelError
from tocsin.read.llm.reader import LlmReader
from tocsin.record import Claim, Participant, Place, Toll, When
from tocsin.record.json_form import dumps, reading_form
from tocsin.record.json_load import load_reading, loads

TEXT = (
    "A car bomb exploded outside a market in Maiduguri on Friday, killing at least 12 people and wounding 30 others, "
    "police said. Boko Haram claimed responsibility in a statement. Troops arrested two suspects in connection with the "
    "bombing on Saturday. “This was an attack on all of us,” Governor Ali Musa said."
)
BOMB = "A car bomb exploded outside a market in Maiduguri on Friday"
KILLED = "killing at least 12 people"
CLAIM = "Boko Haram claimed responsibility in a statement"
ARREST = "Troops arrested two suspects in connection with the bombing on Saturday"


def the_bombing(**fields):
    whole = {
        "when": {"words": "on Friday", "quote": BOMB, "day": "2024-03-22"},
        "where": [{"name": "Maiduguri", "quote": BOMB, "role": "site", "country": "NG"}],
        "tolls": [toll("at least 12 people", KILLED, number=12)],
        "participants": [doer("Boko Haram", CLAIM)],
        "claims": [{"claimant": "Boko Haram", "stance": "claimed", "quote": CLAIM}],
    }
    return event(BOMB, "bomb exploded", **{**whole, **fields})


def the_arrest(**fields):
    return event(ARREST, "arrested", "arrest", "e2", **fields)


def a_report(text=TEXT, **fields):
    return a_document(text, published="2024-03-26", **fields)


def read(service, made, doc=None):
    service.model = lambda report: made
    reader = reader_of(service)
    return reader, reader.read(doc or a_report())


def values(reading, kind):
    return [value for mention in reading.mentions for value in mention.all(kind)]


def test_what_the_text_holds_becomes_a_reading(service):
    tie = {"type": "responds_to", "source": "e2", "target": "e1", "quote": ARREST}
    said = {"speaker": "Ali Musa", "post": "Governor", "quote": "This was an attack on all of us", "about": ["e1"]}
    made = answer(the_bombing(), the_arrest(), relations=[tie], attributions=[said], persons=["Ali Musa"])
    _, reading = read(service, made)
    assert [(m.id, m.type, m.status) for m in reading.mentions] == [
        ("m1", "bombing", "occurred"),
        ("m2", "arrest", "occurred"),
    ]
    (bombing, _) = reading.mentions
    assert bombing.all(When)[0].earliest == "2024-03-22"
    (place,) = bombing.all(Place)
    assert (place.name, place.country) == ("Maiduguri", "NG")
    assert place.latitude is not None
    (dead,) = bombing.all(Toll)
    assert (dead.measure, dead.low, dead.high) == ("killed", 12, None)
    (claim,) = bombing.all(Claim)
    assert (claim.claimant, claim.actor, claim.stance) == ("Boko Haram", "boko-haram", "claimed")
    (statement,) = bombing.of("participant")
    assert statement.modality == "claimed"
    (relation,) = reading.relations
    assert (relation.type, relation.kind, relation.source) == ("responds_to", "law_enforcement", "m2")
    (attribution,) = reading.attributions
    assert (attribution.speaker, attribution.post, attribution.direct) == ("Ali Musa", "Governor", True)
    assert attribution.about == ("m1",)
    assert all(m.confidence is None and s.confidence is None for m in reading.mentions for s in m.statements)
    assert load_reading(loads(dumps(reading_form(reading, with_text=True)))) == reading
    assert [d for d, _ in reading.reader.digests] == ["gazetteer", "lexicon", "model", "prompt", "register", "settling"]


def test_who_says_so_is_kept_with_a_figure(service):
    _, reading = read(service, answer(the_bombing()))
    (statement,) = reading.mentions[0].of("toll")
    assert statement.attribution is not None
    assert statement.attribution.name == "police"


DROPPED = {
    "an invented quotation": (the_bombing(tolls=[toll("40 people", "The blast killed 40 people")]), Toll, "quotation not in the text"),
    "a figure of its own": (the_bombing(tolls=[toll("at least 12 people", KILLED, number=120)]), Toll, "number does not follow"),
    "figure not in the quotation": (the_bombing(tolls=[toll("30 others", KILLED, number=30)]), Toll, "words not in their quotation"),
    "another measure": (the_bombing(tolls=[toll("at least 12 people", KILLED, measure="abducted")]), Toll, "measure does not follow"),
    "another country": (the_bombing(where=[{"name": "Maiduguri", "quote": BOMB, "country": "FR"}]), Place, "place does not follow"),
    "no place": (the_bombing(where=[{"name": "market", "quote": BOMB}]), Place, "place does not follow"),
    "a doer from nowhere": (the_bombing(participants=[doer("the Red Cross", CLAIM)]), Participant, "words not in their quotation"),
    "a doer who speaks": (the_bombing(participants=[doer("police", "police said")]), Participant, "part in it does not follow"),
    "a claim of another": (
        the_bombing(claims=[{"claimant": "police", "stance": "claimed", "quote": "police said"}], participants=[]),
        Claim, "stance does not follow",
    ),
    "an accuser from nowhere": (
        the_bombing(tolls=[toll("at least 12 people", KILLED, said_by="the ambassador")], claims=[]), Claim, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DROPPED)
def test_what_does_not_follow_is_dropped_and_counted(service, name):
    made, kind, reason = DROPPED[name]
    reader, reading = read(service, answer(made))
    assert [m.type for m in reading.mentions] == ["bombing"]
    assert values(reading, kind) == []
    if reason is not None:
        assert f"dropped; {reason} 1" in reader.account()[-1]
        assert reason in reader.explain(a_report())


@pytest.mark.parametrize("day", ["2024-03-25", "2024-03-29", "yesterday"])
def test_a_day_that_the_words_cannot_mean_is_dropped(service, day):
    made = the_bombing(when={"words": "on Friday", "quote": BOMB, "day": day})
    _, reading = read(service, answer(made))
    if day == "yesterday":
        assert values(reading, When)[0].precision == "unknown"
    assert values(reading, When)[0].earliest is None


def test_whom_a_figure_counts_stands_beside_it(service):
    text = "Gunmen attacked a hall in Kano on Friday, leaving at least 40 dead and more than 100 wounded."
    made = event(
        text, "attacked", "armed_assault",
        tolls=[toll("more than 100", text, "injured", 100, whom="Gunmen", **{"class": "combatant"})],
    )  # fmt: skip
    _, reading = read(service, answer(made), a_report(text))
    assert [(t.low, t.whom, t.class_) for t in values(reading, Toll)] == [(101, None, "unknown")]


@pytest.mark.parametrize(("kind", "words", "kept"), [
    ("state_force", "The Blue Lions", "organization"), ("state_force", "Gunmen", "group"), ("person", "Police", "state_force"),
])  # fmt: skip
def test_what_kind_of_people_they_are_is_not_the_model_s_to_say(service, kind, words, kept):
    text = f"{words} attacked a village near Kano on Friday."
    quote = f"{words} attacked a village near Kano"
    made = event(quote, "attacked", "armed_assault", participants=[doer(words, quote, kind=kind)])
    _, reading = read(service, answer(made), a_report(text))
    assert [p.kind for p in values(reading, Participant)] == [kept]


def test_a_claim_that_the_rules_read_needs_no_other_words(service):
    text = "A bomb exploded in Kano on Friday. The Islamic State group said its fighters were behind the attack."
    quote = "The Islamic State group said its fighters were behind the attack"
    claim = {"claimant": "Islamic State", "stance": "claimed", "quote": quote}
    made = event("A bomb exploded in Kano on Friday", "bomb exploded", claims=[claim])
    _, reading = read(service, answer(made), a_report(text))
    assert [(c.actor, c.stance) for c in values(reading, Claim)] == [("islamic-state", "claimed")]


def test_words_that_name_somebody_name_no_event(service):
    text = "Gunmen burst into a hall in Kano on Friday and shot two drivers. Soldiers stood at the gate."
    first, second = (sentence.strip() for sentence in text.rstrip(".").split("."))
    made = answer(event(first, "Gunmen", "armed_assault"), event(second, "Soldiers", "security_operation", "e2"))
    _, reading = read(service, made, a_report(text))
    assert [(m.type, m.trigger.quote) for m in reading.mentions] == [("armed_assault", "burst into")]


def test_a_name_is_no_part_of_a_longer_word(service):
    text = "A bomb exploded in Kano on Friday, said Ali. Alicante sent help."
    _, reading = read(service, answer(persons=["Ali "]), a_report(text))
    assert [(p.name, p.start) for p in reading.persons if p.name == "Ali"] == [("Ali", text.index("Ali."))]
    assert not any(p.start == text.index("Alicante") for p in reading.persons)


NO_EVENT = {
    "a type that its words are not of": event(ARREST, "arrested", "chemical_attack"),
    "words that are not there": event("Rebels shelled the hospital", "shelled", "shelling"),
    "a status that its words do not say": event(ARREST, "two suspects", "security_operation", status="foiled"),
}


@pytest.mark.parametrize("name", NO_EVENT)
def test_an_event_that_does_not_follow_is_dropped(service, name):
    _, reading = read(service, answer(NO_EVENT[name]))
    assert reading.mentions == ()


def test_a_status_of_the_rules_goes_before_the_model_s(service):
    made = event(BOMB, "bomb exploded", status="denied", status_quote="police said")
    _, reading = read(service, answer(made))
    assert [m.status for m in reading.mentions] == ["occurred"]


def test_a_malformed_answer_is_asked_for_again_with_the_error_told(service):
    service.script = [
        completion("I found one event."),
        completion({"events": [{"id": "e1", "type": "party", "quote": "x", "trigger": "x"}]}),
        completion(answer(the_bombing())),
    ]
    reader = reader_of(service)
    assert len(reader.read(a_report()).mentions) == 1
    told = [body["messages"][-1]["content"] for body in service.asked]
    assert "it is no JSON" in told[1]
    assert "'party' is no event type" in told[2]
    assert "2 of them again" in reader.account()[0]


def test_answers_that_stay_malformed_fail_the_document_alone(service):
    service.model = lambda report: completion("no")
    with pytest.raises(DocumentError, match="3 times over"):
        reader_of(service).read(a_report())


@pytest.mark.parametrize("wrapping", ["```json\n{}\n```", "<think>Twelve dead.</think>\n{}"])
def test_what_models_put_around_their_json_is_taken_off(service, wrapping):
    service.script = [completion(wrapping.replace("{}", dumps(answer(the_bombing()))))]
    assert len(reader_of(service).read(a_report()).mentions) == 1


def test_a_refusal_is_a_reading_that_says_so(service):
    service.model = lambda report: completion(None, refusal="I cannot read this.")
    reading = reader_of(service).read(a_report())
    assert (reading.depth, reading.reason) == ("not_read", "the model refused to read it")


def test_without_a_model_it_says_what_to_set():
    with pytest.raises(InputError, match="TOCSIN_LLM_URL"):
        LlmReader().read(a_report())


def test_a_closed_service_is_asked_once_for_a_whole_run(service):
    service.model = lambda report: Reply(401)
    reader = reader_of(service)
    for _ in range(3):
        with pytest.raises(ModelError, match="does not take the key"):
            reader.read(a_report())
    assert len(service.asked) == 1


SPANISH = (
    "Una bomba estalló el viernes frente a un mercado de Medellín y mató al menos a 12 personas, informó la policía. "
    "Otras 1.200 personas huyeron."
)


def test_a_report_in_spanish_is_read_in_spanish(service):
    quote = "mató al menos a 12 personas"
    made = event(
        "Una bomba estalló el viernes frente a un mercado de Medellín", "bomba estalló",
        when={"words": "el viernes", "quote": "Una bomba estalló el viernes", "day": "2024-03-22"},
        where=[{"name": "Medellín", "quote": "un mercado de Medellín", "country": "CO"}],
        tolls=[
            toll("al menos a 12 personas", quote, number=12),
            toll("1.200 personas", "Otras 1.200 personas huyeron", "displaced", 1200),
            toll("12 personas", quote, "injured", 12),
        ],
    )  # fmt: skip
    _, reading = read(service, answer(made), a_report(SPANISH, language="es"))
    (mention,) = reading.mentions
    assert mention.trigger.quote == "bomba estalló"
    assert mention.all(When)[0].earliest == "2024-03-22"
    assert mention.all(Place)[0].name == "Medellín"
    assert [(t.measure, t.low, t.high) for t in mention.all(Toll)] == [("killed", 12, None), ("displaced", 1200, 1200)]


def test_a_language_that_is_not_known_keeps_bare_figures_as_round_ones(service):
    text = "Bom meletup di pasar, ngapateni 12 wong."
    made = event("Bom meletup di pasar", "Bom meletup", tolls=[toll("12 wong", "ngapateni 12 wong", number=12)])
    _, reading = read(service, answer(made), a_report(text, language="jv"))
    assert [(t.best, t.low, t.approximate) for t in values(reading, Toll)] == [(12, None, True)]
