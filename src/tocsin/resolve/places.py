"""Names of places in running text, and which place each of them means.

A name is looked for where capital letters run (everywhere in text that is all capitals), refused where the words
beside it make it a person's or an organisation's, and settled from what the text says around it: the larger place
it is put in, the countries and peoples the text names, the size of the places of that name. What the text leaves
open stays open: such a name has no country and no coordinates. Not for saying where an event happened: that a name
stands in the text does not make it the site.

The words that these rules look for are rows of `lexicon/venues.csv`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from tocsin.lexicon import cell_list, load_bytes, load_rows
from tocsin.record.values import Place, PlacePrecision, PlaceRelation
from tocsin.resolve.countries import countries_by_demonym, load_countries
from tocsin.resolve.gazetteer import Entry, Gazetteer, default_gazetteer, distance_km, fold, lies_in

Level = Literal["venue", "city", "admin2", "admin1", "country", "region", "water", "unknown"]
Span = tuple[int, int]

CACHED_RUNS = 100_000  # parsed runs of capitalised words kept in memory
MOST_ENTRIES = 50  # places of one name that are weighed; the least likely of "San Jose" are left out
LONGEST = 6  # words of the longest name looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFound:
    """One name of a place in a text.

    `start` and `end` are code points into the text given, half-open; `name` is the words there. `place` is settled,
    or holds the name alone (and, where the text says in which larger place it lies, that place's country). `score`
    is how sure the choice among places of that name is, 0 to 1; it is no calibrated probability. `runner_up` is the
    next best ("Moscow, US-Idaho"), `container` the larger place that the text names for it. `dateline` marks the
    place of writing at the head of a report, `modifier` a country's name used as an adjective ("US troops").
    """

    start: int
    end: int
    name: str
    place: Place
    level: Level
    score: float
    runner_up: str | None = None
    container: str | None = None
    dateline: bool = False
    modifier: bool = False


# --- words beside names -------------------------------------------------------------------------------------------


@cache
def _words(role: str) -> frozenset[str]:
    """The words of one role, lower case."""
    rows = load_rows("venues.csv")
    return frozenset(word for row in rows if row["role"] == role for word in cell_list(row["words"]))


@cache
def _plain_words() -> Mapping[str, str]:
    """English words, lower case, and the letters that say what they can be (`n` noun, `s` nouns, `a` adjective)."""
    lines = load_bytes("words.tsv").decode("utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return {cell[0]: cell[1] for cell in cells if len(cell) > 1}


def _alternation(words: Iterator[str] | frozenset[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


# --- runs of capitalised words ------------------------------------------------------------------------------------

_UP = "A-Z" + "".join(
    chr(c) for c in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(c).isupper() and chr(c).isalpha()
)
_TITLES = "St|Ste|Mt|Ft|Gen|Lt|Col|Sgt|Capt|Maj|Cpl|Sen|Rep|Gov|Dr|Mr|Mrs|Ms|Prof|Rev|Hon|Brig|Adm|Cmdr|Supt|Insp|Det"
_STATES = (
    "Ala|Ariz|Ark|Calif|Cal|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Kans|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nebr|Nev|"
    "Okla|Ore|Pa|Penn|Tenn|Tex|Vt|Va|Wash|Wis|Wisc|Wyo|Ont|Que|Alta|Man|Sask"
)
_JOINERS = "au|aux|sur|sous|de|da|do|del|di|du|des|la|le|les|en|ez|es|el|al|as|ash|ul|i|e|on|of|upon|and|by|the|in|y"
_WORD = (
    rf"(?:(?:al|el|as|ash|an|ar|at|az|ad|ed|ez|es|ul|es)[-‐‑])?"
    rf"(?:W\.[ ]?Va\.|[{_UP}]\.(?:[{_UP}]\.)*|(?:{_TITLES}|{_STATES})\.|[{_UP}]\w*"
    rf"(?:['’ʼ‘`](?!s\b)\w+|[-‐‑](?:(?:{_JOINERS})[-‐‑])*[{_UP}]\w*|-(?:e|i|ye)\b)*)"
)
_RUN = re.compile(
    rf"(?<!\w){_WORD}(?:[ \t\r\u00a0]*(?:\n[ \t]*)?(?<=\s)(?:(?:of|the|de|la|las|los|del|da|do|dos|di|du|des|"
    rf"le|el|al|es|ez|en|ash|ul|and|upon|on|i|y)[ \t\u00a0]+){{0,3}}{_WORD})*"
)
_PIECE = re.compile(rf"{_WORD}|\w+")
_ANY_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][\w]*(?:['’ʼ-](?!S\b)\w+)*")


class _Piece(NamedTuple):
    """One word of a run: where it stands in it, its folded words, and whether it begins with a capital."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...]
    capital: bool


class _Hit(NamedTuple):
    """Pieces `first` to `last` (half-open) of a run that are a name, and the places of that name."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]


class _Run(NamedTuple):
    """A run of capitalised words, cut into pieces, with the names in it from left to right."""

    pieces: tuple[_Piece, ...]
    hits: tuple[_Hit, ...]
    peoples: tuple[tuple[str, ...], ...]  # countries of each demonym


@lru_cache(maxsize=100_000)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


@cache
def _people_words() -> frozenset[str]:
    """The first words of all demonyms, lower case."""
    return frozenset(w.lower().split()[0] for country in load_countries() for w in country.demonyms)


def _cut(words: str, pattern: re.Pattern[str]) -> tuple[_Piece, ...]:
    pieces = []
    for match in pattern.finditer(words):
        text = match.group()
        keys = _keys(text)
        if keys:
            pieces.append(_Piece(text, match.start(), match.end(), keys, text[:1].isupper() or "-" in text))
    return tuple(pieces)


def _spelt(entry: Entry, text: str) -> bool:
    if entry.exact is None:
        return True
    return text == entry.exact or (text.isupper() and "." in text and text == entry.exact.upper())


class _Finder:
    """Finds the longest names in runs; keeps what it has found."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._runs: dict[str, _Run] = {}

    def run(self, words: str) -> _Run:
        """The names in a run of capitalised words."""
        found = self._runs.get(words)
        if found is None:
            if len(self._runs) >= CACHED_RUNS:
                self._runs.clear()
            found = self._runs[words] = self._parse(words, self._split(_cut(words, _PIECE)))
        return found

    def line(self, words: str) -> _Run:
        """The names in a stretch of text in which capitals say nothing."""
        return self._parse(words, _cut(words, _ANY_WORD))

    def framed(self, key: str, word: str) -> tuple[Entry, ...]:
        """The places whose whole name is a name and the word after it: "Moscow region"."""
        whole = f"{key} {word.lower()}"
        return _distinct(self._gazetteer.starting_with(key.split(" ", 1)[0]).get(whole, ()))

    def starting(self, head: str, run: _Run) -> tuple[int, str, tuple[Entry, ...]] | None:
        """The longest name made of `head` and the first pieces of a run: the pieces' count, its key, its places."""
        names = self._gazetteer.starting_with(head.split(" ", 1)[0])
        for n in range(min(LONGEST, len(run.pieces)), 0, -1):
            key = " ".join((head, *(word for piece in run.pieces[:n] for word in piece.keys)))
            if key in names:
                return n, key, _distinct(names[key])
        return None

    def _split(self, pieces: tuple[_Piece, ...]) -> tuple[_Piece, ...]:
        """Pieces with those cut at their hyphens that are two names and no name: "Moscow-Kyiv"."""
        if not any("-" in piece.text for piece in pieces):
            return pieces
        return tuple(part for piece in pieces for part in self._parts(piece))

    def _parts(self, piece: _Piece) -> Iterator[_Piece]:
        key = " ".join(piece.keys)
        names = self._gazetteer.starting_with(piece.keys[0])
        whole = "-" not in piece.text or not piece.text[:1].isupper()
        if whole or any(name == key or name.startswith(key + " ") for name in names):
            yield piece
            return
        for match in re.finditer(r"[^-]+", piece.text):
            text, start = match.group(), piece.start + match.start()
            if keys := tuple(fold(text).split()):
                yield _Piece(text, start, start + len(text), keys, text[:1].isupper())

    def _parse(self, words: str, pieces: tuple[_Piece, ...]) -> _Run:
        hits, peoples, i = [], [], 0
        while i < len(pieces):
            people = self._people(pieces, i)
            hit = self._longest(words, pieces, i)
            if people and (hit is None or hit.last <= people[0]):
                peoples.append(people[1])
                i = people[0]
            elif hit is not None:
                hits.append(hit)
                i = hit.last
            else:
                i += 1
        return _Run(pieces, tuple(hits), tuple(peoples))

    def _people(self, pieces: tuple[_Piece, ...], i: int) -> tuple[int, tuple[str, ...]] | None:
        """A demonym at piece `i`: where it ends, and the countries."""
        if not pieces[i].capital or pieces[i].text.lower() not in _people_words():
            return None
        for n in (2, 1):
            words = " ".join(piece.text for piece in pieces[i : i + n])
            if len(pieces) >= i + n and (found := countries_by_demonym(words)):
                return i + n, tuple(country.code for country in found)
        return None

    def _longest(self, words: str, pieces: tuple[_Piece, ...], i: int) -> _Hit | None:
        if not pieces[i].capital:
            return None
        names = self._gazetteer.starting_with(pieces[i].keys[0])
        if not names:
            return None
        for j in range(min(len(pieces), i + LONGEST), i, -1):
            if not pieces[j - 1].capital:
                continue
            key = " ".join(word for piece in pieces[i:j] for word in piece.keys)
            if key in names:
                text = words[pieces[i].start : pieces[j - 1].end]
                entries = tuple(entry for entry in _distinct(names[key]) if _spelt(entry, text))
                if entries:
                    return _Hit(i, j, key, entries)
        return None


def _distinct(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries, each place once; a rare name of one place does not stand against the common name of others."""
    if len(entries) < 2:
        return entries
    best = max((entry.prior for entry in entries if entry.main), default=0.0)
    kept = [entry for entry in entries if entry.main or entry.own or entry.prior - 2.0 > best]
    ranked = kept if len(kept) <= MOST_ENTRIES else sorted(kept, key=lambda e: -e.prior)[:MOST_ENTRIES]
    seen: dict[tuple[str, str, str | None, str | None], Entry] = {}
    for entry in ranked:
        seen.setdefault((entry.name, entry.kind, entry.country, entry.admin1), entry)
    return tuple(seen.values())


# --- mentions -----------------------------------------------------------------------------------------------------

Verdict = Literal["refused", "contained", "weak", "sure"]  # contained: only with a larger place named for it


@dataclass(slots=True)
class _Mention:
    """A name as it stands in one text, while it is being settled."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    verdict: Verdict
    left: str  # the 80 characters before it
    right: str  # the 60 characters after it
    frame: str | None = None
    person: bool = False
    dateline: bool = False
    modifier: bool = False
    container: _Mention | None = None
    elsewhere: bool = False  # it lies in the container, but no place known by its name does
    peers: list[_Mention] = field(default_factory=list)  # its neighbours in a list: "X, Y and Z"
    within: tuple[Entry, ...] = ()  # the entries that lie in the container
    chosen: Entry | None = None
    score: float = 0.0
    runner_up: str | None = None


@dataclass(slots=True)
class _Scan:
    """What one pass over a text has found."""

    mentions: list[_Mention] = field(default_factory=list)
    peoples: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    runs: list[tuple[int, _Run]] = field(default_factory=list)


_LEFT_WORD = re.compile(r"(?:(\w[\w'’.-]*?)([\s(]*)(the\s+|\(\s*)?)?$")
_RIGHT_WORD = re.compile(r"(\s+|[-‐‑]|['’]s\b)?([\w]*)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]['\"”’)\]]*\s+|\n\s*\n\s*|[\"“‘]|\s[—–-]+\s+)(?:the\s+)?$")
_DATELINE = re.compile(r"[^\n—–]{0,60}?(?:\([^)\n]{2,40}\)\s*)?(?:\s[—–]|\s--?\s|—|–|--)\s*")
_INITIALS = re.compile(r"(?:[A-Z]\.)+$")


def _is_place_word(entries: tuple[Entry, ...]) -> bool:
    return any(entry.kind in ("country", "region", "continent", "water", "venue", "admin1") for entry in entries)


@lru_cache(maxsize=16_384)
def _folded(name: str) -> str:
    return fold(name)


def _neighbour_word(piece: _Piece) -> str:
    return piece.text.lower().rstrip(".")


class _Judge:
    """Says of a name in a run whether the words beside it let it be a place."""

    def __init__(self, words: str, run: _Run, text: str, offset: int, finder: _Finder) -> None:
        self.words, self.run, self.text, self.offset, self.finder = words, run, text, offset, finder
        self.taken = {i for hit in run.hits for i in range(hit.first, hit.last)}

    def mention(self, hit: _Hit) -> _Mention:
        """The mention for a hit, with its verdict."""
        first, last = self.run.pieces[hit.first], self.run.pieces[hit.last - 1]
        start, end = self.offset + first.start, self.offset + last.end
        left, right = self.text[max(0, start - 80) : start], self.text[end : end + 60]
        found = _Mention(start, end, hit.key, hit.entries, "weak", left, right)
        found.verdict = self._verdict(hit, found)
        return found

    def _verdict(self, hit: _Hit, found: _Mention) -> Verdict:
        first = self._before(hit, found)
        second = self._after(hit, found) if first != "refused" else "refused"
        if "refused" in (first, second):
            return "refused"
        if second == "contained" and first != "sure":
            return "contained"
        return self._weigh(hit, found, first == "sure", second == "sure")

    def _gap(self, i: int, j: int) -> str:
        return self.words[self.run.pieces[i].end : self.run.pieces[j].start]

    def _before(self, hit: _Hit, found: _Mention) -> Verdict:
        i = hit.first - 1
        if i < 0:
            return self._before_lower(hit, found)
        piece = self.run.pieces[i]
        if (gap := self._gap(i, hit.first)) and ("\n" in gap or "-" in gap):
            return "weak" if "\n" in gap or i in self.taken else "refused"
        if not piece.capital:
            if piece.text == "of" and i > 0:
                head = _neighbour_word(self.run.pieces[i - 1])
                return "refused" if head in _words("organisation_before") or head in _words("title") else "sure"
            return "weak"
        return self._beside(piece, i, hit, found, before=True)

    def _before_lower(self, hit: _Hit, found: _Mention) -> Verdict:
        match = _LEFT_WORD.search(found.left)
        if match is None or not match[1] or "\n\n" in match[2]:
            return "weak"
        word = match[1].lower()
        if self._is_name(hit):
            return "sure" if word in _words("strong_preposition") and not match[3] else "weak"
        return "sure" if word in _words("preposition") or word in ("of", "between") else "weak"

    def _beside(self, piece: _Piece, i: int, hit: _Hit, found: _Mention, *, before: bool) -> Verdict:
        word = _neighbour_word(piece)
        if i in self.taken:
            return self._beside_hit(i, hit, found)
        if before and word in _words("qualifier"):
            return self._qualified(i, hit, found)
        if before and (word in _words("title") or word in _words("organisation_before")):
            found.person = word in _words("title")
            return "refused"
        if (word in _words("given_name") and (before or self._is_name(hit))) or (before and self._is_titled(i)):
            found.person = True
            return "refused"
        if countries_by_demonym(piece.text):
            return "sure" if before else "weak"
        if word in _words("preposition") and before:
            return "sure"
        if len(word) > 1 and (word in _plain_words() or (piece.text.isupper() and len(piece.text) <= 5)):
            plain = hit.last - hit.first == 1 and hit.key in _plain_words()
            named = plain if before else plain or self._is_name(hit)
            return "refused" if named else "weak"
        found.person = True
        return "refused"

    def _is_titled(self, i: int) -> bool:
        """Whether a title stands before piece `i`: "General Frank McKenzie"."""
        return i > 0 and _neighbour_word(self.run.pieces[i - 1]) in _words("title") and self.run.pieces[i - 1].capital

    def _beside_hit(self, i: int, hit: _Hit, found: _Mention) -> Verdict:
        """Two names side by side: a town and its country, or a person's two names."""
        other = next(h for h in self.run.hits if h.first <= i < h.last)
        if any(lies_in(a, b) or lies_in(b, a) for a in hit.entries[:5] for b in other.entries[:5]):
            return "weak"
        if self._is_name(hit) and self._is_name(other):
            found.person = True
            return "refused"
        kinds = hit.entries[0].kind, other.entries[0].kind
        found.person = "country" not in kinds
        return "weak" if kinds[0] == "country" else "refused"

    def _qualified(self, i: int, hit: _Hit, found: _Mention) -> Verdict:
        return "weak" if i == 0 or self._is_name(hit) else "sure"

    def _is_name(self, hit: _Hit) -> bool:
        return hit.last - hit.first == 1 and hit.key in _words("given_name")

    def _after(self, hit: _Hit, found: _Mention) -> Verdict:
        j = hit.last
        pieces = self.run.pieces
        if j >= len(pieces) or "\n" in self._gap(j - 1, j):
            return self._after_lower(hit, found)
        if "-" in self._gap(j - 1, j):
            return "weak" if j in self.taken else "refused"
        piece = pieces[j]
        if not piece.capital:
            return "weak"
        word = _neighbour_word(piece)
        if (frame := _frame_of(word)) is not None:
            found.frame = frame
            return "sure"
        if word in _words("organisation_after") or self._heads_organisation(j):
            return "refused"
        if word in _words("authority") or word in _words("venue") or word in _words("title"):
            found.modifier = hit.entries[0].kind == "country"
            return "refused" if self._is_name(hit) and word not in _words("authority") else "weak"
        if word in _words("never") and word not in _words("given_name"):
            return "weak"
        return self._beside(piece, j, hit, found, before=False)

    def _heads_organisation(self, j: int) -> bool:
        """Whether the capitalised words from piece `j` on end in the head of an organisation's name."""
        for piece in self.run.pieces[j + 1 :]:
            if not piece.capital:
                return False
            if _neighbour_word(piece) in _words("organisation_after"):
                return True
        return False

    def _after_lower(self, hit: _Hit, found: _Mention) -> Verdict:
        match = _RIGHT_WORD.match(found.right)
        gap, word = (match[1] or "", match[2]) if match else ("", "")
        if gap in ("-", "‐", "‑"):
            return "weak" if word in ("based", "area", "region", "bound", "") else "refused"
        if found.right[:1] in ("$", "&", "@") or (gap.isspace() and word in _words("disease")):
            return "refused"
        if gap.isspace() and (frame := _frame_of(word)) is not None:
            found.frame = frame
            found.entries = (*self.finder.framed(hit.key, word), *hit.entries)
            return "sure"
        if gap.isspace() and word in _words("speech") and not self._may_speak(hit):
            return "refused" if self._is_name(hit) else "contained"
        if gap.isspace() and word in _words("speech") and self._is_name(hit):
            return "refused" if not _is_place_word(hit.entries) else "weak"
        if gap.isspace() and _is_modifier(found, hit, word):
            found.modifier = True
        return "weak"

    def _may_speak(self, hit: _Hit) -> bool:
        """Whether news would say that a place of this name "said" something: countries, capitals, great cities."""
        return hit.last - hit.first > 1 or any(
            e.kind != "city" or e.population >= 1_000_000 or e.capital for e in hit.entries
        )

    def _weigh(self, hit: _Hit, found: _Mention, before: bool, after: bool) -> Verdict:
        """The verdict where no neighbour forbids a place."""
        surface = self.text[found.start : found.end]
        single = hit.last - hit.first == 1
        if not single and hit.key.split(" ", 1)[0] in _words("institution"):
            return "contained"
        if hit.key in _words("never") and not any(e.exact for e in hit.entries):
            return "contained"
        if single and surface.isupper() and len(surface) <= 5 and not any(e.exact for e in hit.entries):
            return "contained"
        if single and any(e.exact and e.exact.endswith(".") and not _INITIALS.match(e.exact) for e in hit.entries):
            return "contained"
        if _SENTENCE_START.search(found.left) and single and not after:
            if hit.key in _words("everyday") or (hit.key in _plain_words() and not _is_place_word(hit.entries)):
                return "contained"
        elif before or after:
            return "sure"
        if single and hit.key in _words("everyday"):
            return "contained"
        return "sure" if before or after else "weak"


def _frame_of(word: str) -> str | None:
    low = word.lower()
    for level in ("admin1", "admin2", "city"):
        if low in _words(f"frame_{level}"):
            return level
    return None


_OPEN_CLASS = frozenset("nsa")


def _is_modifier(found: _Mention, hit: _Hit, word: str) -> bool:
    """Whether a country's name stands before a noun as an adjective would: "US troops", "Iraq war"."""
    if hit.entries[0].kind != "country" or not word.islower():
        return False
    tags = _plain_words().get(word, "")
    if not tags or not set(tags) <= set("nsavz") or not _OPEN_CLASS & set(tags) or word in _words("speech"):
        return False
    if any(entry.exact for entry in hit.entries):
        return "n" in tags or "s" in tags or "a" in tags
    left = _LEFT_WORD.search(found.left)
    before = left[1].lower() if left and left[1] else ""
    return before not in _words("preposition") and "z" not in tags


# --- larger places ------------------------------------------------------------------------------------------------

_KIND_WORDS = (
    "city|town|village|hamlet|township|suburb|settlement|neighbourhood|neighborhood|port|community|district|"
    "province|region|state|capital|area|county|department|governorate|municipality|locality|outpost|stronghold|"
    "island|enclave|camp|base|resort"
)
_INSIDE = re.compile(
    r"\s*(?:[,(]\s*)?(?:(?:which|that)\s+is\s+)?"
    rf"(?:(?:(?:a|an|the)\s+(?:[\w'’-]+\s+){{0,4}}?)?(?:{_KIND_WORDS})s?\s+)?(?:(?:of|in|on)\s+)"
    rf"(?:the\s+)?(?:[\w'’-]+\s+){{0,3}}?(?:(?:{_KIND_WORDS}|provinces|states)\s+of\s+)?(?:the\s+)?\Z"
)
_BESIDE = re.compile(
    r"\s*,?\s*(?:(?:a|an|the)\s+[\w\s'’-]{0,40}?)?(?:[\d,.]+\s*(?:km|kilomet(?:er|re)s|miles)\b[^.;]{0,45}?)?"
    r"(?:just\s+)?(?:near|outside|(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|"
    r"northeast|northwest|southeast|southwest|out(?:skirts)?)\s+of|from)\s+(?:the\s+)?(?:(?:city|town|capital|port)"
    r"\s+(?:of\s+)?)?\Z"
)
_COMMA = re.compile(r"\s*,\s*(?:in\s+)?(?:the\s+)?(?:[a-z-]+ern\s+|[A-Z][a-z]+ern\s+)?\Z|\s*\(\s*\Z")
_OWNED = re.compile(r"['’]s\s+(?:[a-z-]+\s+){0,3}(?:(?:of|in)\s+)?\Z")
_ENDS = re.compile(r"\s*(?:[,.;:)—–-]|\Z|\n)")


def _inside_of(inner: _Mention, outer: _Mention) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The entries of two mentions that fit the one lying in the other."""
    pairs = [(a, b) for a in inner.entries for b in outer.entries if lies_in(a, b)]
    return tuple(dict.fromkeys(a for a, _ in pairs)), tuple(dict.fromkeys(b for _, b in pairs))


def _beside_of(inner: _Mention, outer: _Mention) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    pairs = [(a, b) for a in inner.entries for b in outer.entries if b.kind == "city" and distance_km(a, b) < 150]
    return tuple(dict.fromkeys(a for a, _ in pairs)), tuple(dict.fromkeys(b for _, b in pairs))


def _link(inner: _Mention, outer: _Mention, text: str) -> None:
    """Note that a mention lies in the next one, where the words between them say so."""
    between = text[inner.end : outer.start]
    if len(between) > 90 or "\n\n" in between:
        return
    if _OWNED.match(between):
        b, a = _inside_of(outer, inner)
        if b:
            _contain(outer, inner, b, a)
        return
    comma = _COMMA.match(between) is not None
    if comma or _INSIDE.match(between):
        a, b = _inside_of(inner, outer)
        if a and _may_contain(inner, outer, text, comma):
            _contain(inner, outer, a, b)
        elif not a and _is_elsewhere(inner, outer, comma):
            inner.container, inner.elsewhere = outer, True
            outer.verdict = "sure" if outer.verdict == "contained" else outer.verdict
    elif _BESIDE.match(between):
        a, b = _beside_of(inner, outer)
        if a:
            _contain(inner, outer, a, b)


def _is_elsewhere(inner: _Mention, outer: _Mention, comma: bool) -> bool:
    """Whether the text puts a small town where no town of that name is known: then it is another town.

    A bare comma may stand in a list, so after it only a state's short form ("Churchill, Man.") says so.
    """
    if any(e.kind != "city" or e.capital or e.population >= CITY_FLOOR for e in inner.entries):
        return False
    if comma:
        return any(e.exact is not None and e.exact.endswith(".") and e.kind == "admin1" for e in outer.entries)
    return outer.entries[0].kind in ("country", "admin1", "admin2") or outer.entries[0].own


def _may_contain(inner: _Mention, outer: _Mention, text: str, comma: bool) -> bool:
    """Whether "X, Y" can mean X in Y and not a list of two: a country that comes first is in a list."""
    if not any(entry.kind == "country" for entry in inner.entries):
        return True
    state = any(entry.kind == "admin1" for entry in outer.entries)
    return comma and state and _ENDS.match(text, outer.end) is not None


def _contain(inner: _Mention, outer: _Mention, a: tuple[Entry, ...], b: tuple[Entry, ...]) -> None:
    inner.container, inner.within = outer, a
    if not outer.within:
        outer.entries = (*b, *(entry for entry in outer.entries if entry not in b))
        outer.within = b
    inner.verdict = "sure"
    if outer.verdict in ("contained", "weak"):
        outer.verdict = "sure"


NEIGHBOUR_KM = 120.0
STRAY_BELOW = 50_000  # people
_LISTED = re.compile(r"\s*(?:,|,?\s(?:and|or|&))\s+(?:the\s+)?\Z")


def _note_lists(mentions: Sequence[_Mention], text: str) -> None:
    for a, b in pairwise(mentions):
        if b.start - a.end < 12 and b is not a.container and _LISTED.match(text[a.end : b.start]):
            a.peers.append(b)
            b.peers.append(a)


# --- settling -----------------------------------------------------------------------------------------------------


class _Context:
    """How often a text speaks of each country and of each admin1 unit."""

    def __init__(self, scan: _Scan, home: str | None) -> None:
        self.countries: dict[str, float] = {}
        self.units: dict[tuple[str, str], float] = {}
        self.anchors: list[tuple[str, Entry]] = []
        self.own_weight: dict[str, dict[str, float]] = {}
        self.own_units: dict[str, float] = {}
        if home:
            self._add(home.upper(), 1.5)
        for _, codes in scan.peoples:
            for code in codes:
                self._add(code, 1.0 / len(codes))
        seen: dict[str, int] = {}
        for mention in scan.mentions:
            seen[mention.key] = seen.get(mention.key, 0) + 1
            if not (mention.verdict == "refused" and mention.person) and seen[mention.key] <= 3:
                self._count(mention)

    def _count(self, mention: _Mention) -> None:
        entries = mention.within or mention.entries
        best, margin = _leader(entries)
        weight = 2.0 if mention.within else 1.0 if best.kind == "country" else 0.7
        alone = len({e.country for e in entries}) == 1
        if best.country and (margin >= 0.9 or alone):
            self._add(best.country, weight)
            held = self.own_weight.setdefault(mention.key, {})  # a name must not speak for its own reading
            held[best.country] = held.get(best.country, 0.0) + weight
            if best.admin1 and alone:
                unit = best.country, _folded(best.admin1)
                share = weight * (2 if best.kind == "admin1" else 1)
                self.units[unit] = self.units.get(unit, 0.0) + share
                self.own_units[mention.key] = self.own_units.get(mention.key, 0.0) + share

    def anchor(self, groups: Mapping[str, list[_Mention]]) -> None:
        """Take the places settled so far as points that others may lie near."""
        for key, group in groups.items():
            first = group[0]
            small = first.chosen is not None and first.chosen.kind in ("city", "admin2", "venue")
            if small and first.chosen and (first.score >= 0.7 or first.within):
                self.anchors.append((key, first.chosen))

    def nearness(self, entry: Entry, key: str) -> float:
        """What settled places close by add to the score of an entry, 0 to 1.8."""
        if entry.kind not in ("city", "admin2") or not self.anchors:
            return 0.0
        near = sum(
            abs(anchor.latitude - entry.latitude) < 1.1 and distance_km(anchor, entry) < NEIGHBOUR_KM
            for other, anchor in self.anchors
            if other != key
        )
        return min(1.8, 0.6 * near)

    def _add(self, code: str, weight: float) -> None:
        self.countries[code] = self.countries.get(code, 0.0) + weight

    def total(self, key: str) -> float:
        """How much the text speaks of countries, the name `key` left out."""
        return sum(self.countries.values()) - sum(self.own_weight.get(key, {}).values())

    def support(self, entry: Entry, key: str) -> float:
        """What the rest of the text adds to the score of an entry for the name `key`, 0 to 4.5."""
        if entry.country is None:
            return 0.0
        own = self.own_weight.get(key, {})
        share = (self.countries.get(entry.country, 0.0) - own.get(entry.country, 0.0)) / (self.total(key) + 1.5)
        score = 3.0 * share
        if entry.admin1:
            units = self.units.get((entry.country, _folded(entry.admin1)), 0.0) - self.own_units.get(key, 0.0)
            score += max(0.0, min(1.5, 0.5 * units))
        return score


def _leader(entries: tuple[Entry, ...]) -> tuple[Entry, float]:
    """The entry of the best prior and its lead over the next in another country."""
    ranked = sorted(entries, key=lambda entry: entry.prior, reverse=True)
    best = ranked[0]
    others = [entry.prior for entry in ranked[1:] if entry.country != best.country]
    return best, best.prior - max(others) if others else 9.0


def _frame_score(entry: Entry, frame: str | None) -> float:
    if frame is None:
        return 0.0
    if frame == "city":
        return 2.0 if entry.kind == "city" else -1.0
    if frame == entry.kind or (frame == "admin1" and entry.kind == "region"):
        return 3.5
    return 1.0 if entry.kind in ("admin1", "admin2") else 0.0


def _label(entry: Entry) -> str:
    where = "-".join(part for part in (entry.country, entry.admin1) if part and part != entry.name)
    return f"{entry.name}, {where}" if where else entry.name


def _peer_score(entry: Entry, mention: _Mention) -> float:
    """What the neighbours in a list say: "Texas, Georgia and Ohio" are of one kind."""
    if entry.kind not in ("country", "admin1"):
        return 0.0
    chosen = [peer.chosen for peer in mention.peers if peer.chosen is not None]
    same = [p for p in chosen if p.kind == entry.kind and (p.kind == "country" or p.country == entry.country)]
    return 0.8 * len(same)


def _seat_score(entry: Entry, entries: Sequence[Entry]) -> float:
    """A bare name means the town rather than the unit that is named after it."""
    if entry.kind != "admin1":
        return 0.0
    seat = any(e.kind == "city" and e.country == entry.country and e.admin1 == entry.admin1 for e in entries)
    return -0.8 if seat else 0.0


def _settle(group: list[_Mention], context: _Context) -> None:
    """Choose one place for all mentions of one name; a frame or a container of one mention counts for that one."""
    shared = next((m.within for m in group if m.within), ())
    for mention in group:
        if mention.elsewhere:
            mention.chosen, mention.score, mention.runner_up = None, 0.0, _label(mention.entries[0])
            continue
        entries = mention.within or (shared if mention.frame is None else ()) or mention.entries
        if len(entries) == 1:
            stray = _is_stray(entries[0], mention, context)
            mention.chosen, mention.score = (None, 0.0) if stray else (entries[0], 0.998)
            continue
        scored = sorted(
            (
                (
                    e.prior
                    + context.support(e, mention.key)
                    + context.nearness(e, mention.key)
                    + _frame_score(e, mention.frame)
                    + _peer_score(e, mention)
                    + (0.0 if mention.frame else _seat_score(e, entries)),
                    -i,
                )
                for i, e in enumerate(entries)
            ),
            reverse=True,
        )
        ranked = [entries[-i] for _, i in scored]
        best = ranked[0]
        rivals = [(s, entries[-i]) for s, i in scored[1:] if not _same_ground(best, entries[-i])]
        lead = scored[0][0] - rivals[0][0] if rivals else 4.0
        if rivals:
            mention.runner_up = _label(rivals[0][1])
        mention.score = round(1 / (1 + math.exp(-1.5 * lead)), 3)
        open_ = lead < 0.2 and not mention.within and context.support(best, mention.key) < 0.5
        mention.chosen = None if open_ or _is_stray(best, mention, context) else best


def _is_stray(entry: Entry, mention: _Mention, context: _Context) -> bool:
    """Whether a small town lies in a country that a text full of other countries never speaks of."""
    if entry.kind != "city" or entry.own or mention.within or entry.population >= STRAY_BELOW:
        return mention.frame == "admin2" and entry.kind == "city" and _is_strange(entry, mention, context)
    return (not entry.main or entry.population < STRAY_BELOW) and _is_strange(entry, mention, context)


def _is_strange(entry: Entry, mention: _Mention, context: _Context) -> bool:
    return context.total(mention.key) >= 1.5 and context.support(entry, mention.key) < 0.1


def _same_ground(a: Entry, b: Entry) -> bool:
    return a.country == b.country and distance_km(a, b) <= max(25.0, a.radius_km, b.radius_km)


# --- text in which capitals say nothing ---------------------------------------------------------------------------

_SEGMENT = re.compile(r"(?:[^.,;:()\[\]\"“”\n]|\.(?=\S)|(?<=\b[A-Z])\.|\n(?![ \t]*\n))+")
CAPITALS_FLOOR = 50_000  # people; below it a bare name in such text is not taken for a town's


def _judge_capitals(words: str, run: _Run, hit: _Hit, found: _Mention) -> Verdict:
    """The verdict on a name in text that is all capitals: strict, for any word could be a name."""
    single = hit.last - hit.first == 1
    if any(words[a.end : b.start].strip(" \n\t-") for a, b in _pairs(run.pieces[hit.first : hit.last])):
        return "refused"
    before = _adjacent(words, run, hit.first - 1, hit.first)
    after = _adjacent(words, run, hit.last, hit.last - 1)
    if before in _words("title") or before in _words("given_name") or before in _words("organisation_before"):
        found.person = before in _words("title") or before in _words("given_name")
        return "refused"
    if after in _words("organisation_after"):
        return "refused"
    if single and (hit.key in _plain_words() or hit.key in _words("never") or hit.key in _words("everyday")):
        return "contained"
    if after and (frame := _frame_of(after)) is not None:
        found.frame = frame
        return "sure"
    located = before in _words("preposition")
    strange = [w for w in (before, after) if w and w not in _plain_words() and not w[0].isdigit()]
    if strange and not located and not _is_place_word(hit.entries):
        return "refused"
    big = _is_place_word(hit.entries) or any(e.own or e.population >= CAPITALS_FLOOR for e in hit.entries)
    if not big or (single and hit.key in _words("given_name") and not located):
        return "contained"
    return "sure" if located else "weak"


def _pairs(pieces: Sequence[_Piece]) -> Iterator[tuple[_Piece, _Piece]]:
    return pairwise(pieces)


def _adjacent(words: str, run: _Run, i: int, of: int) -> str:
    """The word beside a hit, lower case, or nothing where there is none or a mark stands between."""
    if not 0 <= i < len(run.pieces):
        return ""
    a, b = sorted((i, of))
    gap = words[run.pieces[a].end : run.pieces[b].start]
    return _neighbour_word(run.pieces[i]) if not gap.strip() else ""


# --- relations ----------------------------------------------------------------------------------------------------

_FILLER = rf"(?:the\s+)?(?:[\w-]+ern\s+)?(?:(?:{_KIND_WORDS})\s+(?:of\s+)?)?"
_NEAR = re.compile(
    rf"\b(?:near|nearby|outside|close\s+to|not\s+far\s+from|off|around|outskirts\s+of|vicinity\s+of|edge\s+of|"
    rf"environs\s+of|adjacent\s+to|suburbs?\s+of|(?<!in\sthe\s)(?:north|south|east|west|north-?east|north-?west|south-?east|"
    rf"south-?west)\s+of)\s+{_FILLER}\Z",
    re.IGNORECASE,
)
_FAR = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)\s*-?\s*(km|kms|kilomet(?:er|re)s?|miles?|mi)\b[^.;,]{{0,40}}?\b(?:of|from|outside|away\s+"
    rf"from)\s+{_FILLER}\Z",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\d\s*-?\s*(?:k|mi)", re.IGNORECASE)
_BETWEEN = re.compile(rf"\bbetween\s+{_FILLER}\Z", re.IGNORECASE)
_ALONG = re.compile(r"\b(?:along|on)\s+(?:the\s+)?(?:main\s+)?(?:[^\W\d_][\w'’]*\s*[-–]\s*)?\Z", re.IGNORECASE)
_ROAD = re.compile(
    r"(?:\s*(?:-|–|to)\s*[^\W\d_][\w'’-]*){0,2}\s+(?:road|highway|motorway|route|border|river|axis|corridor)\b", re.I
)
MILE_KM = 1.609344
NEAR_KM = 25.0  # how far "near" and "outside" are taken to reach, where no distance is given


def _relation(mention: _Mention, previous: _Mention | None, text: str) -> tuple[PlaceRelation, float | None]:
    """How the event stands to the place, and the distance given, in kilometres."""
    if _LENGTH.search(mention.left) and (far := _FAR.search(mention.left)):
        unit = MILE_KM if far[2].lower().startswith("mi") else 1.0
        return "near", float(far[1].replace(",", "")) * unit
    if _ALONG.search(mention.left) and _ROAD.match(mention.right):
        return "along", None
    if _BETWEEN.search(mention.left):
        return "between", None
    if previous is not None and _BETWEEN.search(previous.left):
        gap = text[previous.end : mention.start]
        if re.fullmatch(r"\s+and\s+(?:the\s+)?(?:[\w-]+\s+of\s+)?", gap):
            return "between", None
    return ("near", NEAR_KM) if _NEAR.search(mention.left[-50:]) else ("at", None)


_PRECISIONS: Mapping[str, PlacePrecision] = {
    "city": "city", "admin2": "admin2", "admin1": "admin1", "country": "country", "venue": "venue",
}  # fmt: skip
_LEVELS: Mapping[str, Level] = {
    "city": "city", "admin2": "admin2", "admin1": "admin1", "country": "country", "venue": "venue", "water": "water",
}  # fmt: skip


def _place(name: str, entry: Entry, relation: PlaceRelation, distance: float | None) -> Place:
    precision = _PRECISIONS.get(entry.kind, "area")
    radius = entry.radius_km
    if relation != "at" and entry.kind in ("city", "venue"):
        precision, radius = "near", max(radius, distance or NEAR_KM)
    return Place(
        name=name,
        country=entry.country,
        admin1=entry.admin1 if entry.kind not in ("country", "continent", "water") else None,
        latitude=entry.latitude,
        longitude=entry.longitude,
        radius_km=round(radius, 1),
        geonames_id=entry.geonames_id,
        precision=precision,
        relation=relation,
    )


# --- names that no file holds -------------------------------------------------------------------------------------


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before X in "the village of X", and after it in "X village"."""
    before = _alternation(_words("frame_of"))
    after = _alternation(_words("frame_new"))
    return re.compile(rf"\b({before})\s+of\s+\Z"), re.compile(rf"\s+({after})\b")


_PEOPLE_BEFORE = re.compile(r"([A-Z]\w+(?:\s[A-Z]\w+)?)\s+(?:[a-z][\w-]*\s+){0,3}\Z")


def _frame_level(noun: str) -> Level:
    frame = _frame_of(noun.lower())
    return frame if frame in ("admin1", "admin2") else "city"  # type: ignore[return-value]


# --- venues -------------------------------------------------------------------------------------------------------


@cache
def _venue_head() -> re.Pattern[str]:
    """A venue's head word in lower case after a name: " international airport"."""
    adjectives = _alternation(_words("venue_adjective"))
    return re.compile(rf"\s+(?:(?:{adjectives})\s+){{0,2}}(?:{_alternation(_words('venue'))})\b(?!['’-])")


_ARTICLE = re.compile(r"\b(?:in|at|on|near|from|of|outside|inside|into|to|attacked|stormed|hit|struck)\s+(?:the\s+)?\Z")


def _venue_spans(text: str, scan: _Scan) -> Iterator[Span]:
    """The spans of venues with a proper name, from left to right."""
    heads, fronts = _words("venue"), _words("venue_front")
    for offset, run in scan.runs:
        pieces = run.pieces
        words = [_neighbour_word(piece) for piece in pieces]
        cut = max((i + 1 for i, word in enumerate(words) if word in ("the", "and")), default=0)
        first = next((i for i in range(cut, len(words)) if _may_begin_venue(words[i])), len(pieces))
        last = next((i for i in range(len(pieces) - 1, first, -1) if words[i] in heads and pieces[i].capital), None)
        if last is not None:
            yield offset + pieces[first].start, offset + pieces[last].end
        elif first < len(pieces) and words[first] in fronts and len(pieces) - first in (2, 3):
            yield offset + pieces[first].start, offset + pieces[-1].end
        elif first < len(pieces) and pieces[-1].capital:
            yield from _lower_venue(text, offset, run, first)


def _lower_venue(text: str, offset: int, run: _Run, first: int) -> Iterator[Span]:
    start, end = offset + run.pieces[first].start, offset + run.pieces[-1].end
    head = _venue_head().match(text, end)
    if head is None or run.peoples or len(run.pieces) - first > 4:
        return
    if all(_neighbour_word(piece) in _words("never") for piece in run.pieces[first:]):
        return
    named = any(hit.first == first and hit.entries[0].kind != "country" for hit in run.hits)
    if named or _ARTICLE.search(text, max(0, start - 30), start):
        yield start, head.end()


def _may_begin_venue(word: str) -> bool:
    return word not in _words("preposition") and word not in _words("venue_never")


# --- the resolver -------------------------------------------------------------------------------------------------

TOWN_FLOOR = 100_000  # people; a bare name in mixed case below it needs something in the text that speaks for it
CITY_FLOOR = 500_000  # the same for names that are persons' names as well
SMALL_FLOOR = 3_000  # below it a bare name is never taken


class PlaceResolver:
    """Finds and settles the places of a text. Holds the gazetteer and what it has been asked; share one."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or default_gazetteer()
        self._finder = _Finder(self._gazetteer)

    def resolve(
        self,
        text: str,
        *,
        cased: bool = True,
        blocked: Sequence[Span] = (),
        home: str | None = None,
        modifiers: bool = False,
    ) -> tuple[PlaceFound, ...]:
        """The places named in a text, in their order, no two overlapping.

        Args:
            text: running text, as given; offsets of the result are code points into it.
            cased: False where capital letters say nothing (wire text in capitals); fewer names are taken then.
            blocked: spans known to be names of persons or organisations; nothing inside them becomes a place,
                unless it is part of a venue's name that reaches beyond the span.
            home: ISO 3166-1 alpha-2 code of the outlet's country, where known.
            modifiers: also give countries used as adjectives ("US troops"), marked so.
        """
        scan = _scan_cased(text, self._finder) if cased else _scan_capitals(text, self._finder)
        persons = _block(scan, text, blocked)
        _mark_dateline(scan, text)
        for inner, outer in reversed(list(pairwise(scan.mentions))):
            if inner.verdict != "refused" and outer.verdict != "refused":
                _link(inner, outer, text)
        _note_lists(scan.mentions, text)
        context = _Context(scan, home)
        settled = _accepted(scan, context, persons)
        found = [_found(text, m, settled[i - 1] if i else None) for i, m in enumerate(settled)]
        found = _with_unknown(text, found, scan, blocked) if cased else found
        if cased:
            found = _with_venues(text, found, _venue_spans(text, scan), blocked, self._gazetteer)
        return tuple(place for place in found if modifiers or not place.modifier)


def _scan_cased(text: str, finder: _Finder) -> _Scan:
    scan = _Scan()
    for match in _RUN.finditer(text):
        words, offset = match.group(), match.start()
        run = finder.run(words)
        if text[offset - 3 : offset] in ("'s ", "’s ") and scan.runs:
            joined = _joined(text, finder, scan, offset, run)
            if joined is not None:
                scan.mentions.append(joined)
                run = run._replace(hits=tuple(hit for hit in run.hits if offset + _start(run, hit) >= joined.end))
        scan.runs.append((offset, run))
        scan.peoples.extend((offset, codes) for codes in run.peoples)
        if run.hits:
            judge = _Judge(words, run, text, offset, finder)
            scan.mentions.extend(judge.mention(hit) for hit in run.hits)
    return scan


def _start(run: _Run, hit: _Hit) -> int:
    return run.pieces[hit.first].start


def _joined(text: str, finder: _Finder, scan: _Scan, offset: int, run: _Run) -> _Mention | None:
    """A name with a possessive in it, begun in the run before this one: "Cox's Bazar"."""
    before, earlier = scan.runs[-1]
    if before + earlier.pieces[-1].end + 3 != offset:
        return None
    for i in range(max(0, len(earlier.pieces) - 2), len(earlier.pieces)):
        head = " ".join(word for piece in earlier.pieces[i:] for word in piece.keys) + "s"
        found = finder.starting(head, run)
        if found is None:
            continue
        last, key, entries = found
        start, end = before + earlier.pieces[i].start, offset + run.pieces[last - 1].end
        while scan.mentions and scan.mentions[-1].end > start:
            scan.mentions.pop()
        return _Mention(start, end, key, entries, "sure", text[max(0, start - 80) : start], text[end : end + 60])
    return None


def _scan_capitals(text: str, finder: _Finder) -> _Scan:
    scan = _Scan()
    for match in _SEGMENT.finditer(text):
        words, offset = match.group(), match.start()
        run = finder.line(words)
        scan.peoples.extend((offset, codes) for codes in run.peoples)
        for hit in run.hits:
            start = offset + run.pieces[hit.first].start
            end = offset + run.pieces[hit.last - 1].end
            left, right = text[max(0, start - 80) : start].lower(), text[end : end + 60].lower()
            found = _Mention(start, end, hit.key, hit.entries, "weak", left, right)
            found.verdict = _judge_capitals(words, run, hit, found)
            scan.mentions.append(found)
    return scan


def _block(scan: _Scan, text: str, blocked: Sequence[Span]) -> frozenset[str]:
    """Refuse the names inside blocked spans; the folded names that stand for persons in this text."""
    spans = sorted(blocked)
    starts = [start for start, _ in spans]
    for mention in scan.mentions:
        i = bisect_right(starts, mention.end - 1) - 1
        if any(start < mention.end and mention.start < end for start, end in spans[max(0, i - 3) : i + 1]):
            mention.verdict, mention.person = "refused", True
    last_words = {fold(text[start:end]).rsplit(" ", 1)[-1] for start, end in spans}
    return frozenset(last_words | {mention.key for mention in scan.mentions if mention.person})


def _mark_dateline(scan: _Scan, text: str) -> None:
    """Mark the place of writing: a name at the head of the text, followed by a dash."""
    lead = len(text) - len(text.lstrip())
    if not scan.mentions or scan.mentions[0].start != lead:
        return
    first = scan.mentions[0]
    if (dash := _DATELINE.match(text, first.end)) is None:
        return
    for mention in scan.mentions:
        if mention.end <= dash.end():
            mention.dateline = True
            if mention.verdict == "weak" or (mention is first and not mention.person and mention.end < dash.end() - 1):
                mention.verdict = "sure"


def _accepted(scan: _Scan, context: _Context, persons: frozenset[str]) -> list[_Mention]:
    """The mentions that are places, each settled as far as it can be."""
    groups: dict[str, list[_Mention]] = {}
    for mention in scan.mentions:
        if mention.verdict != "refused":
            groups.setdefault(mention.key, []).append(mention)
    for group in groups.values():
        _settle(group, context)
    context.anchor(groups)
    for group in groups.values():
        if len(group[0].entries) > 1:
            _settle(group, context)
    for group in groups.values():
        sure = any(m.verdict == "sure" and (m.key not in persons or m.within) for m in group)
        for mention in group:
            if not _is_accepted(mention, sure, context, persons):
                mention.verdict = "refused"
    return [mention for mention in scan.mentions if mention.verdict != "refused"]


def _is_accepted(mention: _Mention, sure: bool, context: _Context, persons: frozenset[str]) -> bool:
    if mention.verdict == "sure":
        return True
    if mention.verdict == "contained":
        return False
    if mention.key in persons:
        return False
    if sure:
        return True
    best = mention.chosen
    if best is None:
        return False
    if best.kind in ("country", "region", "continent", "water", "venue", "admin1") or best.own:
        return True
    if mention.key in _words("given_name"):
        return best.main and (best.population >= CITY_FLOOR or _is_supported(mention, best, context, 1.5))
    if mention.key in _plain_words():
        return False
    if best.population >= TOWN_FLOOR:
        return best.main or context.support(best, mention.key) >= 1.0
    return best.main and _is_supported(mention, best, context, 1.0)


def _is_supported(mention: _Mention, entry: Entry, context: _Context, least: float) -> bool:
    return entry.population >= SMALL_FLOOR and context.support(entry, mention.key) >= least


def _found(text: str, mention: _Mention, previous: _Mention | None) -> PlaceFound:
    name = text[mention.start : mention.end]
    relation, distance = _relation(mention, previous, text)
    container = mention.container
    if mention.chosen is None:
        lies = container.chosen if container is not None and mention.elsewhere else None
        country, admin1 = (lies.country, lies.admin1) if lies is not None else (None, None)
        place = Place(name=name, country=country, admin1=admin1, relation=relation)
        level: Level = "unknown"
    else:
        place, level = _place(name, mention.chosen, relation, distance), _LEVELS.get(mention.chosen.kind, "region")
    return PlaceFound(
        start=mention.start,
        end=mention.end,
        name=name,
        place=place,
        level=level,
        score=mention.score,
        runner_up=mention.runner_up,
        container=text[container.start : container.end] if container else None,
        dateline=mention.dateline,
        modifier=mention.modifier and mention.frame is None and not mention.within,
    )


def _overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(a < end and start < b for a, b in spans)


def _with_unknown(text: str, found: list[PlaceFound], scan: _Scan, blocked: Sequence[Span]) -> list[PlaceFound]:
    """Add the names that only a frame ("the village of X") makes places; no file holds them."""
    before, after = _frames()
    taken = [(place.start, place.end) for place in found] + list(blocked)
    added = []
    for offset, run in scan.runs:
        start, end = offset, offset + run.pieces[-1].end if run.pieces else offset
        head = before.search(text, max(0, start - 30), start)
        tail = None if head else after.match(text, end)
        frame = head or tail
        if frame is None or _overlaps(start, end, taken) or not _is_unknown_name(text[start:end]):
            continue
        added.append(_unknown(text, (start, end), frame, found))
    return sorted([*found, *added], key=lambda place: place.start)


def _is_unknown_name(name: str) -> bool:
    words = name.lower().split()
    if any(word in _words("never") or word in _words("organisation_after") for word in words):
        return False
    return not any(word in _plain_words() for word in words) and not countries_by_demonym(words[0])


def _unknown(text: str, span: Span, frame: re.Match[str], found: list[PlaceFound]) -> PlaceFound:
    start, end = span
    outer_start, outer_end = min(start, frame.start()), max(end, frame.end())
    container = next((p for p in found if p.start >= end), None)
    if container is not None:
        between = text[outer_end : container.start]
        inside = _INSIDE.match(between) or _COMMA.match(between)
        if not inside or container.level not in ("country", "admin1", "admin2", "region"):
            container = None
    country = container.place.country if container else None
    if country is None and (people := _PEOPLE_BEFORE.search(text, max(0, outer_start - 60), outer_start)):
        codes = countries_by_demonym(people[1]) or countries_by_demonym(people[1].split()[-1])
        country = codes[0].code if len(codes) == 1 else None
    level = _frame_level(frame[1])
    place = Place(
        name=text[start:end],
        country=country,
        admin1=container.place.admin1 if container else None,
        precision=_PRECISIONS.get(level, "area"),
    )
    words = container.name if container else None
    return PlaceFound(start=start, end=end, name=text[start:end], place=place, level=level, score=0.0, container=words)


def _with_venues(
    text: str, found: list[PlaceFound], spans: Iterator[Span], blocked: Sequence[Span], gazetteer: Gazetteer
) -> list[PlaceFound]:
    """Put venues in, each in place of the names inside it, near its city where one is settled close by."""
    result = list(found)
    for start, end in spans:
        inside = [p for p in result if p.start < end and start < p.end]
        if any(p.start < start or p.end > end or p.level == "venue" for p in inside):
            continue
        if any(a <= start and end <= b for a, b in blocked):
            continue
        result = [p for p in result if p not in inside]
        known = next((e for e in gazetteer.find(text[start:end]) if e.kind == "venue"), None)
        if known is not None:
            result.append(_known_venue(text, start, end, known))
        else:
            result.append(_venue(text, start, end, inside, found))
    return sorted(result, key=lambda place: place.start)


def _venue(text: str, start: int, end: int, inside: list[PlaceFound], found: list[PlaceFound]) -> PlaceFound:
    name = text[start:end]
    city = next((p for p in inside if p.level in ("city", "admin2")), None) or _city_beside(text, start, end, found)
    place = Place(name=name, precision="venue")
    if city is not None and city.place.latitude is not None:
        place = replace(city.place, name=name, precision="near", relation="near", geonames_id=None)
    words = city.name if city else None
    return PlaceFound(start=start, end=end, name=name, place=place, level="venue", score=0.5, container=words)


def _known_venue(text: str, start: int, end: int, entry: Entry) -> PlaceFound:
    name = text[start:end]
    place = _place(name, entry, "at", None)
    return PlaceFound(start=start, end=end, name=name, place=place, level="venue", score=0.998)


_STOP = re.compile(r"[.!?]['\"”’)]*\s+(?=[\"“‘'(]?[A-Z])|\n\s*\n")


def _city_beside(text: str, start: int, end: int, found: list[PlaceFound]) -> PlaceFound | None:
    """The settled city nearest to a venue in its sentence; one in another sentence proved to be another story's."""
    a = max((stop.end() for stop in _STOP.finditer(text, max(0, start - 400), start)), default=max(0, start - 400))
    stop = _STOP.search(text, end)
    b = stop.start() if stop else len(text)
    cities = [
        place
        for place in found
        if place.level == "city" and place.place.latitude is not None and a <= place.start and place.end <= b
        and not place.dateline
    ]  # fmt: skip
    return min(cities, key=lambda p: p.start - end if p.start >= end else 2 * (start - p.end), default=None)
