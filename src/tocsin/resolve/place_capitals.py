"""Names of places in text in which capitals say nothing: wire text in capitals.

The verdict is strict, for any word could be a name. Not for mixed case: `resolve.place_judge`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from tocsin.resolve.place_finder import Finder
from tocsin.resolve.place_mentions import Mention, Scan, Verdict, is_place_word
from tocsin.resolve.place_runs import Hit, Run, neighbour_word
from tocsin.resolve.place_words import frame_of, plain_words, words_of

_SEGMENT = re.compile(r"(?:[^.,;:()\[\]\"“”\n]|\.(?=\S)|(?<=\b[A-Z])\.|\n(?![ \t]*\n))+")
CAPITALS_FLOOR = 50_000  # people; below it a bare name in such text is not taken for a town's


def scan_capitals(text: str, finder: Finder) -> Scan:
    """All names in a text in which capitals say nothing, each with its verdict."""
    scan = Scan()
    for match in _SEGMENT.finditer(text):
        words, offset = match.group(), match.start()
        run = finder.line(words)
        scan.peoples.extend((offset, codes) for codes in run.peoples)
        for hit in run.hits:
            start = offset + run.pieces[hit.first].start
            end = offset + run.pieces[hit.last - 1].end
            left, right = text[max(0, start - 80) : start].lower(), text[end : end + 60].lower()
            found = Mention(start, end, hit.key, hit.entries, "weak", left, right)
            found.verdict = _judge_capitals(words, run, hit, found)
            scan.mentions.append(found)
    return scan


def _judge_capitals(words: str, run: Run, hit: Hit, found: Mention) -> Verdict:
    """The verdict on a name in text that is all capitals: strict, for any word could be a name."""
    single = hit.last - hit.first == 1
    if any(words[a.end : b.start].strip(" \n\t-") for a, b in pairwise(run.pieces[hit.first : hit.last])):
        return "refused"
    before = _adjacent(words, run, hit.first - 1, hit.first)
    after = _adjacent(words, run, hit.last, hit.last - 1)
    if before in words_of("title") or before in words_of("given_name") or before in words_of("organisation_before"):
        found.person = before in words_of("title") or before in words_of("given_name")
        return "refused"
    if after in words_of("organisation_after"):
        return "refused"
    if single and (hit.key in plain_words() or hit.key in words_of("never") or hit.key in words_of("everyday")):
        return "contained"
    if after and (frame := frame_of(after)) is not None:
        found.frame = frame
        return "sure"
    located = before in words_of("preposition")
    strange = [w for w in (before, after) if w and w not in plain_words() and not w[0].isdigit()]
    if strange and not located and not is_place_word(hit.entries):
        return "refused"
    big = is_place_word(hit.entries) or any(e.own or e.population >= CAPITALS_FLOOR for e in hit.entries)
    if not big or (single and hit.key in words_of("given_name") and not located):
        return "contained"
    return "sure" if located else "weak"


def _adjacent(words: str, run: Run, i: int, of: int) -> str:
    """The word beside a hit, lower case, or nothing where there is none or a mark stands between."""
    if not 0 <= i < len(run.pieces):
        return ""
    a, b = sorted((i, of))
    gap = words[run.pieces[a].end : run.pieces[b].start]
    return neighbour_word(run.pieces[i]) if not gap.strip() else ""
