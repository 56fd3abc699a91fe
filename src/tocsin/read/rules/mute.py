"""What cannot speak: an act, a feeling, a place in a building. People, bodies, offices, media and documents can.

A film or a poll may show something, so words of evidence ("shows", "suggests") take any subject. Not for who it is.
"""

from __future__ import annotations

from functools import cache

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.nouns import PEOPLE, is_act
from tocsin.read.rules.reporting import Cue
from tocsin.read.rules.speakers import Span

MUTE_CLASSES = ("event_other", "facility", "vehicle", "device", "infrastructure", "property")
EVIDENCE = word_set(
    "show suggest indicate reveal find confirm determine conclude estimate describe read detail document record prove "
    "contradict support imply note mention state refer identify name put link cause threaten give"
)
# Ends of nouns of acts, states and feelings, and the bodies and papers that end so as well.
ENDINGS = ("tion", "sion", "ness", "ity", "ance", "ence", "ship", "ism", "ment", "ths", "ure")
BODIES = word_set(
    "witness campaign campaigns "
    "administration organization organisation government parliament department commission delegation institution "
    "corporation federation association coalition opposition authority majority minority community university "
    "foundation union ministry establishment regiment detachment audience conference alliance leadership membership "
    "intelligence constitution resolution declaration publication statement document assessment announcement "
    "amendment testament investigation legislature judicature prefecture station mission nation population "
    "generation deputation faction legation congregation confederation division agreement indictment judgment "
    "judgement documentation citation petition city entity municipality fraternity facility presidency figure "
    "infrastructure complaint complaints petition petitions treatment management electorate convention"
)
SILENT = word_set(
    "solidarity condolences condolence grief anger fear hope shock horror outrage sympathy support concern pain joy "
    "lives life death deaths war wars peace time times way day days night week month year years moment place end "
    "damage lion weather rain effort efforts fight battle battles clash clashes violence toll streets street road "
    "standards schedule plans needs size taste custom customs tradition preference age cost costs price prices "
    "distress emergency telephone phone "
    "course case cases part kind number numbers series lack sign signs rest fact facts problem problems"
)


@cache
def is_mute(word: str) -> bool:
    """Whether a lower-case noun is of an act, a feeling or a thing that says nothing."""
    if word in BODIES:
        return False
    if word in SILENT or is_act(word):
        return True
    single = word.removesuffix("s") if not word.endswith("ss") else word
    return single.endswith(ENDINGS) and single not in BODIES and len(single) > 5


def can_speak(line: Line, source: Span, cue: Cue) -> bool:
    """Whether the words of a source can be who says, wants or denies something."""
    sentence = line.sentence
    if sentence.class_at(source.head) == "Z":
        return False
    if sentence.class_at(source.head) != "N" or cue.lemma in EVIDENCE:
        return cue.kind not in STRICT or not _is_thing(line, source)
    noun = line.nouns.get(source.head)
    if noun is not None and noun.class_ in PEOPLE:
        return True
    return not is_mute(sentence.lower(source.head)) and not (cue.kind in STRICT and _is_thing(line, source))


def is_person(line: Line, source: Span) -> bool:
    """Whether a source is somebody by the word alone: a name, a pronoun, a noun of people."""
    noun = line.nouns.get(source.head)
    word = line.sentence.lower(source.head)
    return (
        line.sentence.class_at(source.head) == "U" or word in PERSONAL or (noun is not None and noun.class_ in PEOPLE)
    )


PERSONAL = word_set("he she they his her their i we my our")
STRICT = word_set("claim threaten blame accuse condemn vow deny confirm")


def _is_thing(line: Line, source: Span) -> bool:
    noun = line.nouns.get(source.head)
    return noun is not None and noun.class_ in MUTE_CLASSES and line.sentence.class_at(source.head) != "U"
