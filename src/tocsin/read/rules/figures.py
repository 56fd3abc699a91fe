"""Violence in a manner of speaking: words, sport, stories, drills and metaphors told in the words of violence.

Each function looks at the doers, the things done to, and the few words that make the setting, never at a topic alone:
a footballer who is shot dead is dead.
"""

from __future__ import annotations

import re
from functools import cache

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.clauses import subject_of, verb_before
from tocsin.read.rules.describe import ARMED, HUMAN
from tocsin.read.rules.groups import NounGroup, VerbGroup
from tocsin.read.rules.nouns import PEOPLE, THINGS, words_tagged
from tocsin.read.rules.scene import Anchor, Argument
from tocsin.read.rules.status_words import figure_words
from tocsin.read.rules.words import BE, word_table
from tocsin.resolve.word_facts import Fact

WORDY = frozenset(
    ("critic", "journalist", "media", "political", "judicial", "culture", "business", "diplomatic", "union")
)
SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
IS_SCORE: Fact[bool] = Fact(lambda text: SCORE.fullmatch(text) is not None)


def is_figure(anchor: Anchor) -> bool:
    """Whether an act of violence is told in a manner of speaking, in play, in a story or in an exercise."""
    if anchor.row.family not in ("violence", "plot") or _is_plain(anchor):
        return False
    return (
        _in_words(anchor)
        or _in_trade(anchor)
        or _in_sport(anchor)
        or _in_story(anchor)
        or _in_drill(anchor)
        or _is_likeness(anchor)
        or _on_an_idea(anchor)
        or _of_politics(anchor)
        or _of_beasts(anchor)
    )


def _is_plain(anchor: Anchor) -> bool:
    """Whether no word is there that any of the manners of speaking needs: most verbs, and all the rest is spared."""
    verb, sentence = anchor.verb, anchor.sentence
    if verb is None or anchor.row.id == "under-fire-v":
        return False
    if verb.lemma in figure_words("spoken") or verb.lemma in figure_words("played"):
        return False
    return sentence.lower(anchor.end) not in figure_words("drill") and _staged().isdisjoint(sentence.vocabulary)


@cache
def _staged() -> frozenset[str]:
    """The last words of all that is told, shown or exercised."""
    return words_tagged("fiction") | words_tagged("drill")


FORCE = ARMED | {"security", "device"}
PALPABLE = HUMAN | THINGS


def _armed(anchor: Anchor) -> bool:
    """Whether somebody armed, a weapon or people of force have a part in it."""
    return bool(anchor.arguments) and any(a.what.what in FORCE for a in anchor.arguments)


# ------------------------------------------------------------------------------------------------- words
def _in_words(anchor: Anchor) -> bool:
    """ "attacked the judges in a speech", "ambushed by reporters": those who fight with words, and no weapon."""
    word = anchor.verb.lemma if anchor.verb is not None else anchor.sentence.lower(anchor.end - 1)
    if anchor.row.id == "under-fire-v":
        word = "attack"
    if word not in figure_words("spoken"):
        return False
    if anchor.row.id == "under-fire-v" and _from_critics(anchor):
        return True
    if _with_words(anchor) and not _armed(anchor):
        return True
    own = () if anchor.row.frame_name in ("killing_noun", "hurting_noun") else ("'s",)  # "the union leader's murder"
    doers = [a for a in anchor.arguments if a.via in ("subject", "by", *own)]
    if not doers or not all(_wordy(a) for a in doers) or _armed(anchor):
        return False
    killed = anchor.row.effect is not None and any(a.what.what in HUMAN for a in anchor.of_role("harmed", "victim"))
    return not killed  # "communists kill farmers"; but "activists attack the mayor"


def _from_critics(anchor: Anchor) -> bool:
    """ "came under fire from exporters": from people who carry no arms."""
    givers = [a.what for a in anchor.arguments if a.via in ("from", "by")]
    return bool(givers) and all(g.what in ("civilian", "official", "government", "person") for g in givers)


def _with_words(anchor: Anchor) -> bool:
    """ "attacked the judges in a speech", "verbally attacked", "crucified in the press"."""
    sentence, words = anchor.sentence, figure_words("speech")
    if sentence.lower(anchor.end) == "with" and sentence.lower(anchor.end + 1) in words:
        return True  # "bombarded with calls"
    if words.isdisjoint(sentence.vocabulary) or any(a.what.count is not None for a in anchor.arguments):
        return False
    if sentence.lower(anchor.start - 1) in words:
        return True
    for i in range(anchor.end, min(len(sentence.folded), anchor.end + 12)):
        if sentence.class_at(i) in ".,VXWC":
            return False
        if sentence.lower(i) in words and _in_phrase(anchor, i):
            return True
    return False


def _in_phrase(anchor: Anchor, i: int) -> bool:
    """ "in a speech", "in the press"; not "stormed the parliament"."""
    while i > anchor.end and anchor.sentence.class_at(i - 1) in "DANUE":
        i -= 1
    return anchor.sentence.class_at(i - 1) in "PR"


