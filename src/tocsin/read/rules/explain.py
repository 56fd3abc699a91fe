"""The cascade laid open: what each step found in a document, as plain text, for `tocsin read --explain`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.read.rules.actor_links import ActorLink, links_of
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.finding import Weighing
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.steps import Steps
from tocsin.record import Bound, Place, When
from tocsin.record.evidence import Field
from tocsin.resolve.counts import CountFound
from tocsin.resolve.money import find_money
from tocsin.resolve.place_weighing import Weighed
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.times import TimeFound, find_times


def explain(steps: Steps, weighing: Weighing) -> str:
    """One block a sentence, one line a step, then the events with what joined them.

    Under each place stand those that its name may mean, with what speaks for each.
    """
    blocks = []
    links = list(links_of(steps.prepared))
    if steps.prepared.written_at:
        rows = (row for place in steps.prepared.written_at for row in _place(place, _weighed(weighing, place)))
        blocks.append("\n".join(("[dateline]", *rows)))
    for number, line in enumerate(steps.prepared.lines):
        here = [link for link in links if link.line == number]
        blocks.append("\n".join(_sentence(steps, line, here, weighing)))
    blocks.append("\n".join(_events(steps)))
    return "\n\n".join(blocks) + "\n"


def _row(step: str, text: str) -> str:
    return f"  {step:<11} {text}"


def _words(line: Line, start: int, end: int) -> str:
    return " ".join(line.sentence.texts[start:end])


def _sentence(steps: Steps, line: Line, links: Sequence[ActorLink], weighing: Weighing) -> Iterator[str]:
    sentence, prepared = line.sentence, steps.prepared
    number = sentence.number
    yield f"[{number}] {sentence.field} {sentence.start}-{sentence.end}" + (
        "" if sentence.cased else "  (all capitals)"
    )
    yield _row("words", " ".join(f"{t.text}/{c}" for t, c in zip(sentence.tokens, sentence.classes, strict=True)))
    yield _row("nouns", " | ".join(_words(line, g.start, g.end) for g in sentence.nouns) or "-")
    verbs = (_words(line, v.start, v.end) + (" (passive)" if v.passive else "") for v in sentence.verbs)
    yield _row("verbs", " | ".join(verbs) or "-")
    names = [_actor(steps, link) for link in links]
    names += [f"{p.name} ({p.standing})" for p in steps.persons if p.line == number]
    names += [f"{p.name} (perhaps a person)" for p in steps.doubtful if p.line == number]
    if names:
        yield _row("names", " | ".join(names))
    for place in line.places:
        yield from _place(place, _weighed(weighing, place, sentence.field))
    if line.times:
        yield _row("times", " | ".join(_time(prepared, line, t) for t in line.times))
    counts = [c for c in line.counts if not c.article]
    if counts:
        yield _row("counts", " | ".join(_count(prepared, line, c) for c in counts))
    if money := find_money(_text(prepared, line)):
        yield _row("money", " | ".join(f"{_bound(m.bound)} {m.currency}" for m in money))
    for said in steps.attributions:
        if said.line == number:
            yield _row("says", said.speaker or "?")
    for anchor in steps.anchors:
        if anchor.line is line:
            yield _row("trigger", _anchor(anchor))
    for anchor in steps.dropped:
        if anchor.line is line:
            yield _row("not told", _anchor(anchor))
    for claim in steps.claims:
        if claim.line is line:
            yield _row("claim", f"{claim.stance}: {_words(line, claim.claimant.start, claim.claimant.end)}")
    for toll in steps.tolls:
        if toll.line is line:
            t = toll.toll
            yield _row(
                "toll",
                f"{t.measure} low {t.low} best {t.best} high {t.high} ({t.scope}): "
                + _words(line, toll.start, toll.end),
            )


PART_WORDS = {
    "known": "size and renown", "country": "its country in the text", "near": "other places near it",
    "frame": "the word beside it", "list": "its neighbours in the list", "seat": "a town bears the name",
}  # fmt: skip
SHOWN = 2  # candidates shown where one is chosen: it and the runner-up


def _actor(steps: Steps, link: ActorLink) -> str:
    """ "ADF = adf-uganda (chosen, score 1.30, next ambazonia 0.00)"."""
    words = (steps.prepared.doc.field(link.field) or "")[link.start : link.end]
    if link.how in ("chosen", "open"):
        how = f"{link.how}, score {link.score:.2f}, next {link.runner_up or 'none'}"
    else:
        how = link.how if link.actor else f"{link.how}: {link.kind}"
    return f"{words} = {link.actor or '?'} ({how})"


def _weighed(weighing: Weighing, found: PlaceFound, field: Field = "text") -> Weighed | None:
    return None if found.as_below else weighing.get((field, (found.start, found.end)))


def _place(found: PlaceFound, weighed: Weighed | None) -> Iterator[str]:
    place = found.place
    where = "-".join(part for part in (place.country, place.admin1) if part) or "not settled"
    spot = f", {place.latitude:.2f} {place.longitude:.2f} within {place.radius_km:g} km" if _is_spot(place) else ""
    yield _row("place", f"{found.name} = {where} ({place.precision}, {place.relation}{spot}); {_why(found, weighed)}")
    if weighed is None:
        return
    settled = place.latitude is not None
    for candidate in weighed.candidates[: SHOWN if settled else None] if weighed.count > 1 or not settled else ():
        parts = " ".join(f"{value:+.1f} {PART_WORDS[name]}" for name, value in candidate.parts)
        label = f"{candidate.label} ({candidate.kind})"
        yield f"{'':13} {candidate.score:5.1f}  {label:36} {parts.removeprefix('+')}"


def _is_spot(place: Place) -> bool:
    return place.latitude is not None and place.longitude is not None and place.radius_km is not None


def _why(found: PlaceFound, weighed: Weighed | None) -> str:
    written = "; the place of writing" if found.dateline else ""
    if found.as_below:
        return "what this name means in the text below"
    if weighed is not None:
        sure = f", score {found.score:.2f}" if weighed.count > 1 and found.place.latitude is not None else ""
        return f"{weighed.why}{sure}{written}"
    if found.level == "venue" and found.container is not None:
        return f"a venue, near its city {found.container}"
    if found.level == "unknown" and found.container is not None and found.place.latitude is not None:
        return f"no file holds it; the text puts it in or near {found.container}"
    if found.level == "venue":
        return "a venue that the gazetteer holds" if found.place.latitude is not None else "a venue of no known city"
    return "no file holds it; the words beside it make it a place"


def _time(prepared: Prepared, line: Line, time: TimeFound) -> str:
    """A time with the rule that read it and the day from which it was counted."""
    quote = prepared.evidence(line, time.start, time.end).quote
    return f"{quote} = {_when(time.when)} ({time.rule}, {_counted_from(prepared, line, time)})"


def _when(when: When) -> str:
    end = f", ended {when.end.earliest or '..'} to {when.end.latest or '..'}" if when.end else ""
    return f"{when.earliest or '..'} to {when.latest or '..'}{end}"


def _counted_from(prepared: Prepared, line: Line, time: TimeFound) -> str:
    if time.base is not None:
        quote = prepared.evidence(line, time.base.start, time.base.end).quote
        return f'counted from "{quote}", {_when(time.base.when)}'
    if time.when.earliest is None and time.when.latest is None:
        return "counted from an event" if time.shift else "no day told"
    sentence, doc = line.sentence, prepared.doc
    text = (doc.title or "") if sentence.field == "title" else doc.text
    undated = find_times(text, published=None, start=sentence.start, end=sentence.end)
    if any(t.end == time.end and t.when == time.when for t in undated):
        return "as written"
    return f"counted from publication, {prepared.published}"


def _count(prepared: Prepared, line: Line, count: CountFound) -> str:
    quote = prepared.evidence(line, count.start, count.end).quote
    more = [word for word, told in (("another", count.other), ("a part", count.part)) if told]
    if count.earlier is not None:
        more.append(f"before {_bound(count.earlier)}")
    return f"{quote} = {_bound(count.bound)}" + (f" ({', '.join(more)})" if more else "")


def _bound(bound: Bound) -> str:
    return f"low {bound.low} best {bound.best} high {bound.high}"


def _text(prepared: Prepared, line: Line) -> str:
    return prepared.evidence(line, line.sentence.start, line.sentence.end).quote


def _anchor(anchor: Anchor) -> str:
    arguments = ", ".join(
        f"{a.role} <- {_words(anchor.line, a.group.start, a.group.end)} ({a.what.what}, {a.via})"
        for a in anchor.arguments
    )
    words = _words(anchor.line, anchor.start, anchor.end)
    return f"{words} -> {anchor.row.type} ({anchor.row.id}, {anchor.row.strength}): {arguments or 'no arguments'}"


def _events(steps: Steps) -> Iterator[str]:
    yield f"events (relevance {steps.relevance:.2f})"
    for i, event in enumerate(steps.events, 1):
        told = "; ".join(
            f"[{a.sentence.number}] {_words(a.line, a.start, a.end)} ({d.status.status})"
            for d, a in zip(event.drafts, event.anchors, strict=True)
        )
        yield _row(f"m{i}" + (" old" if event.background else ""), told)
        draft = event.dated
        if draft is not None and draft.when is not None:
            yield _row("  when", _time(steps.prepared, draft.when_line or draft.anchor.line, draft.when))
