"""Rows that readings and incidents have in common. Each takes a value, who says so, and the numbers of its evidence."""

from __future__ import annotations

from tocsin.record import Attribution, Claim, Participant, Place, Toll, WarningNotice
from tocsin.view.numbers import toll_words
from tocsin.view.page import Line, Row, Tone, Words, line
from tocsin.view.words import claim_words, interval_words, participant_words, place_detail, place_words

ROLE_LABELS = {
    "perpetrator": "by",
    "initiated_by": "begun by",
    "party": "between",
    "suspect": "accused",
    "responder": "by",
    "issuer": "by",
    "recipient": "to",
    "victim": "victims",
    "target": "target",
    "weapon": "weapon",
}
MODALITY_TONES: dict[str, Tone] = {"alleged": "alleged", "denied": "denied"}
STANCE_TONES: dict[str, Tone] = {"denied": "denied", "blamed": "alleged", "suspected": "alleged"}


QUOTES = ' "“”„«»'


def said_by(attribution: str | None) -> Words:
    """ ", according to X"; nothing where the outlet itself says so."""
    return Words(f", according to {attribution}" if attribution else "", "faint")


def vouched(modality: str, attribution: str | None) -> Words:
    """Who vouches for an accusation or a claim: ", alleged by X"; the outlet where nobody else does."""
    if modality == "alleged":
        return Words(f", alleged by {attribution or 'the report itself'}", "alleged")
    if modality == "claimed":
        return Words(", by its own claim", "faint")
    if modality == "denied":
        return Words(f", denied{f' by {attribution}' if attribution else ''}", "denied")
    return said_by(attribution)


def place_row(place: Place, attribution: str | None, refs: Words) -> Row:
    """Where it was, and how precisely that is known."""
    return Row(
        "where", line(place_words(place), Words(f" ({place_detail(place)})", "faint"), said_by(attribution), refs)
    )


def toll_row(toll: Toll, *, said: str, attribution: str | None, modality: str, refs: Words) -> Row:
    """A figure; one that is not the whole event's is faint."""
    tone: Tone = "faint" if toll.scope != "event" else ("killed" if toll.measure == "killed" else "plain")
    whom = f" ({toll.whom})" if toll.whom else ""
    return Row(
        "toll",
        line(Words(toll_words(toll, said=said), tone), Words(whom, "faint"), vouched(modality, attribution), refs),
    )


def claim_row(claim: Claim, *, attribution: str | None, refs: Words) -> Row:
    """A claim or a denial under "claims", an accusation under "accused", with its accuser."""
    accusation = claim.stance in ("blamed", "suspected")
    who = attribution if attribution and attribution != claim.by else None
    return Row(
        "accused" if accusation else "claims",
        line(
            Words(claim_words(claim), STANCE_TONES.get(claim.stance, "plain")),
            Words(f" ({claim.actor})" if claim.actor else "", "faint"),
            said_by(who),
            refs,
        ),
    )


def participant_row(participant: Participant, *, attribution: str | None, modality: str, refs: Words) -> Row:
    """Somebody or something that had a part, under the label of the role."""
    shown_modality = "alleged" if participant.role == "suspect" and modality == "asserted" else modality
    tags = f" ({', '.join(tag.replace('_', ' ') for tag in participant.tags)})" if participant.tags else ""
    return Row(
        ROLE_LABELS[participant.role],
        line(
            Words(participant_words(participant), MODALITY_TONES.get(shown_modality, "plain")),
            Words(f" ({participant.actor})" if participant.actor else "", "faint"),
            Words(tags, "faint"),
            vouched(shown_modality, attribution),
            refs,
        ),
    )


def warning_words(warning: WarningNotice) -> str:
    """Who warned whom, when, of what."""
    parts = [f"{warning.issuer or 'somebody'} warned {warning.recipient or 'of it'}"]
    if warning.issued:
        parts.append(interval_words(warning.issued.earliest, warning.issued.latest))
    for name, value in (("of an attack on", warning.target), ("at", warning.place)):
        if value:
            parts.append(f"{name} {value}")
    words = " ".join(parts)
    if warning.public is not None:
        words += ", in public" if warning.public else ", in private"
    return words + (f"; {warning.reaction}" if warning.reaction else "")


def told_warning(type_words: str, warning: WarningNotice, *, under: str) -> str:
    """A warning with its type, where the label that it stands under does not say that already."""
    words = warning_words(warning)
    return words if type_words == under else f"{type_words}: {words}"


def assessment_row(said: Attribution, refs: Words, *, source: str | None = None) -> Row:
    """What somebody says of it: the speaker with post and affiliation, then the words."""
    who = ", ".join(part for part in (said.speaker, said.post, said.affiliation) if part)
    words = f"“{said.text.strip(QUOTES)}”" if said.direct else said.text
    where = f" ({source})" if source else ""
    return Row("says", line(Words(who, "label"), f": {words}", Words(where, "faint"), refs))


def headline(words: str, *marks: str, tail: str = "") -> Line:
    """A headline and its marks: "ARMED ASSAULT in Moscow, Russia · foiled"."""
    kept = "".join(f" · {mark}" for mark in marks if mark)
    return line(Words(words, "headline"), Words(kept, "alleged"), Words(tail, "faint"))
