"""Word classes: what part each token plays, from closed lists, a word table and the words beside it.

Not a statistical tagger: those fail on headline verbs ("Militants raid", "Troops fire"). The table says what a word
can be; the neighbours decide. Classes are one letter each:

    D determiner   M number       A adjective   N noun        U proper noun   O pronoun
    P preposition  C conjunction  W wh-word     T to          X auxiliary     V finite verb
    G gerund       E participle   R adverb      . , " ( marks  S possessive 's
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

from msgspec import Struct

from tocsin.lexicon import cell_list, load_bytes, load_rows, word_set
from tocsin.resolve.countries import countries_by_demonym
from tocsin.resolve.remembered import Remembered
from tocsin.resolve.tokens import FOLDED
from tocsin.resolve.word_facts import Fact

CLOSED: dict[str, frozenset[str]] = {
    "D": word_set(
        "the a an this these those his her its their our my your some any no every each all both either neither "
        "another other such what"
    ),
    "P": word_set(
        "of in on at by for from with without against aboard during after before since until till into onto upon over "
        "under near between among amid amidst around about across along behind beside besides beyond despite down "
        "off out outside inside through throughout toward towards up via within like per as than except including "
        "following concerning regarding versus unlike beneath above below opposite past according amongst"
    ),
    "C": word_set("and or but nor yet so plus & although though because if unless while whereas whether lest"),
    "W": word_set("who whom whose which that when where why how whoever whichever"),
    "O": word_set(
        "he she it they we i you him them us me himself herself itself themselves ourselves myself yourself none "
        "nobody anybody somebody everybody everyone someone anyone nothing something anything everything one ones"
    ),
    "X": word_set(
        "be is are was were been being am do does did has have had having will would shall should can could may "
        "might must cannot won't wouldn't shouldn't couldn't can't didn't doesn't don't isn't aren't wasn't weren't "
        "hasn't haven't hadn't mustn't 'd 'll 've 're"
    ),
    "R": word_set(
        "not never also just only even still already again then there here now today yesterday tonight tomorrow "
        "later earlier ago soon once twice very too quite rather almost nearly perhaps maybe however meanwhile "
        "instead thus therefore together apart away back forward elsewhere abroad nearby simultaneously "
        "online often seldom rarely sometimes always usually allegedly reportedly apparently prior n't"
    ),
    "M": word_set(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
        "dozen dozens hundreds thousands scores several many few couple"
    ),
    "T": word_set("to"),
}
CLASS_OF = {word: letter for letter, words in CLOSED.items() for word in words}
MARKS = {".": ".", "!": ".", "?": ".", ",": ",", ";": ".", ":": ".", '"': '"', "(": "(", ")": ")", "[": "(", "]": ")"}
TITLES = word_set(  # written short, with a dot
    "mr mrs ms dr prof rev fr st gen col lt maj capt cmdr cpt sgt cpl adm brig gov sen rep hon pres supt det insp"
)
COMPASS = word_set("north south east west northeast northwest southeast southwest")
BE = word_set("be is are was were been being am isn't aren't wasn't weren't 're")
HAVE = word_set("has have had having hasn't haven't hadn't 've")
MODAL = word_set(
    "will would shall should can could may might must cannot won't wouldn't shouldn't couldn't can't mustn't 'll 'd"
)
DO = word_set("do does did don't doesn't didn't")


@cache
def word_table() -> dict[str, tuple[str, str]]:
    """Lower-case English words, each with its possible tags and, for a verb, its lemma (`words.tsv`).

    Nouns of the noun table that the word list lacks ("militiamen", "protesters") are words as well.
    """
    rows = (line.split("\t") for line in load_bytes("words.tsv").decode().splitlines())
    return _nouns() | {word: (tags, lemma) for word, tags, lemma in rows}


def _nouns() -> dict[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for row in load_rows("nouns.csv"):
        forms = [form for form in cell_list(row["forms"]) if form.isalpha() and form.isascii()]
        for before, form in zip(["", *forms], forms, strict=False):
            plural = form[:-1] == before or (form.endswith(("ies", "men")) and form[:3] == before[:3])
            words[form] = ("s" if plural else "n", "")
    return words


_LEMMAS: Remembered[str, str] = Remembered(lambda word: word_table().get(word, ("", ""))[1] or word)


def lemma_of(word: str) -> str:
    """The verb lemma of a lower-case word; the word itself where none is known."""
    return _LEMMAS[word]


def is_common(word: str) -> bool:
    """Whether a lower-case word stands in the table, so that a capital letter is needed to make it a name."""
    return word in word_table() or word in CLASS_OF


def _unknown_tags(word: str) -> str:
    if word.endswith("ing"):
        return "g"
    if word.endswith("ed"):
        return "dp"
    if word.endswith("ly"):
        return "r"
    if word.endswith("s") and word[:-1] in _verbs_of_interest():
        return "z"
    if word.endswith(("ous", "ful", "ive", "ic", "al", "able", "ible", "less", "ish")):
        return "a"
    return "n"


def tags_of(word: str) -> str:
    """The tags of a lower-case word: what it can be."""
    return _TAGS[word]


def _mark_class(text: str) -> str:
    if text in MARKS:
        return MARKS[text]
    if text in "“”«»":
        return '"'
    if text in ("--", "—", "–", "---"):
        return ","
    return "S" if text in ("'s", "'S", "’s", "’S") else "-"


OPEN = "?"  # for a word whose class depends on those beside it
_IS_OPEN = frozenset(OPEN).__contains__
# words with rules of their own, see `_class_here`
ORDINALS = word_set("second third fourth fifth sixth seventh")
KINDS_OF_FORCES = word_set(
    "security government military armed special police rebel coalition loyalist allied occupation peacekeeping ground "
    "opposition separatist regime army paramilitary federal support defence defense state pro-government naval air "
    "insurgent border guerrilla junta counter-terrorism enemy intervention government-backed"
)
BY_NEIGHBOURS = (
    COMPASS
    | ORDINALS
    | {
        "full",
        "forces",
        "one",
        "unconscious",
        "senseless",
        "unhurt",
        "unharmed",
        "unscathed",
        "face",
        "dead",
        "time",
        "back",
        "other",
        "long",
        "first",
        "last",
        "most",
        "own",
        "unknown",
    }
)


def _own_class(text: str, cased: bool, first: bool) -> str:
    """The class that a token has wherever it stands, or `OPEN`. `first`: at the head of a sentence."""
    word = FOLDED[text]
    if not text[0].isalnum():
        return _mark_class(text)
    if text[0].isdigit():
        return "A" if "-" in word else "M"
    if word in BY_NEIGHBOURS:
        return OPEN
    return _word_class(text, cased, first)


def _word_class(text: str, cased: bool, first: bool) -> str:
    """The class of a word as `_own_class` gives it, whatever the rules for single words say of it."""
    word = FOLDED[text]
    capital = cased and (text[0].isupper() or _is_arabic_name(text))
    if first and capital and text == "US":
        return "U"  # "US drone strike kills four": not the pronoun
    if word in CLASS_OF and not (capital and not first and _inside_name(text)):
        return CLASS_OF[word]
    if capital and (not first or _starts_with_name(text, word)):
        return "U"
    if not cased and word not in word_table():
        return "U"
    tags = _TAGS[word]
    return OPEN if any(tag in tags for tag in "gvzdp") else _nominal(tags)


def _tags_of(word: str) -> str:
    """What a word can be."""
    table = word_table()
    tags = table[word][0] if word in table else ""
    if tags == "z" and "n" in table.get(word[:-1], ("", ""))[0]:
        tags = "sz"  # "fatigues", "plots": the plural of a noun as well
    return tags or _unknown_tags(word)


_TAGS = Remembered(_tags_of)
CASED: Fact[str] = Fact(lambda text: _own_class(text, True, False))
_UNCASED: Remembered[str, str] = Remembered(lambda text: _own_class(text, False, False))


def classify(
    texts: Sequence[str],
    folded: Sequence[str],
    cased: bool,
    owners: Sequence[int] = (),
    own: Sequence[str] | None = None,
) -> list[str]:
    """The class of every token of a sentence. `cased` False: capital letters say nothing here.

    `owners`: the marks that say whose something is ("the rebels' leader"). `own`: what `CASED` says of each token,
    where the caller has it.
    """
    classes = list(own) if own is not None else list(map(CASED if cased else _UNCASED.__getitem__, texts))
    if cased and texts and texts[0][0].isupper():
        classes[0] = _own_class(texts[0], True, True)
    for i in owners:
        classes[i] = "S"
    if ":" in texts[1:-1]:
        _reopen(texts, cased, classes)
    if "." in texts[1:-1]:
        _join_titles(texts, folded, classes)
    if OPEN in classes:
        here = Here(texts, folded, classes, cased)
        for i in compress(range(len(classes)), map(_IS_OPEN, classes)):
            classes[i] = _class_here(here, i)
    return classes


def _reopen(texts: Sequence[str], cased: bool, classes: list[str]) -> None:
    """A capital after a colon tells no more than one at the head: "Local media: Blast in market kills two"."""
    for i in range(2, len(texts)):
        if texts[i - 1] == ":" and cased and texts[i][0].isupper():
            classes[i] = _own_class(texts[i], True, True)


def _join_titles(texts: Sequence[str], folded: Sequence[str], classes: list[str]) -> None:
    """The dot of "Mr. Orton", "Gen. Dostum" and "John F. Kennedy" is a part of the name."""
    for i in range(1, len(classes) - 1):
        if texts[i] == "." and folded[i - 1] in ("jr", "sr") and texts[i - 1][0].isupper() and i > 1:
            if texts[i + 1][0].islower() and classes[i - 2] == "U":
                classes[i - 1] = classes[i] = "U"  # "Ferdinand Marcos Jr. condemned"
            continue
        if classes[i] != "." or classes[i + 1] != "U" or texts[i] != "." or not texts[i - 1][0].isupper():
            continue
        if folded[i - 1] in TITLES or (len(texts[i - 1]) == 1 and texts[i - 1] != "I"):
            classes[i - 1] = classes[i] = "U"


class Here(Struct, frozen=True):
    """A sentence while its classes are settled from left to right: those before a word are, those after are not."""

    texts: Sequence[str]
    folded: Sequence[str]
    classes: list[str]
    cased: bool

    def word(self, i: int) -> str:
        """The folded word at a token; empty outside the sentence."""
        return self.folded[i] if 0 <= i < len(self.folded) else ""

    def before(self, i: int, back: int = 1) -> str:
        """The class of the token so many places before token `i`; empty where there is none."""
        return self.classes[i - back] if i >= back else ""


def _class_here(here: Here, i: int) -> str:
    """The class of a word that depends on those beside it; the classes before it are settled."""
    word = here.folded[i]
    if word not in BY_NEIGHBOURS:
        return _decide(here, i, _KINDS[word])
    if word in COMPASS and here.word(i + 1) == "of":
        return "R"  # "an attack north of Kirkuk": the attack is not a north
    if word == "most" and here.word(i + 1) == "of":
        return "D"  # "most of the rockets"
    if word == "dead" and i and here.classes[i - 1] in "VE" and _is_closed(here, i + 1):
        return "-"  # "shot dead 14 prisoners": a part of the verb
    if word == "back" and here.word(i - 1) == "the" and here.word(i + 1) == "of":
        return "N"  # "a cleaner in the back of the hall"
    if word == "time" and here.word(i - 1) == "the" and here.word(i - 2) == "by" and here.word(i + 1) != "of":
        return "W"  # "had left by the time officers came"
    if word == "long" and i and here.folded[i - 1] in HAVE:
        return "R"  # "rivals have long argued"
    if word in ("first", "last") and here.before(i) in ("X", "W") and "p" in _tags_of(here.word(i + 1)):
        return "R"  # "had first claimed", "was last seen"
    if word == "first" and here.before(i) in ("N", "U") and set(_tags_of(here.word(i + 1))) & {"d"}:
        return "R"  # "the gunmen first attacked a checkpoint"
    if word == "unknown" and here.before(i) == "N":
        return "A"  # "a group unknown until now"
    if word == "face" and here.word(i - 1) in ("or", "and") and here.word(i + 1) not in ("of", "to"):
        return "V"  # "leave or face death"
    if word == "own" and here.word(i + 1) == "up" and here.before(i) in ("N", "U", "O"):
        return "V"  # "the rebels own up to"
    if word in ORDINALS and here.word(i + 1) == "one":
        return "A"
    if word == "one":  # "a second one hurt six"
        return "N" if here.word(i - 1) in ORDINALS | {"other", "another", "new", "similar", "later"} else "O"
    if word in ORDINALS and here.word(i - 1) == "a" and _stands_alone(here, i):
        return "M"  # "a third was hurt", "wounded a third"
    if word == "full" and here.word(i + 1) == "of" and here.before(i) in ("N", "U"):
        return "A"  # "a minibus full of explosives"
    if word in ("unconscious", "senseless", "unhurt", "unharmed", "unscathed") and here.before(i) in ("N", "U", "O"):
        return "A"  # "beat a vendor unconscious"
    if word == "forces" and here.word(i - 1) in KINDS_OF_FORCES:
        return "N"  # "Security forces in Cairo were"
    if word == "other" and i and here.classes[i - 1] in "DM":
        return "A"
    own = _word_class(here.texts[i], here.cased, i == 0)
    return _decide(here, i, _KINDS[word]) if own == OPEN else own


def _stands_alone(here: Here, i: int) -> bool:
    """Whether nothing follows an ordinal that it could be of: "a third was hurt", "wounded a third on Friday"."""
    after = here.word(i + 1)
    kind = CLASS_OF.get(after, "-")
    done = here.before(i, 2) in ("V", "G", "E") and (not after[:1].isalnum() or (kind in "PC" and after != "of"))
    return done or kind == "X"


def _is_closed(here: Here, i: int) -> bool:
    """Whether a number or a word of the closed lists stands at a token."""
    return i < len(here.folded) and (here.folded[i] in CLASS_OF or here.folded[i][0].isdigit())


def _is_arabic_name(text: str) -> bool:
    """ "al-Shughur", "ar-Raqqa": the article is written small."""
    return text[2:3] == "-" and text[3:4].isupper()


def _inside_name(text: str) -> bool:
    return len(text) > 1 and text.isupper()  # "US", "IT", "WHO" amid lower case


def _starts_with_name(text: str, word: str) -> bool:
    """A capital at the head of a sentence makes a name only where the word is no common one."""
    if _inside_name(text):
        return True
    stem = word.split("-")[0]
    if word.endswith("ly") and is_common(word[:-2]):
        return False  # "Illegally stored explosives"
    return not (is_common(word) or is_common(stem) or (word.endswith("s") and is_common(word[:-1])))


NOUN_BEFORE = frozenset("DMAS")
ALONE = word_set("another both all each some")  # determiners that may stand for a noun
QUALIFYING = word_set(  # what is said of people and places that something was done to before
    "displaced kidnapped abducted captured detained wounded injured besieged blockaded stranded imprisoned jailed "
    "disarmed handcuffed blindfolded bound exiled retired unarmed"
)
HURT_BY = word_set("gunshot bullet stab knife shrapnel head chest leg flesh")
HURT = word_set("wounded injured hurt burned burnt maimed")
HITTING = word_set("hit struck killed wounded left shook rocked damaged destroyed")
GROUNDS = word_set("ground shed")  # nouns that are a past form as well
COMPOUNDED = word_set(  # "a terrorist bombing plot", "the bus shooting case"
    "plot plots attempt attempts attack attacks campaign campaigns case cases charge charges spree suspect suspects "
    "victim victims survivor survivors scene incident incidents probe investigation trial"
)
SAID_TO_BE = word_set("reported feared believed presumed confirmed found pronounced listed")


LEADING_TO = word_set("up linked tied connected due response reaction link links confess confesses admit admits")


class _Kinds(NamedTuple):
    """What a word can be: its tags, whether any is a verb's, and whether any is a noun's or an adjective's."""

    tags: str
    verbal: bool
    nominal: bool


