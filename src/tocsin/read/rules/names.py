"""Where a person's name may stand: runs of capitalised words, initials and particles, seen as a string of shapes.

Finds candidates only; whether one is a person's name is judged in `persons`, from the words around it.

    U a word of a name     I an initial       p a particle ("bin", "de la")    j Jr, III
    u a common word at the head of a sentence: a name only where the document has it ("Rice said")
    t a post or title      o a word of an organisation or a place's name       - anything else
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import compress
from typing import TYPE_CHECKING

from tocsin.lexicon import load_bytes, word_set
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.posts import PostFound
from tocsin.read.rules.words import CLASS_OF, is_common
from tocsin.resolve.countries import load_countries
from tocsin.resolve.remembered import Remembered
from tocsin.resolve.tokens import FOLDED
from tocsin.resolve.word_facts import Fact

if TYPE_CHECKING:
    from tocsin.read.rules.document import Line


RUN = re.compile(r"(?:U|I\.?)(?:p{0,3}U|I\.?)*(?:,?j\.?)?")
# "al-Zawahri", "el-Sisi", "d'Estaing": one token that begins with a small letter.
JOINED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul|ur|bin|d|de|l|o|t)[-‐‑'’][^\W\d_a-z]")
NICKNAME = re.compile(r"U-[Uuo-]{1,3}-(?=U)U")
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
PARTICLES = word_set(
    "bin ibn bint al el de del de la las los van von der den dos da das di du ould ag wa e y ul ur ud abu ben "
    "ole ait binti binte zu ter ten af"
)
VERBS = frozenset(("said", "mark", "grant", "bill"))  # given names too; in capitals they are read as verbs
HONOURED = word_set("sheikh sheik haji sultan prince king emir amir imam bey")  # titles, and names inside a name
MONTHS = word_set("may april june august")
DATING = word_set("in since last early late mid of on by until till this next from before after during and")
NAMES_TOO = word_set("do so an may will no can")  # of the closed classes, and names: "Do Won-sik"
OPENERS = frozenset("\"“'‘(")
SUFFIXES = word_set("jr sr ii iii iv")
# Words that end or hold the name of an organisation, a building, a place or a day, never a person's.
NAMES_OF_OTHERS = word_set(
    "society base prize award staff tunnel memorial rabbinate university college school academy hospital clinic "
    "mosque cathedral temple shrine airport airbase airlines station street road avenue square bridge boulevard "
    "highway stadium hotel market prison jail camp barracks province district county city town village region "
    "valley river lake mountain mountains hills island islands peninsula strip bay gulf sea ocean desert border "
    "crossing party council committee commission ministry department agency authority bureau office parliament "
    "congress senate assembly union league association federation foundation institute organisation organization "
    "network group front army armed forces force brigade brigades battalion division corps navy police guards "
    "movement alliance coalition company corporation corp inc ltd news times herald tribune journal gazette "
    "telegraph magazine radio television tv channel republic kingdom emirates nations club championship act "
    "treaty agreement accord accords programme program project operation war battle building international "
    "national federal supreme central northern southern eastern western north south east west new united security "
    "defence defense foreign interior state states government court centre center monday tuesday wednesday "
    "thursday friday saturday sunday january february march april june july august september october november "
    "december islamic christian catholic democratic democrats republican republicans liberation people's peoples "
    "human rights world european african asian american church airways saint san santa santo port fort mount "
    "great high upper lower street's headquarters press twitter facebook telegram embassy consulate mall massacre "
    "attack bombing bombings shooting shootings jihad sharia muslim muslims jewish jews christians sunni sunnis "
    "shia shiite shiites kurds kurdish arab arabs un us eu uk nato bbc cnn jazeera arabiya qaeda qaida shabaab"
)
# What a place or a building is called after its name, in small letters: "the Ben Aknoun district".
PLACE_NOUNS = word_set(
    "district province region neighborhood neighbourhood suburb town village city county governorate airport "
    "stadium church memorial mosque hospital school university street road square bridge camp base prison "
    "refinery dam port river valley mountain mountains area crossing station market hotel theatre theater museum "
    "arena refugee military naval air"
)
# Words that close the name of a place as often as a person's: "Gorky Park", "Tony Hall".
DOUBTFUL = word_set("park bank hall house post church day field green hill stone brook garden gardens tower")


@cache
def given_names() -> frozenset[str]:
    """Common given names, folded to lower-case ASCII (`given_names.txt`)."""
    lines = load_bytes("given_names.txt").decode().splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


@cache
def _of_countries() -> frozenset[str]:
    """Single words that name a country, its people or its capital."""
    words = (
        word
        for country in load_countries()
        for word in (country.name, country.capital, *country.names, *country.demonyms)
    )
    return frozenset(word.lower() for word in words if word and " " not in word)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """The word without accents and in lower case, as the list of given names has it."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def is_given_name(word: str) -> bool:
    """Whether a word, or the first half of a hyphenated one ("Jean-Paul"), is a common given name."""
    return _GIVEN[word]


