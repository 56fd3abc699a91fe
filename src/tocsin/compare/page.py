"""The comparison as a page: how much is there and right, then event by event where we and the coder differ."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.coded import CodedEvent
from tocsin.compare.agreement import Field
from tocsin.compare.comparison import Comparison, Match
from tocsin.record import Incident
from tocsin.view.clean import shorten
from tocsin.view.incident_page import value_words
from tocsin.view.page import Card, Line, Page, Row, Table, Tone, Words, line

TONES: dict[str, Tone] = {"agrees": "good", "allows": "plain", "differs": "denied", "not read": "alleged"}
VERDICTS = ("agrees", "allows", "differs", "not read", "not coded")
COLUMNS = ("FIELD", "AGREES", "ALLOWS", "DIFFERS", "NOT READ", "NOT CODED", "AGREES OF BOTH")


def summary_page(comparison: Comparison) -> Page:
    """How much is there, and how often each field agrees."""
    return Page(heading=tuple(_heading(comparison)), tables=(_fields_table(comparison),))


def details_page(comparison: Comparison, *, all_fields: bool = False) -> Page:
    """Where the two differ (with `all_fields` all fields of what matches), what is missed, and what only we have."""
    cards = [
        *(_match_card(match, all_fields) for match in comparison.matched if all_fields or _differs(match)),
        *(_missed_card(event) for event in comparison.missed),
        *(_extra_card(incident) for incident in comparison.extra),
    ]
    return Page(cards=tuple(cards))


def _heading(comparison: Comparison) -> Iterable[Line]:
    matched, missed, extra = len(comparison.matched), len(comparison.missed), len(comparison.extra)
    yield line(Words(f"{matched + missed} events coded, {comparison.articles} articles read", "headline"))
    yield line(f"{matched} matched ({comparison.recall:.0f} % of those coded, {comparison.precision:.0f} % of ours)")
    yield line(f"{missed} missed; {extra} that only we have ({comparison.extra_per_hundred:.0f} in a hundred articles)")


def _fields_table(comparison: Comparison) -> Table:
    rows = []
    for name, counts in comparison.verdicts().items():
        both = counts["agrees"] + counts["allows"] + counts["differs"]
        share = f"{100 * counts['agrees'] / both:.0f} %" if both else "–"
        rows.append((Words(name, "label"), *(Words(str(counts[v])) for v in VERDICTS), Words(share)))
    return Table("WHERE BOTH HAVE THE EVENT", COLUMNS, tuple(rows), right=frozenset(range(1, 7)))


def _differs(match: Match) -> bool:
    return any(field.verdict in ("differs", "not read") for field in match.fields)


def _match_card(match: Match, all_fields: bool) -> Card:
    shown = [f for f in match.fields if all_fields or f.verdict in ("differs", "not read")]
    return Card(
        line(Words(f"{match.coded.id}: {match.incident.title}", "headline")),
        tuple(_field_row(field) for field in shown),
    )


def _field_row(field: Field) -> Row:
    quotes = list(dict.fromkeys(evidence.quote for evidence in field.evidence))[:2]
    said = "; ".join(f"“{shorten(quote, 60)}”" for quote in quotes)
    read = "nothing" if field.read is None else value_words(field.read, " ".join(quotes))
    tone = TONES.get(field.verdict, "faint")
    words = (
        Words(f"coded {field.coded or 'nothing'}", "plain"),
        Words(f" · {field.verdict}: ", tone),
        Words(read, tone),
    )
    return Row(field.name, line(*words, Words(f" {said}" if said else "", "quote")))


def _missed_card(event: CodedEvent) -> Card:
    where = ", ".join(part for part in (event.place, event.country) if part)
    days = event.start.isoformat() + (f" to {event.end}" if event.end != event.start else "")
    rows = [Row("coded", line(f"{days} · {where or 'no place'} · {' and '.join(event.actors) or 'no actor'}"))]
    if event.about:
        rows.append(Row("note", line(Words(shorten(event.about, 160), "quote"))))
    return Card(line(Words(f"{event.id}: missed", "denied")), tuple(rows))


def _extra_card(incident: Incident) -> Card:
    support = incident.type.support[0]
    quote = support.evidence[0].quote if support.evidence else ""
    return Card(
        line(Words(f"only ours: {incident.title}", "alleged")),
        (Row("told as", line(Words(f"“{shorten(quote, 60)}”", "quote"), Words(f" {support.document}", "faint"))),),
    )
