"""Whether a name in mixed case is a place, from the words beside it.

A neighbour can make a name a person's or an organisation's, or a place for sure ("in", "Moscow region"). Not for text
in capitals: `resolve.place_capitals`. Not for choosing among places of one name: `resolve.place_settle`.
"""

from __future__ import annotations

import re

from tocsin.resolve.countries import countries_by_demonym
from tocsin.resolve.gazetteer_entry import lies_in
from tocsin.resolve.place_finder import Finder
from tocsin.resolve.place_mentions import CITY_FLOOR, Mention, Verdict, is_place_word
from tocsin.resolve.place_runs import Hit, Piece, Run, neighbour_word
from tocsin.resolve.place_words import frame_of, plain_words, words_of

REACH = 8  # words; no name of an organisation is longer, and a run of capitals may be
# Over the text turned round, in which the words before a name come first.
_LEFT_WORD = re.compile(r"(\s+eht)?([\s(]*)([\w'’.-]*\w)")
_NEXT_WORD = re.compile(r"\s+([\w-]+)")
_RIGHT_WORD = re.compile(r"(\s+|[-‐‑]|['’]s\b)?([\w]*)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]['\"”’)\]]*\s+|\n\s*\n\s*|[\"“‘]|\s[—–-]+\s+)(?:the\s+)?$")
_INITIALS = re.compile(r"(?:[A-Z]\.)+$")
_OPEN_CLASS = frozenset("nsa")


