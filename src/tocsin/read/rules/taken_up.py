"""An act that a text takes up again, "the knife used in the attack was found on Monday": whose day and place are told.

What stands past another verb, or beside one of speech, is the day and the place of that verb, and not of the act.
"""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import verb_before
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.words import reports
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.times import TimeFound

DEFINITE = frozenset(("the", "that", "this"))
HAPPENING = word_set(
    "happen occur take come begin start strike unfold last end launch carry stage mount commit perpetrate conduct kill "
    "leave wound injure hit"
)
TOLD_OF = frozenset(("of", "about", "on"))
ROLES = ("harmed", "victim", "target", "by_class", "perpetrator", "weapon")


def own_time_and_sites(
    anchor: Anchor, when: TimeFound | None, sites: list[PlaceFound]
) -> tuple[TimeFound | None, list[PlaceFound]]:
    """The day and the sites that are the act's own, where it is one told before: "the attack", and nothing more."""
    if not _is_taken_up(anchor):
        return when, sites
    if _is_spoken_of(anchor):
        return None, []
    own = when if when is not None and not _past_another_verb(anchor, when.start) else None
    return own, [site for site in sites if not _past_another_verb(anchor, site.start)]


def _is_taken_up(anchor: Anchor) -> bool:
    noun = anchor.noun
    if noun is None or anchor.row.family != "violence" or anchor.sentence.lower(noun.start) not in DEFINITE:
        return False
    return noun.start + 1 == anchor.start and not anchor.of_role(*ROLES)


def _is_spoken_of(anchor: Anchor) -> bool:
    """ "spoke of the murder in Bogota on Saturday"."""
    noun = anchor.noun
    verb = verb_before(anchor.sentence, noun.start - 1) if noun is not None else None
    if noun is None or verb is None or anchor.sentence.lower(noun.start - 1) not in TOLD_OF:
        return False
    return verb.end == noun.start - 1 and (verb.lemma == "speak" or reports(verb.lemma))


def _past_another_verb(anchor: Anchor, offset: int) -> bool:
    sentence = anchor.sentence
    return any(
        verb.start >= anchor.end and sentence.ends[verb.end - 1] <= offset and verb.lemma not in HAPPENING
        for verb in sentence.verbs
    )
