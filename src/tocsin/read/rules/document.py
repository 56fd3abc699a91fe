"""A document prepared for reading: sentences with classes and groups, and the times, counts and names in them.

This is the bench on which the later steps work. It is filled once, in order, and holds no conclusions.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from string import ascii_lowercase, ascii_uppercase

from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.headlines import mark_headline, settle_headline, settle_nouns
from tocsin.read.rules.nouns import NOUN, PEOPLE, NounTag, tag_nouns
from tocsin.read.rules.sections import Section, sections_of
from tocsin.read.rules.words import CASED, classify
from tocsin.record import Document, Evidence
from tocsin.record.evidence import Field
from tocsin.resolve.actor_choice import ActorLine, settle_actors
from tocsin.resolve.actors import ACTOR, COUNTRY, ActorFound, Register, countries_named, default_register
from tocsin.resolve.counts import CountFound, counts_in
from tocsin.resolve.datelines import Dateline, find_dateline
from tocsin.resolve.noise import is_noise
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.scanning import Scan
from tocsin.resolve.times import TimeFound, times_in
from tocsin.resolve.tokens import STOP, read_words, sentence_spans
from tocsin.resolve.word_facts import Facts

# Above this share of capitals among the letters, capital letters tell nothing (teleprinter text, shouted headlines).
CAPITALS = 0.7
# Below this share, in so many letters or more, the text was stripped of its capitals: every sentence has one, of its
# first word, and no prose has sentences of five hundred letters.
SMALL_LETTERS, STRIPPED = 0.002, 200
ITEM = re.compile(r"(?m)^[ \t]*[-*•] .*$")
ITEMS = 3  # so many items make a text a list, in which no item goes on about another,
ITEM_SHARE = 0.75  # ... where they are so much of it: an article with a list of reactions is about one thing
APOSTROPHES = frozenset("'’")
UPPER, LOWER = ascii_uppercase.encode(), ascii_lowercase.encode()


@dataclass(slots=True, eq=False)
class Line:
    """One sentence with what the resolvers found in it; token numbers are the sentence's own."""

    sentence: Sentence
    times: list[TimeFound] = field(default_factory=list)
    counts: list[CountFound] = field(default_factory=list)
    actors: list[ActorFound] = field(default_factory=list)
    places: list[PlaceFound] = field(default_factory=list)
    loud: bool | None = None  # whether capitals say little in it, once somebody has asked (`names`)
    figures: dict[int, tuple[int, int]] = field(default_factory=dict)  # tokens of its counts, by offset (`toll_values`)
    _nouns: dict[int, NounTag] | None = None

    @property
    def nouns(self) -> dict[int, NounTag]:
        """The nouns of the lexicon, by the last token of the noun phrase; looked for when first asked for."""
        if self._nouns is None:
            self._nouns = tag_nouns(self.sentence.folded, self.sentence.row(NOUN))
        return self._nouns


@dataclass(slots=True)
class Prepared:
    """A document and its lines. `published` is the local day of publication, where it is known."""

    doc: Document
    published: date | None
    lines: list[Line]
    dateline: Dateline | None
    countries: tuple[str, ...]
    scans: Mapping[Field, Scan]
    items: bool = False  # a list of unrelated items: a digest, a day's log
    sections: Mapping[int, Section] = field(default_factory=dict)  # by the number of the sentence
    written_at: list[PlaceFound] = field(default_factory=list)  # the places of the dateline, which is in no line

    def places(self) -> tuple[PlaceFound, ...]:
        """The places of the text, those of the dateline first."""
        return (*self.written_at, *(p for line in self.lines if line.sentence.field == "text" for p in line.places))

    def evidence(self, line: Line, start: int, end: int) -> Evidence:
        """Evidence for the words from offset `start` to `end` of the line's field."""
        return self.doc.quote(start, end, line.sentence.field)

    def token_evidence(self, line: Line, start: int, end: int) -> Evidence:
        """Evidence for tokens `start` to `end` (half-open) of a line."""
        return self.evidence(line, *line.sentence.span(start, end))


