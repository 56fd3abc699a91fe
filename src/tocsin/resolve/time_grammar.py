"""The forms in which English news writes times, as one search over lower-case text and a pattern for each form.

`MASTER` finds where a time may stand and of which form; the pattern of that form, matched there again, gives its
parts. What the parts mean is told in `time_values`; `time_pieces` decides whether the form is a time at all.
"""

from __future__ import annotations

import re

from tocsin.resolve.scanning import FIGURE, GAP, HYPHEN, Openings, any_of
from tocsin.resolve.time_words import LISTS, MONTHS, NAMED, NUMBERS, PARTS, PHRASES, UNITS, WEEKDAYS, YEARLY

_DASH = "[-‐‑–—]"
_YEAR = r"(?:1[89]|20)[0-9]{2}"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_NTH = r"(?:st|nd|rd|th)?"
_MONTH = any_of(MONTHS)
_WEEKDAY = any_of(WEEKDAYS)
_UNIT = any_of(UNITS)
_NUMBER = rf"(?:[0-9]{{1,3}}|{any_of(NUMBERS)})"
_END = r"(?![\w%]|[.,:/][0-9])"
_WHICH_YEAR = (
    rf"(?:(?:,{GAP}?|{GAP}(?:of{GAP})?)(?P<y>{_YEAR}){_END}"
    rf"|(?:,?{GAP}(?:of{GAP})?)(?P<yr>last|this|next){GAP}year\b)?"
)
_TO = rf"(?P<to>{GAP}(?:to|and|or|through|until){GAP}|{GAP}?{_DASH}{GAP}?)"
_HOUR = r"(?P<h>[01]?[0-9]|2[0-4])"
_MINUTE = r"(?P<min>[0-5][0-9])"
_HALF = r"(?:\s?(?P<ap>[ap])(?:\.\s?m\b\.?|m\b))"
_STANDARD = r"(?!(?:the|a|an|this|that|for|at|some|any|first|last|same|in|on|of)\b)[a-z]+"
_ZONE = (
    rf"(?:\s?(?P<z>gmt|utc|local{GAP}time|local|est|edt|cst|cdt|pst|pdt|cet|cest|eet|bst|ist|pkt|wat|sast|msk|jst"
    rf"|(?:{_STANDARD}{GAP}){{1,2}}time)\b)"
)
_HOURS = r"(?:\s?(?:hours|hrs|hr|h)\b)"

_NAMED = [any_of(form for form in NAMED if form[0].isdigit() == digit) for digit in (False, True)]

