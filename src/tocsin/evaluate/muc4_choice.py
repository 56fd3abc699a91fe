"""Who did what to whom: candidates of a message scored for each event and slot, by a logistic model fitted on train.

A candidate counts for an event by what the reader says of it, how near it stands to the words of the event, the words
around it, how often and how early it is named, and which noun it is (weights: `muc4_model.py`); no name is among the
signs. This is the choice of fillers for the keys of MUC-4 alone: it
adds nothing to a Reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tocsin.evaluate.muc4_candidates import Candidate, Page, Slot, candidates_of, choice_words, page_of
from tocsin.evaluate.muc4_fillers import plain
from tocsin.evaluate.muc4_model import Model, chance_of, default_model
from tocsin.evaluate.muc4_network import Lights, Numbers, judge_candidates, proposed
from tocsin.evaluate.muc4_record import Entity, Roles
from tocsin.record import Claim, Mention, Participant, Reading
from tocsin.resolve.countries import load_countries

FURTHER = 1.5  # how much surer than the first all further candidates of an event must be; many are hit, few do it
FURTHER_HIT = 1.0
SLOTS: tuple[Slot, ...] = ("PerpInd", "PerpOrg", "Weapon", "Target", "Victim", "VictimUnnamed")
HIT: tuple[Slot, ...] = ("Target", "Victim", "VictimUnnamed")
NOT_ASKED = {"kidnapping": ("Target", "Weapon")}  # the keys have no such slots there
NEAR = 2  # sentences between what tells of an event and who or what it hit


@dataclass(slots=True)
class Scene:
    """A message as the signs see it: its candidates, what is around them, and who the reader has in which role."""

    reading: Reading
    page: Page
    candidates: list[Candidate]
    around: list[list[str]]
    elsewhere: Mapping[str, frozenset[str]]

    def proposals(self, mention: Mention, incident_type: str, roles: Roles) -> Iterator[tuple[Candidate, list[str]]]:
        """Each candidate that may be of one event, with its signs for it."""
        trigger = self.page.sentence(mention.trigger.start), mention.trigger.start
        told = {self.page.sentence(e.start) for s in mention.statements for e in s.evidence if e.field == "text"}
        by_role = _by_role([mention])
        others = [self.page.sentence(m.trigger.start) for m in self.reading.mentions if m is not mention]
        for candidate, around in zip(self.candidates, self.around, strict=True):
            if candidate.slot in NOT_ASKED.get(incident_type, ()):
                continue
            sentences = [self.page.sentence(start) for start, _ in candidate.spans]
            if candidate.slot in HIT and all(abs(at - t) > NEAR for at in sentences for t in told | {trigger[0]}):
                continue
            signs = [*around, f"type {incident_type}", *self._signs(candidate, trigger, told, by_role, roles)]
            nearest = min(abs(at - trigger[0]) for at in sentences)
            if any(abs(at - other) < nearest for at in sentences for other in others):
                signs.append("nearer other")
            signs.append(f"{incident_type} {candidate.head or candidate.kind}")
            if candidate.slot in HIT:
                signs += self._beside(candidate, mention)
            yield candidate, signs

    def _beside(self, candidate: Candidate, mention: Mention) -> Iterator[str]:
        """How a candidate stands to the word of the event in its sentence."""
        sentence = self.page.sentence(mention.trigger.start)
        word = mention.trigger.quote.lower()
        for start, _ in candidate.spans:
            if self.page.sentence(start) == sentence:
                side = "before" if start < mention.trigger.start else "after"
                yield f"{side} {candidate.kind}"
                yield f"{side} {word}"
                yield f"{side} {word} {candidate.kind}"
                return

    def _signs(
        self,
        candidate: Candidate,
        trigger: tuple[int, int],
        told: set[int],
        by_role: Mapping[str, frozenset[str]],
        roles: Roles,
    ) -> Iterator[str]:
        chosen = any(_shares(candidate, {plain(n) for n in entity}) for entity in roles.get(candidate.slot, ()))
        filled = bool(roles.get("PerpInd")), bool(roles.get("PerpOrg"))
        yield "filled {} {}".format(*filled)
        if chosen:
            yield "chosen"
        elif roles.get(candidate.slot):
            yield "other chosen"
        for role, names in by_role.items():
            if _shares(candidate, names) or candidate.actor in names:
                yield f"here {role}"
        for role, names in self.elsewhere.items():
            if _shares(candidate, names) or candidate.actor in names:
                yield f"elsewhere {role}"
        sentence, offset = trigger
        inside = [start for start, _ in candidate.spans if self.page.sentence(start) in told]
        yield f"told {min(len(inside), 3)}"
        gaps = [self.page.sentence(start) - sentence for start, _ in candidate.spans]
        nearest = min(gaps, key=abs)
        yield f"gap {max(-4, min(4, nearest))}"
        if nearest == 0:
            start = min((s for s, _ in candidate.spans), key=lambda s: abs(s - offset))
            apart = len(self.page.text[min(start, offset) : max(start, offset)].split())
            bucket = 2 if apart <= 2 else 5 if apart <= 5 else 10 if apart <= 10 else 20
            yield f"same {'before' if start < offset else 'after'} {bucket}"
            before = self.page.text[max(0, start - 12) : start].lower().split()[-2:]
            if "by" in before:
                yield "same by"
        elif 0 < nearest < 3 or -3 < nearest < 0:
            yield f"gap {nearest} {candidate.kind}"


def scene_of(reading: Reading, lights: Lights | None = None) -> Scene:
    """The candidates of a message with the signs that hold for all its events. `lights`: what the network says."""
    page = page_of(reading)
    candidates = candidates_of(reading, page, proposed(lights) if lights else ())
    if lights:
        judge_candidates(lights, candidates)
    counts = {slot: sorted({len(c.spans) for c in candidates if c.slot == slot}, reverse=True) for slot in SLOTS}
    around = [list(_standing_signs(each, page, counts[each.slot], candidates)) for each in candidates]
    return Scene(reading, page, candidates, around, _by_role(reading.mentions))


def _standing_signs(
    candidate: Candidate, page: Page, counts: Sequence[int], others: Sequence[Candidate]
) -> Iterator[str]:
    yield "bias"
    yield f"kind {candidate.kind}"
    words = candidate.name.lower().split()
    if candidate.head is not None or candidate.kind == "members":
        yield f"head {candidate.head or words[-1]}"
        yield from dict.fromkeys(f"quality {_no_name(word)}" for word in words[:-1])
        yield f"long {min(len(words), 4)}"
    if candidate.kind == "force":
        yield from dict.fromkeys(f"force {_no_name(word)}" for word in words)
    times = len(candidate.spans)
    yield f"times {min(times, 6)}"
    yield f"rank {min(counts.index(times), 3)}"
    first = page.sentence(candidate.spans[0][0])
    yield f"first {min(first, 8)}"
    rivals = sum(each.slot == candidate.slot for each in others)
    yield f"rivals {min(rivals // 3, 6)}"
    signs: set[str] = set()
    for start, end in candidate.spans:
        before = [w.strip(".,;:\"'()[]") for w in page.text[max(0, start - 40) : start].split(" ")][-4:]
        after = [w.strip(".,;:\"'()[]") for w in page.text[end : end + 50].split(" ") if w][:4]
        signs.update(f"left {w}" for w in before[-3:-1] if w.isalpha() and w.islower())
        signs.update(f"next left {w}" for w in before[-2:] if w.isalpha() and w.islower())
        if after and after[0].islower():
            signs.add(f"next right {after[0]}")
        signs.update(f"right {w}" for w in after[1:3] if w.isalpha() and w.islower())
        sentence = page.sentence(start)
        opened = page.ends[sentence - 1] if sentence else 0
        closed = page.ends[sentence] if sentence < len(page.ends) else len(page.text)
        signs.update(f"sentence {w}" for w in _telling() & set(page.text[opened:closed].lower().split()))
    yield from sorted(signs)


def _no_name(word: str) -> str:
    return "demonym" if word in _demonyms() else word


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(demonym.lower() for country in load_countries() for demonym in country.demonyms)


@cache
def _telling() -> frozenset[str]:
    return frozenset(choice_words()["telling"])


def _by_role(mentions: Iterable[Mention]) -> dict[str, frozenset[str]]:
    """Names and actors of the participants and claimants by role."""
    held: dict[str, set[str]] = {}
    for mention in mentions:
        for participant in mention.all(Participant):
            held.setdefault(participant.role, set()).update(_names(participant.name, participant.actor))
        for claim in mention.all(Claim):
            held.setdefault(claim.stance, set()).update(_names(claim.claimant, claim.actor))
    return {role: frozenset(names) for role, names in held.items()}


def _names(name: str, actor: str | None) -> Iterator[str]:
    yield plain(name)
    if actor:
        yield actor


def _shares(candidate: Candidate, names: Iterable[str]) -> bool:
    padded = [f" {name} " for name in names]
    return any(f" {own} " in name or name in f" {own} " for own in candidate.names for name in padded if name.strip())


Scored = list[tuple[float, Candidate]]


def with_chosen(
    scene: Scene,
    mention: Mention,
    incident_type: str,
    roles: Roles,
    model: Model | None = None,
    *,
    net: Numbers | None = None,
) -> dict[str, tuple[Entity, ...]]:
    """The roles of one event with the fillers of its slots chosen among the candidates of the message.

    `net` is what the network says of the event.
    """
    used = model or default_model()
    scored = [
        (chance_of(used, candidate, signs, net or {}), candidate)
        for candidate, signs in scene.proposals(mention, incident_type, roles)
    ]
    return filled_with(roles, scored, used.threshold)


def filled_with(roles: Roles, scored: Scored, threshold: Mapping[str, float]) -> dict[str, tuple[Entity, ...]]:
    """The roles with the best of the scored candidates in the slots that are chosen."""
    made = {role: entities for role, entities in roles.items() if role not in SLOTS}
    for slot in SLOTS:
        kept = _best([(p, c) for p, c in scored if c.slot == slot], threshold[slot])
        if kept:
            made[slot] = tuple((candidate.name,) for candidate in kept)
    return made


def _best(scored: Scored, threshold: float) -> list[Candidate]:
    """The candidates above a threshold, the likeliest first, one for each that they name."""
    kept: list[Candidate] = []
    for chance, candidate in sorted((each for each in scored if each[0] >= threshold), key=lambda each: -each[0]):
        further = FURTHER if candidate.slot not in HIT else FURTHER_HIT
        if kept and chance < further * threshold:
            break
        if not any(_same(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates are words for the same: one's words end the other's, or they stand in one place."""
    if any(f" {m}".endswith(f" {n}") or f" {n}".endswith(f" {m}") for m in a.names for n in b.names):
        return True
    if a.slot not in HIT:
        return False
    first, second = set(a.spans), set(b.spans)
    return any(x < d and y > c for x, y in first for c, d in second)
