"""The article that the project started from: one record, with everything it says and nothing that it does not.

The article is not ours to pass on. `TOCSIN_SEED` names the file, else it is looked for beside the repository; where
there is none these tests are skipped. Of its words only single ones stand here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from builders import evidence_holds
from tocsin import pipeline
from tocsin.gather import Done
from tocsin.read.rules.reader import RuleReader
from tocsin.record import (
    Attribution,
    Claim,
    Evidence,
    Mention,
    Participant,
    Place,
    Reading,
    Statement,
    Toll,
    WarningNotice,
    When,
)

SEED = Path(os.environ.get("TOCSIN_SEED") or Path(__file__).parents[2] / "shared" / "seed" / "article.txt")

pytestmark = pytest.mark.skipif(
    not SEED.is_file(), reason=f"the article is not at {SEED}; name it with TOCSIN_SEED to run these tests"
)


class FixedClock:
    def now(self) -> str:
        return "2024-12-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def reading() -> Reading:
    terms = pipeline.make_terms(clock=FixedClock(), max_bytes=1_000_000)
    (found,) = pipeline.read_all(pipeline.gather_all([str(SEED)], terms=terms), reader=RuleReader())
    assert isinstance(found, Done)
    return found.value


@pytest.fixture(scope="module")
def attack(reading: Reading) -> Mention:
    return only(m for m in reading.mentions if m.family == "violence" and m.type != "detainee_abuse")


@pytest.fixture(scope="module")
def abuse(reading: Reading) -> Mention:
    return only(m for m in reading.mentions if m.type == "detainee_abuse")


def only(values: Iterable[Any]) -> Any:
    (one,) = values
    return one


def statement_of(mention: Mention, kind: type, **fields: object) -> Statement:
    """The one statement whose value is of a kind and has these fields."""
    return only(
        s
        for s in mention.statements
        if isinstance(s.value, kind) and all(getattr(s.value, name) == value for name, value in fields.items())
    )


def quotes(evidence: Iterable[Evidence]) -> str:
    return " ".join(e.quote for e in evidence)


def said_by(reading: Reading, name: str) -> list[Attribution]:
    return [a for a in reading.assessments if a.speaker == name]


def responses_to(reading: Reading, mention: Mention) -> list[tuple[Mention, str | None]]:
    kinds = {r.source: r.kind for r in reading.relations if r.type == "responds_to" and r.target == mention.id}
    return [(m, kinds[m.id]) for m in reading.mentions if m.id in kinds]


# ------------------------------------------------------------------------------------------------ the document
def test_the_date_is_found_in_the_first_words(reading: Reading) -> None:
    assert (reading.document.published, reading.document.published_from) == ("2024-03-26", "text")
    assert reading.relevance is not None
    assert reading.relevance >= 0.9


def test_every_value_has_evidence_that_quotes_the_article(reading: Reading) -> None:
    doc = reading.document
    for mention in reading.mentions:
        assert evidence_holds(doc, mention.trigger)
        for statement in mention.statements:
            assert statement.evidence
            assert all(evidence_holds(doc, e) for e in statement.evidence)
    for said in reading.attributions:
        assert said.evidence
        assert said.speaker_evidence
        assert all(evidence_holds(doc, e) for e in (*said.evidence, *said.speaker_evidence))
    assert all(r.evidence and all(evidence_holds(doc, e) for e in r.evidence) for r in reading.relations)


# ------------------------------------------------------------------------------------------------ the attack
def test_there_is_one_attack_and_no_second_out_of_headings_or_general_talk(reading: Reading) -> None:
    acts = [m.type for m in reading.mentions if m.family in ("violence", "plot")]
    assert sorted(acts) == ["armed_assault", "detainee_abuse"]


def test_it_occurred_and_is_told_as_one_event_of_the_day(attack: Mention) -> None:
    assert (attack.type, attack.status, attack.unit) == ("armed_assault", "occurred", "single")
    assert (attack.background, attack.political) == (False, "yes")


def test_it_was_on_or_before_the_day_of_the_article(attack: Mention) -> None:
    when = statement_of(attack, When).value
    assert (when.earliest, when.latest, when.end) == (None, "2024-03-26", None)


def test_its_site_is_a_concert_hall_in_moscow(attack: Mention) -> None:
    places = [p for p in attack.all(Place) if p.role == "site"]
    assert {p.country for p in places} == {"RU"}
    assert "concert hall" in places[0].name
    assert any("Moscow" in p.name for p in places)
    assert any(p.geonames_id == 524901 for p in places)
    assert any("concert hall" in p.name for p in attack.all(Participant) if p.role == "target")


@pytest.mark.parametrize(
    ("measure", "bounds", "words"),
    [("killed", (131, None, None), "130"), ("injured", (180, 180, 180), "180")],
    ids=["killed", "injured"],
)
def test_its_toll(attack: Mention, measure: str, bounds: tuple[int | None, ...], words: str) -> None:
    found = statement_of(attack, Toll, measure=measure)
    toll = found.value
    assert (toll.low, toll.high, toll.best) == bounds
    assert toll.scope == "event"
    assert words in quotes(found.evidence)


def test_it_is_claimed_by_islamic_state_khorasan(attack: Mention) -> None:
    found = statement_of(attack, Claim)
    claim = found.value
    assert (claim.claimant, claim.actor, claim.stance) == ("ISIS-K", "islamic-state-khorasan", "claimed")
    assert "claimed" in quotes(found.evidence)


def test_four_men_of_tajikistan_are_suspects_and_only_alleged(attack: Mention) -> None:
    found = statement_of(attack, Participant, role="suspect")
    men = found.value
    assert men.kind in ("person", "group", "civilians")
    assert "men" in men.name
    assert men.origin == "TJ"
    assert men.count is not None
    assert (men.count.low, men.count.high, men.count.best) == (4, 4, 4)
    assert found.modality == "alleged"
    assert found.attribution is None
    assert "men" in quotes(found.evidence)


def test_the_men_are_nowhere_perpetrators(reading: Reading) -> None:
    for mention in reading.mentions:
        for participant in mention.all(Participant):
            if participant.role == "perpetrator":
                assert participant.actor == "islamic-state-khorasan"


# ------------------------------------------------------------------------------------------------ who says what
@pytest.mark.parametrize("word", ["dual", "deter"], ids=["strength-and-recruits", "measures-unlikely"])
def test_the_assessments_of_roggio_with_post_and_affiliation(reading: Reading, word: str) -> None:
    said = only(a for a in said_by(reading, "Bill Roggio") if word in a.text)
    assert (said.post, said.affiliation) == ("senior fellow", "Foundation for Defense of Democracies")
    assert said.about
    assert not said.direct


def test_roggio_says_no_more_than_that(reading: Reading) -> None:
    assert len(said_by(reading, "Bill Roggio")) == 2


def test_kirby_on_the_threat(reading: Reading) -> None:
    said = only(said_by(reading, "John Kirby"))
    assert (said.post, said.affiliation) == ("national security adviser", "White House")
    assert "threat" in said.text


def test_the_two_are_persons_in_a_public_role(reading: Reading) -> None:
    standing = {p.name: p.standing for p in reading.persons}
    assert standing["Bill Roggio"] == "expert"
    assert standing["John Kirby"] == "official"


# ------------------------------------------------------------------------------------------------ what followed
def test_the_russian_authorities_respond(reading: Reading, attack: Mention) -> None:
    answers = [m for m, _ in responses_to(reading, attack)]
    who = {p.name for m in answers for p in m.all(Participant) if p.role == "responder"}
    assert any("Russian authorities" in name for name in who)


def test_the_response_is_condemned(reading: Reading, attack: Mention, abuse: Mention) -> None:
    first = [m for m, _ in responses_to(reading, attack)]
    answers = [pair for each in (abuse, *first) for pair in responses_to(reading, each)]
    assert ("condemnation", "statement") in [(m.type, kind) for m, kind in answers]


def test_the_condemnation_is_not_of_the_attack(reading: Reading, attack: Mention) -> None:
    assert "condemnation" not in [m.type for m, _ in responses_to(reading, attack)]


# ------------------------------------------------------------------------------------------------ the accused
def test_the_abuse_is_an_event_of_its_own_that_occurred(abuse: Mention) -> None:
    assert (abuse.type, abuse.status, abuse.unit) == ("detainee_abuse", "occurred", "single")


def test_the_abuse_is_alleged_on_the_strength_of_signs(abuse: Mention) -> None:
    (told,) = abuse.of("status")
    assert told.modality == "alleged"
    assert "signs" in quotes(told.evidence)


def test_its_victims_are_the_accused(abuse: Mention) -> None:
    victims = [p for p in abuse.all(Participant) if p.role == "victim"]
    assert ["accused" in p.name for p in victims] == [True]


def test_nobody_is_named_as_doing_it(abuse: Mention) -> None:
    assert [p for p in abuse.all(Participant) if p.role in ("perpetrator", "suspect", "party")] == []
    assert abuse.all(Claim) == ()


def test_the_accused_are_not_one_person(abuse: Mention) -> None:
    counts = [p.count for p in abuse.all(Participant) if p.role == "victim" and p.count]
    assert [c.best for c in counts if c.best is not None and c.best < 2] == []


# ------------------------------------------------------------------------------------------------ the warning
@pytest.fixture(scope="module")
def sharing(reading: Reading) -> Mention:
    return only(m for m in reading.mentions if m.family == "warning")


def test_intelligence_was_shared_before_the_attack(reading: Reading, attack: Mention, sharing: Mention) -> None:
    assert (sharing.type, sharing.status) == ("intelligence_sharing", "occurred")
    relation = only(r for r in reading.relations if r.source == sharing.id)
    assert (relation.type, relation.target) == ("warns_of", attack.id)
    assert "prior" in quotes((*relation.evidence, *statement_of(sharing, WarningNotice).evidence))


def test_the_warning_has_its_issuer_and_its_recipient(sharing: Mention) -> None:
    found = statement_of(sharing, WarningNotice)
    notice = found.value
    assert (notice.issuer, notice.recipient) == ("United States", "Russia")
    assert notice.issued is not None
    assert notice.issued.latest is not None
    assert notice.issued.latest <= "2024-03-26"


# ------------------------------------------------------------------------------------------------ the record
def test_the_record_of_it_holds_the_same(reading: Reading) -> None:
    ledger = pipeline.open_record("sqlite://", clock=FixedClock())
    list(pipeline.add_all([Done("article", reading.document)], ledger=ledger, reader=RuleReader()))
    pipeline.refold(ledger)
    record = only(i for i in pipeline.incidents(ledger) if i.type.value == "armed_assault")
    killed = only(t.value for t in record.tolls if t.value.measure == "killed")
    assert (killed.low, killed.high, killed.best) == (131, None, None)
    assert [c.value.actor for c in record.claims] == ["islamic-state-khorasan"]
    assert {each.type for each in record.warnings} == {"intelligence_sharing"}
    assert record.responses
    assert {a.attribution.speaker for a in record.assessments} >= {"Bill Roggio", "John Kirby"}
    ledger.close()
