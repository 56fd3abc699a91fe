"""Figures that lean on another toll of their sentence: parts of it, and the same measure without its word.

"12 people including three children", "five of them soldiers", "two of whom died"; "19 on Monday, and 210 so far this
month", "the army says four".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.nouns import THINGS
from tocsin.read.rules.scene import Scene
from tocsin.read.rules.toll_phrases import MEASURE_WORDS
from tocsin.read.rules.toll_values import TollFound, figure_tokens, make_toll
from tocsin.read.rules.tolls import COLLECTIVES, HIT
from tocsin.record.values import Bound, Scope, one_number
from tocsin.resolve.counts import CountFound

INCLUDING = word_set("including include includes included among amongst them")
THEM = word_set("them whom those these which")
VICTIMS = word_set("dead victims deceased injured wounded fatalities casualties slain killed")
SAYING = word_set("say says said put puts report reports reported claim claims claimed count counted counts spoke")
OPENING = word_set("so in since over this during last")  # words that open a span of time
REACH = 16  # tokens from a toll to its parts
MASSES = ("killed", "injured", "casualties", "abducted", "missing", "detained")


def tolls_of_parts(scene: Scene, tolls: Sequence[TollFound]) -> list[TollFound]:
    """The tolls of a line with those that lean on them; a figure told as a part is a subset."""
    if not tolls:
        return []
    line = scene.line
    settled = [_as_part(line, toll, tolls) for toll in tolls]
    taken = {figure_tokens(line, c)[0] for c in line.counts for t in tolls if _tells(line, t, c)}
    for count in line.counts:
        start, _ = figure_tokens(line, count)
        if count.article or start in taken:
            continue
        settled += _leaning(scene, count, settled)
    return settled


def _tells(line: Line, toll: TollFound, count: CountFound) -> bool:
    start, end = figure_tokens(line, count)
    return toll.start < end and start < toll.end and toll.toll.bound == count.bound


def _as_part(line: Line, found: TollFound, tolls: Sequence[TollFound]) -> TollFound:
    """A toll that its words call a part of another one of the same measure."""
    if found.toll.scope not in ("event", "additional"):
        return found
    start = next((figure_tokens(line, c)[0] for c in line.counts if _tells(line, found, c)), found.start)
    if _of_victims(line, start, found.end):
        return replace(found, toll=replace(found.toll, scope="subset"))
    if any(count.other and _tells(line, found, count) for count in line.counts):
        return found  # "including eight nuns, and another 27 were hurt": others are no part
    if found.anchor is not None and found.anchor.row.id in HIT and _of_them(line, start, found.end):
        dead = any(t is not found and t.toll.measure == "killed" for t in tolls)
        if dead:  # "seven were killed, two of whom were shot in the back"
            return replace(found, toll=replace(found.toll, measure="killed", scope="subset"))
    same = [t for t in tolls if t is not found and t.toll.measure == found.toll.measure]
    if any(_is_of(line, start, whole) for whole in same):
        return replace(found, toll=replace(found.toll, scope="subset"))
    if same and _left_out(line, start):
        return replace(found, toll=replace(found.toll, scope="additional"))
    if same and (_follows_including(line, start) or _of_them(line, start, found.end)):
        return replace(found, toll=replace(found.toll, scope="subset"))
    if line.sentence.lower(start - 1) == "among" and line.sentence.class_at(start - 2) == "X":
        return found  # "two engineers were among six people killed": the six are all
    before = {line.sentence.lower(i) for i in range(max(0, start - 3), start)}
    if not same and before & {"including", "among"} and not before & {"killing", "wounding", "injuring"}:
        return replace(found, toll=replace(found.toll, scope="subset"))
    return found


def _is_of(line: Line, start: int, whole: TollFound) -> bool:
    """ "freed 21 of the 270 girls abducted": whether a figure at token `start` is told as a part of another toll's."""
    of = next((i for i in range(start + 1, start + 4) if line.sentence.lower(i) == "of"), None)
    if of is None or line.sentence.class_at(of - 1) != "M":
        return False
    numbers = (figure_tokens(line, c)[0] for c in line.counts if _tells(line, whole, c))
    return any(at in (of + 1, of + 2) for at in numbers)