def _kinds_of(word: str) -> _Kinds:
    tags = _TAGS[word]
    return _Kinds(tags, any(tag in tags for tag in "vzdp"), any(tag in tags for tag in "nsa"))


_KINDS: Remembered[str, _Kinds] = Remembered(_kinds_of)


def _decide(here: Here, i: int, kinds: _Kinds) -> str:
    """One class out of the tags that a word can have, by the classes before and the words after."""
    tags, verbal, nominal = kinds
    classes, folded = here.classes, here.folded
    last, previous = (classes[i - 1], folded[i - 1]) if i else (".", "")
    if "g" in tags:
        return _gerund(here, i, tags)
    if not verbal:
        return _nominal(tags)
    if folded[i] == "set" and _sets_fire(here, i):
        return "V"
    if last == "T":
        governed = nominal and here.word(i - 2) in LEADING_TO and CLASS_OF.get(here.word(i + 1)) == "P"
        return "V" if "v" in tags and not governed else _nominal(tags)
    if last == "X" or (last == "R" and here.before(i, 2) == "X"):
        return _after_auxiliary(previous if last == "X" else folded[i - 2], tags)
    if last == "M" and "d" in tags and i + 1 < len(folded) and CLASS_OF.get(folded[i + 1]) in ("D", "T"):
        return "V"  # "a boy of 12 tried to"
    if last == "A" and "d" in tags and here.before(i, 2) == "X" and not nominal:
        return "V"  # "the claim that the village was empty drew laughter"
    if previous in ALONE and "d" in tags and not _noun_follows(here, i):
        return "V"  # "another went off"
    if last == "R" and folded[i] in HURT and here.before(i, 2) in "DA" and not _noun_follows(here, i):
        return "N"  # "the seriously wounded", "some of the most gravely injured"
    if last == "C" and "d" in tags and folded[i] in QUALIFYING and _counts(here, i + 1):
        return "V"  # "killed three and injured more than twenty"
    if last in NOUN_BEFORE or previous == "of" or (nominal and _adjectival(here, i)):
        return "E" if "p" in tags and not nominal else _nominal(tags)  # "the dam": the table has only the verb
    if nominal and last == "N" and previous in HURT_BY:
        return "N"  # "found a victim with a gunshot wound"
    if "p" in tags and last == "E" and previous in SAID_TO_BE:
        return "E"  # "was reported killed"
    if "d" in tags or "p" in tags:
        if folded[i] in QUALIFYING and last in "VG" and _noun_follows(here, i) and not reports(lemma_of(previous)):
            return "A"  # "attacked displaced people", "sheltering displaced families"
        if nominal and last == "P":
            return _nominal(tags)
        if here.folded[i] in GROUNDS and last == "N" and CLASS_OF.get(here.word(i + 1)) not in ("D", "M", "O"):
            return "N"  # "the football ground in"
        if "a" in tags and _noun_follows(here, i) and _qualifies(here, i):
            return "A"
        return "E" if last == "P" or ("d" not in tags) else "V"
    if not nominal:
        return "V"
    if folded[i] == "number" and last in ("N", "U") and _counts(here, i + 1):
        return "V"  # "the dead number 130"
    return _noun_or_verb(here, i, tags)


