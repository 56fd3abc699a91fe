"""The readers that a network has a part in, by a network of a few words."""

import pytest

pytest.importorskip("tokenizers", reason="the extra neural is not installed")

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builders import a_document, evidence_holds
from read.neural.tiny import give, network
from tocsin.errors import NeuralError
from tocsin.pipeline import READERS, make_reader
from tocsin.read.neural import both, judging
from tocsin.read.neural.both import ALONE, RulesAndNetwork
from tocsin.read.neural.folder import Folder
from tocsin.read.neural.reader import NeuralReader
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant, Place, Reading, Toll

TEXT = "Masked youths attacked a clinic in Kano on Friday, killing 12 nurses. The mayor said the clinic was empty."
LEFT = "Masked youths attacked a clinic in Kano on Friday. Nurses found cudgels in the yard."
QUIET = "The council met on Monday to speak of the budget of the schools."
TOLD = {
    "masked": ("doer",), "youths": ("+doer",), "attacked": ("trigger", "armed_assault", "occurred"),
    "clinic": ("target",), "kano": ("site",), "12": ("toll", "killed", "event"), "nurses": ("hurt",),
    "cudgels": ("weapon",), "mayor": ("speaker",), "the": (), "was": ("+content",), "empty": ("+content",), "said": ("cue",),
}  # fmt: skip
CALIBRATED = dict.fromkeys(("doer", "target", "hurt", "trigger", "weapon"), (1.0, 0.0))


WORDS = st.sampled_from(["Masked", "youths", "attacked", "a clinic", "12", "nurses", "Kano", ",", ".", "said", "mayor"])
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=60)


@pytest.fixture
def session(monkeypatch):
    monkeypatch.setattr(judging, "weights", lambda: dict.fromkeys(judging.JUDGED, (0.5, 0.5, 0.0)))
    return give(monkeypatch, TOLD, calibration=CALIBRATED)


def evidence_of(reading: Reading):
    for mention in reading.mentions:
        yield mention.trigger
        for statement in mention.statements:
            yield from statement.evidence
            yield from statement.attribution.evidence if statement.attribution else ()
    for said in reading.attributions:
        yield from (*said.evidence, *said.speaker_evidence)