class Judge:
    """Says of a name in a run whether the words beside it let it be a place."""

    def __init__(self, words: str, run: Run, text: str, offset: int, finder: Finder) -> None:
        self.words, self.run, self.text, self.offset, self.finder = words, run, text, offset, finder

    def mention(self, hit: Hit) -> Mention:
        """The mention for a hit, with its verdict."""
        first, last = self.run.pieces[hit.first], self.run.pieces[hit.last - 1]
        start, end = self.offset + first.start, self.offset + last.end
        left, right = self.text[max(0, start - 80) : start], self.text[end : end + 60]
        found = Mention(start, end, hit.key, hit.entries, "weak", left, right)
        found.verdict = self._verdict(hit, found)
        return found

    def _verdict(self, hit: Hit, found: Mention) -> Verdict:
        first = self._before(hit, found)
        second = self._after(hit, found) if first != "refused" else "refused"
        if "refused" in (first, second):
            return "refused"
        if second == "contained" and first != "sure":
            return "contained"
        return self._weigh(hit, found, first == "sure", second == "sure")

    def _is_taken(self, i: int) -> bool:
        """Whether piece `i` is part of a name."""
        return any(hit.first <= i < hit.last for hit in self.run.hits)

    def _gap(self, i: int, j: int) -> str:
        return self.words[self.run.pieces[i].end : self.run.pieces[j].start]

    def _before(self, hit: Hit, found: Mention) -> Verdict:
        i = hit.first - 1
        if i < 0:
            return self._before_lower(hit, found)
        piece = self.run.pieces[i]
        if (gap := self._gap(i, hit.first)) and ("\n" in gap or "-" in gap):
            return "weak" if "\n" in gap or self._is_taken(i) else "refused"
        if not piece.capital:
            if piece.text == "of" and i > 0:
                head = neighbour_word(self.run.pieces[i - 1])
                return "refused" if head in words_of("organisation_before") or head in words_of("title") else "sure"
            return "weak"
        return self._beside(piece, i, hit, found, before=True)

    def _before_lower(self, hit: Hit, found: Mention) -> Verdict:
        word, gap, article = _left_word(found.left)
        if not word or "\n\n" in gap:
            return "weak"
        if self._is_name(hit):
            return "sure" if word in words_of("strong_preposition") and not article else "weak"
        return "sure" if word in words_of("preposition") or word in ("of", "between") else "weak"

    def _beside(self, piece: Piece, i: int, hit: Hit, found: Mention, *, before: bool) -> Verdict:
        word = neighbour_word(piece)
        if self._is_taken(i):
            return self._beside_hit(i, hit, found)
        if before and word in words_of("qualifier"):
            return self._qualified(i, hit)
        if before and (word in words_of("title") or word in words_of("organisation_before")):
            found.person = word in words_of("title")
            return "refused"
        if (word in words_of("given_name") and (before or self._is_name(hit))) or (before and self._is_titled(i)):
            found.person = True
            return "refused"
        if countries_by_demonym(piece.text):
            return "sure" if before else "weak"
        if word in words_of("preposition") and before:
            return "sure"
        if len(word) > 1 and (word in plain_words() or (piece.text.isupper() and len(piece.text) <= 5)):
            plain = hit.last - hit.first == 1 and hit.key in plain_words()
            named = plain if before else plain or self._is_name(hit)
            return "refused" if named else "weak"
        found.person = True
        return "refused"

    def _is_titled(self, i: int) -> bool:
        """Whether a title stands before piece `i`: "General Frank McKenzie"."""
        return i > 0 and neighbour_word(self.run.pieces[i - 1]) in words_of("title") and self.run.pieces[i - 1].capital

    def _beside_hit(self, i: int, hit: Hit, found: Mention) -> Verdict:
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

    def _qualified(self, i: int, hit: Hit) -> Verdict:
        return "weak" if i == 0 or self._is_name(hit) else "sure"

    def _is_name(self, hit: Hit) -> bool:
        return hit.last - hit.first == 1 and hit.key in words_of("given_name")

    def _after(self, hit: Hit, found: Mention) -> Verdict:
        j = hit.last
        pieces = self.run.pieces
        if j >= len(pieces) or "\n" in self._gap(j - 1, j):
            return self._after_lower(hit, found)
        if "-" in self._gap(j - 1, j):
            return "weak" if self._is_taken(j) else "refused"
        piece = pieces[j]
        if not piece.capital:
            return "weak"
        word = neighbour_word(piece)
        if (frame := frame_of(word)) is not None and not self._heads_school(j):
            found.frame = frame
            return "sure"
        if word in words_of("organisation_after") or frame is not None or self._heads_organisation(j):
            return "refused"
        if word in words_of("authority") or word in words_of("venue") or word in words_of("title"):
            found.modifier = hit.entries[0].kind == "country"
            return "refused" if self._is_name(hit) and word not in words_of("authority") else "weak"
        if word in words_of("never") and word not in words_of("given_name"):
            return "weak"
        return self._beside(piece, j, hit, found, before=False)

    def _heads_organisation(self, j: int) -> bool:
        """Whether the capitalised words from piece `j` on end in the head of an organisation's name."""
        for piece in self.run.pieces[j + 1 : j + 1 + REACH]:
            if not piece.capital:
                return False
            if neighbour_word(piece) in words_of("organisation_after"):
                return True
        return False

    def _heads_school(self, j: int) -> bool:
        """Whether a university's name goes on from piece `j`: "Mindanao State University"."""
        after = self.run.pieces[j + 1 : j + 3]
        return any(
            piece.capital and neighbour_word(piece) in ("university", "college", "polytechnic") for piece in after
        )

    def _after_lower(self, hit: Hit, found: Mention) -> Verdict:
        match = _RIGHT_WORD.match(found.right)
        gap, word = (match[1] or "", match[2]) if match else ("", "")
        if gap in ("-", "‐", "‑"):
            return "weak" if word in ("based", "area", "region", "bound", "") else "refused"
        if gap.isspace() and _is_hardware(found, hit):
            return "refused"
        if found.right[:1] in ("$", "&", "@") or (gap.isspace() and word in words_of("disease")):
            return "refused"
        if gap.isspace() and (frame := frame_of(word)) is not None:
            found.frame = frame
            found.entries = (*self.finder.framed(hit.key, word), *hit.entries)
            return "sure"
        if gap.isspace() and word in words_of("speech") and not self._may_speak(hit):
            return "refused" if self._is_name(hit) else "contained"
        if gap.isspace() and word in words_of("speech") and self._is_name(hit):
            return "refused" if not is_place_word(hit.entries) else "weak"
        if gap.isspace() and _is_modifier(found, hit, word):
            found.modifier = True
        return "weak"

    def _may_speak(self, hit: Hit) -> bool:
        """Whether news would say that a place of this name "said" something: countries, capitals, great cities."""
        return hit.last - hit.first > 1 or any(
            e.kind != "city" or e.population >= 1_000_000 or e.capital for e in hit.entries
        )

    def _weigh(self, hit: Hit, found: Mention, before: bool, after: bool) -> Verdict:
        """The verdict where no neighbour forbids a place."""
        surface = self.text[found.start : found.end]
        single = hit.last - hit.first == 1
        if not single and hit.key.split(" ", 1)[0] in words_of("institution"):
            return "contained"
        if hit.key in words_of("never") and not hit.exact:
            return "contained"
        if hit.key.startswith("saint ") and found.right[:2] in ("'s", "’s"):
            return "contained"  # "St. Peter's Square" is no St. Peter's
        if single and surface.isupper() and len(surface) <= 5 and not hit.exact:
            return "contained"
        if single and any(exact.endswith(".") and not _INITIALS.match(exact) for exact in hit.exact):
            return "contained"
        if _opens_sentence(found.left) and single and not after:
            if hit.key in words_of("everyday") or (hit.key in plain_words() and not is_place_word(hit.entries)):
                return "contained"
        elif after or (before and not (hit.key in words_of("everyday") and _noun_follows(found.right))):
            return "sure"
        if single and hit.key in words_of("everyday"):
            return "contained"
        return "sure" if before or after else "weak"