KINDLED = word_set("fire light off ablaze alight upon about")


def _sets_fire(here: Here, i: int) -> bool:
    """ "kidnapped a clerk and set fire to": a verb joined to the one before."""
    return here.word(i) == "set" and here.before(i) in ("C", ",", "W") and here.word(i + 1) in KINDLED


def _gerund(here: Here, i: int, tags: str) -> str:
    """The class of a word in -ing: a gerund, a noun ("no shelling") or an adjective ("a recruiting station")."""
    last, following = here.before(i) or ".", here.word(i + 1)
    modified = (last in "DAS" and here.word(i - 1) not in ("each", "both", "all")) or (
        last == "E" and here.before(i, 2) in ("D", "M")
    )
    ends = not following[:1].isalpha() or CLASS_OF.get(following) in ("P", "C", "X", "W")
    ends = ends or (last == "D" and following in HITTING)  # "another shelling hit"
    if (modified and ("n" in tags or following == "of" or ends)) or _after_no(here, i):
        return "N"
    if _dates_from(here, i) or (last == "P" and following == "of" and here.folded[i] in _event_gerunds()):
        return "N"  # "gets life for killing of student"
    if last == "N" and following in CLASS_OF and CLASS_OF[following] == "P" and _is_doing(here, i):
        return "G"
    if _names_a_kind(here, i) or _of_a_trade(here, i) or _struck_amid(here, i):
        return "A"
    if _counts(here, i + 1) and here.word(i - 1) not in ("the", "a") and lemma_of(here.folded[i]) in _harms():
        return "G"  # "accused of killing 30 people"
    if here.word(i - 1) == "of" and "n" in tags and (not following.isalpha() or CLASS_OF.get(following) in ("P", "C")):
        return "N"  # "a victim of kidnapping before"
    if last == "N" and not following and here.folded[i] in _event_gerunds():
        return "N"  # "Army blames rebels for market shelling"
    if last not in "NU" or "n" not in tags or CLASS_OF.get(following) in ("D", "M", "O"):
        return "G"
    verb_next = any(tag in word_table().get(following, ("", ""))[0] for tag in "zd")
    closed = following in CLASS_OF or not following.isalpha() or verb_next
    return "N" if closed or following in COMPOUNDED else "G"