def parts(reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in reading.mentions:
        for part in mention.all(Participant):
            found.setdefault(part.role, set()).add(part.name)
    return found


# ------------------------------------------------------------------------------------------------ neural
def test_marks_become_an_event_with_its_parts_settled_by_the_resolvers(session):
    (mention,) = NeuralReader().read(a_document(TEXT)).mentions
    assert (mention.type, mention.status, mention.trigger.quote) == ("armed_assault", "occurred", "attacked")
    assert {"Masked youths", "clinic", "nurses"} <= {p.name for p in mention.all(Participant)}
    assert [(t.measure, t.best, t.scope) for t in mention.all(Toll)] == [("killed", 12, "event")]
    assert [p.country for p in mention.all(Place)] == ["NG"]


def test_confidence_is_that_of_calibrated_tags_alone(session):
    (mention,) = NeuralReader().read(a_document(TEXT)).mentions
    assert mention.confidence is not None
    assert all(s.confidence is not None for s in mention.of("participant"))
    assert all(s.confidence is None for s in (*mention.of("toll"), *mention.of("where")))


def test_what_the_words_cannot_mean_is_dropped(monkeypatch):
    give(monkeypatch, {**TOLD, "nurses": ("toll", "killed", "event"), "12": ()}, calibration=CALIBRATED)
    (mention,) = NeuralReader().read(a_document(TEXT)).mentions
    assert not mention.all(Toll)
    assert "number does not follow" in NeuralReader().explain(a_document(TEXT))


def test_a_language_that_it_does_not_know_is_not_read(session):
    reading = NeuralReader().read(a_document("Hombres armados mataron a un juez.", language="es"))
    assert (reading.depth, reading.mentions, reading.reader.name) == ("not_read", (), "neural")
    assert session.batches == []


# -------------------------------------------------------------------------------------------------- both
def test_both_add_parts_that_the_rules_passed_over(session):
    doc = a_document(LEFT)
    ruled = RuleReader().read(doc)
    joined = RulesAndNetwork().read(doc)
    assert "weapon" not in parts(ruled)
    assert parts(joined)["weapon"] == {"cudgels"}
    assert [m.trigger for m in joined.mentions][: len(ruled.mentions)] == [m.trigger for m in ruled.mentions]


def test_both_agreeing_are_surer_than_one_doubting(session, monkeypatch):
    doc = a_document(TEXT)
    agreed = RulesAndNetwork().read(doc)
    give(monkeypatch, {}, calibration=CALIBRATED)
    doubted = RulesAndNetwork().read(doc)

    def sure(reading):
        return {
            (s.value.role, s.value.name): s.confidence
            for m in reading.mentions
            for s in m.of("participant")
            if s.value.role in judging.JUDGED and s.confidence is not None
        }

    shared = sure(agreed).keys() & sure(doubted).keys()
    assert shared
    assert all(sure(agreed)[key] > sure(doubted)[key] for key in shared)


def test_what_neither_vouches_for_is_left_out(monkeypatch, session):
    monkeypatch.setattr(judging, "LEFT_OUT", 1.0)
    doc = a_document("Masked youths attacked a clinic in Kano on Friday.")
    assert parts(RuleReader().read(doc)).keys() == {"perpetrator", "target"}
    assert parts(RulesAndNetwork().read(doc)) == {}


@given(TEXTS)
def test_what_the_rules_have_stays_but_for_parts_that_are_judged(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "weights", lambda: dict.fromkeys(judging.JUDGED, (0.5, 0.5, 0.0)))
        give(patch, TOLD, calibration=CALIBRATED)
        ruled, joined = (reader.read(a_document(text)) for reader in (RuleReader(), RulesAndNetwork()))
    own = joined.mentions[: len(ruled.mentions)]
    assert without_mentions(joined) == without_mentions(ruled)
    for before, after in zip(ruled.mentions, own, strict=True):
        assert replace(after, statements=()) == replace(before, statements=())
        assert set(firm(before)) <= set(firm(after))
    assert len({m.id for m in joined.mentions}) == len(joined.mentions)


def firm(mention):
    """The statements that the network judges nothing of."""
    return [s for s in mention.statements if s.property != "participant"]


def without_mentions(reading: Reading) -> Reading:
    return replace(reading, reader=RuleReader().stamp, mentions=())


HACKED = {**TOLD, "cyber": ("trigger", "cyber_attack", "occurred")}
TWO_ACTS = TEXT + " A cyber outage stopped the pumps of the town."


def test_an_event_that_only_the_network_finds_is_added(monkeypatch, session):
    give(monkeypatch, HACKED, calibration=CALIBRATED)
    ruled, joined = (reader.read(a_document(TWO_ACTS)) for reader in (RuleReader(), RulesAndNetwork()))
    assert "cyber_attack" not in {m.type for m in ruled.mentions}
    (event,) = joined.mentions[len(ruled.mentions) :]
    assert (event.type, event.trigger.quote) == ("cyber_attack", "cyber")
    assert "cyber_attack occurred, told by 'cyber'" in RulesAndNetwork().explain(a_document(TWO_ACTS))


def test_an_event_of_a_type_that_the_rules_have_is_told_again_and_not_added(monkeypatch, session):
    give(monkeypatch, {**HACKED, "cyber": ("trigger", "armed_assault", "occurred")}, calibration=CALIBRATED)
    ruled, joined = (reader.read(a_document(TWO_ACTS)) for reader in (RuleReader(), RulesAndNetwork()))
    assert len(joined.mentions) == len(ruled.mentions)


READ_ALREADY = {
    "an act of the same sentence": ("Gunmen attacked a market in Kano with machines, and a hack stopped the pumps.", "hack"),
    "an act that is denied": ("Gunmen did not attack the market in Kano, and a hack stopped the pumps. " + TEXT, "hack"),
    "words for acts that told none": (TEXT + " Did the army bomb the clinic?", "bomb"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ_ALREADY)
def test_where_the_rules_have_read_a_sentence_the_network_adds_no_act(monkeypatch, session, name):
    text, word = READ_ALREADY[name]
    give(monkeypatch, {word: ("trigger", "cyber_attack" if word == "hack" else "bombing", "occurred")})
    ruled, joined = (reader.read(a_document(text)) for reader in (RuleReader(), RulesAndNetwork()))
    assert len(joined.mentions) == len(ruled.mentions)


def test_words_that_gave_the_rules_a_figure_give_no_second_one(session):
    ruled, joined = (reader.read(a_document(TEXT)) for reader in (RuleReader(), RulesAndNetwork()))
    figures = [[t for m in reading.mentions for t in m.all(Toll)] for reading in (ruled, joined)]
    assert figures[0] == figures[1] != []


def test_what_is_said_is_left_to_the_rules(session):
    ruled, joined = (reader.read(a_document(TEXT)) for reader in (RuleReader(), RulesAndNetwork()))
    assert joined.attributions == ruled.attributions


def test_a_role_without_weights_keeps_the_confidence_of_the_rules(monkeypatch, session):
    monkeypatch.setattr(judging, "weights", dict)
    monkeypatch.setattr(judging, "LEFT_OUT", 1.0)
    doc = a_document("Masked youths attacked a clinic in Kano on Friday.")
    assert parts(RulesAndNetwork().read(doc)) == parts(RuleReader().read(doc))


def test_the_network_is_not_asked_where_no_act_is_told(session):
    reading = RulesAndNetwork().read(a_document(QUIET))
    assert (reading.mentions, session.batches) == ((), [])
    assert ("asked", "no") in reading.reader.digests


def test_what_stops_at_the_gate_reaches_no_network(session):
    match = a_document("The striker scored twice as United won the cup tie on Saturday in front of a full stadium.")
    reading = make_reader("both", depth="gated").read(match)
    assert (reading.depth, session.batches) == ("gated", [])


def test_explaining_tells_who_found_what(session):
    told = RulesAndNetwork().explain(a_document(LEFT))
    assert "added       weapon cudgels" in told
    assert "trigger" in told


def test_without_the_extra_the_rules_read_alone_and_say_so_once(monkeypatch):
    monkeypatch.setattr(both, "has_extra", lambda: False)
    reader = RulesAndNetwork()
    doc = a_document(TEXT)
    assert reader.read(doc) == RuleReader().read(doc)
    assert reader.account() == (ALONE,)


def test_with_the_extra_there_is_nothing_to_say(session):
    assert RulesAndNetwork().account() == ()


# ------------------------------------------------------------------------------------------------- of each
@pytest.mark.parametrize("name", ["neural", "both"])
def test_the_readers_are_there_by_name(name, session):
    reader = READERS.make(name)
    assert reader.read(a_document(TEXT)).reader.name == name


@pytest.mark.parametrize("name", ["neural", "both"])
def test_another_network_makes_another_reading(name, monkeypatch, session):
    doc = a_document(TEXT)
    first = READERS.make(name).read(doc)
    made, _ = network(TOLD)
    monkeypatch.setattr(
        "tocsin.read.neural.reader.open_network", lambda path=None: (made, Folder(None, made.card, "other"))
    )
    assert READERS.make(name).read(doc).id != first.id


@pytest.mark.parametrize("name", ["neural", "both"])
def test_a_folder_without_a_network_is_refused(name, tmp_path):
    with pytest.raises(NeuralError, match="no model folder"):
        make_reader(name, depth="full", network=str(tmp_path))


@given(TEXTS, st.booleans())
def test_every_value_has_its_words(text, joined):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "weights", lambda: dict.fromkeys(judging.JUDGED, (0.5, 0.5, 0.0)))
        give(patch, TOLD, calibration=CALIBRATED)
        doc = a_document(text)
        reading = (RulesAndNetwork() if joined else NeuralReader()).read(doc)
    assert all(evidence_holds(doc, evidence) for evidence in evidence_of(reading))
    assert all(0 <= (s.confidence or 0) <= 1 for m in reading.mentions for s in m.statements)