def _follows_including(line: Line, start: int) -> bool:
    """Whether "including" or "among them" stands before a figure, other members of its list passed over."""
    sentence = line.sentence
    for i in range(start - 1, max(-1, start - REACH), -1):
        if sentence.lower(i) in INCLUDING:
            return sentence.lower(i) != "them" or sentence.lower(i - 1) in ("among", "amongst", "of")
        if sentence.class_at(i) in ".VXW" or (sentence.class_at(i) == "," and not _listed(line, i, start)):
            return False
    return False


def _left_out(line: Line, start: int) -> bool:
    """ "170 people died, which does not include the 13 soldiers": a figure that the one before lacks."""
    at = start - (2 if line.sentence.class_at(start - 1) == "D" else 1)
    return line.sentence.lower(at) in ("include", "including", "count", "counting") and (
        line.sentence.lower(at - 1) in ("not", "n't", "without")
    )


def _alongside(line: Line, start: int) -> bool:
    """ "thirteen soldiers were killed, along with 60 villagers": more of those harmed, joined without a verb."""
    return line.sentence.words(max(0, start - 3), start).endswith(("along with", "together with", "as well as"))


def _listed(line: Line, comma: int, start: int) -> bool:
    """Whether a comma parts the members of a list that reaches to the figure: "two women, a man and 3 children"."""
    sentence = line.sentence
    return comma == start - 1 or all(sentence.class_at(i) in "DMANUESC,PR" for i in range(comma, start))


def _of_victims(line: Line, start: int, end: int) -> bool:
    """ "five of the dead were children", "one more of the injured": of a number told elsewhere."""
    sentence = line.sentence
    for i in range(start, min(end + 1, start + 6)):
        if sentence.lower(i) == "of" and sentence.lower(i + 1) == "the":
            return sentence.lower(i + 2) in VICTIMS
    return False


def _of_them(line: Line, start: int, end: int) -> bool:
    """ "five of them", "two of whom", "one of the dead"; not "two of four fishermen"."""
    sentence = line.sentence
    if sentence.lower(start - 2) == "of" and sentence.lower(start - 1) in ("them", "whom", "these", "those"):
        return True  # "8 were hurt, of whom two are in critical condition"
    for i in range(start, min(end + 3, start + 6)):
        if sentence.class_at(i) in ".," and i > start:
            return False  # "40 people, 12 of them badly": the 12
        if sentence.lower(i) == "of":
            after = sentence.lower(i + 1)
            return after in THEM or (after == "the" and sentence.lower(i + 2) in VICTIMS)
    return False


# ------------------------------------------------------------------------------------- figures without a measure
def _leaning(scene: Scene, count: CountFound, tolls: Sequence[TollFound]) -> Iterator[TollFound]:
    """The toll of a figure that has no measure of its own, by the one before it in the sentence."""
    line = scene.line
    start, end = figure_tokens(line, count)
    if line.sentence.lower(end) in COLLECTIVES and count.bound.best == 1:
        return  # "five women from a single family"
    if (thing := line.nouns.get(end)) is not None and thing.class_ in THINGS:
        return  # "21 of them in a single house"
    before = [t for t in tolls if t.end <= start and t.toll.measure in MASSES]
    inside = not before and (_follows_including(line, start) or _of_them(line, start, end + 2))
    if inside:  # "at least 40 people, including 12 guards, were killed"
        before = [t for t in tolls if t.start < start < t.end and t.toll.measure in MASSES]
    if not before:
        return
    holding = [t for t in before if _size(t.toll.bound) >= _size(count.bound)]
    main = max(holding or before, key=lambda t: (t.end, t.toll.scope != "subset"))
    scope: Scope | None = None
    if _is_part(line, count, main):
        scope = "subset"
    elif _another(line, count):
        scope = "additional"
    elif not (_gapped(line, start, end) or _said(line, start, end) or _alongside(line, start)):
        return
    measure = main.toll.measure
    if measure in HELD and _is_freed(line, start):
        measure, scope = "released", "event"  # "seized 30 villagers and freed seven of them"
    toll = make_toll(scene, measure, count.bound, start, end, count=count, scope=scope)
    if scope is None and toll.scope == "event" and _gapped(line, start, end) and not _said(line, start, end):
        return
    yield TollFound(line=line, toll=toll, start=start, end=end, anchor=main.anchor)