def _after_no(here: Here, i: int) -> bool:
    """ "no fighting or shelling"."""
    if here.folded[i - 1] == "no":
        return True
    joined = i > 2 and here.folded[i - 1] in ("or", "nor") and here.classes[i - 2] == "N"
    return joined and here.folded[i - 3] == "no"


def _adjectival(here: Here, i: int) -> bool:
    """ "a Spanish crew": after an article and a demonym a word that can be a noun is one."""
    if here.before(i) != "U" or here.before(i, 2) != "D":
        return False
    return here.word(i + 1) not in ("the", "a", "an") and bool(countries_by_demonym(here.folded[i - 1]))


TRADES = word_set(
    "mining fishing farming paving shopping trading shipping banking training parking polling drinking housing hunting "
    "logging dining filling landing wedding building printing dancing swimming washing herding gathering boarding "
    "cooking"
)
WORKED = word_set(  # where people do these things, and what with
    "village villages town towns camp camps boat boats vessel vessels ship ships station stations centre centres "
    "center centers community communities company companies firm firms site sites settlement settlements district "
    "districts mall malls street streets area areas port ports ground grounds hub hubs lot lots post posts school "
    "schools academy academies base bases hall halls trawler trawlers city cities region complex complexes arcade "
    "arcades party parties crew crews pool pools booth booths estate estates lodge lodges house houses concession "
    "place places stone stones slab slabs"
)


