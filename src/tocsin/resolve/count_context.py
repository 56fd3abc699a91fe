"""What stands beside a number and shows that it counts nothing: dates, years, clocks, measures, money, ages, names.

Each test answers for one number in its place. The words themselves are rows of `lexicon/counts.toml`.
"""

from __future__ import annotations

import re

from tocsin.lexicon import word_set
from tocsin.resolve.count_words import (
    EXCLUDED_AFTER,
    EXCLUDED_BEFORE,
    EXCLUDED_FIRST,
    EXCLUDED_SECOND,
    LISTS,
    NOT_NOUNS,
    ONE_AFTER,
    ONE_PRONOUN,
    ONE_VERBS,
    PEOPLE,
    NumberWord,
)
from tocsin.resolve.scanning import GAP, Scan, any_of, words_before
from tocsin.resolve.time_words import MONTHS

MONTH_BEFORE = words_before({"month": MONTHS})
MONTH_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?{GAP}(?:of{GAP})?(?:{any_of(MONTHS)})(?!\w)(?!{GAP}(?:have|be|not|also|still)\b)"
)
DAY_LIST = re.compile(
    rf"(?:,|{GAP}(?:and|or|to|through))?{GAP}?[-–]?[0-9]{{1,2}}(?:st|nd|rd|th)?" + MONTH_AFTER.pattern
)
MONTH_ALONE = frozenset(("in", "during", "last", "throughout"))  # "in March 12 people died": the month ends there
MONTH_DOUBTFUL = frozenset(("since", "until", "by", "early", "late", "mid", "this"))
CLOCK_BEFORE = words_before({"at": ("at", "at about", "at around", "at approximately", "at some", "at roughly")})
HOUR_BEFORE = words_before(
    {"at": ("by", "until", "till", "from", "since", "before", "after", "prior to", "around", "about", "between")}
)
CLOCK = re.compile(r"(?:[01][0-9]|2[0-4])[0-5][0-9]")
HOUR_AFTER = re.compile(
    rf"{GAP}(?:in{GAP}the{GAP}(?:morning|afternoon|evening)|at{GAP}night|tonight|this{GAP}(?:morning|afternoon|evening)"
    rf"|last{GAP}night|yesterday|sharp)\b"
)
YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
YEAR_BEFORE = frozenset(("in", "since", "until", "till", "during", "year", "late", "early", "mid", "before", "after"))
TELEPHONE = re.compile(r"\+[0-9]{1,3}[ -](?:[0-9]{2,4}[ -])*$")
TELEPHONE_AFTER = re.compile(r"\)?[ .-]?[0-9]{3}-[0-9]{4}(?![0-9])")
AGE_AFTER = re.compile(rf"[,;).]|{GAP}(?:was|is|has)\b")
YOUNG = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
AGE = rf"(?:[0-9]{{1,3}}|{any_of(YOUNG.split())})"
OTHER_AGES = re.compile(rf"\bage[ds]?{GAP}{AGE}(?:,{GAP}?{AGE})*,?{GAP}(?:and|or){GAP}$")
STREET = re.compile(
    r"\s+(?:[NSEW]\.?\s+)?(?:[A-Z][a-z]+\s+){1,3}"
    r"(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd|Lane|Drive|Highway|Court)"
)
DETERMINERS = word_set("the this that these those same a an each every another one his its their our")
JOINED = frozenset("$€£¥₹₦#/:=@&_%^~+")
DASHES = frozenset("-‐‑–")


def is_attached(scan: Scan, start: int, end: int) -> bool:
    """Whether a mark ties the number to something else: $5, AK-47, 8:15, 12-year-old, 9/11, [3]."""
    before, after = scan.char(start - 1), scan.char(end)
    if before in JOINED or (before in DASHES and scan.char(start - 2).isalnum()):
        return before != ""
    if before in (".", ",") and (scan.char(start - 2).isdigit() or not scan.char(start - 2).isalnum()):
        return True
    if after in DASHES and after != "":
        return scan.char(end + 1).isalnum()
    if after in (":", "/", "°") and (after == "°" or scan.char(end + 1).isalnum()):
        return True
    if after in ("%", "$", "€"):
        return True
    if before in ("'", "’") and scan.char(start - 2).isdigit():
        return True
    if after in ("'", "’"):
        return scan.char(end + 1) == "s" or scan.char(end + 1).isdigit()
    return before == "[" and after == "]"


def is_bullet(scan: Scan, start: int, end: int) -> bool:
    """Whether the number opens a line of a list: "1. Three men ..."."""
    if scan.char(end) not in (".", ")") or scan.char(end + 1) not in (" ", "\t"):
        return False
    return scan.char(start - 1) in ("", "\n") or (scan.char(start - 1) == "(" and scan.char(start - 2) in ("", "\n"))


def is_unit(scan: Scan, end: int) -> bool:
    """Whether a measure, a currency, a unit of time or a fraction follows."""
    first, second = scan.heads_after(end)
    if first not in EXCLUDED_FIRST and second not in EXCLUDED_SECOND:
        return False  # all but one in ten
    return EXCLUDED_AFTER.match(scan.low, end) is not None


