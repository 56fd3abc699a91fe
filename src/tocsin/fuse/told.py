"""Reports and what they tell: documents and mentions with all that matching needs of them, worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import count
from typing import TypeVar
from urllib.parse import urlsplit

from tocsin.fuse.copies import copy_groups
from tocsin.fuse.gist import EVER, NEVER, NOT_CARRIED_OUT, Gist, countries_of, kind_of
from tocsin.fuse.moments import Span, moment_of, published_day, span_of
from tocsin.fuse.places import Site, site_of
from tocsin.fuse.story import Story, story_of
from tocsin.fuse.words import content_words, name_key, says_another, sentence_span, words_of
from tocsin.record import Bound, Claim, Document, Mention, Participant, Place, Reading, Toll, When
from tocsin.record.event_types import ACTS
from tocsin.record.values import one_number
from tocsin.resolve.count_words import CARDINALS
from tocsin.resolve.place_words import plain_words

T = TypeVar("T")

# Document key, field, start and end of the trigger, family, id of the mention: what orders mentions, for ever.
StableKey = tuple[str, str, int, int, str, str]

ACTING = frozenset({"perpetrator", "party", "initiated_by", "suspect", "responder", "issuer"})
UNDERGOING = frozenset({"victim", "target", "recipient"})
ORGANISED = frozenset({"organization", "state_force", "government"})
TYING = frozenset({"responds_to", "warns_of"})  # relations by which what is no act is compared
NOT_YET = frozenset({"threatened", "planned"})
LEAD = 400  # code points of the text whose numbers are looked at
MOST_DIGITS = 6
BEFORE = 60  # code points before a trigger in which "another" is looked for


@dataclass(frozen=True, eq=False)
class Report:
    """One document with its active reading. `copies` names the group of its near-duplicates."""

    reading: Reading
    copies: str
    moment: datetime | None
    day: int | None

    @property
    def doc(self) -> Document:
        """The document."""
        return self.reading.document

    def among(self, copies: str) -> Report:
        """The same report in another group of copies, with what was worked out already."""
        return _with_what_is_known(Report(self.reading, copies, self.moment, self.day), self, but=("acts",))

    @property
    def outlet(self) -> str:
        """Who printed it: the source, else the host of the URL; nothing known is one outlet for all."""
        return name_key(self.doc.source or urlsplit(self.doc.url or "").hostname or "?")

    @cached_property
    def story(self) -> Story:
        """What it is about, as weighted words."""
        return story_of(self.doc)

    @cached_property
    def persons(self) -> frozenset[str]:
        """The last names of the persons it names."""
        words = (words_of(person.name) for person in self.reading.persons)
        return frozenset(each[-1] for each in words if each)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers in its title and first lines, in digits or spelt: tolls, ages, days of the month."""
        words = words_of.__wrapped__(f"{self.doc.title or ''} {self.doc.text[:LEAD]}")
        digits = {int(word) for word in words if word.isdecimal() and len(word) <= MOST_DIGITS}
        return frozenset(digits | {CARDINALS[word] for word in words if word in CARDINALS})

    @cached_property
    def settled(self) -> frozenset[int]:
        """The places it names that were found on the map, by their ids in GeoNames."""
        return frozenset(p.geonames_id for p in self.reading.places if p.geonames_id is not None)

    @cached_property
    def countries(self) -> int:
        """A bit for each country of the places it names."""
        return countries_of(p.country for p in self.reading.places if p.country)

    @cached_property
    def place_names(self) -> frozenset[str]:
        """The names of the places it names, found on the map or not."""
        return frozenset(name_key(p.name) for p in self.reading.places)

    @cached_property
    def acts(self) -> tuple[Told, ...]:
        """The single acts that it tells as news."""
        news = (m for m in self.reading.mentions if m.family in ACTS and m.unit == "single" and not m.background)
        return tuple(Told(self, m) for m in news)

    @property
    def order(self) -> tuple[datetime, str]:
        """Where it stands among reports: by moment, undated ones first, then by id and key."""
        return (self.moment or _BEGINNING, f"{self.doc.id}\0{self.doc.key}")


_BEGINNING = datetime.fromisoformat("0001-01-01T00:00:00+00:00")


_SERIALS = count()