def _of_a_trade(here: Here, i: int) -> bool:
    """ "a Sahel mining town", "two fishing boats": what people do at a place, or with a thing."""
    counted = here.before(i) == "M" and "s" in _tags_of(here.word(i + 1)) and here.word(i + 1) not in CLASS_OF
    return counted or (here.word(i) in TRADES and here.word(i + 1) in WORKED)


BUSY = word_set(
    "working living fighting training meeting travelling traveling acting operating speaking writing calling staying "
    "hiding sleeping waiting standing marching protesting serving posing belonging driving riding walking coming going "
    "returning sheltering demonstrating camping queuing queueing praying playing loyal gathering arriving passing"
)
COUNTED_FROM = word_set("after before since following hours days until over")


def _is_doing(here: Here, i: int) -> bool:
    """ "mercenaries working for the company": what some people do, and no noun of theirs."""
    return here.word(i) in BUSY and here.word(i - 1).endswith(("s", "men", "people", "women", "police"))


def _dates_from(here: Here, i: int) -> bool:
    """ "days after the market bombing a clerk wrote": an act from which time is counted, before a new clause."""
    if (
        here.word(i) not in _event_gerunds()
        or CLASS_OF.get(here.word(i + 1)) not in ("D", "O")
        or here.before(i) != "N"
    ):
        return False
    first = next((j for j in range(i - 1, -1, -1) if here.classes[j] not in "NUAS"), -1)
    return first > 0 and here.classes[first] == "D" and here.word(first - 1) in COUNTED_FROM


