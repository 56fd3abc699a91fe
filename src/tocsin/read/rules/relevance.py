"""How likely it is that a document reports political violence, from what was found in it and what its words are about.

A logistic model over signs that are there or not and the weight of the words (`word_weights.py`), fitted by
`bench/fit_relevance.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp, log

from tocsin.read.rules.describe import ARMED, HUMAN
from tocsin.read.rules.domains import domain_of, domains_of
from tocsin.read.rules.events import Event
from tocsin.read.rules.mishaps import HOUSEHOLD
from tocsin.read.rules.nouns import THINGS
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.steps import Steps
from tocsin.read.rules.word_weights import Weighed, odds_of, relevance_model

IRRELEVANT = 0.02  # below this the mentions of a document are taken for another language's use of our words
OUTWEIGHED = 0.2  # the most where words of other fields of life outweigh what tells of violence
LEVELS = (1, 2, 4, 8)  # a count is told as at least so many
ACTS = ("violence", "plot")
DOERS = ("armed", "armed_org", "security")
AGAINST = {"sport": (1.2, 8), "fiction": (1.3, 8), "accident": (1.3, 4), "disaster": (0.9, 4), "business": (0.8, 8)}
UNMISTAKABLE = ("suicide_bombing",)  # nobody plays or trades in these words
NEAR = 6  # tokens after "not" that it denies
ALONE, SLACK = 0.8, 0.15  # one word of another field may stand in any report
BRIEF = 4  # lines of a report that is no more than a few sentences
SURE = 0.01  # nothing is surer than this


def relevance_of(steps: Steps, weighed: Weighed) -> float:
    """The probability that a document that was read in full reports political violence, rounded to two places."""
    found = probability(odds_of(relevance_model()["reading"], signs_of(steps, weighed)))
    return min(found, OUTWEIGHED) if is_outweighed(steps) else found


def is_beside_the_point(steps: Steps) -> bool:
    """Whether what was found is another language's use of our words: of sport, films, business, accidents."""
    return steps.relevance < IRRELEVANT or is_outweighed(steps)


def is_outweighed(steps: Steps) -> bool:
    """Whether words of other fields of life outweigh the acts that were found.

    By weights of judgement: what is fitted to news has seen too few match reports in the language of war.
    """
    if steps.outweighed is None:
        steps.outweighed = _weigh_fields(steps)
    return steps.outweighed


def _weigh_fields(steps: Steps) -> bool:
    acts = [e for e in steps.events if e.anchors[0].row.family in ACTS]
    if not acts:
        return False
    anchors = [anchor for event in acts for anchor in event.anchors]
    strengths = Counter(anchor.row.strength for anchor in anchors)
    doers = sum(argument.what.what in DOERS for event in acts for argument in event.arguments())
    tolls = sum(len(event.tolls) for event in acts)
    vague = strengths["weak"] + strengths["device"]
    for_it = 1.1 * min(strengths["strong"], 4) + 0.5 * (min(vague, 6) + min(doers, 4) + min(tolls, 4))
    for_it += 0.8 * min(sum(anchor.row.type in UNMISTAKABLE for anchor in anchors), 2)
    for_it += 0.8 * min(len(steps.claims), 2)  # nobody claims or denies a match or a merger
    other = _other_fields(steps, acts)
    against = sum(weight * min(other[name], most) for name, (weight, most) in AGAINST.items())
    if for_it >= max(against, ALONE) - SLACK:
        return False  # whatever of the other words stand in the acts themselves, which costs more to see
    if other["accident"] and _of_bombs(anchors):  # "a bomb hidden in a gas cylinder" is no accident
        other = other - Counter(accident=other["accident"])
        against = sum(weight * min(other[name], most) for name, (weight, most) in AGAINST.items())
    beside = (other - _told_of(anchors)).total()
    if beside <= 1 and len(steps.prepared.lines) <= BRIEF:
        return for_it < ALONE * beside - SLACK
    return for_it < against - SLACK


BOMBS = frozenset(("explosive", "vehicle_bomb", "suicide_device", "mine", "grenade", "missile", "rocket"))


def _of_bombs(anchors: Sequence[Anchor]) -> bool:
    """Whether a weapon that is nothing else takes part: a bomb, and not a gas bottle."""
    devices = ((x, a) for x in anchors for a in x.arguments if a.what.what == "device")
    return any(BOMBS & set(a.what.tags) and x.sentence.lower(a.group.head) not in HOUSEHOLD for x, a in devices)


