"""Who says what: each reporting word with its speaker and the words that are said.

Speech and belief, quoted or not. One attribution may hold its words in pieces ("A," X said. "B."). It says nothing of
what the words are about: the reader finds the mentions inside them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tocsin.read.rules.content_after import quote_content
from tocsin.read.rules.contents import content_of
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.identity import PersonFound
from tocsin.read.rules.mute import is_person
from tocsin.read.rules.quotations import Quotation, find_quotations
from tocsin.read.rules.reporting import Cue, find_cues
from tocsin.read.rules.settling import FIRST, Speakers
from tocsin.read.rules.speakers import Span, owner_of, subject_of
from tocsin.read.rules.speech import Content, SpeechLine
from tocsin.read.rules.standing import Words
from tocsin.record import Attribution, Evidence
from tocsin.record.evidence import Field

NOBODY = "nobody"
UNKNOWN = frozenset(("its", "their"))
EMPTY = frozenset(
    ("it", "this", "that", "them", "so", "nobody")
)  # "officials could not confirm it": nothing is said by itself
SILENT = frozenset(("no", "nobody", "none", "neither"))  # whoever these are, they say nothing


class AttributionFound(Struct, frozen=True, kw_only=True):
    """Somebody says something. All spans are offsets into `field` of the document.

    `content` is in pieces, in order. `source` is where the speaker stands in the text, a pronoun perhaps; `speaker` is
    who is meant by it. `line` holds the cue; `first` and `last` are the lines that the content reaches over.
    """

    line: int
    first: int
    last: int
    field: Field
    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    source: tuple[int, int]
    speaker: str
    kind: str
    stance: str
    person: PersonFound | None = None
    direct: bool = False
    negated: bool = False

    @property
    def post(self) -> Words | None:
        """The speaker's post, where the document says it."""
        return self.person.post if self.person else None

    @property
    def affiliation(self) -> Words | None:
        """What the speaker belongs to, where the document says it."""
        return self.person.affiliation if self.person else None

    @property
    def size(self) -> int:
        """The length of the content, in code points."""
        return sum(end - start for start, end in self.content)


def find_attributions(prepared: Prepared, persons: tuple[PersonFound, ...]) -> tuple[AttributionFound, ...]:
    """What anybody is said to say, think or want in a document, in the order of the cues."""
    by_line: dict[int, list[PersonFound]] = {}
    for person in persons:
        by_line.setdefault(person.line, []).append(person)
    found: list[AttributionFound] = []
    for field in ("title", "text"):
        lines = [line for line in prepared.lines if line.sentence.field == field]
        if lines:
            scan = prepared.scans[field]
            found += _Field(prepared, lines, find_quotations(scan.text, scan.paragraphs), Speakers(by_line)).read()
    return tuple(found)


def speaker_at(found: tuple[AttributionFound, ...], line_number: int, offset: int) -> AttributionFound | None:
    """The innermost attribution whose content covers an offset in a line: who vouches for the words there."""
    covering = [
        each
        for each in found
        if each.first <= line_number <= each.last and any(start <= offset < end for start, end in each.content)
    ]
    return min(covering, key=lambda each: each.size, default=None)


def by_lines(found: Sequence[AttributionFound]) -> dict[int, list[AttributionFound]]:
    """The attributions by the numbers of the lines that their content reaches over."""
    by_line: dict[int, list[AttributionFound]] = {}
    for each in found:
        for number in range(each.first, each.last + 1):
            by_line.setdefault(number, []).append(each)
    return by_line


def to_record(found: AttributionFound, prepared: Prepared, about: tuple[str, ...] = ()) -> Attribution:
    """The attribution as the record has it; `about` holds the ids of the mentions that its content is about."""
    quoted = tuple(_evidence(prepared, found.field, span) for span in found.content)
    return Attribution(
        speaker=found.speaker,
        text=" ".join(" ".join(each.quote.split()) for each in quoted),
        direct=found.direct,
        evidence=quoted,
        speaker_evidence=(source_of(found, prepared),),
        post=found.post.text if found.post else None,
        affiliation=found.affiliation.text if found.affiliation else None,
        about=about,
    )


def source_of(found: AttributionFound, prepared: Prepared) -> Evidence:
    """The words that stand for the speaker."""
    return _evidence(prepared, found.field, found.source)


def _evidence(prepared: Prepared, field: Field, span: tuple[int, int]) -> Evidence:
    return prepared.doc.quote(*span, field)


def _text(prepared: Prepared, line: Line) -> str:
    return prepared.doc.title or "" if line.sentence.field == "title" else prepared.doc.text


def _start(line: Line) -> int:
    return line.sentence.start


