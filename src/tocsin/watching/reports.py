"""What watches ask of the reports: their readings, their words with names masked, how surely they were read."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from tocsin.care.names import Withheld, withheld_names
from tocsin.ports import Ledger
from tocsin.record import Incident, Mention, Reading
from tocsin.record.source import Grade
from tocsin.watch import Seen

AROUND = 400  # code points on either side of a trigger in which a watch looks for words
ROOM = 2000  # readings kept at hand
FEW = 16  # incidents whose words are kept at hand


class Reports:
    """The readings behind incidents, looked up where they are asked for and kept while there is room."""

    def __init__(self, find: Callable[[str], Reading | None]) -> None:
        self._find = find
        self._held: OrderedDict[str, Reading | None] = OrderedDict()
        self._worded: dict[int, tuple[Incident, str]] = {}  # of the incidents that one watch asks of after another

    def of(self, incidents: Iterable[Incident]) -> dict[str, Reading]:
        """The readings of the reports of incidents, and of those that their links rest on, by document id."""
        ids: dict[str, None] = {}
        for incident in incidents:
            ids |= dict.fromkeys(incident.documents)
            for link in (*incident.responses, *incident.warnings):
                ids |= {support.document: None for support in link.support}
        found = {id: self._reading(id) for id in ids}
        return {id: reading for id, reading in found.items() if reading is not None}

    def _reading(self, id: str) -> Reading | None:
        if id not in self._held:
            self._held[id] = self._find(id)
            while len(self._held) > ROOM:
                self._held.popitem(last=False)
        self._held.move_to_end(id)
        return self._held[id]

    def seen(self, now: str, grades: Mapping[str, Grade]) -> Seen:
        """What a watch may look at, at a moment, with the grades of outlets by name."""
        return Seen(now=now, words=self._words, confidence=self.confidence, grades=grades)

    def _words(self, incident: Incident) -> str:
        """The words of the reports around what they tell of it, and their titles; names of private persons masked."""
        held = self._worded.get(id(incident))
        if held is None or held[0] is not incident:
            while len(self._worded) >= FEW:
                del self._worded[next(iter(self._worded))]
            held = self._worded[id(incident)] = incident, self._masked_words(incident)
        return held[1]

    def _masked_words(self, incident: Incident) -> str:
        readings = self.of([incident])
        withheld = Withheld(withheld_names(readings.values(), [incident]))
        parts: list[str] = []
        for reading, mention in self._mentions(incident):
            doc, trigger = reading.document, mention.trigger
            parts.append(doc.title or "")
            text = doc.field(trigger.field)
            parts.append(text[max(0, trigger.start - AROUND) : trigger.end + AROUND])
        cleaned = (withheld.clean(part) for part in dict.fromkeys(parts))
        return " \n ".join(part for part in cleaned if part)

    def confidence(self, incident: Incident) -> float | None:
        """The probability that a report says what was read of it: that of the mention read most surely."""
        known = [m.confidence for _, m in self._mentions(incident) if m.confidence is not None]
        return max(known, default=None)

    def _mentions(self, incident: Incident) -> Iterable[tuple[Reading, Mention]]:
        readings = self.of([incident])
        for ref in incident.mentions:
            reading = readings.get(ref.document)
            for mention in reading.mentions if reading is not None else ():
                if mention.id == ref.mention and reading is not None:
                    yield reading, mention


def grades_of(ledger: Ledger) -> dict[str, Grade]:
    """The grades of the outlets that are followed; the better one where two sources have the name of one outlet."""
    found: dict[str, Grade] = {}
    for source, _ in ledger.sources.all():
        if source.name and source.grade:
            found[source.name] = min(source.grade, found.get(source.name, source.grade))
    return found


def reports_of(ledger: Ledger) -> Reports:
    """The reports of a ledger."""

    def find(id: str) -> Reading | None:
        document = ledger.document(id)
        return ledger.active_reading(document.key) if document is not None else None

    return Reports(find)
