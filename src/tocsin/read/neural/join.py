"""What the network alone finds, beside what the rules have: events, figures, sites and parts in them.

What people say and claim is left to the rules, who find far more of it in news articles (77.9 against 62.1 on the part
`fit` of the benchmark `quotes`). What the rules have stays as it is, and words that gave them a value give no second
one of its kind. An event of a type that they have already is one that is told again, as far as anybody can tell, and is
not added. No more is an act or a warning where the rules have read the sentence: where they have one of it already
(the network has another name for the same), where they passed one over (a denial, a film, a drill), or at words that
name acts but, as they read them, none there (a question, a figure of speech).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.llm.agreement import agrees, contradict, pairs_of
from tocsin.read.llm.ground import Ground
from tocsin.read.rules.triggers import find_triggers
from tocsin.record import Evidence, Mention, Participant, Place, Reading, Statement, Toll

MANY = ("participant", "toll", "where")  # what is taken from the network: an event may have several values of each
KEPT = ("type", "status", "when", *MANY)  # of an event that it alone finds
READ = ("violence", "plot", "warning")  # families of events of which the rules read a sentence to its end
MAY_BE = word_set("could may might would if unless")  # in the sentence of a figure that may come to be
UNDONE = ("threatened", "planned", "denied")  # events that have harmed nobody


@dataclass(frozen=True, slots=True)
class Joined:
    """The rules' reading with what was added: values to events that they have, and events that they have not."""

    reading: Reading
    added: tuple[Statement, ...]
    events: tuple[Mention, ...]


def join(ruled: Reading, said: Reading, *, ground: Ground) -> Joined:
    """The reading of the rules with what a reading of the network has beyond it.

    `ruled` may lack what was left out of the rules' own reading (`ground.ruled`): that does not come back.
    """
    taken = {name: [e for m in ground.ruled.mentions for s in m.of(name) for e in s.evidence] for name in MANY}
    closed = _closed(ground)
    pairs = {a.id: b for a, b in pairs_of(ruled, said)}
    mentions: list[Mention] = []
    added: list[Statement] = []
    for mention in ruled.mentions:
        said_of = pairs[mention.id].statements if mention.id in pairs else ()
        more = list(_more(mention, said_of, taken, open_to=lambda toll: _is_open(ground, toll)))
        added += more
        mentions.append(replace(mention, statements=(*mention.statements, *more)) if more else mention)
    paired = {b.id for b in pairs.values()}
    known = [e for m in ruled.mentions for e in (m.trigger, *m.of("type")[0].evidence)]
    types = {m.type for m in ruled.mentions}
    events: list[Mention] = []
    for mention in said.mentions:
        if mention.id in paired or mention.type in types or _meets(mention.trigger, known):
            continue
        if mention.family in READ and (_sentences(ground, mention.trigger) & closed or _names_act(ground, mention)):
            continue
        told = [s for s in mention.statements if s.property in KEPT]
        kept = [s for s in told if s.property not in MANY or _is_free(s, taken[s.property])]
        events.append(replace(mention, id=f"m{len(ruled.mentions) + len(events) + 1}", statements=tuple(kept)))
    return Joined(replace(ruled, mentions=(*mentions, *events)), tuple(added), tuple(events))


def _more(
    mention: Mention,
    said: Iterable[Statement],
    taken: dict[str, list[Evidence]],
    *,
    open_to: Callable[[Statement], bool],
) -> Iterator[Statement]:
    """What is said of an event from words that the rules have no such value from; figures where `open_to` lets them."""
    for each in said:
        if each.property not in MANY or not _is_free(each, taken[each.property]):
            continue
        held = mention.of(each.property)
        if isinstance(each.value, Toll) and not (mention.status not in UNDONE and open_to(each)):
            continue
        if is_third_side(each, held):
            continue
        if agrees(each, held) or any(contradict(s.value, each.value) for s in held):
            continue
        if isinstance(each.value, Place) and any(isinstance(s.value, Place) and s.value.role == "site" for s in held):
            continue
        yield each


def is_third_side(statement: Statement, held: Iterable[Statement]) -> bool:
    """Whether it names a side of a clash of which two are known."""
    value = statement.value
    sides = [s for s in held if isinstance(s.value, Participant) and s.value.role == "party"]
    return isinstance(value, Participant) and value.role == "party" and len(sides) > 1


# ------------------------------------------------------------------------------------ what the rules have read
def _closed(ground: Ground) -> set[int]:
    """The sentences in which the rules told of an act or a warning, or passed one over."""
    told = [e for m in ground.ruled.mentions if m.family in READ for e in (m.trigger, *m.of("type")[0].evidence)]
    closed = {number for evidence in told for number in _sentences(ground, evidence)}
    return closed | {anchor.sentence.number for anchor in ground.steps.dropped}


def _is_open(ground: Ground, toll: Statement) -> bool:
    """Whether the rules have no such figure in its sentence, and nothing there makes it one that may come to be."""
    value, words = toll.value, toll.evidence[0]
    if not isinstance(value, Toll) or any(line.sentence.vocabulary & MAY_BE for line in ground.lines(words)):
        return False
    here = _sentences(ground, words)
    known = (s for m in ground.ruled.mentions for s in m.of("toll"))
    return not any(
        isinstance(s.value, Toll) and s.value.measure == value.measure and _sentences(ground, s.evidence[0]) & here
        for s in known
    )


def _sentences(ground: Ground, words: Evidence) -> set[int]:
    return {line.sentence.number for line in ground.lines(words)}


def _names_act(ground: Ground, mention: Mention) -> bool:
    """Whether an event stands at words that the lexicon has for acts."""
    for line in ground.lines(mention.trigger):
        for found in find_triggers(line.sentence):
            here = ground.prepared.token_evidence(line, found.start, found.end)
            if _meets(here, (mention.trigger,)):
                return True
    return False


def _is_free(statement: Statement, taken: Sequence[Evidence]) -> bool:
    return not any(_meets(each, taken) for each in statement.evidence)


def _meets(words: Evidence, others: Iterable[Evidence]) -> bool:
    return any(e.field == words.field and e.start < words.end and words.start < e.end for e in others)