def _is_given(word: str) -> bool:
    folded = fold(word)
    return folded in given_names() or folded.split("-")[0] in given_names()


_GIVEN: Remembered[str, bool] = Remembered(_is_given)


def belongs_to_others(word: str) -> bool:
    """Whether a lower-case word names an organisation, a place or a people when it stands with a capital."""
    return word in NAMES_OF_OTHERS or word in _of_countries()


def speaks_in_capitals(line: Line) -> bool:
    """Whether capitals say little in this line: all of it in capitals, or a Headline Written Like This."""
    if line.loud is None:
        line.loud = _is_loud(line)
    return line.loud


def _is_loud(line: Line) -> bool:
    if not line.sentence.cased:
        return True
    texts = line.sentence.texts
    if texts[-1] in (".", "!", "?"):
        return False
    words = [text for text in texts if len(text) > 3 and text[0].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return len(words) > 3 and capital > 0.7 * len(words)


def shapes_of(line: Line) -> str:
    """One letter a token, as in the table above, posts not yet marked."""
    sentence = line.sentence
    shapes = list(sentence.row(SHAPE))
    if OPEN in shapes:
        strict = speaks_in_capitals(line)
        for i in compress(range(len(shapes)), map(_IS_OPEN, shapes)):
            shapes[i] = _shape(sentence, i, strict)
    for actor in line.actors:
        shapes[actor.start : actor.end] = "o" * (actor.end - actor.start)
    found = "".join(shapes)
    return _with_nicknames(sentence, found) if '"' in sentence.folded else found


def _with_nicknames(sentence: Sentence, shapes: str) -> str:
    """The shapes with a nickname in quotes inside a name as part of it: `Wilfredo "Boy" Catubay`."""
    for m in NICKNAME.finditer(shapes):
        start, end = m.start() + 1, m.end() - 1
        if sentence.folded[start] == sentence.folded[end - 1] == '"':
            shapes = shapes[:start] + "p" + "U" * (end - start - 2) + "p" + shapes[end:]
    return shapes


def with_posts(sentence: Sentence, bare: str, posts: list[PostFound]) -> str:
    """The shapes with the posts and titles marked."""
    shapes = list(bare)
    for post in posts:
        if not _is_name_again(shapes, post, sentence):
            shapes[post.start : post.end] = "t" * (post.end - post.start)
    return "".join(shapes)


def _is_name_again(shapes: list[str], post: PostFound, sentence: Sentence) -> bool:
    """ "King" in "Martin Luther King" is a name; "Governor" between two names is not."""
    i = post.start
    if post.end - i > 1 or not sentence.texts[i][0].isupper():
        return False
    before = shapes[i - 1] if i else ""
    inside = before == "U" and sentence.folded[i] in HONOURED and is_given_name(sentence.folded[i - 1])
    if before == "p" or (inside and shapes[i + 1 : i + 2] == ["U"]):  # "Zaid bin Sultan", "Hassan Sheikh Guled"
        shapes[i] = "U"
        return True
    return shapes[i] == "U" and before in ("U", "I") and shapes[i + 1 : i + 2] != ["U"]


OPEN = "?"  # for a token whose shape depends on those beside it
_IS_OPEN = frozenset(OPEN).__contains__


def _own_shape(text: str) -> str:
    """The shape that a token has wherever it stands, or `OPEN`."""
    if text[0].isupper():
        return "-" if len(text) > 1 and FOLDED[text] in _never() and FOLDED[text] not in NAMES_TOO else OPEN
    if text == ".":
        return OPEN
    if not text[0].isalpha():
        return "," if text == "," else "-"
    if text[0].islower():
        return "U" if JOINED.match(text) else "p" if FOLDED[text] in PARTICLES else "-"
    return OPEN


@cache
def _never() -> frozenset[str]:
    """Words of the closed classes that are no part of a name, whatever stands beside them: "The", "But", "He"."""
    others = SUFFIXES | NAMES_OF_OTHERS | _of_countries()
    return frozenset(word for word in CLASS_OF if word not in others and not is_given_name(word))


SHAPE: Fact[str] = Fact(_own_shape)


def _is_special(text: str) -> bool:
    """Whether a capitalised token may be something else than a word of a name."""
    word = FOLDED[text]
    short = len(text) == 1 or INITIALS.fullmatch(text) is not None
    return text == "." or word in SUFFIXES or short or belongs_to_others(word)


_SPECIAL: Remembered[str, bool] = Remembered(_is_special)


def _shape(sentence: Sentence, i: int, strict: bool) -> str:
    texts, text, word = sentence.texts, sentence.texts[i], sentence.folded[i]
    if not _SPECIAL[text] and sentence.classes[i] != "Z":
        return _capitalised(sentence, i, strict)
    if text == ".":
        return "." if i and (len(texts[i - 1]) == 1 or sentence.folded[i - 1] in SUFFIXES) else "-"
    time = sentence.classes[i] == "Z"
    if time and word in MONTHS and not strict and _is_named_after_month(sentence, i):
        return "U"
    if time or word in SUFFIXES:
        return "-" if time else "j"
    if len(text) == 1 and i + 1 < len(texts) and texts[i + 1] == "." and sentence.starts[i + 1] == sentence.ends[i]:
        return "I"
    if INITIALS.fullmatch(text):
        return "o" if word in ("u.s.", "u.n.", "u.k.", "d.c.", "u.s.a.", "e.u.", "p.m.", "a.m.") else "I"
    if belongs_to_others(word) and not _is_names_own(sentence, i):
        return "o"
    return _capitalised(sentence, i, strict)


def _is_named_after_month(sentence: Sentence, i: int) -> bool:
    """ "May Zin Oo was hit", but "in May Boko Haram came"."""
    dated = i and (sentence.folded[i - 1] in DATING or sentence.texts[i - 1][0].isdigit())
    return not dated and _name_follows(sentence, i) and sentence.texts[i + 1][0].isupper()


def _is_names_own(sentence: Sentence, i: int) -> bool:
    """Whether the name of a country or a capital is part of a person's: "Leila de Lima", "Sofia Almeida"."""
    texts, word = sentence.texts, sentence.folded[i]
    if word in NAMES_OF_OTHERS:
        return False
    if i and texts[i - 1] in PARTICLES:
        return True
    before = sentence.folded[i - 1] if i and texts[i - 1][0].isupper() else ""
    if is_given_name(before) and not belongs_to_others(before) and not is_common(before):
        return True  # "Thomas Finn", "Kate Holland"
    follows = i + 1 < len(texts) and texts[i + 1][0].isupper() and not belongs_to_others(sentence.folded[i + 1])
    return follows and is_given_name(word) and not is_common(sentence.folded[i + 1])


def _name_follows(sentence: Sentence, i: int) -> bool:
    after = sentence.texts[i + 1] if i + 1 < len(sentence.texts) else "."
    return after[0].isalpha() and not is_common(sentence.folded[i + 1])


def _capitalised(sentence: Sentence, i: int, strict: bool) -> str:
    word = sentence.folded[i]
    if word in CLASS_OF and not is_given_name(word):
        after = sentence.texts[i + 2] if i + 2 < len(sentence.texts) else "."
        apposed = after == "," or after[0].isupper()  # "Will Hargreave, a fellow", "May Zin Oo was hit"
        inside = not strict and word in NAMES_TOO and (sentence.texts[i - 1][0].isalpha() if i else apposed)
        return "U" if inside and _name_follows(sentence, i) and sentence.texts[i + 1][0].isupper() else "-"
    if strict:
        word = word.removesuffix("'s")
        common = is_common(word) and (word in VERBS or not is_given_name(word) or not _name_follows(sentence, i))
        return "-" if common else "U"
    if sentence.classes[i] == "U":
        return "U"
    # The first word of a sentence: "Bill Roggio said", but not "Bill passed by Congress".
    follows = sentence.texts[i + 1][0].isupper() if i + 1 < len(sentence.texts) else False
    if is_given_name(word) and follows:
        return "U"
    return "u" if i == 0 or sentence.texts[i - 1] in OPENERS else "-"