def is_cased(text: str) -> bool:
    """Whether capital letters tell names from words in this text."""
    upper, lower = _capitals(text)
    return (upper < CAPITALS * (upper + lower) or not upper) and not _is_stripped(upper, lower)


def is_stripped(text: str) -> bool:
    """Whether the text has lost its capitals: "rajkot: police fired two rounds. a curfew was clamped"."""
    return _is_stripped(*_capitals(text))


def _capitals(text: str) -> tuple[int, int]:
    letters = text.encode(errors="ignore")
    upper, lower = (len(letters) - len(letters.translate(None, each)) for each in (UPPER, LOWER))
    return upper, lower


def _is_stripped(upper: int, lower: int) -> bool:
    return lower >= STRIPPED and upper < SMALL_LETTERS * lower


def prepare(doc: Document, register: Register | None = None) -> Prepared:
    """The document with everything found that needs no understanding of its sentences.

    Actors are looked up in `register`, by default the one that ships with Tocsin.
    """
    register = register or default_register()
    published = _day(doc.published)
    dateline = find_dateline(doc.text)
    scans: dict[Field, Scan] = {"title": Scan(doc.title or ""), "text": Scan(doc.text)}
    lines: list[Line] = []
    for name, scan in scans.items():
        lines += _field_lines(scan, name, published, len(lines), dateline if name == "text" else None)
    countries = _countries(lines)
    _find_actors(lines, register, countries, published)
    items = is_list(doc.text)
    for line in lines:
        line.sentence.item = items and line.sentence.field == "text"
        _settle_classes(line)
    sections = sections_of(lines)
    return Prepared(doc, published, lines, dateline, countries, scans, items=items, sections=sections)


def _find_actors(lines: Sequence[Line], register: Register, countries: Sequence[str], published: date | None) -> None:
    """Give each line its actors, settled by the whole document."""
    sentences = [line.sentence for line in lines]
    shipped = register is default_register()
    found = [
        ActorLine(
            s.folded,
            s.texts,
            s.cased,
            register.find(s.folded, s.texts, cased=s.cased, openings=s.row(ACTOR) if shipped else None),
        )
        for s in sentences
    ]
    year = published.year if published is not None else None
    for line, actors in zip(lines, settle_actors(found, countries=countries, year=year), strict=True):
        line.actors = actors


def is_list(text: str) -> bool:
    """Whether the text is a list of unrelated items."""
    items = ITEM.findall(text)
    return len(items) >= ITEMS and sum(map(len, items)) >= ITEM_SHARE * len(text)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None  # a document made by a caller, not by `gather`, may hold any words here


def _field_lines(scan: Scan, name: Field, published: date | None, number: int, dateline: Dateline | None) -> list[Line]:
    times, counts = times_in(scan, published), counts_in(scan)
    lines = [Line(sentence) for sentence in _sentences(scan, name, number, dateline)]
    if name == "text":
        mark_headline([line.sentence for line in lines])
    _share(lines, times, "times")
    _share(lines, counts, "counts")
    return lines


def _sentences(scan: Scan, name: Field, number: int, dateline: Dateline | None) -> Iterator[Sentence]:
    """The sentences of a field, counted from `number`; the words of a dateline are left out."""
    text, last = scan.text, 0
    cased = is_cased(text)
    for at, (start, end) in enumerate(scan.paragraphs):
        words, first, last = scan.words, last, bisect_left(scan.words.starts, end, last)
        own_case = cased and is_cased(text[start:end])
        lower = not own_case and is_stripped(text[start:end])
        facts = scan.facts
        if dateline and start < dateline.end <= end:
            words = read_words(text, dateline.end, end)
            facts = Facts(words.texts)
            spans = sentence_spans(words, 0, len(words.texts), lower=lower, stops=facts.row(STOP))
        else:
            spans = sentence_spans(words, first, last, lower=lower, stops=facts.row(STOP, first, last))
        noise = name == "text" and is_noise(text[start:end])
        for span in spans:
            cut = words.cut(*span)
            yield Sentence(
                number,
                name,
                own_case,
                *cut,
                paragraph=at,
                noise=noise,
                headline=name == "title",
                facts=facts,
                first=span[0],
            )
            number += 1


