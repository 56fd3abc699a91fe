"""The places that a sentence gives to an event: its site, where those who did it came from, where people were taken.

By what grammar ties to the trigger. Where somebody speaks, lives or was born, and what only lends its name to
something, is none of them. Not for the day: `placing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.timing import looks_back
from tocsin.read.rules.words import reports
from tocsin.record.values import PlaceRole
from tocsin.resolve.places import PlaceFound

BROAD = ("country", "admin1", "region", "water")
MOTION = word_set("from to told toward towards for into")
ONWARD = word_set("to toward towards into for")
PEOPLE_VERBS = frozenset(("warn", "tell", "accuse", "blame", "urge", "inform", "alert"))
LIFE_VERBS = word_set("born live raise educate study base exile work bear grow teach")
ORDERED = word_set("give order plan prepare hatch plot devise mastermind conceive rehearse coordinate direct finance")
TAKEN_FROM = frozenset(
    ("abduction", "hostage_taking", "enforced_disappearance", "looting_property_destruction", "robbery")
)
COMING = word_set("come arrive cross enter fly infiltrate sneak launch fire shoot lob pour slip advance")
FLEEING = word_set("flee escape run evacuate retreat seek")
TAKING = word_set(
    "take bring march drive fly move transfer transport carry rush evacuate airlift smuggle deport lead ferry bus haul"
    " displace force"
)
BORDER = word_set("border borders frontier")
BEARING = word_set("based born led backed bound trained educated run controlled aligned sponsored funded")
STEPS = 5  # words between a verb of motion and its preposition: "took them by boat to"


def sites_of(anchor: Anchor, others: Collection[int] = ()) -> list[PlaceFound]:
    """The places at which the event may have been: those that grammar ties to the trigger, else those of its clause.

    `others` are the tokens of event nouns in the sentence: a place right after one of them is that one's.
    """
    sentence = anchor.sentence
    at = sentence.starts[anchor.start]
    strange = [i for i in others if not anchor.start <= i < anchor.end and i not in anchor.events]
    strange = [i for i in strange if not _to_death(sentence, i)]
    places = [p for p in anchor.line.places if not _elsewhere(anchor, p) and not _of_another(anchor, p, strange)]
    tied = [p for p in places if is_tied(anchor, p)]
    if looks_back(anchor):
        return tied
    own = [p for p in places if p not in tied and not _of_speaker(anchor, p)]
    if tied and all(p.level in BROAD for p in tied):
        own = [p for p in own if p.level not in BROAD and p.place.country == tied[0].place.country]
        near = tied + own  # "Tudun Biri, the village in north-western Nigeria that was bombed"
    else:
        near = tied or own
    near = near or _taken_from(anchor)
    return sorted(near, key=lambda p: (p.level in BROAD, abs(p.start - at)))


def ways_of(anchor: Anchor, sites: Sequence[PlaceFound]) -> Iterator[tuple[PlaceFound, PlaceRole]]:
    """The places from which somebody or something came to the act, and those to which people were taken or fled."""
    for place in anchor.line.places:
        if place not in sites and (role := _way(anchor, place)) is not None:
            yield place, role


def _way(anchor: Anchor, place: PlaceFound) -> PlaceRole | None:
    sentence = anchor.sentence
    i = _first_of_list(sentence, sentence.token_at(place.start))
    before = sentence.lower(i - 1)
    if before == "from" and place.place.relation != "near":
        group = sentence.noun_at.get(i - 2)
        verb = _verb_before(sentence, i - 1)
        if verb is not None and verb.lemma in COMING:
            return "origin"
        doing = [a for a in anchor.arguments if a.role in ("perpetrator", "weapon")]
        return "origin" if group is not None and any(a.group == group for a in doing) else None
    if before in ONWARD and place.place.relation != "near":
        verb = _verb_before(sentence, i - 1)
        on_the_way = sentence.lower(i - 2) == "way" and before in ("to", "for")
        return "destination" if on_the_way or _goes(verb) else None
    return None


def _verb_before(sentence: Sentence, i: int) -> VerbGroup | None:
    """The verb that governs the preposition at token `i`: the last before it in its clause, a few words away."""
    verb = next((v for v in reversed(sentence.verbs) if v.end <= i), None)
    if verb is None or i - verb.end > STEPS or set(sentence.classes[verb.end : i]) & set(",.WC"):
        return None
    return verb


def _goes(verb: VerbGroup | None) -> bool:
    """Whether a verb moves people because of the act: they flee, or are taken; who goes of their own will is none."""
    return verb is not None and (
        verb.lemma in FLEEING or (verb.lemma in TAKING and (verb.passive or verb.lemma != "fly"))
    )


def _to_death(sentence: Sentence, i: int) -> bool:
    return sentence.lower(i) == "death" and sentence.lower(i - 1) == "to"


def _taken_from(anchor: Anchor) -> list[PlaceFound]:
    """ "fifty pupils were kidnapped from Kuriga": where people are taken from is the site."""
    if anchor.row.type not in TAKEN_FROM:
        return []
    sentence = anchor.sentence
    firsts = [(p, sentence.token_at(p.start)) for p in anchor.line.places]
    after = [(p, i) for p, i in firsts if i > anchor.end and sentence.lower(i - 1) == "from"]
    return [p for p, i in after if not set(sentence.classes[anchor.end : i]) & set("VXW,.")]


def _of_another(anchor: Anchor, place: PlaceFound, strange: Collection[int]) -> bool:
    """ "the raids came a week after the bombing in Istanbul": the place of the other event."""
    if not strange:
        return False
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.start)
    group = sentence.noun_at.get(i)
    if group is not None and any(group.start <= j < group.end for j in strange):
        return True
    before = [j for j in strange if j < i and not _broken(sentence.classes[j + 1 : i])]
    return bool(before) and not (max(before) < anchor.start < i)


def is_tied(anchor: Anchor, place: PlaceFound) -> bool:
    """Inside the trigger's group or an argument, or in the phrases right after them."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.start)
    groups = [a.group for a in anchor.arguments if a.via not in ("subject", "by", "'s", "pre")]
    if anchor.noun is not None:
        groups.append(anchor.noun)
    if any(g.start <= i < g.end for g in groups):
        return True
    ends = [g.end for g in groups] + [anchor.end]
    reached = [end for end in ends if end <= i < end + 14 and not _broken(sentence.classes[end:i])]
    if not reached:
        return False
    return "," not in sentence.classes[max(reached) : i] or not _of_speaker(anchor, place)