@dataclass(frozen=True, eq=False)
class Told:
    """A mention as matching sees it. `ties` are the incidents it responds to or warns of, by a number.

    `serial` tells it from all others of this process, and `scores` are those with others of a higher one.
    """

    report: Report
    mention: Mention
    ties: frozenset[int] = field(default=frozenset())
    serial: int = field(init=False, default_factory=_SERIALS.__next__)
    scores: dict[int, float | None] = field(init=False, default_factory=dict)

    def anew(self, report: Report, ties: frozenset[int]) -> Told:
        """The same mention of its report as it is now, with what was worked out already, but for the scores."""
        return _with_what_is_known(Told(report, self.mention, ties), self)

    @cached_property
    def key(self) -> StableKey:
        """What orders mentions, whatever the order in which they came."""
        t = self.mention.trigger
        return (self.report.doc.key, t.field, t.start, t.end, self.family, self.mention.id)

    @cached_property
    def family(self) -> str:
        """The family of its type."""
        return self.mention.family

    @cached_property
    def type(self) -> str:
        """The type as this report tells it."""
        return self.mention.type

    @cached_property
    def status(self) -> str:
        """Whether it happened, as this report tells it."""
        return self.mention.status

    @cached_property
    def span(self) -> Span:
        """The days it may have gone on; what has happened cannot be later than its report."""
        whens = self.mention.all(When)
        bound = None if self.status in NOT_YET else self.report.day
        return span_of(whens[0] if whens else None, bound=bound)

    @cached_property
    def sites(self) -> tuple[Place, ...]:
        """Where it was; places it is only about where no site is told."""
        places = self.mention.all(Place)
        return tuple(p for p in places if p.role == "site") or tuple(p for p in places if p.role == "about")

    @cached_property
    def marked(self) -> tuple[Site, ...]:
        """The same, each made once for all who name it alike."""
        return tuple(site_of(p) for p in self.sites)

    @cached_property
    def gist(self) -> Gist:
        """What rules most others out."""
        kind, meets = kind_of(self.type, self.family, self.mention.unit, self.status not in NOT_CARRIED_OUT)
        first, last = self.span.first, self.span.last
        return Gist(
            document=self.report.doc.key,
            kind=kind,
            meets=meets,
            first=NEVER if first is None else first,
            last=EVER if last is None else last,
            countries=countries_of(p.country for p in self.sites) if self.sites else self.report.countries,
        )

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of its sites."""
        return frozenset(p.country for p in self.sites if p.country)

    @cached_property
    def nearby(self) -> tuple[str, ...]:
        """The three countries that its document names most, for a mention that tells no place."""
        counts = Counter(p.country for p in self.report.reading.places if p.country)
        return tuple(sorted(counts, key=lambda c: (-counts[c], c))[:3])

    @cached_property
    def actors(self) -> frozenset[str]:
        """Who acts or is said to: register ids, and names where the register has none."""
        found = {p.actor or name_key(p.name) for p in self.mention.all(Participant) if _is_named_actor(p)}
        found |= {c.actor or name_key(c.claimant) for c in self.mention.all(Claim) if c.stance != "denied"}
        return frozenset(found)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """The particular words for whom and what it struck, and for the venue."""
        names = [p.name for p in self.mention.all(Participant) if p.role in UNDERGOING]
        names += [p.name for p in self.sites if p.precision == "venue" or p.latitude is None]
        return frozenset(w for name in names for w in content_words(name))

    @cached_property
    def venues(self) -> frozenset[str]:
        """The proper names of the venues and things struck, whole."""
        names = [p.name for p in self.sites if p.precision == "venue" or p.latitude is None]
        names += [p.name for p in self.mention.all(Participant) if p.role == "target"]
        return frozenset(name_key(n) for n in names if _is_proper(n))

    @cached_property
    def venue_words(self) -> frozenset[str]:
        """The proper words of those names: no words of the language, nor names of places on the map."""
        mapped = frozenset(w for p in self.report.reading.places if p.geonames_id for w in words_of(p.name))
        found = frozenset(w for name in self.venues for w in content_words(name)) - mapped
        return frozenset(w for w in found if w not in plain_words())

    @cached_property
    def sentence(self) -> str:
        """The sentence around the trigger, verbatim."""
        text = self.report.doc.field(self.mention.trigger.field)
        start, end = sentence_span(text, self.mention.trigger.start, self.mention.trigger.end)
        return text[start:end]

    @cached_property
    def words(self) -> frozenset[str]:
        """The particular words of that sentence."""
        return content_words(self.sentence)

    @cached_property
    def another(self) -> bool:
        """Whether the words before the trigger say "another", "a second": not the event told until then."""
        t = self.mention.trigger
        before = self.report.doc.field(t.field)[max(0, t.start - BEFORE) : t.start]
        return says_another(before.rpartition(". ")[2], t.quote)

    @cached_property
    def figures(self) -> Mapping[str, Bound]:
        """The widest figure said of the event for each measure; figures of one side are left out."""
        best: dict[str, Bound] = {}
        for toll in self.mention.all(Toll):
            if toll.scope == "event" and toll.side is None and size_of(toll.bound) > size_of(best.get(toll.measure)):
                best[toll.measure] = toll.bound
        return best


def _with_what_is_known(new: T, old: T, but: Container[str] = ()) -> T:
    """A new value with what was worked out of an old one that differs in nothing which that depends on."""
    known = {name: value for name, value in vars(old).items() if name not in vars(new) and name not in but}
    vars(new).update(known)
    return new


def _is_named_actor(p: Participant) -> bool:
    return p.role in ACTING and (p.actor is not None or (p.kind in ORGANISED and _is_proper(p.name)))


def _is_proper(name: str) -> bool:
    return any(w[:1].isupper() for w in name.split()) and bool(content_words(name))


def size_of(bound: Bound | None) -> int:
    """One number for a figure: its best, else its low, else its high; -1 where there is none."""
    found = one_number(bound)
    return -1 if found is None else found


def reports_of(readings: Iterable[Reading]) -> tuple[Report, ...]:
    """The reports, one for each document, ordered by key. Of several readings of one the first by id counts."""
    by_key: dict[str, Reading] = {}
    for reading in readings:
        key = reading.document.key
        if key not in by_key or reading.id < by_key[key].id:
            by_key[key] = reading
    active = [by_key[key] for key in sorted(by_key)]
    groups = copy_groups(r.document for r in active)
    return tuple(Report(r, groups[r.document.key], moment_of(r.document), published_day(r.document)) for r in active)


def told_by(reports: Iterable[Report]) -> tuple[Told, ...]:
    """Every mention of the reports, in the order of its stable key."""
    return tuple(sorted((Told(r, m) for r in reports for m in r.reading.mentions), key=lambda t: t.key))