def _share(lines: list[Line], found: tuple[TimeFound, ...] | tuple[CountFound, ...], name: str) -> None:
    """Give each finding to the line in which it stands; one that runs over its end, as over a blank line, to none."""
    ends = [line.sentence.ends[-1] for line in lines]
    for item in found:
        i = bisect_right(ends, item.start)
        if i < len(lines) and lines[i].sentence.starts[0] <= item.start and item.end <= ends[i]:
            getattr(lines[i], name).append(item)


def _countries(lines: Sequence[Line]) -> tuple[str, ...]:
    """The countries that the document speaks of, by name or demonym, most frequent first."""
    sentences = [line.sentence for line in lines]
    counter = Counter(code for s in sentences for code in countries_named(s.folded, s.row(COUNTRY)))
    return tuple(code for code, _ in sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _settle_classes(line: Line) -> None:
    sentence = line.sentence
    own = sentence.row(CASED) if sentence.cased else None
    classes = classify(sentence.texts, sentence.folded, sentence.cased, _plural_owners(sentence), own)
    for actor in line.actors:
        classes[actor.start : actor.end] = "U" * (actor.end - actor.start)
    for count in line.counts:
        if not count.article:
            first, last = sentence.token_at(count.start), sentence.token_at(count.end - 1)
            classes[first : last + 1] = "M" * (last + 1 - first)
            _settle_counted(line, classes, last + 1)
    for time in line.times:
        first, last = sentence.token_at(time.start), sentence.token_at(time.end - 1)
        aged = sentence.folded[last : last + 1] and sentence.folded[last].endswith("old")
        inside = first == last and _names_its_year(sentence, classes, first)
        lasting = "-" in sentence.texts[first : last + 1] and classes[last + 1 : last + 2] in (["N"], ["A"])
        classes[first : last + 1] = ("A" if aged or inside or lasting else "Z") * (last + 1 - first)
        if classes[first - 2 : first] == ["X", "P"] and classes[last + 1 : last + 2] in (["E"], ["R"], ["V"]):
            classes[first - 1 : last + 1] = "R" * (last + 2 - first)  # "were on Tuesday formally charged"
        if aged and classes[last + 1 : last + 2] not in (["N"], ["U"], ["A"]):
            classes[last] = "N"  # "a 12-year-old was shot"
        if inside and classes[last + 1] == "G":
            classes[last + 1] = "N"  # "the 1998 bombing"
    if sentence.headline:
        settle_headline(sentence, classes)
    settle_nouns(sentence, classes)
    sentence.settle("".join(classes))


def _plural_owners(sentence: Sentence) -> list[int]:
    """The tokens that are the apostrophe of a plural owner: "the rebels' leader"; not a quotation mark."""
    if APOSTROPHES.isdisjoint(sentence.texts):
        return []
    texts, starts, ends = sentence.texts, sentence.starts, sentence.ends
    opened, found = False, []
    for i in range(1, len(texts) - 1):
        if texts[i] not in APOSTROPHES:
            opened = opened or texts[i] == "‘"
            continue
        touches = ends[i - 1] == starts[i]
        if (
            touches
            and not opened
            and texts[i - 1][-1] in "sS"
            and ends[i] < starts[i + 1]
            and texts[i + 1][0].isalnum()
        ):
            found.append(i)
        else:
            opened = not touches
    return found


def _settle_counted(line: Line, classes: list[str], i: int) -> None:
    """ "One soldier killed": what follows a number and can name people names them."""
    if classes[i : i + 1] == ["V"] and i in line.nouns and line.nouns[i].class_ in PEOPLE:
        classes[i] = "N"


def _names_its_year(sentence: Sentence, classes: list[str], i: int) -> bool:
    """ "the 1998 bombing": a year inside a noun group."""
    year = sentence.folded[i].isdigit() and 0 < i < len(classes) - 1
    return year and classes[i - 1] == "D" and classes[i + 1] in "NUGA"
