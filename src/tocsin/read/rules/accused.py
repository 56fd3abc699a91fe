"""The suspects of a document: each with the last outcome that the text gives, and the lines that name them.

"The suspect", "the men", "he" take up somebody accused before, where number and noun allow it; nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import Described
from tocsin.read.rules.events import Event
from tocsin.read.rules.focus import Focus
from tocsin.read.rules.groups import NounGroup
from tocsin.read.rules.justice import Proceeding, is_accused
from tocsin.read.rules.participants import ParticipantFound
from tocsin.read.rules.participants import found as found_participant
from tocsin.read.rules.scene import Anchor, Argument, Scene
from tocsin.record.values import Outcome, Participant

AGAIN = word_set(
    "suspect suspects accused defendant defendants man men woman women pair trio detainee detainees teenager teenagers "
    "others two three four five six gunman gunmen attacker attackers bomber killer killers"
)
ONE = word_set("he she him her")
MANY = word_set("they them both all")
REACH = 12  # sentences that a suspect is remembered for


@dataclass(slots=True)
class Accused:
    """One suspect, or several dealt with together. `places`: line and first token of each group that names them."""

    described: Described
    head: str
    outcome: Outcome | None
    steps: list[Proceeding] = field(default_factory=list)

    @property
    def places(self) -> set[tuple[int, int]]:
        """Where the text names them."""
        return {(step.line.sentence.number, step.group.start) for step in self.steps}

    @property
    def last(self) -> int:
        """The number of the last line that deals with them."""
        return self.steps[-1].line.sentence.number


def gather_accused(scenes: Sequence[Scene], steps: Sequence[Proceeding]) -> list[Accused]:
    """The suspects of a document in the order in which they are named first."""
    found: list[Accused] = []
    for step in steps:
        scene = scenes[step.line.sentence.number]
        known = _known(found, scene, step)
        if known is not None:
            known.steps.append(step)
            known.outcome = step.outcome or known.outcome
        elif not step.known and scene.describe(step.group).what != "pronoun":
            described = scene.describe(step.group)
            found.append(Accused(described, scene.line.sentence.lower(step.group.head), step.outcome, [step]))
    return found


def _known(found: Sequence[Accused], scene: Scene, step: Proceeding) -> Accused | None:
    """The suspect whom a group takes up: the same words, a name again, a pronoun or a noun with an article."""
    number, group = scene.line.sentence.number, step.group
    described, head = scene.describe(group), scene.line.sentence.lower(group.head)
    for each in reversed(found):
        if number - each.last > REACH:
            continue
        if (number, group.start) in each.places:
            return each
        if head in ONE | MANY:
            if (head in MANY) == each.described.plural and number - each.last <= 2:
                return each
        elif described.what == "person" or (described.definite and head == each.head):
            if head == each.head and described.plural == each.described.plural:
                return each
        elif _again(scene, group, head) and (described.plural or described.what == "number") == each.described.plural:
            return each
    return None


def _again(scene: Scene, group: NounGroup, head: str) -> bool:
    definite = scene.describe(group).definite
    return definite and head in AGAIN and (is_accused(scene, group) or group.end - group.start == 2)


LAWFUL = ("arrest", "trial", "release", "investigation")


def participant_of(accused: Accused, anchor: Anchor) -> ParticipantFound:
    """The suspect as a participant, named as the text names him first, with the last outcome that it gives."""
    step = accused.steps[0]
    at = replace(anchor, line=step.line, sentence=step.line.sentence)
    person = found_participant(at, Argument("suspect", step.group, accused.described, "of"), "suspect")
    return replace(person, participant=replace(person.participant, outcome=accused.outcome))


def accused_by_event(
    accused: Sequence[Accused], events: Sequence[Event], focus: Focus
) -> Iterator[tuple[int, ParticipantFound]]:
    """Each suspect with the act that he is accused of and with what the law did in the lines that name him."""
    for each in accused:
        numbers = {step.line.sentence.number for step in each.steps}
        targets = {target for number in numbers if (target := focus.about(number)) is not None}
        for i, event in enumerate(events):
            lawful = event.anchors[0].row.type in LAWFUL
            if i in targets or (lawful and any(a.sentence.number in numbers for a in event.anchors)):
                yield i, participant_of(each, event.anchors[0])


def by_place(accused: Sequence[Accused], events: Sequence[Event]) -> dict[tuple[int, int], Participant]:
    """The suspects by line and token of every group that names them."""
    known: dict[tuple[int, int], Participant] = {}
    for each in accused:
        if events:
            person = participant_of(each, events[0].anchors[0]).participant
            for step in each.steps:
                known.update({(step.line.sentence.number, i): person for i in range(step.group.start, step.group.end)})
    return known