def _broken(between: str) -> bool:
    return not BREAKING.isdisjoint(between) or "CN" in between


BREAKING = frozenset("VXW.")


def _first_of_list(sentence: Sentence, i: int) -> int:
    """ "were taken to Turkey, Sudan and Kenya": the later items of a list stand where the first does."""
    while i > 1 and (sentence.class_at(i - 1) in "C," and sentence.class_at(i - 2) == "U"):
        i -= 2
    return i


def _elsewhere(anchor: Anchor, place: PlaceFound) -> bool:
    """An origin, a destination, a home, a name for something, or a state that acts: not a site."""
    sentence = anchor.sentence
    i, j = sentence.token_at(place.start), sentence.token_at(place.end - 1)
    if place.place.relation != "near" and (
        sentence.lower(i - 1) in MOTION or sentence.lower(_first_of_list(sentence, i) - 1) in MOTION
    ):
        return True
    if "since" in sentence.folded[anchor.end : i] or _bears_a_name(sentence, place, j):
        return True
    if place.level == "country" and any(
        a.group.start <= i < a.group.end and a.via in ("subject", "by", "'s") for a in anchor.arguments
    ):
        return True
    if place.level == "country" and (_is_beside(sentence, i, j) or _is_of_embassy(sentence, i)):
        return True
    if place.level not in BROAD and _says_whose(sentence, i, j):
        return True
    if _is_in_care(sentence, i) or is_of_a_court(anchor, i) or _is_bound_for(sentence, i):
        return True
    if place.level == "country" and sentence.lower(i - 1) == "by":
        return True
    if (verb := sentence.verb_at.get(i - 1)) is not None and verb.lemma in PEOPLE_VERBS:
        return True
    if sentence.lower(j + 1) == "'s" and place.level == "country":
        return True
    verb = _verb_before(sentence, i - 1)
    if any(v.passive and v.lemma in ORDERED for v in sentence.verbs if anchor.end <= v.start < i):
        return True  # "the order for the attack was given in Kobani", "the attack was planned in Lima"
    if verb is None or verb in anchor.verbs:
        return False
    return verb.lemma in LIFE_VERBS or (verb.form == "G" and reports(verb.lemma)) or _within_a_way(sentence, i, verb)


EMBASSIES = word_set("embassy embassies consulate consulates mission missions ambassador flag flags citizens nationals")


def _is_of_embassy(sentence: Sentence, i: int) -> bool:
    """ "attacked the embassies of Rwanda, France and Uganda": whose they are, and not where they stand."""
    first = _first_of_list(sentence, i)
    first -= sentence.class_at(first - 1) == "D"
    return sentence.lower(first - 1) == "of" and sentence.lower(first - 2) in EMBASSIES