def _another(line: Line, count: CountFound) -> bool:
    """ "shot dead nine on the road and another six on the way": more of the same, of whom no verb is told."""
    sentence = line.sentence
    start, end = figure_tokens(line, count)
    if sentence.lower(start - 1) != "and" or sentence.class_at(end) not in "PZ.":
        return False
    if not count.other and not _in_the_next(sentence, end):
        return False
    stop = next((i for i in range(end, len(sentence.texts)) if sentence.class_at(i) in ".,CW"), len(sentence.texts))
    return not any(sentence.class_at(i) in "VXEG" for i in range(end, stop))


def _in_the_next(sentence: Sentence, end: int) -> bool:
    """ "killed 12 in one hamlet and 18 in the next": the same in another place."""
    return sentence.class_at(end) == "P" and sentence.words(end + 1, end + 3) in ("the next", "the other", "the second")


HELD = ("abducted", "detained")
FREEING = word_set("free release liberate rescue ransom")


def _is_freed(line: Line, start: int) -> bool:
    verb = line.sentence.verb_at.get(start - 1)
    return verb is not None and verb.lemma in FREEING


def _is_part(line: Line, count: CountFound, main: TollFound) -> bool:
    """Whether a figure is told as a part of a toll before it, and is smaller."""
    start, end = figure_tokens(line, count)
    if _other_measure(line, end) or _size(count.bound) > _size(main.toll.bound):
        return False
    if _of_them(line, start, end + 2):
        return True
    if _follows_including(line, start):
        return start - main.end <= REACH
    return _of_fronted(line, start, end, main)


def _size(bound: Bound) -> int:
    return one_number(bound) or 0


def _other_measure(line: Line, end: int) -> bool:
    """Whether what follows has a measure or an act of its own: "including three who are missing"."""
    return any(line.sentence.lower(i) in MEASURE_WORDS for i in range(end, min(end + 3, len(line.sentence.texts))))


def _of_fronted(line: Line, start: int, end: int, main: TollFound) -> bool:
    """ "Of the 80 people hurt in the blast, 15 are children"."""
    sentence = line.sentence
    first = next((i for i in range(main.start, -1, -1) if sentence.lower(i) in ("of", "among")), None)
    fronted = first is not None and (first == 0 or sentence.class_at(first - 1) in ".,C")
    return fronted and sentence.class_at(start - 1) == "," and sentence.lower(end) in ("are", "were", "is", "was")


def _gapped(line: Line, start: int, end: int) -> bool:
    """ "..., and 210 so far this month", "as were eight in the past month": a figure with nothing but a time."""
    sentence = line.sentence
    lead = sentence.lower(start - 1), sentence.lower(start - 2)
    joined = lead[0] == "and" or (lead[0] in ("were", "was", "had", "did", "have") and lead[1] == "as")
    if not joined:
        return False
    rest = sentence.folded[end : end + 2]
    return (
        rest[:1] in (["so"], ["in"], ["since"], ["over"], ["this"], ["during"], ["last"])
        or sentence.class_at(end) == "Z"
    )


def _said(line: Line, start: int, end: int) -> bool:
    """ "..., the army says four": another voice's figure of the same."""
    sentence = line.sentence
    said = sentence.lower(start - 1) in SAYING
    said = said or sentence.words(max(0, start - 3), start) == "now speak of"
    return said and (end >= len(sentence.texts) or sentence.class_at(end) in ".,")