def is_named(scan: Scan, start: int, end: int) -> bool:
    """Whether the words before make the number a name, an age or a price: Article 370, aged 12, Rs 500."""
    found = scan.before(EXCLUDED_BEFORE, start)
    if found is None:
        return _is_last_age(scan, start, end)
    at, group = found
    follows, lead = scan.word_after(end), scan.word_before(at)
    bare = follows == "" or follows in NOT_NOUNS
    if lead == "to" or (group == "designator" and lead in PEOPLE):  # "said to number 8,000", "the dead number 18"
        return False
    if group == "designator":
        return bare or lead not in ("the", "this", "that", "same")
    if group == "place_designator":
        return lead not in DETERMINERS and (bare or follows == "near")
    return True


def _is_last_age(scan: Scan, start: int, end: int) -> bool:
    """Whether the number is the last of several ages: "two children, aged nine and eleven, were killed"."""
    follows = scan.word_after(end)
    if not (scan.char(end) in (",", ".", ";", ")") or follows in ("", "were", "was") or follows in NOT_NOUNS):
        return False
    return OTHER_AGES.search(scan.low[max(0, start - 60) : start]) is not None


def is_day(scan: Scan, start: int, end: int) -> bool:
    """Whether digits up to 99 stand beside a month, as its day or its year."""
    if MONTH_AFTER.match(scan.low, end) or DAY_LIST.match(scan.low, end):
        return True
    found = scan.before(MONTH_BEFORE, start)
    if found is None:
        return False
    lead = scan.word_before(found[0])
    if lead in MONTH_ALONE:
        return False
    return not (lead in MONTH_DOUBTFUL and scan.word_after(end) in PEOPLE)


def is_year(scan: Scan, start: int, end: int, *, firm: bool, loose: bool) -> bool:
    """Whether four digits are a year. `firm`: a bound stands before them; `loose`: about, around."""
    digits = scan.low[start:end]
    if not YEAR.fullmatch(digits):
        return False
    before, after = scan.word_before(start), scan.word_after(end)
    if before in YEAR_BEFORE or before in MONTHS or scan.char(start - 2) == ",":
        return True
    if firm or after in PEOPLE:
        return False
    return not (loose and digits.endswith("00") and after not in NOT_NOUNS and after != "")


def is_clock(scan: Scan, start: int, end: int) -> bool:
    """Whether digits are a time of day: "at 2030", "at 9 in the morning"."""
    digits = scan.low[start:end]
    if len(digits) > 1 and digits[0] == "0":
        return True
    after = scan.word_after(end)
    if CLOCK.fullmatch(digits) and (after == "" or after in NOT_NOUNS) and scan.before(HOUR_BEFORE, start):
        return True
    if scan.before(CLOCK_BEFORE, start) is None or after in PEOPLE:
        return False
    return CLOCK.fullmatch(digits) is not None or (len(digits) <= 2 and HOUR_AFTER.match(scan.low, end) is not None)


def is_age(scan: Scan, start: int, end: int) -> bool:
    """Whether bare digits after a name tell an age: "Smith, 34,", "Smith (34)"."""
    if end - start > 3 or int(scan.low[start:end]) > 115:
        return False
    if scan.char(start - 1) == "(":
        name = scan.word_before(start - 1)
        at = scan.text.rfind(" ", 0, start - 2) + 1
        return bool(name) and scan.char(end) == ")" and scan.text[at].isupper() and not scan.shouted(start)
    if scan.low[max(0, start - 2) : start] != ", " or not scan.char(start - 3).isalpha():
        return False
    return AGE_AFTER.match(scan.low, end) is not None


def is_telephone(scan: Scan, start: int, end: int) -> bool:
    """Whether digits are part of a telephone number: +92 300 ..., (203) 555-0100."""
    if TELEPHONE_AFTER.match(scan.low, end):
        return True
    return TELEPHONE.search(scan.low[max(0, start - 16) : start]) is not None


def is_address(scan: Scan, end: int) -> bool:
    """Whether a street follows: 123 Main Street."""
    return STREET.match(scan.text, end) is not None


def allows_word(scan: Scan, word: NumberWord, start: int, end: int) -> bool:
    """Whether a number word stands in the company that its row asks for."""
    after, before = scan.word_after(end), scan.word_before(start)
    if word.only_before and after not in word.only_before:
        return False
    if after in word.not_before or before in word.not_after:
        return False
    return not (word.noun and (after == "" or after in NOT_NOUNS))


def allows_one(scan: Scan, start: int, end: int) -> bool:
    """Whether a bare "one" counts a person or thing, and is no pronoun."""
    after, before = scan.word_after(end), scan.word_before(start)
    if before in ("no", "the", "this", "that", "which", "only", "each", "every", "another", "any", "last", "first"):
        return before in ("the", "only") and after not in NOT_NOUNS and after != ""
    if before in ONE_PRONOUN:
        return False
    if before in ONE_AFTER and after not in ("of", "another", "by"):
        return True
    return after in ONE_VERBS or (after != "" and after not in NOT_NOUNS)


BOTH_NOUN = re.compile(
    rf"{GAP}(?:(?:of|were|are|had|have|died)\b"
    rf"|(?!(?:as|his|this|its|across)\b)(?:[a-z]+s|men|women|children|people|police|dead)\b(?!{GAP}(?:and|or)\b))"
)


def allows_both(scan: Scan, end: int) -> bool:
    """Whether "both" stands for two people or things, and is not the conjunction."""
    return BOTH_NOUN.match(scan.low, end) is not None


REVISED = re.compile(rf"\b(?:{any_of(LISTS['revised'])})\b")
