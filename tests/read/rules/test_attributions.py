"""Who says what: speakers, cues and contents; and what nobody says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.read.rules.attributions import AttributionFound, find_attributions, speaker_at, to_record
from tocsin.read.rules.document import Prepared, prepare
from tocsin.read.rules.persons import find_persons
from tocsin.record import Document


def a_prepared(text: str, title: str | None = None) -> Prepared:
    return prepare(Document(key="k", id="d", text=text, title=title, published="2024-03-26", language="en"))


def attributions(text: str) -> tuple[AttributionFound, ...]:
    prepared = a_prepared(text)
    return find_attributions(prepared, find_persons(prepared))


def said(text: str) -> list[tuple[str, str, str]]:
    """Speaker, kind and content, pieces joined by a bar."""
    return [(a.speaker, a.kind, " | ".join(text[s:e] for s, e in a.content)) for a in attributions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The ministry said that twelve people had died.",
            [("ministry", "say", "twelve people had died")],
            id="said-that",
        ),
        pytest.param(
            "The ministry said there were no survivors.",
            [("ministry", "say", "there were no survivors")],
            id="said-there-were",
        ),
        pytest.param(
            "Twelve people died in the blast, police said on Friday.",
            [("police", "say", "Twelve people died in the blast")],
            id="content-first",
        ),
        pytest.param(
            "Twelve people died, said a spokesman for the ministry.",
            [("spokesman for the ministry", "say", "Twelve people died")],
            id="said-then-speaker",
        ),
        pytest.param(
            "According to the ministry, twelve people died.",
            [("ministry", "according", "twelve people died")],
            id="according-to-first",
        ),
        pytest.param(
            "Twelve people died, according to the ministry.",
            [("ministry", "according", "Twelve people died")],
            id="according-to-last",
        ),
        pytest.param(
            "According to Ada Norwood, a senior fellow at Northgate, such raids serve two aims.",
            [("Ada Norwood", "according", "such raids serve two aims")],
            id="according-to-with-apposition",
        ),
        pytest.param(
            "Selim Aktan, the interior minister, told reporters in Ankara that the road was open.",
            [("Selim Aktan", "say", "the road was open")],
            id="told-reporters-that",
        ),
        pytest.param(
            "The president accused the rebels of shelling the market.",
            [("president", "accuse", "the rebels of shelling the market")],
            id="accused-of",
        ),
        pytest.param(
            "Officials blamed the militia for the raid.",
            [("Officials", "blame", "the militia for the raid")],
            id="blamed-for",
        ),
        pytest.param(
            "The group denied any role, saying it did not attack mosques.",
            [("group", "deny", "any role"), ("group", "say", "it did not attack mosques")],
            id="denied-and-saying",
        ),
        pytest.param("The bishop condemned the attack.", [("bishop", "condemn", "the attack")], id="condemned-object"),
        pytest.param(
            "The embassy warned of attacks on hotels.",
            [("embassy", "warn", "of attacks on hotels")],
            id="warned-of",
        ),
        pytest.param(
            "The attack has been claimed by the Northern Front.",
            [("Northern Front", "claim", "The attack")],
            id="claimed-by",
        ),
        pytest.param(
            "The army called on them to leave, with mayor Peter Lang acknowledging the ongoing threat.",
            [("army", "urge", "them to leave"), ("Peter Lang", "admit", "the ongoing threat")],
            id="participle-after-a-person",
        ),
        pytest.param(
            "However, experts like Ada Norwood argue that such steps fail; instead, they feed anger.",
            [("Ada Norwood", "argue", "such steps fail; instead, they feed anger")],
            id="experts-like",
        ),
        pytest.param(
            "The police want to question the driver.",
            [("police", "believe", "to question the driver")],
            id="wanting",
        ),
        pytest.param(
            "The mayor, who believes the bridge is unsafe, stayed away.",
            [("mayor", "believe", "the bridge is unsafe")],
            id="relative-clause",
        ),
    ],
)
def test_indirect_speech(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            '"We saw two men," a witness told reporters.', [("witness", '"We saw two men,"')], id="quote-first"
        ),
        pytest.param(
            'The minister said: "We will find them."', [("minister", '"We will find them."')], id="quote-after-colon"
        ),
        pytest.param(
            '"We saw it," said Jane Doe, 34. "Nobody helped us at all."',
            [("Jane Doe", '"We saw it," | "Nobody helped us at all."')],
            id="goes-on-in-the-next-sentence",
        ),
        pytest.param(
            '"We saw it," Jane Doe said, "and nobody came to help."',
            [("Jane Doe", '"We saw it," | "and nobody came to help."')],
            id="taken-up-again",
        ),
        pytest.param(
            '"Will you ever leave?" she asked.\n\nThe end came.',
            [("she", '"Will you ever leave?"')],
            id="pronoun-of-nobody-known-stands-for-itself",
        ),
        pytest.param(
            "“We held out.\n\n“Then they came over the wall,” said Tom Baker.",
            [("Tom Baker", "“Then they came over the wall,”")],
            id="paragraphs-of-one-quotation",
        ),
        pytest.param(
            "Tom Baker said: “We held out for days.\n\n“Then they came over the wall.”",
            [("Tom Baker", "“We held out for days. | “Then they came over the wall.”")],
            id="quotation-over-two-paragraphs",
        ),
        pytest.param(
            "'We saw two men,' the guard said.", [("guard", "'We saw two men,'")], id="single-marks"
        ),
    ],
)  # fmt: skip
def test_direct_speech(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(a.speaker, " | ".join(text[s:e] for s, e in a.content)) for a in attributions(text) if a.direct]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The blast claimed 12 lives.", id="a-blast-claims-nothing"),
        pytest.param("It was reported that barricades were built.", id="no-speaker"),
        pytest.param("The report was long and dull.", id="report-as-noun"),
        pytest.param("The minister declined to comment.", id="nothing-said"),
        pytest.param("The general said nothing.", id="said-nothing"),
        pytest.param("Users reported trouble.", id="object-of-a-verb-that-takes-a-clause"),
        pytest.param("The war continued into the spring.", id="continued"),
        pytest.param("Nobody was hurt.", id="no-cue"),
    ],
)
def test_nothing_is_said(text: str) -> None:
    assert said(text) == []


def test_pronoun_is_the_last_speaker_and_evidence_stays_on_the_pronoun() -> None:
    text = "Governor Uba Danjuma said the road was shut. He added that it would open."
    second = attributions(text)[1]
    assert (second.speaker, text[slice(*second.source)]) == ("Uba Danjuma", "He")
    assert second.post is not None
    assert second.post.text == "Governor"


def test_i_in_a_quotation_is_who_is_quoted() -> None:
    text = 'The army was silent. "I think the road is shut," said Jane Doe.'
    assert {a.speaker for a in attributions(text)} == {"Jane Doe"}


def test_doctor_who_treats_a_person_is_not_that_person() -> None:
    text = "Prefect Ada Norwood was hurt. One surgeon operating on Norwood said she was awake."
    assert attributions(text)[0].speaker != "Ada Norwood"


def test_negation_is_kept() -> None:
    found = attributions("The government did not say whether a ransom was paid.")
    assert [(a.negated, a.kind) for a in found] == [(True, "say")]


def test_innermost_speaker_vouches_for_a_word() -> None:
    text = "Jane Doe said the police believe that two men fled."
    prepared = a_prepared(text)
    found = find_attributions(prepared, find_persons(prepared))
    at = speaker_at(found, prepared.lines[0].sentence.number, text.index("fled"))
    assert at is not None
    assert at.speaker == "police"
    assert speaker_at(found, prepared.lines[0].sentence.number, 0) is None


def test_speaker_of_the_title_does_not_vouch_for_the_text() -> None:
    prepared = a_prepared("Nothing more is known of it.", title="Twelve dead, police say")
    found = find_attributions(prepared, find_persons(prepared))
    assert found
    assert speaker_at(found, prepared.lines[-1].sentence.number, 2) is None


def test_record_quotes_content_and_speaker() -> None:
    text = '"We saw it," said Jane Doe, a nurse. "Nobody helped us at all."'
    prepared = a_prepared(text)
    record = to_record(find_attributions(prepared, find_persons(prepared))[0], prepared, about=("m1",))
    assert record.text == '"We saw it," "Nobody helped us at all."'
    assert (record.direct, record.about, record.post) == (True, ("m1",), "nurse")
    assert [e.quote for e in record.speaker_evidence] == ["Jane Doe"]


SCRAPS = (
    "said , . \" “ ” according to Jane Doe the police that ' ( ) he accused of warned : I think \n\n who by was "
    "claimed statement adding and but denied any role says they 12 told reporters"
).split(" ")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(SCRAPS), max_size=40).map(" ".join))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    prepared = a_prepared(text, title=text[:60])
    for each in find_attributions(prepared, find_persons(prepared)):
        field = prepared.doc.field(each.field)
        for start, end in (*each.content, each.cue, each.source):
            assert 0 <= start < end <= len(field)
        assert 0 <= each.first <= each.last < len(prepared.lines)
        for evidence in to_record(each, prepared).evidence:
            assert field[evidence.start : evidence.end] == evidence.quote
