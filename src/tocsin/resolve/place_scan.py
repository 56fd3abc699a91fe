"""The names in a text of mixed case, each with a verdict, and what stands over them: blocked spans, the dateline.

Not for text in capitals: `resolve.place_capitals`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tocsin.resolve import scanning
from tocsin.resolve.datelines import find_dateline
from tocsin.resolve.place_context import folded
from tocsin.resolve.place_finder import Finder
from tocsin.resolve.place_found import Span
from tocsin.resolve.place_judge import Judge
from tocsin.resolve.place_mentions import Mention, Placed, Scan
from tocsin.resolve.place_runs import CAPITALS, Hit, Run, find_runs
from tocsin.resolve.place_unknowns import may_be_framed
from tocsin.resolve.place_venues import may_head_venue
from tocsin.resolve.tokens import Words

_DATELINE = re.compile(r"[^\n—–]{0,60}?(?:\([^)\n]{2,40}\)\s*)?(?:\s[—–]|\s--?\s|—|–|--)\s*")


def scan_cased(scanned: scanning.Scan, finder: Finder) -> Scan:
    """All names in a text of mixed case, each with its verdict."""
    scan, text, words = Scan(), scanned.text, scanned.words
    last: tuple[int, Run] | None = None
    for offset, end, number in find_runs(text, words, scanned.facts.row(CAPITALS)):
        written = text[offset:end]
        run = finder.run(written)
        if last is not None and text[offset - 3 : offset] in ("'s ", "’s "):
            joined = _joined(text, finder, scan, Placed(*last), Placed(offset, run))
            if joined is not None:
                scan.mentions.append(joined)
                run = run._replace(hits=tuple(hit for hit in run.hits if offset + _start(run, hit) >= joined.end))
        last = offset, run
        beside = _beside(words, number, offset, end)
        if run.venue[1] or may_be_framed(*beside) or may_head_venue(beside[1]):
            scan.runs.append(Placed(offset, run, *beside))  # the others, nine in ten, are no framed places or venues
        if run.peoples:
            scan.peoples.extend((offset, codes) for codes in run.peoples)
        if run.hits:
            judge = Judge(written, run, text, offset, finder)
            scan.mentions.extend(judge.mention(hit) for hit in run.hits)
    return scan


def _beside(words: Words, number: int, start: int, end: int) -> tuple[str, str]:
    """The tokens before and after a run that begins in token `number`; empty where the run is a part of a token."""
    texts, starts = words.texts, words.starts
    after = bisect_left(starts, end, number)
    before = texts[number - 1] if number and starts[number] == start else ""
    return before, texts[after] if after < len(texts) and words.ends[after - 1] == end else ""


def _start(run: Run, hit: Hit) -> int:
    return run.pieces[hit.first].start


def _joined(text: str, finder: Finder, scan: Scan, last: Placed, placed: Placed) -> Mention | None:
    """A name with a possessive in it, begun in the run before this one: "Cox's Bazar"."""
    before, earlier, offset, run = last.offset, last.run, placed.offset, placed.run
    if before + earlier.pieces[-1].end + 3 != offset:
        return None
    for i in range(max(0, len(earlier.pieces) - 2), len(earlier.pieces)):
        head = " ".join(word for piece in earlier.pieces[i:] for word in piece.keys) + "s"
        found = finder.starting(head, run)
        if found is None:
            continue
        count, key, entries = found
        start, end = before + earlier.pieces[i].start, offset + run.pieces[count - 1].end
        while scan.mentions and scan.mentions[-1].end > start:
            scan.mentions.pop()
        return Mention(start, end, key, entries, "sure", text[max(0, start - 80) : start], text[end : end + 60])
    return None


NEAREST = 4  # spans before a name that are asked whether they reach into it


def block(scan: Scan, text: str, blocked: Sequence[Span]) -> frozenset[str]:
    """Refuse the names inside blocked spans; the folded names that stand for persons in this text."""
    spans = sorted(blocked)
    starts = [start for start, _ in spans]
    for mention in scan.mentions if spans else ():
        i = bisect_right(starts, mention.end - 1)
        for start, end in spans[max(0, i - NEAREST) : i]:
            if start < mention.end and mention.start < end:
                mention.verdict, mention.person = "refused", True
    last_words = {folded(text[start:end]).rsplit(" ", 1)[-1] for start, end in spans}
    return frozenset(last_words | {mention.key for mention in scan.mentions if mention.person})


def mark_dateline(scan: Scan, text: str) -> None:
    """Mark the place of writing: a name at the head of the text, or below its headings, followed by a dash."""
    first = _place_of_writing(scan, text)
    dash = _DATELINE.match(text, first.end) if first is not None else None
    if first is None or dash is None:
        return
    for mention in scan.mentions:
        if first.start <= mention.start and mention.end <= dash.end():
            mention.dateline = True
            if mention.verdict == "weak" or (mention is first and not mention.person and mention.end < dash.end() - 1):
                mention.verdict = "sure"


def _place_of_writing(scan: Scan, text: str) -> Mention | None:
    lead = len(text) - len(text.lstrip())
    if not scan.mentions or scan.mentions[0].start == lead:
        return scan.mentions[0] if scan.mentions else None
    dateline = find_dateline(text)
    start = dateline.place_start if dateline is not None else None
    return next((mention for mention in scan.mentions if mention.start == start), None)
