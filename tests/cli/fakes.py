"""A reader small enough to see through, for tests of what stands around readers, and a way to run the command."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from click.testing import CliRunner, Result

from tocsin.cli import main
from tocsin.record import (
    Attribution,
    Claim,
    Document,
    Evidence,
    Mention,
    Participant,
    Place,
    ReaderStamp,
    Reading,
    Relation,
    Statement,
    Toll,
    Voice,
    WarningNotice,
    When,
)

STAMP = ReaderStamp(name="fake", version="1")
TRIGGER = re.compile(r"\b(bombing|attack|abduction)\b")
TYPES = {"bombing": "bombing", "attack": "armed_assault", "abduction": "abduction"}
PLACES = {
    "Kano": Place(name="Kano", country="NG", admin1="Kano", latitude=12.0, longitude=8.52, precision="city"),
    "Goma": Place(name="Goma", country="CD", latitude=-1.68, longitude=29.22, radius_km=15, precision="city"),
}
TOLL = re.compile(r"\b(more than |at least )?(\d+) (people )?(killed|injured|dead)\b")
CLAIM = re.compile(r"\b([A-Z][\w-]+) (claimed|denied) (?:it|the attack|responsibility)")
BLAME = re.compile(r"\b(?P<by>[A-Z]\w+) blamed (?P<who>[A-Z]\w+)")
DAY = re.compile(r"\bon (\d{4}-\d\d-\d\d)\b")
SUSPECTS = re.compile(r"\b(four men) from (\w+)")
SAYS = re.compile(r"([A-Z]\w+ [A-Z]\w+), an? ([\w ]+), said (that [^.]+)\.")
ARREST = re.compile(r"\bPolice arrested\b")
WARNED = re.compile(r"\b(Washington) had warned (Moscow)\b")


@dataclass
class FakeReader:
    """Finds the first trigger of a text, and what a few patterns say of it."""

    name: str = "fake"
    version: str = "1"
    broken_by: str = field(default="BREAK THE READER")

    def read(self, doc: Document) -> Reading:
        if self.broken_by in doc.text:
            raise RecursionError("too deep")
        mentions = tuple(_mentions(doc))
        return Reading(
            document=doc,
            reader=STAMP,
            relevance=0.9 if mentions else 0.05,
            mentions=mentions,
            relations=tuple(_relations(mentions)),
            attributions=tuple(_attributions(doc, mentions)),
        )

    def explain(self, doc: Document) -> str:
        return f"1 trigger {TRIGGER.findall(doc.text)}\n  2 text \x1b[31m{doc.text[:20]}"


def _mentions(doc: Document):
    found = TRIGGER.search(doc.text)
    if not found:
        return
    trigger = doc.quote(*found.span())
    yield Mention(
        id="m1",
        trigger=trigger,
        statements=(
            _said("type", TYPES[found[1]], trigger),
            _said("status", "foiled" if "foiled" in doc.text else "occurred", trigger),
            *_statements(doc, trigger),
        ),
    )
    for id, pattern, type in (("m2", ARREST, "arrest"), ("m3", WARNED, "intelligence_sharing")):
        if other := pattern.search(doc.text):
            words = doc.quote(*other.span())
            extra = ()
            if type == "intelligence_sharing":
                notice = WarningNotice(issuer="Washington", recipient="Moscow", public=False)
                extra = (_said("warning", notice, words),)
            yield Mention(
                id=id,
                trigger=words,
                statements=(_said("type", type, words), _said("status", "occurred", words), *extra),
            )


def _said(property, value, *evidence: Evidence, by: Evidence | None = None, modality="asserted") -> Statement:
    return Statement(
        property=property,
        value=value,
        original=evidence[0].quote,
        evidence=evidence,
        attribution=Voice(name=by.quote, evidence=(by,)) if by else None,
        modality=modality,
    )


def _statements(doc: Document, trigger: Evidence):
    said = DAY.search(doc.text)
    day = said[1] if said else (doc.published or "2024-03-26")[:10]
    yield _said("when", When(earliest=day, latest=day), trigger)
    for name, place in PLACES.items():
        if (at := doc.text.find(name)) >= 0:
            yield _said("where", place, doc.quote(at, at + len(name)))
    for found in TOLL.finditer(doc.text):
        n, measure = int(found[2]), "injured" if found[4] == "injured" else "killed"
        bounds = {"low": n, "high": n, "best": n}
        if found[1]:
            bounds = {"low": n + found[1].startswith("more")}
        yield _said("toll", Toll(measure=measure, **bounds), doc.quote(*found.span()))
    for found in CLAIM.finditer(doc.text):
        claim = Claim(claimant=found[1], stance=found[2], actor=f"{found[1].lower()}-id")
        yield _said("claim", claim, doc.quote(*found.span()))
    for found in BLAME.finditer(doc.text):
        by = doc.quote(*found.span("by"))
        yield _said(
            "claim", Claim(claimant=found["who"], stance="blamed", by=found["by"]), doc.quote(*found.span()), by=by
        )
    for found in SUSPECTS.finditer(doc.text):
        suspects = Participant(role="suspect", kind="group", name=found[1], origin=found[2])
        yield _said("participant", suspects, doc.quote(*found.span()), modality="alleged")


def _relations(mentions):
    for mention in mentions[1:]:
        evidence = (mention.trigger,)
        if mention.type == "arrest":
            yield Relation(
                type="responds_to", source=mention.id, target="m1", evidence=evidence, kind="law_enforcement"
            )
        else:
            yield Relation(type="warns_of", source=mention.id, target="m1", evidence=evidence)


def _attributions(doc: Document, mentions):
    for found in SAYS.finditer(doc.text):
        yield Attribution(
            speaker=found[1],
            post=found[2],
            text=found[3],
            direct=False,
            about=("m1",) if mentions else (),
            evidence=(doc.quote(*found.span(3)),),
            speaker_evidence=(doc.quote(*found.span(1)),),
        )


def run(*args: str, stdin: str | bytes | None = None, env: dict[str, str | None] | None = None) -> Result:
    """Run `tocsin` in this process."""
    clean = {"TOCSIN_DATABASE": None, "NO_COLOR": None, "TOCSIN_COLOR": None}
    return CliRunner().invoke(main, list(args), input=stdin, env={**clean, **(env or {})})