@cache
def _strikes() -> frozenset[str]:
    return _harms() | word_set(
        "attack shoot ambush torture beat target arrest detain hit bomb shell storm raid strike abduct stab assault"
    )


def _struck_amid(here: Here, i: int) -> bool:
    """ "Troops shot protesting students": what those were doing whom an act of violence met."""
    struck = here.before(i) == "V" and lemma_of(here.word(i - 1)) in _strikes()
    return struck and _noun_follows(here, i) and here.word(i) not in _event_gerunds()


def _names_a_kind(here: Here, i: int) -> bool:
    """ "a military recruiting station": a gerund amid a noun phrase that tells what the thing is for."""
    if here.before(i) not in ("N", "A") or lemma_of(here.folded[i]) in _verbs_of_interest():
        return False
    first = next((j for j in range(i - 1, -1, -1) if here.classes[j] not in "NA"), -1)
    return first >= 0 and here.folded[first] in ("a", "an") and _noun_follows(here, i)


def _qualifies(here: Here, i: int) -> bool:
    """A participle before a noun: "Armed men attacked", "heavily armed men", "Central Asian armed groups"."""
    last = here.before(i) or "."
    if last in '.,"CP-(' or here.word(i - 1) in ("where", "when"):
        return True
    if last == "R":
        return here.folded[i - 1].endswith("ly") and (i < 2 or here.classes[i - 2] in '.,"CP-(D')
    return last in "NU" and here.folded[i] == "armed"


def _noun_follows(here: Here, i: int) -> bool:
    word = here.word(i + 1)
    return word not in CLASS_OF and any(tag in word_table().get(word, ("", ""))[0] for tag in "ns")


def _after_auxiliary(auxiliary: str, tags: str) -> str:
    if auxiliary in BE or auxiliary in HAVE:
        if "p" in tags:
            return "E"
        return _nominal(tags)
    return "V" if "v" in tags else _nominal(tags)


@cache
def _harms() -> frozenset[str]:
    """Verbs that say how many are harmed."""
    rows = (f for r in load_rows("triggers.csv") if r["pos"] == "v" and r["effect"] for f in cell_list(r["forms"]))
    return frozenset(lemma_of(form) for form in rows if " " not in form)


@cache
def _event_gerunds() -> frozenset[str]:
    """Words in -ing that name an event: "shelling", "bombing"."""
    rows = (f for r in load_rows("triggers.csv") if r["pos"] == "n" for f in cell_list(r["forms"]))
    return frozenset(form for form in rows if form.endswith("ing") and " " not in form)


@cache
def _reporting() -> frozenset[str]:
    rows = (f for r in load_rows("reporting.csv") if r["kind"] not in ("noun", "mind") for f in cell_list(r["forms"]))
    return frozenset(lemma_of(form) for form in rows if " " not in form)  # "carry a report" makes no "carry" report


def reports(lemma: str) -> bool:
    """Whether a verb tells what somebody says ("say", "deny", "warn")."""
    return lemma in _reporting()


@cache
def _verbs_of_interest() -> frozenset[str]:
    """Verbs that can be triggers or tell who says what: only for these is a noun risked as a verb."""
    triggers = (f for r in load_rows("triggers.csv") if r["pos"] == "v" for f in cell_list(r["forms"]))
    verbs = frozenset(lemma_of(form.split()[0]) for form in triggers) - NAMES_OF_THINGS
    return verbs | _reporting() | TELLTALE


TELLTALE = word_set("bear rest point lie")  # "the ambush bears the marks of", "suspicion rests with"


def can_be_verb_of_one(word: str, subject: str) -> bool:
    """Whether a word may be what one subject does, or reports: "Army blames", "militia storms"; not "Rebels claims"."""
    plural = subject.endswith("s") and not subject.endswith("ss")
    return "z" in _tags_of(word) and not plural and lemma_of(word) in _verbs_of_interest()


# Nouns that are verbs now and then, after the very nouns that could be their subjects: "police stations", "army posts".
NAMES_OF_THINGS = word_set(
    "station post man ring position block check screen book guard escort patrol move rush comb dispatch act stop help"
)