def _wordy(argument: Argument) -> bool:
    what = argument.what
    return what.what in ("official", "civilian", "person", "government") and bool(WORDY & set(what.tags))


# ------------------------------------------------------------------------------------------------- sport
@cache
def _words_of(domain: str) -> frozenset[str]:
    rows = load_toml("domains.toml")["domain"]
    return frozenset(word for row in rows if row["domain"] == domain for word in row["words"])


def _in_sport(anchor: Anchor) -> bool:
    """ "shot from the halfway line", "massacred their rivals 7-0": a play in a match, and nobody armed or dead."""
    played = anchor.verb is not None and anchor.verb.lemma in figure_words("played")
    if not (played or anchor.noun is not None) or _armed(anchor):
        return False
    scored = any(anchor.sentence.row(IS_SCORE))
    if not (scored or not _words_of("sport").isdisjoint(anchor.sentence.vocabulary)):
        return False
    harmed = [a for a in anchor.of_role("harmed", "victim", "target") if a.what.what in PALPABLE]
    if anchor.noun is not None:
        return anchor.row.strength == "weak" and not harmed and not anchor.line.places and scored
    return played and not anchor.passive and (scored or not harmed)


def _in_trade(anchor: Anchor) -> bool:
    """ "slashed its prices", "stormed the store on the first day of the sales"."""
    lemma = anchor.verb.lemma if anchor.verb is not None else ""
    if lemma not in figure_words("spoken") and lemma not in figure_words("played"):
        return False
    meant = _armed(anchor) or anchor.row.effect is not None or any(a.what.count for a in anchor.arguments)
    words = _words_of("business") & anchor.sentence.vocabulary
    if anchor.row.frame_name == "clash":
        words -= {"rival", "rivals"}  # "rival clans fought over a well"
    return not meant and bool(words)


# ------------------------------------------------------------------------------------------------- stories
def _in_story(anchor: Anchor) -> bool:
    """ "the film tells how pirates hijack a ship", "in the game players bomb a city", "a play about the murder"."""
    stories = _tagged(anchor, "fiction")
    return bool(stories) and any(_holds(anchor, g) for g in stories if not g.start <= anchor.start < g.end)


def _tagged(anchor: Anchor, tag: str) -> list[NounGroup]:
    line = anchor.line
    if words_tagged(tag).isdisjoint(line.sentence.vocabulary):
        return []
    heads = [i for i, noun in line.nouns.items() if tag in noun.tags]
    groups = (line.sentence.noun_at.get(i) for i in heads)
    return [NounGroup(g.start, i + 1, i) for g, i in zip(groups, heads, strict=True) if g and _stands(anchor, g, i)]


def _stands(anchor: Anchor, group: NounGroup, i: int) -> bool:
    """The head of its group, or, without a comma, what the clause is set in: "in the video game players bomb"."""
    return group.head == i or anchor.sentence.lower(group.start - 1) == "in"


def _holds(anchor: Anchor, story: NounGroup) -> bool:
    sentence = anchor.sentence
    link, before = sentence.lower(story.start - 1), story.start <= 2
    if link in ("in", "during", "throughout") and (
        before or anchor.end <= story.start or sentence.class_at(story.end) == ","
    ):
        return story.start - anchor.end < 12
    if story.end > anchor.start:
        return False
    if sentence.lower(story.end) in ("about", "on", "where", "whose", "depicting", "portraying", "recounting"):
        return anchor.start - story.end < 12
    at = story.end + (sentence.class_at(story.end) == ",")
    if sentence.words(at, at + 2) == "in which" and anchor.start - at < 14:
        return True  # "the board game, in which players plan an assassination"
    telling = next((v for v in sentence.verbs if v.start >= story.end), None)
    if telling is not None and sentence.lower(telling.head) in BE and sentence.lower(telling.end) == "about":
        return telling.end < anchor.start
    return telling is not None and telling.lemma in figure_words("telling") and _tells(anchor, telling, story)


def _tells(anchor: Anchor, verb: VerbGroup, story: NounGroup) -> bool:
    """The story is what tells, and the act is no other clause's: "the film shows how pirates hijack a ship"."""
    subject = subject_of(anchor.sentence, verb)
    return subject is not None and subject.start <= story.head < subject.end and verb.end <= anchor.start


# ------------------------------------------------------------------------------------------------- drills
def _in_drill(anchor: Anchor) -> bool:
    """ "rehearsed an attack in an exercise", "the air-raid drill": what is only played through."""
    if anchor.sentence.lower(anchor.end) in figure_words("drill"):
        return True
    if _with_toys(anchor):
        return True
    drills = _tagged(anchor, "drill")
    return bool(drills) and any(_played_in(anchor, group) for group in drills)


TOYS = word_set("blank blanks dummy toy wooden plastic foam replica imaginary paintball paint water rubber-tipped")