COURTS = word_set("court courts tribunal judge judges magistrate prosecutor prosecutors jury lawyer lawyers")


def is_of_a_court(anchor: Anchor, i: int) -> bool:
    """ "A court in Ouagadougou charged three men with the murder": where it is judged, unless the court was struck."""
    sentence = anchor.sentence
    court = sentence.noun_at.get(i - 2) if sentence.lower(i - 1) in ("in", "at", "of", "near") else None
    if court is None or sentence.lower(court.head) not in COURTS or anchor.row.family != "violence":
        return False
    return not any(a.group == court for a in anchor.of_role("harmed", "target", "victim"))


CARING = word_set("treat hospitalise hospitalize admit recover recuperate operate")
CARE = word_set("condition care treatment surgery")
HOUSES = word_set(
    "court courts tribunal hospital hospitals clinic clinics morgue morgues prison prisons embassy ministry"
)


def is_of_others(line: Line, place: PlaceFound) -> bool:
    """ "a spokesman for the army in Bamako said", "a hospital in Kano": where somebody speaks or is cared for."""
    sentence = line.sentence
    i, j = sentence.token_at(place.start), sentence.token_at(place.end - 1)
    saying = sentence.verb_at.get(j + 1)
    if saying is not None and reports(saying.lemma):
        return True
    inside = sentence.noun_at.get(i - 2)
    return (inside is not None and sentence.lower(inside.head) in HOUSES) or _is_in_care(sentence, i)


def _is_in_care(sentence: Sentence, i: int) -> bool:
    """ "in a critical condition in Bwera hospital", "were treated at": where those hurt are."""
    if sentence.lower(i - 1) not in ("in", "at"):
        return False
    verb = _verb_before(sentence, i - 1)
    return sentence.lower(i - 2) in CARE or (verb is not None and verb.lemma in CARING)


def _is_beside(sentence: Sentence, i: int, j: int) -> bool:
    """ "near the Iran border", "in a clash with India", "Chad accuses": a neighbour, a foe, a state that speaks."""
    before = sentence.lower(i - 2) if sentence.class_at(i - 1) == "D" else sentence.lower(i - 1)
    if sentence.lower(j + 1) in BORDER or before in ("with", "against"):
        return True
    return sentence.class_at(i - 1) not in "P" and sentence.class_at(j + 1) == "V" and i == 0


FROM_THERE = word_set(
    "footballer player lawyer professor singer native fan fans supporter supporters tourist tourists businessman "
    "millionaire tycoon actor actress pupil graduate resident"
)


def _says_whose(sentence: Sentence, i: int, j: int) -> bool:
    """ "a Liverpool footballer's father": where somebody is from or plays, and not where it was."""
    return sentence.lower(j + 1) in FROM_THERE and sentence.class_at(i - 1) in "DMA"


def _bears_a_name(sentence: Sentence, place: PlaceFound, j: int) -> bool:
    """ "the Lagos-based lawyer", "the Riyadh-led coalition": the place only says whose somebody is."""
    if j >= len(sentence.texts):  # a place across the end of a stretch that was cut for its length
        return False
    tail = sentence.texts[j][place.end - sentence.starts[j] :] if sentence.starts[j] < place.end else ""
    return tail.lstrip("-‐‑").lower() in BEARING if tail[:1] in "-‐‑" and tail else False


TRAVELLING = word_set("travel drive ride walk fly sail head go march cycle return")


def _is_bound_for(sentence: Sentence, i: int) -> bool:
    """ "were ambushed while travelling in two buses to a conference in the city of Enugu": they had not got there."""
    for at in range(i - 1, max(0, i - JOURNEY), -1):
        verb = sentence.verb_at.get(at)
        if verb is not None:
            under_way = verb.lemma in TRAVELLING and verb.form == "G"
            return under_way and not ONWARD.isdisjoint(sentence.folded[verb.end : i])
        if sentence.class_at(at) in ",.WC":
            return False
    return False


JOURNEY = 16  # words from the verb of a journey to its end


def _within_a_way(sentence: Sentence, i: int, verb: VerbGroup) -> bool:
    """ "were taken to a hospital in Kano": what the goal of a journey lies in."""
    return _goes(verb) and any(word in ONWARD for word in sentence.folded[verb.end : i - 1])


def _of_speaker(anchor: Anchor, place: PlaceFound) -> bool:
    """ "officials in the Moscow region said": where somebody speaks is not where it happened."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.end - 1)
    verb = next((v for v in sentence.verbs if v.start > i), None)
    return verb is not None and reports(verb.lemma) and "," not in sentence.classes[i : verb.start]