def _noun_or_verb(here: Here, i: int, tags: str) -> str:
    """A word such as "raid", "fire", "shells": a verb where a subject stands before and an object or place after."""
    folded, before = here.folded, here.classes
    last = here.before(i) or "."
    who = "who" in (here.word(i - 1), here.word(i - 2) if last == "R" else "")
    if who and "z" in tags and CLASS_OF.get(here.word(i + 1)) in ("D", "P", "M", "O"):
        return "V"  # "anyone who finances the hijacking"
    if _opens_speech(here, i):
        return "V"
    if last == "R" and i > 1 and before[i - 2] in "NUO":
        last = before[i - 2]  # "gunmen often attack"
    if last == "O" or (last in "C," and _goes_on_in_present(here, i, tags)):
        return "V"
    if last not in "NU" or i + 1 >= len(folded):
        return _nominal(tags)
    if here.word(i + 1) in TAKEN_WITH.get(lemma_of(folded[i]), ()):
        return "V"  # "the group claims responsibility", "a militant from the hills shoots dead an officer"
    if _only_verb(here, i, tags) or _of_relative(here, i, tags) or _tells_of(here, i):
        return "V"
    if lemma_of(folded[i]) not in _verbs_of_interest():
        return _nominal(tags)
    if folded[i] in ("post", "posts") and folded[i + 1] != "that":
        return "N"  # "stormed the police post at the ford"
    if folded[i] == "state" and before[i - 1] == "U" and CLASS_OF.get(folded[i + 1]) == "P":
        return "N"  # "in Nigeria's Plateau state at the weekend"
    if folded[i] in ("gun", "guns") and folded[i + 1] != "down":
        return "N"  # "heavy guns on the heights"
    if folded[i + 1] == "against" and folded[i] in ("charge", "charges"):
        return "N"  # "the murder charges against him"
    at = i - 1 if before[i - 1] != "R" else i - 2
    ahead = folded[at - 1] if at > 0 else ""
    if CLASS_OF.get(ahead) == "P" and not (before[at] == "U" and _counts(here, i + 1)):
        return _nominal(tags)  # "of gang rapes by soldiers"; a verb in "north of Kirkuk kills nine"
    first = next((j for j in range(i - 1, -1, -1) if before[j] not in "NAR"), -1)
    in_phrase = first > 0 and folded[first] in ("a", "an") and before[first - 1] in "PT"
    if in_phrase and CLASS_OF.get(folded[i + 1]) == "P" and not _counts(here, i + 1):
        return _nominal(tags)  # "the scene of a nerve gas attack by"; a verb in "blasts in a park kill at least two"
    if at > 0 and before[at - 1] == "V" and not reports(lemma_of(ahead)):
        return _nominal(tags)  # "filed homicide charges against"
    if at > 0 and before[at - 1] == "M" and not folded[at].endswith(("s", "men", "people")):
        return _nominal(tags)  # "two highpower bombs"
    return "V" if _agrees(here, i, at, tags) else _nominal(tags)


def _goes_on_in_present(here: Here, i: int, tags: str) -> bool:
    """ "kills one man and leaves two injured": a second verb in the present tense of headlines, before a number."""
    if "z" not in tags or not _counts(here, i + 1):
        return False
    return any(here.classes[j] == "V" and "z" in _TAGS[here.folded[j]] for j in range(i))


TAKEN_WITH = {"claim": frozenset(("responsibility", "credit")), "shoot": frozenset(("dead",))}
ARTICLES = frozenset(("the", "a", "an", "its", "his", "their"))


def _only_verb(here: Here, i: int, tags: str) -> bool:
    """ "Washington holds Tehran responsible": no verb yet, one thing named before, and another begins after."""
    if "z" not in tags or not here.cased or any(c in "VXEGW" for c in here.classes[:i]):
        return False
    opened = next((j for j in range(i - 1, -1, -1) if here.classes[j] not in "NUDA"), -1)
    plural = (here.folded[i - 1].endswith("s") and not _may_be_one(here, i - 1)) or here.texts[i][0].isupper()
    if opened >= 0 or plural:
        return False
    named = here.texts[i + 1][0].isupper() and CLASS_OF.get(here.folded[i + 1]) is None and here.classes[i - 1] == "U"
    return here.folded[i + 1] in ARTICLES | {"last"} or (named and here.folded[i + 1] not in DAYS)


def _may_be_one(here: Here, i: int) -> bool:
    """ "Algiers", "Damascus", "the United States": a name in -s that may be of one; not "the Russians"."""
    return here.classes[i] == "U" and not countries_by_demonym(here.texts[i])


def _of_relative(here: Here, i: int, tags: str) -> bool:
    """ "which Ankara holds responsible", "that the ministry blames on": one subject after the pronoun, and no verb."""
    many = here.folded[i - 1].endswith(("s", "police", "men", "people"))
    if ("v" if many else "z") not in tags:
        return False
    opened = next((j for j in range(i - 1, -1, -1) if here.classes[j] not in "NUDA"), -1)
    if opened < 1 or here.folded[opened] not in ("which", "whom", "that", "who") or here.classes[opened] != "W":
        return False
    after = here.word(i + 1)
    kinds = _TAGS[after] if after and after[0].isalpha() else ""
    return CLASS_OF.get(after) in ("D", "P", "O", "T") or (bool(kinds) and set(kinds) <= set("ar"))


