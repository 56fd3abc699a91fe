"""The grammar of headlines: what makes a text one, and the word classes that it settles otherwise than running text.

Headlines leave out articles and forms of "be", and tell what has happened in the present tense.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.words import can_be_verb_of_one, tags_of

LONGEST = 30  # tokens that a headline has at most
TITLE_CASE = 0.8  # the share of words with a capital, of those longer than the ones that titles write small,
SMALL = 4  # ... in letters
LEFT_OUT = word_set("the a an is are was were has have had been being be")
STOPS = (".", "!", "?")


def mark_headline(sentences: Sequence[Sentence]) -> None:
    """Mark the sentences of a text that is nothing but a headline."""
    if not sentences or sum(len(sentence.texts) for sentence in sentences) > LONGEST:
        return
    last = sentences[-1]
    stopped = last.texts[-1] in STOPS
    if stopped and (len(sentences) > 1 or not _is_telegraphic(last)):
        return
    if any(sentence.paragraph != last.paragraph for sentence in sentences):
        return
    for sentence in sentences:
        sentence.headline = True
        sentence.cased = sentence.cased and not is_title_case(sentence.texts)


def _is_telegraphic(sentence: Sentence) -> bool:
    """Whether the words are missing that running text cannot do without."""
    return LEFT_OUT.isdisjoint(sentence.folded)


def is_title_case(texts: Sequence[str]) -> bool:
    """Whether nearly all words begin with a capital, so that capitals tell no names: "Gunmen Kill Ten in Market"."""
    words = [text for text in texts if len(text) > SMALL and text[0].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)


# --------------------------------------------------------------------------------------------- word classes
HARM = word_set(
    "drown drowns kill kills slay slays die dies injure injures behead beheads execute executes abduct abducts "
    "kidnap kidnaps "
    "foil foils thwart thwarts avert averts repel repels torch torches neutralise neutralises neutralize neutralizes"
)
HARM_OR_NOUN = word_set("wound wounds hurt hurts murder murders bomb bombs attack attacks raid raids ambush ambushes")
SURE = word_set(
    "frees detains seizes foils thwarts averts repels acquits convicts indicts quashes upholds overturns recaptures "
    "retakes overruns clears hangs jails extradites deports evacuates ransacks loots torches sinks"
)
BLOWS = HARM_OR_NOUN | word_set("strike strikes clash clashes blast blasts")
CLAIMING = word_set("alleges allege claim claims confirm confirms admit admits deny denies")
SHOWING = CLAIMING | word_set("show shows report reports condemn condemns blame blames announce announces")
TELLING = word_set(  # what somebody says to others, and that may be a noun as well
    "urges vows cautions alerts briefs promises pledges orders doubts fears threatens warns tells advises rules swears "
    "asks caution urge vow brief pledge promise warn tell advise alert"
)
FAILING = word_set("fails fail flops flop collapses stalls")
POINTING = word_set("points point lays lay pins pin puts put casts cast rejects reject denies deny sees see")
BLAME = word_set("finger fingers blame responsibility guilt claim claims charge charges role part hand accusation")
RISING = word_set(
    "rise rises climb climbs reach reaches hit hits jump jumps soar soars pass passes near nears top tops"
)
DOINGS = word_set(  # what headlines say that somebody did, and that may be a noun as well
    "storm storms shoot shoots shell shells pound pounds torch torches seize seizes retake retakes recapture recaptures"
    " overrun overruns free frees target targets stab stabs ram rams behead beheads lynch lynches loot loots arrest"
    " arrests detain detains foil foils down downs hit hits burn burns rape rapes miss misses"
)
DOING_NOUNS = word_set(
    "bombing fighting shelling shooting stabbing beheading lynching rioting killing looting hijacking"
)
UPON = word_set("attack attacks raid raids strike strikes assault assaults")
AMID = word_set("in amid after during from by following")
WALKING = frozenset(("walk", "walks", "go", "goes"))
STANDING = word_set("leading ranking high-ranking serving visiting sitting practising practicing")
MEANING = word_set("try vow plan plot bid threaten claim attempt move seek")
RAGING = word_set("rages erupts flares continues intensifies resumes spreads")  # what fighting does
COMPOUNDED = word_set("bid bids attempt attempts plot plots")
QUOTES = frozenset("'‘’`")


def settle_headline(sentence: Sentence, classes: list[str]) -> None:
    """Settle the classes of words that headlines use as verbs, and of marks that end nothing."""
    for i, word in enumerate(sentence.folded):
        after = classes[i + 1] if i + 1 < len(classes) else "."
        if word in HARM and (classes[i] == "N" or (classes[i] == "U" and after == "M")):
            classes[i] = "V"
        elif word in HARM_OR_NOUN and after == "M" and classes[i] in "NU":
            classes[i] = "V"  # "Indian shelling kills two, wounds 15"
        elif word in STANDING and classes[i] == "G" and i and after in "NUA":
            classes[i] = "A"  # "Gunmen kill leading lawyer", "high ranking commander"
            classes[i - 1] = "A" if sentence.folded[i - 1] in ("high", "top") else classes[i - 1]
        elif word == "shot" and classes[i] == "N" and i and classes[i - 1] == "M" and after in "P,.RC":
            classes[i] = "V"  # "Five shot at party"
        elif word in MEANING and classes[i] == "N" and i and after == "T" and sentence.folded[i - 1].endswith(MANY):
            classes[i] = "V"  # "Rebels try to overrun base"
        elif classes[i] == "V" and i and classes[i - 1] in "PN" and _next_word(sentence, i) in COMPOUNDED:
            classes[i] = classes[i + 1] = "N"  # "after hijack bid fails"
        elif word in BLOWS and classes[i] == "V" and after == "V" and _is_base(sentence, i + 1):
            classes[i] = "N"  # "Survivors of gas attack seek damages"
        elif classes[i] == "N" and i and classes[i - 1] == "," and after in "NUDMA" and _is_deed(word):
            classes[i] = "V"  # "Attacker shouts slogans, ploughs lorry into pilgrims"
        elif word in SURE and classes[i] == "N" and i and classes[i - 1] in "NU" and after in "NUDMA":
            classes[i] = "V"  # "Court frees teacher held over blast"
        elif word in CLAIMING and after == "G":
            classes[i] = "V"  # "Rebels claim killing eight soldiers"
        elif word in CLAIMING and classes[i] == "N" and i == len(classes) - 1 and "," in classes[max(0, i - 4) : i]:
            classes[i] = "V"  # "Guards tortured miner, union claims"
        elif word in SHOWING and classes[i] == "N" and i:
            _settle_showing(sentence, classes, i)
        elif classes[i] in "AEN" and i > 1 and sentence.texts[i - 1] in QUOTES and _is_quoted_deed(classes, word, i):
            classes[i] = "V"  # "Troops 'shot farmer in back', says group"
        elif word in FAILING and classes[i] == "N" and i and sentence.folded[i - 1] in COMPOUNDED:
            classes[i] = "V"  # "hijack bid fails"
        elif word in POINTING and classes[i] == "N" and i and _next_word(sentence, i) in BLAME:
            classes[i] = "V"  # "Bogota points finger at rebels"
        elif word in BLAME and classes[i] == "V" and i and classes[i - 1] == "V":
            classes[i] = "N"  # "Army rejects blame for shelling"
        elif word in TELLING and classes[i] == "N" and i and _tells(sentence, classes, i):
            classes[i] = "V"  # "Gang vows to burn buses"
        elif word in RISING and classes[i] == "N" and i and (after == "M" or classes[i + 1 : i + 3] == ["T", "M"]):
            classes[i] = "V"  # "toll in hotel siege rises to 41"
            _settle_toll(sentence, classes, i)
        elif word == "." and 0 < i < len(classes) - 1 and _is_cut_short(sentence.folded[i - 1]):
            classes[i] = '"'  # "clash vs. Reds", "S. Philippines"
        elif word == "free" and i and sentence.folded[i - 1] in WALKING:
            classes[i - 1], classes[i] = "V", "R"  # "Nurse walks free over arson"
        elif word == "hurt" and classes[i] == "N" and i and classes[i - 1] == "M":
            classes[i] = "E"  # "Scores hurt as grenade hits rally"
        elif word == "overrun" and classes[i] == "E" and i and classes[i - 1] in "NU" and after in "NUDAGM":
            classes[i] = "V"  # "rebels overrun mining town"
            classes[i + 1] = "N" if after == "G" else after
        elif word == "vs":
            classes[i] = "P"
        elif sentence.texts[i] in QUOTES and classes[i] != "S":
            classes[i] = '"'  # "Army ‘kills 45 members’"
    _settle_only_verb(sentence, classes)


def _is_base(sentence: Sentence, i: int) -> bool:
    tags = tags_of(sentence.lower(i))
    return "v" in tags and "d" not in tags


def _is_deed(word: str) -> bool:
    """Whether a word may be what one does to others: "ploughs", "storms"."""
    return "z" in tags_of(word) and can_be_verb_of_one(word, "")


def _next_word(sentence: Sentence, i: int) -> str:
    return sentence.lower(i + 1)


def _is_cut_short(word: str) -> bool:
    """Whether the stop after a word is that of an abbreviation which headlines use amid their clauses."""
    return word == "vs" or len(word) == 1


def _settle_showing(sentence: Sentence, classes: list[str], i: int) -> None:
    """ "Group claims attack on army": what is claimed is the noun, and claiming the verb."""
    end = i + 1
    while end < len(classes) and classes[end] in "NAU":
        end += 1
    alone = not any(c in "VXE" for c in classes) and classes[end - 1] == "N" and end > i + 1
    if alone and sentence.folded[i] in CLAIMING and classes[i - 1] in "NU" and sentence.folded[end - 1] in BLOWS:
        classes[i] = "V"  # "Taliban claim Kabul guesthouse attack"
        return
    if (
        classes[end : end + 1] == ["V"]
        and sentence.folded[end] in BLOWS
        and classes[end + 1 : end + 2] in ([], ["P"], ["."])
    ):
        classes[i], classes[end] = "V", "N"


def _tells(sentence: Sentence, classes: Sequence[str], i: int) -> bool:
    """ "Embassy urges citizens", "Gang vows to": one speaker before, and a hearer or a deed after."""
    before, after = sentence.folded[i - 1], "".join(classes[i + 1 : i + 2])
    many = before.endswith(MANY) and not before.endswith("ss")
    agrees = many != sentence.folded[i].endswith("s") or classes[i - 1] == "U"
    return agrees and classes[i - 1] in "NU" and after != "" and after in "NUDATGM" and "V" not in classes[:i]


def _is_quoted_deed(classes: Sequence[str], word: str, i: int) -> bool:
    """Whether a quotation opens with the verb of a subject that stands before it."""
    return classes[i - 2] in "NU" and "d" in tags_of(word) and "".join(classes[i + 1 : i + 2]) in tuple("NUDM")


def _settle_toll(sentence: Sentence, classes: list[str], i: int) -> None:
    """ "Death toll in herders attack rises": the verb is what rises, so nothing before it is one."""
    for k in range(i):
        if classes[k] == "V" and sentence.folded[k] in BLOWS:
            classes[k] = "N"


def _settle_only_verb(sentence: Sentence, classes: list[str]) -> None:
    """ "Rebels raid town in the north": where a clause has no verb, the word that can be one is it."""
    stop = next((i for i, c in enumerate(classes) if c in ",." and i), len(classes))
    opened = [i + 1 for i in range(stop) if sentence.folded[i] in OPENING]
    for start, end in pairwise([0, *opened, stop]):
        if not any(c in "VXE" for c in classes[start:end]):
            _settle_clause(sentence, classes, start, end)


TEARING = word_set("tear tears rip rips crash crashes slam slams plough ploughs plow plows sweep sweeps")
MANY = ("s", "men", "police")  # how words for several of them end
OPENING = frozenset(("as", "while", "when"))  # "Ten dead as militia storms village"


def _settle_clause(sentence: Sentence, classes: list[str], start: int, end: int) -> None:
    """Make a verb of the first word of a clause that can be one, between the nouns that it ties."""
    for i in range(start + 1, end - 1):
        at = i - 1
        while at > start and classes[at] == '"':
            at -= 1  # "The 'Islamic State' targets the army"
        if classes[i] != "N" or classes[at] not in "NU":
            continue
        if classes[i + 1] not in 'NUDAEG"':
            if sentence.folded[i] in TEARING and sentence.folded[i + 1] in ("through", "into", "across"):
                classes[i] = "V"  # "as grenade tears through rally"
                return
            continue
        word, before = sentence.folded[i], sentence.folded[at]
        of_many = word in DOINGS and (classes[at] == "U" or before.endswith(MANY))
        if word in HARM_OR_NOUN or of_many or can_be_verb_of_one(word, before):
            classes[i] = "V"
            return


def settle_nouns(sentence: Sentence, classes: list[str]) -> None:
    """Nouns taken for verbs: "13 dead in triple suicide attacks in", "says missile attack in Syria killed 40"."""
    folded = sentence.folded
    if folded[0] in DOING_NOUNS and classes[:2] == ["G", "N"] and folded[1] in DOINGS | RAGING:
        classes[:2] = ["N", "V"]  # "Shelling targets the suburbs", "Fighting rages between"
    for i in range(1, len(classes) - 1) if "G" in classes else ():
        if classes[i] == "G" and classes[i + 1] in "P.," and folded[i] in DOING_NOUNS and folded[i - 1] in AMID:
            classes[i] = "N"  # "five dead in bombing of church", "nine die in fighting near the border"
    for i in range(1, len(classes) - 1) if "V" in classes else ():
        if classes[i] != "V" or classes[i + 1] not in "P.," or folded[i] not in BLOWS:
            continue
        start = i
        while start and classes[start - 1] in "NAU":
            start -= 1
        governed = start < i and start > 0 and classes[start - 1] == "P"
        later = next((c for c in classes[i + 1 :] if c in "VX,.C"), ".") in "VX"
        onto = (
            sentence.folded[i] in UPON
            and sentence.folded[i + 1] in ("on", "against")
            and classes[i + 2 : i + 3] != ["Z"]
        )
        if governed or (start < i and (later or onto)):
            classes[i] = "N"  # "after twin attacks", "suicide attack kills", "Warplane raids on the town"