def _with_toys(anchor: Anchor) -> bool:
    """ "stormed the fort with blank cartridges"."""
    sentence = anchor.sentence
    if TOYS.isdisjoint(sentence.vocabulary):
        return False
    near = range(anchor.end, min(len(sentence.folded), anchor.end + 8))
    return any(sentence.lower(i) in ("with", "using") and sentence.lower(i + 1) in TOYS for i in near)


def _played_in(anchor: Anchor, drill: NounGroup) -> bool:
    if drill.end <= anchor.start and anchor.sentence.lower(drill.end + (anchor.sentence.lower(drill.end) == "in")) in (
        "which", "where", "whereby"
    ):  # fmt: skip
        return anchor.start - drill.end < 16 and "," not in anchor.sentence.classes[drill.end : anchor.start]
    if _supposes(anchor, drill):
        return True
    link = anchor.sentence.lower(drill.start - 1)
    near = anchor.end <= drill.start < anchor.end + 14
    return near and link in ("in", "for") and not anchor.passive


SUPPOSING = word_set(
    "assume simulate imagine posit envisage suppose involve feature depict recreate include test begin start open see "
    "replicate mimic rehearse"
)


def _supposes(anchor: Anchor, drill: NounGroup) -> bool:
    """ "The exercise assumed that a gunman had shot commuters": what the drill is about."""
    sentence = anchor.sentence
    verb = next((v for v in sentence.verbs if v.start >= drill.end), None)
    if verb is None or verb.lemma not in SUPPOSING or not verb.end <= anchor.start <= verb.end + 16:
        return False
    subject = subject_of(sentence, verb)
    return subject is not None and subject.start <= drill.head < subject.end


# ------------------------------------------------------------------------------------------------- likenesses
def _is_likeness(anchor: Anchor) -> bool:
    """ "inflation is a time bomb", "like a car bomb": a device that something else is said to be."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is not None and _is_likened(anchor):
        return True
    if noun is None or anchor.row.strength != "device":
        return False
    before = sentence.lower(noun.start - 1)
    if before in ("like", "as"):
        told = sentence.verb_at.get(noun.end) if before == "as" else None
        return told is None or told.form != "V"  # "Dozens dead as suicide bomber strikes"
    verb = sentence.verb_at.get(noun.start - 1)
    if verb is None or sentence.lower(verb.head) not in BE | {"become", "became", "remain", "remains", "becomes"}:
        return False
    subject = subject_of(sentence, verb)
    known = anchor.line.nouns.get(subject.head) if subject is not None else None
    thing = known is not None and known.class_ in PEOPLE | THINGS | {"device"}
    return subject is not None and not thing and sentence.class_at(subject.head) != "O"


LIKENING = frozenset(("liken", "compare", "equate"))


def _is_likened(anchor: Anchor) -> bool:
    """ "likened the noise to the shelling of a town"."""
    sentence, noun = anchor.sentence, anchor.noun
    if noun is None or sentence.lower(noun.start - 1) not in ("to", "with"):
        return False
    verb = verb_before(sentence, noun.start - 1)
    return verb is not None and verb.lemma in LIKENING and noun.start - verb.end <= 8


# ------------------------------------------------------------------------------------------------- beasts
def _of_beasts(anchor: Anchor) -> bool:
    """ "under siege from an army of rats", "devouring in a single raid": what beasts and diseases do."""
    line = anchor.line
    if anchor.noun is None or words_tagged("beast").isdisjoint(line.sentence.vocabulary) or _armed(anchor):
        return False
    beasts = [i for i, noun in line.nouns.items() if "beast" in noun.tags]
    return any(i < anchor.start or i - anchor.end < 8 for i in beasts)


# ------------------------------------------------------------------------------------------------- ideas
def _on_an_idea(anchor: Anchor) -> bool:
    """ "an attack on press freedom", "the battle against inflation": what no weapon reaches."""
    if anchor.noun is None or _armed(anchor):
        return False
    tied = [a for a in anchor.arguments if a.via in ("of", "on", "upon", "against", "between", "with", "at")]
    return bool(tied) and all(_is_idea(anchor, a) for a in tied)


def _of_politics(anchor: Anchor) -> bool:
    """ "a year of political blockade", "the legal battle": fought with votes, writs and words."""
    if anchor.noun is None or anchor.sentence.lower(anchor.end - 1) not in figure_words("contended"):
        return False
    return anchor.sentence.lower(anchor.start - 1) in figure_words("politic")


def _is_idea(anchor: Anchor, argument: Argument) -> bool:
    if argument.what.what != "other" or argument.what.actor is not None:
        return False
    head = anchor.sentence.lower(argument.group.head)
    known = "n" in word_table().get(head, ("", ""))[0]
    return head in figure_words("idea") or (
        known and head.endswith(("ism", "ness", "ity", "ocracy")) and head != "city"
    )