_DIGIT_FORMS = {
    "named_digits": rf"(?:{_NAMED[True]})(?!\w)",
    "iso": (
        rf"(?P<y>{_YEAR})(?P<s>[-/])(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>0[1-9]|[12][0-9]|3[01])"
        r"(?:[t ](?P<h>[01][0-9]|2[0-3]):(?P<min>[0-5][0-9])"
        r"(?::[0-5][0-9](?:\.[0-9]+)?)?(?P<z>z|[+-][0-9]{2}:?[0-9]{2})?)?"
        r"(?![\w/-])"
    ),
    "slash": rf"(?P<a>[0-3]?[0-9])(?P<s>[/.])(?P<b>[0-3]?[0-9])(?P=s)(?P<y>{_YEAR})(?![\w/-])",
    "clock_range": (
        rf"{_HOUR}(?:[:.]{_MINUTE})?(?:\s?[ap]\.?\s?m\.?)?(?:{GAP}(?:and|to){GAP}|\s?{_DASH}\s?)"
        rf"(?P<h2>[01]?[0-9]|2[0-4])(?:[:.](?P<min2>[0-5][0-9]))?{_HALF}{_ZONE}?"
    ),
    "clock": (
        r"(?=[0-9]{1,2}(?::[0-5][0-9]|(?:\.[0-5][0-9])?\s?[ap](?:\.\s?m\b|m\b)|\.[0-5][0-9]\s?(?:hours|hrs)))"
        rf"{_HOUR}(?:[:.]{_MINUTE}(?::[0-5][0-9])?)?(?:{_HALF}|{_HOURS})?{_ZONE}?(?![\w:])"
    ),
    "oclock": (
        r"(?P<n>1[0-2]|[1-9])\s?o['’]?\s?clock"
        rf"(?:{GAP}(?:in{GAP}the{GAP}|at{GAP})(?P<part>morning|afternoon|evening|night))?"
    ),
    "military": (
        r"(?P<h>[01][0-9]|2[0-4])(?P<min>[0-5][0-9])(?=\s?(?:hours|hrs|hr|h|gmt|utc|local|est|edt|cet|ist)\b)"
        rf"{_HOURS}?{_ZONE}?(?!\w)"
    ),
    "dmy": (
        rf"(?P<d>{_DAY}){_NTH}(?:{_TO}(?P<d2>{_DAY}){_NTH})?(?:{GAP}(?:of{GAP})?|-)(?P<m>{_MONTH})(?![\w])"
        rf"{_WHICH_YEAR.replace('(?:,{GAP}?', '(?:,{GAP}?|-')}"
    ),
    "nth": rf"(?P<d>{_DAY})(?:st|nd|rd|th)(?:{GAP}of{GAP}(?P<k>last|this|next){GAP}month)?(?![\w-])",
    "hour_part": (
        rf"(?P<n>1[0-2]|[1-9]){GAP}(?:in{GAP}the{GAP}(?P<part>morning|afternoon|evening)|at{GAP}(?P<night>night))\b"
    ),
    "years": rf"(?P<y>{_YEAR}){_DASH}(?P<y2>{_YEAR}|[0-9]{{2}})(?![\w-])",
    "decade": r"(?P<y>(?:1[89]|20)[0-9]0)['’]?s(?!\w)|(?P<yy>[2-9]0)s(?!\w)",
    "span": "",
    "four": rf"(?P<f>[0-2][0-9]{{3}}){_END}",
}
_SPAN = (
    rf"(?P<n>{_NUMBER})(?:(?:{GAP}(?:or|to){GAP}|{_DASH})(?P<n2>{_NUMBER}))?(?P<sep>{GAP}|{HYPHEN})"
    rf"(?:(?:full|long|whole|straight|consecutive|more|calendar){GAP})?(?P<u>{_UNIT})"
    rf"(?:(?:{GAP}|{HYPHEN})(?P<t>ago|earlier|later|before|after|prior|old|olds|afterwards?|following|from{GAP}now|since|into)"
    rf"|['’]s?{GAP}(?P<in>time)\b)?(?!\w)"
)
_DIGIT_FORMS["span"] = _SPAN
_OF_THIS = any_of(LISTS["of_this"])
_YEARLY = any_of(YEARLY).replace("'", "['’]")
_WORD_FORMS = {
    "named": rf"(?:{_NAMED[False]})(?!\w)",
    "before_last": rf"(?:the{GAP})?(?P<u>week|month|year){GAP}before{GAP}last(?!\w)",
    "part_of_this": rf"(?P<p>{_OF_THIS}){GAP}the{GAP}(?P<u>week|month|year)(?!\w)",
    "night": rf"overnight{GAP}(?:(?:from|on|of){GAP})?(?P<into>(?:into|to){GAP})?(?P<w>{_WEEKDAY})(?!\w)",
    "yearly": rf"(?P<name>{_YEARLY})(?!\w)(?:,?{GAP}(?:of{GAP})?(?P<y>{_YEAR}){_END})?",
    "phrase": rf"(?P<phrase>{any_of(PHRASES)})(?!\w)",
    "shift": (
        rf"(?:(?P<q>earlier|later|early|late){GAP}(?:in{GAP})?)?(?P<s>last|this{GAP}past|this|next|past|coming|current){GAP}"
        r"(?P<u>week|month|year|decade|century)(?!\w)"
    ),
    "window": (
        rf"(?P<s>last|past|next|coming|previous|recent|following){GAP}(?P<n>{_NUMBER}){GAP}"
        rf"(?:(?:full|calendar){GAP})?(?P<u>{_UNIT})(?!\w)"
    ),
    "times": rf"times{GAP}(?:a|an|per|each|every){GAP}(?:{_UNIT})(?!\w)",
    "every": rf"(?:every|each){GAP}(?:(?:other|few|{_NUMBER}){GAP})?(?:{_UNIT}|(?:{_WEEKDAY})s?)(?!\w)",
    "mdy": (
        rf"(?P<m>{_MONTH}){GAP}?(?<=[\s.])(?:the{GAP})?(?P<d>{_DAY}){_NTH}(?![0-9])(?:{_TO}(?P<d2>{_DAY}){_NTH}(?![\w]))?"
        rf"{_WHICH_YEAR}{_END}"
    ),
    "month": rf"(?:(?P<p>early|mid|late){_DASH})?(?P<m>{_MONTH})(?!\w){_WHICH_YEAR}",
    "weekday": (
        rf"(?P<w>{_WEEKDAY})(?P<pl>s)?(?!\w)(?:{GAP}(?:{any_of(PARTS)})(?!\w))?"
        rf"(?:{GAP}(?:of{GAP})?(?P<k>last|this|next){GAP}week\b|{GAP}(?P<bl>before{GAP}last)\b)?"
    ),
    "weekend": rf"weekend(?P<pl>s)?(?!\w)(?:{GAP}(?P<bl>before{GAP}last)\b)?",
    "prefixed": rf"(?P<p>early|mid|late|pre|post){_DASH}(?:(?P<y>{_YEAR})(?P<s>s)?)(?!\w)",
    "age": (
        rf"aged?{GAP}(?:(?:about|around|between|from|only|just){GAP})?[0-9]{{1,3}}"
        rf"(?:(?:{GAP}(?:and|to){GAP}|-)[0-9]{{1,3}})?(?![\w,.][0-9]|\w)"
    ),
    "anchor": (
        rf"(?:shortly|soon|immediately|moments|(?:(?:a{GAP}few|several|just|some|many){GAP})?(?:seconds|minutes|hours|days|weeks|months|years|decades))"
        rf"{GAP}(?:after|before)(?!\w)(?!{GAP}(?:midnight|noon|midday|dawn|dusk|daybreak|sunrise|sunset|nightfall|[0-9]))"
    ),
    "or_two": (
        rf"(?:a|one){GAP}(?P<u>day|week|month|year){GAP}or{GAP}(?:two|so){GAP}"
        r"(?P<t>ago|earlier|later|before|after|afterwards?)(?!\w)"
    ),
    "long": rf"(?:(?:a|an|one){HYPHEN})?(?P<u>{_UNIT}){HYPHEN}long(?!\w)",
    "span_words": _SPAN,
    "bare": r"(?P<u>hours|days|weeks|months|years|decades)(?!\w)",
    "part": rf"(?P<part>{any_of(PARTS)})(?!\w)",
}
_MARK_FORMS = {"short_decade": r"['’](?P<yy>[2-9]0)s(?!\w)"}
_FORMS = {**_DIGIT_FORMS, **_WORD_FORMS, **_MARK_FORMS}
PATTERNS = {name: re.compile(source) for name, source in _FORMS.items()}
_NAMES = re.compile(r"\(\?P<(\w+)>")
_NUMBERED = re.compile(r"\(\?P=s\)")