def _told_of(anchors: Sequence[Anchor]) -> Counter[str]:
    """Words of other fields in the acts themselves: "an attack on a cinema" is no talk of films, nor a gas attack."""
    spans = {(a.sentence.number, i) for a in anchors for i in range(a.start, a.end)}
    for anchor in anchors:
        meant = HUMAN | THINGS if any(x.what.what in ARMED for x in anchor.arguments) else THINGS
        things = [x.group for x in anchor.arguments if x.what.what in meant and x.via not in ("subject", "by")]
        spans |= {(anchor.sentence.number, i) for group in things for i in range(group.start, group.end)}
    words = {a.sentence.number: a.sentence.folded for a in anchors}
    for line, folded in words.items():  # "by a bomb and not by a gas leak"
        denied = (
            i for i, word in enumerate(folded) if word == "not" and folded[i + 1 : i + 2] in (["by"], ["a"], ["an"])
        )
        spans |= {(line, j) for i in denied for j in range(i, min(i + NEAR, len(folded)))}
    return Counter(domain for line, i in spans if (domain := domain_of(words[line][i])) is not None)


def _other_fields(steps: Steps, acts: Sequence[Event]) -> Counter[str]:
    """Words of other fields; in a list, the rugby item says nothing of the bombing item."""
    if steps.other_fields is None:
        steps.other_fields = _counted_fields(steps, acts)
    return steps.other_fields


def _counted_fields(steps: Steps, acts: Sequence[Event]) -> Counter[str]:
    items = steps.prepared.items
    return domains_of(steps.prepared, {a.sentence.paragraph for e in acts for a in e.anchors} if items else None)


def probability(odds: float) -> float:
    """Log odds as a probability, rounded to two places, never quite sure."""
    return round(min(max(1 / (1 + exp(-odds)), SURE), 1 - SURE), 2)


def signs_of(steps: Steps, weighed: Weighed) -> Mapping[str, float]:
    """What speaks for and against: counts of what was found, in levels and by the sentence; the weight of the words."""
    counts = Counter(_found(steps))  # a list: a generator costs more than all that is counted
    lines = max(1, len(steps.prepared.lines))
    signs = weighed.signs() | {"length": log(lines) / 3}
    for name, count in counts.items():
        signs |= _in_levels(name, count)
        signs[f"{name} by sentence"] = min(1.0, count / lines)
    other, acts = sum(counts[name] for name in AGAINST), counts["telling"]
    if other > acts:
        signs["other fields outnumber acts"] = min(1.0, (other - acts) / 8)
    signs |= {f"no {name}": 1.0 for name in ("act", "present act") if name not in counts}
    return signs


@lru_cache(maxsize=4096)
def _in_levels(name: str, count: int) -> Mapping[str, float]:
    return {f"{name} {level}+": 1.0 for level in LEVELS if count >= level}


def _found(steps: Steps) -> list[str]:
    """What was found, each as often as it was."""
    prepared = steps.prepared
    acts = [e for e in steps.events if e.anchors[0].row.family in ACTS]
    found = [name for event in acts for name in _of_act(event)]
    for event in steps.events:
        row = event.anchors[0].row
        if row.family not in ACTS:
            found += (row.family, row.type)
    found += ["untold"] * len(steps.dropped) + ["claim"] * len(steps.claims)
    found += [f"named {a.actor.kind}" for line in prepared.lines for a in line.actors if a.actor is not None]
    found += _other_fields(steps, acts).elements()
    return found


def _of_act(event: Event) -> list[str]:
    strengths = {anchor.row.strength for anchor in event.anchors}
    found = ["act", *["telling"] * len(event.drafts)]
    found.append("strong act" if strengths & {"strong", "device"} else "weak act")
    if event.background:
        found.append("past act")
    elif any(draft.status.status in ("occurred", "attempted") for draft in event.drafts):
        found.append("present act")
    else:
        found.append("act undone")
    if event.anchors[0].sentence.number == 0:
        found.append("act first")
    for name, drafts in (("mishap", "mishap"), ("day", "when"), ("site", "sites")):
        if any(getattr(draft, drafts) for draft in event.drafts):
            found.append(name)
    found += [f"with {argument.what.what}" for argument in event.arguments()]
    found += [toll.toll.measure for toll in event.tolls]
    return found