def _noun_follows(right: str) -> bool:
    """Whether a name stands before a noun as its adjective: "called off Independence celebrations"."""
    word = _NEXT_WORD.match(right)
    tags = plain_words().get(word[1], "") if word is not None and word[1].islower() else ""
    return bool(tags) and not set(tags) - set("nsv") and bool(set(tags) & set("ns"))


def _is_hardware(found: Mention, hit: Hit) -> bool:
    """ "Iskander ballistic missiles": a small town's name before weapons is the weapon's."""
    word = _NEXT_WORD.match(found.right)
    if word is None or word[1] not in words_of("hardware"):
        return False
    return all(e.kind == "city" and e.population < CITY_FLOOR and not e.own for e in hit.entries)


def _left_word(left: str) -> tuple[str, str, bool]:
    """The word with which the text before a name ends, in lower case, what follows it, and whether "the" does."""
    match = _LEFT_WORD.match(left[::-1])
    return (match[3][::-1].lower(), match[2], match[1] is not None) if match else ("", "", False)


def _opens_sentence(left: str) -> bool:
    """Whether a name after these words begins a sentence. After a word other than "the" it does not: a cheap look."""
    bare = left.rstrip()
    if bare[-1:].isalnum() and not bare.endswith("the") and "\n" not in left[len(bare) :]:
        return False
    return _SENTENCE_START.search(left) is not None


def _is_modifier(found: Mention, hit: Hit, word: str) -> bool:
    """Whether a country's name stands before a noun as an adjective would: "US troops", "Iraq war"."""
    if hit.entries[0].kind != "country" or not word.islower():
        return False
    tags = plain_words().get(word, "")
    if not tags or not set(tags) <= set("nsavz") or not _OPEN_CLASS & set(tags) or word in words_of("speech"):
        return False
    if hit.exact:
        return "n" in tags or "s" in tags or "a" in tags
    before, _, _ = _left_word(found.left)
    return before not in words_of("preposition") and "z" not in tags