def _alternatives(forms: dict[str, str]) -> str:
    """The forms as alternatives, each a named group without names inside."""
    plain = {name: _NUMBERED.sub("[-/.]", _NAMES.sub("(?:", source)) for name, source in forms.items()}
    return "|".join(f"(?P<{name}>{source})" for name, source in plain.items())


# A look at the first letter keeps the search from trying every form at every word.
MASTER = re.compile(
    rf"(?<!\w)(?:(?=[0-9])(?:{_alternatives(_DIGIT_FORMS)})"
    rf"|(?=[a-z])(?:{_alternatives(_WORD_FORMS)})|{_alternatives(_MARK_FORMS)})"
)

# How a form may begin where it does not begin with a mark: a number, for one, with a unit or another number after it.
_UNIT_WORDS = (*UNITS, "full", "long", "whole", "straight", "consecutive", "more", "calendar")
_COUNTED = (*_UNIT_WORDS, "or", "to", "few", *(form.split()[0] for form in NUMBERS), FIGURE)
_SHIFTED = ("week", "month", "year", "decade", "century", "past", *_COUNTED)
_PLURAL_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years", "decades")
_SOME = (*_COUNTED, *_PLURAL_UNITS)
_DAYS_OF_WEEK = (*WEEKDAYS, *(f"{day}s" for day in WEEKDAYS))
_RECURRING = (*_COUNTED, *_DAYS_OF_WEEK, "other")
_ANCHORED = ("after", "before")
_FIRST: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((form for form in NUMBERS if " " not in form), _COUNTED),
    **dict.fromkeys(("several", "many", "some", "just"), _SOME),
    **dict.fromkeys(("last", "this", "next", "past", "coming", "current", "previous", "recent", "following"), _SHIFTED),
    **dict.fromkeys(("every", "each"), _RECURRING),
    **dict.fromkeys(("shortly", "soon", "immediately", "moments", "seconds", "minutes"), _ANCHORED),
}
OPENINGS = Openings(
    [
        *(*MONTHS, *NAMED, *PARTS, *PHRASES, *_DAYS_OF_WEEK),
        *(form for form in NUMBERS if " " in form),
        *("hours", "days", "weeks", "months", "years", "decades", *(f"{unit} long" for unit in UNITS)),
        *("a day or", "a week or", "a month or", "a year or", "one day or", "one week or", *YEARLY, *LISTS["of_this"]),
        *("week before", "month before", "year before", "the week", "the month", "the year"),
        *("weekend", "weekends", "earlier", "later", "early", "mid", "late", "pre", "post", "age", "aged"),
        *("times a", "times an", "times per", "times each", "times every"),
    ],
    _FIRST,
    figures=True,
)