MANY = (["many"], ["few"], ["several"], ["some"], ["most"], ["both"], ["all"], ["others"])


def _tells_of(here: Here, i: int) -> bool:
    """ "Investigators in Assam suspect a faction": a word of saying, no verb before it and an article after."""
    if not reports(lemma_of(here.folded[i])) or not (
        here.word(i + 1) in ("a", "an", "the") or here.word(i + 1) == "that"
    ):
        return False
    opened = next((j for j in range(i - 1, -1, -1) if here.classes[j] in '.,"W'), -1)
    many = here.folded[opened + 1 : i]
    plural = any(word.endswith(("s", "men", "people", "police", "media")) for word in many[:3]) or many[:1] in MANY
    agrees = plural != here.folded[i].endswith("s")
    return agrees and not any(c in "VXEG" for c in here.classes[opened + 1 : i])


DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")


def _opens_speech(here: Here, i: int) -> bool:
    """ "the church also claims that", "they deny it and claim she": a word of saying."""
    last, after = here.before(i), CLASS_OF.get(here.word(i + 1), "")
    if last not in ("R", ",", "C") or i < 2 or not (after in ("D", "O") or here.word(i + 1) == "that"):
        return False
    if last == "R" and here.classes[i - 2] not in "NUO":
        return False
    return (last == "R" or after == "O") and reports(lemma_of(here.folded[i]))


def _agrees(here: Here, i: int, at: int, tags: str) -> bool:
    """Whether the subject, which ends in token `at`, and what follows make the word at token `i` a verb."""
    texts, folded, before = here.texts, here.folded, here.classes
    subject, after = folded[at], folded[i + 1]
    run = next((j for j in range(at, -1, -1) if before[j] not in "NUA"), -1)
    singular = run >= 0 and folded[run] in ("a", "an") and (run == 0 or before[run - 1] != "P")
    opened = max((j for j in range(i) if before[j] in ',."VXEGWZ'), default=-1)
    clause = [folded[j] for j in range(opened + 1, i) if before[j] in "NU"]
    plural = any(w.endswith(("s", "men", "people", "police")) for w in clause[-4:]) and not singular
    plural = plural and (subject.endswith(("s", "men", "people", "police")) or clause[:1] != [subject])
    agrees = "z" in tags if not plural else "v" in tags
    agrees = agrees or ("z" in tags and reports(lemma_of(folded[i])) and _may_be_one(here, at))
    opens = CLASS_OF.get(after) in ("D", "M", "O", "P") and after != "of"
    opens = opens or (after == "of" and reports(lemma_of(folded[i])) and here.word(i + 2).endswith("ing"))
    opens = opens or _counts(here, i + 1) or (texts[i + 1][0].isupper() and not texts[at][0].isupper())
    opens = opens or (after == "that" and reports(lemma_of(folded[i])))  # "Police suspect that"
    accused = before[at] == "U" and here.folded[i + 1] not in CLASS_OF and lemma_of(folded[i]) in ACCUSING
    opens = opens or (accused and at == i - 1)  # "Damascus blames rebels for"
    opens = opens or (texts[i + 1] in '.,"' and reports(lemma_of(folded[i])) and at == i - 1)  # ", residents say."
    many = subject.endswith(("s", "men")) and not singular and "v" in tags
    alone = "z" in tags and at == i - 1 and opened < 0 and after[0].isalpha()
    opens = opens or (alone and _has_no_other_verb(here, i))
    return (agrees and opens) or (many and after[0].isalpha())


def _has_no_other_verb(here: Here, i: int) -> bool:
    """ "The navy launches cruise missiles from": nothing else in the sentence can be its verb."""
    return not any(_may_end_it(word) for word in here.folded[i + 1 :])


def _may_end_it(word: str) -> bool:
    """Whether a word may be the verb of a clause: an auxiliary, a past form, or what can be nothing else."""
    kind = CLASS_OF.get(word)
    return kind in ("X", "W", "O") or (kind is None and ("d" in _TAGS[word] or not set(_TAGS[word]) & set("nsapg")))


ACCUSING = frozenset(("blame", "accuse", "suspect", "fault"))


def _counts(here: Here, i: int) -> bool:
    """Whether a number begins at a token: "nine", "at least nine"."""
    words = here.folded[i : i + 3]
    if words[:2] in (["at", "least"], ["more", "than"], ["up", "to"]):
        words = words[2:]
        if words[:1] == ["one"]:
            return True
    return bool(words) and (words[0][0].isdigit() or CLASS_OF.get(words[0]) == "M")


def _nominal(tags: str) -> str:
    if "n" in tags or "s" in tags:
        return "N"
    if "a" in tags:
        return "A"
    if "r" in tags:
        return "R"
    if "p" in tags:
        return "E"
    return "N"