class _Field:
    """One field of a document, read line by line."""

    def __init__(self, prepared: Prepared, lines: list[Line], quotations: list[Quotation], speakers: Speakers) -> None:
        self.text = _text(prepared, lines[0])
        self.lines = lines
        self.quotations = quotations
        self.speakers = speakers
        self.found: list[AttributionFound] = []
        self.owner: dict[int, int] = {}  # quotation -> attribution
        self.within: list[tuple[int, int]] = []  # attributions of "I" and "we" with the quotation around them

    def read(self) -> list[AttributionFound]:
        at = 0
        for number, line in enumerate(self.lines):
            while at < len(self.quotations) and self.quotations[at].end <= line.sentence.start:
                at += 1
            cues = find_cues(line.sentence)
            if cues:
                self._read_line(SpeechLine.of(self.lines, number, cues, self.quotations, at))
            self._introduce(number, at)
            self.speakers.pass_over(line)
        self._carry_on()
        self._settle_first_persons()
        return self.found

    def _read_line(self, scene: SpeechLine) -> None:
        for cue in scene.cues:
            content = content_of(scene, cue)
            if content is not None and content.source is not None:
                self._add(scene, cue, content, content.source)

    def _introduce(self, number: int, at: int) -> None:
        """A quotation after a colon is the subject's, though no word of saying stands there: "X was blunt: ..." """
        sentence = self.lines[number].sentence
        if ":" not in sentence.texts:
            return
        while at < len(self.quotations) and self.quotations[at].start <= sentence.end + 2:
            start = self.quotations[at].start
            before = self.text[sentence.start : start].rstrip() if self.quotations[at].speech else ""
            if at not in self.owner and before.endswith(":"):
                self._introduced(number, at, sentence.token_at(sentence.start + len(before) - 1))
            at += 1

    def _introduced(self, number: int, at: int, colon: int) -> None:
        """Give the quotation after a colon to the subject of the verb shortly before it, if that is somebody."""
        line = self.lines[number]
        verbs = (v for v in line.sentence.verbs if colon - 8 <= v.end <= colon and not v.infinitive)
        verb = next((v for v in verbs if v.form in "VXEA"), None)
        source = subject_of(line.sentence, verb, 0) if verb is not None else None
        if verb is None or source is None:
            return
        owner = owner_of(line.sentence, source)
        if is_person(line, owner):
            cue = Cue(verb.start, verb.end, "say", "neutral", verb.lemma, verb)
            scene = SpeechLine.of(self.lines, number, [cue], self.quotations, at)
            self._add(scene, cue, quote_content(scene, at, owner), owner)

    def _add(self, scene: SpeechLine, cue: Cue, content: Content, source: Span) -> None:
        sentence = scene.line.sentence
        if not SILENT.isdisjoint((sentence.lower(source.start), sentence.lower(source.head))):
            return  # "no group said it was responsible"
        speaker = self.speakers.settle(scene.line, source)
        if speaker is None:
            return
        if isinstance(speaker, str) and speaker.lower() in UNKNOWN:
            return  # "its calls to strike": whose they are was not found
        pieces = tuple(piece for piece in (self._piece(*span) for span in content.pieces) if piece[0] < piece[1])
        if not pieces or (len(pieces) == 1 and self.text[slice(*pieces[0])].lower() in EMPTY):
            return
        scene.read_to = max(scene.read_to, content.until)
        scene.source = source
        for number in content.quotations:
            self.owner.setdefault(number, len(self.found))
        around = scene.inside[cue.start]
        if around >= 0 and isinstance(speaker, str) and speaker.lower() in FIRST:
            self.within.append((len(self.found), around))
        first, last = self._lines_of(pieces)
        self.found.append(
            AttributionFound(
                line=sentence.number,
                first=first,
                last=last,
                field="title" if sentence.field == "title" else "text",
                content=pieces,
                cue=sentence.span(cue.start, cue.end),
                source=sentence.span(source.start, source.end),
                speaker=speaker if isinstance(speaker, str) else speaker.full_name,
                person=None if isinstance(speaker, str) else speaker,
                kind=cue.kind,
                stance=cue.stance,
                direct=bool(content.quotations) or scene.inside[cue.start] >= 0,
                negated=cue.verb.negated if cue.verb else False,
            )
        )

    def _piece(self, start: int, end: int) -> tuple[int, int]:
        """A piece without white space around it, and without the comma or full stop after plain words."""
        quoted = self.text[start] in "\"“«„‘'"
        while end > start and (self.text[end - 1].isspace() or (self.text[end - 1] in ",.;:" and not quoted)):
            end -= 1
        while start < end and (self.text[start].isspace() or self.text[start] in ",.;:"):
            start += 1
        return start, end

    def _lines_of(self, pieces: tuple[tuple[int, int], ...]) -> tuple[int, int]:
        """The numbers of the first and the last line that the pieces reach over; -1 where they reach none."""
        low = min(start for start, _ in pieces)
        high = max(end for _, end in pieces)
        first = bisect_right(self.lines, low, key=lambda line: line.sentence.end)
        last = bisect_left(self.lines, high, key=_start) - 1
        if first > last:
            return -1, -1
        return self.lines[first].sentence.number, self.lines[last].sentence.number

    def _carry_on(self) -> None:
        """Give each quotation that stands alone after another one to the speaker of that: "A," X said. "B." """
        covered = [(start, end) for each in self.found for start, end in each.content]
        for number in range(1, len(self.quotations)):
            before, quotation = self.quotations[number - 1], self.quotations[number]
            owner = self.owner.get(number - 1)
            if owner is None or number in self.owner or not quotation.speech:
                continue
            if any(start <= quotation.start < end for start, end in covered):
                continue
            if not self._continues(before, quotation):
                continue
            self.owner[number] = owner
            old = self.found[owner]
            pieces = (*old.content, self._piece(quotation.start, quotation.end))
            first, last = self._lines_of(pieces)
            self.found[owner] = replace(old, content=pieces, first=first, last=last)

    def _settle_first_persons(self) -> None:
        """ "I" in a quotation is who is quoted."""
        for number, quotation in self.within:
            owner = self.owner.get(quotation)
            if owner is not None and owner != number:
                who = self.found[owner]
                self.found[number] = replace(self.found[number], speaker=who.speaker, person=who.person)

    def _continues(self, before: Quotation, quotation: Quotation) -> bool:
        """Whether a quotation begins its sentence, in the paragraph of the one before or right after an open one."""
        at = bisect_left(self.lines, quotation.start, key=_start)
        if at == len(self.lines) or self.lines[at].sentence.start != quotation.start:
            return False
        between = self.text[before.end : quotation.start]
        if not before.closed:
            return not between.strip()
        return "\n\n" not in between and len(between) < 200
