"""A ledger with one incident, a person who reviews, and partners with policies."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args
from uuid import uuid4

import pytest
from msgspec import json, structs

from cli.fakes import FakeReader
from keep.builders import HandClock
from share.release.records import Peoples
from tocsin.gather.jsonl import read_jsonl
from tocsin.pipeline import add_all, incidents, make_terms, open_record, refold
from tocsin.ports import Ledger
from tocsin.ports.partners import Partner
from tocsin.ports.shelf import Wanted
from tocsin.record.values import Outcome
from tocsin.review import decide, undo
from tocsin.settings import Settings, load_settings
from tocsin.sharing import Published, publish, warn

OPEN = 'tlp = "green"\ncountries = "all"\nfamilies = "all"\n'


class CourtReader(FakeReader):
    """The small reader, which also reads what became of the suspects."""

    def read(self, doc):
        reading = super().read(doc)
        outcome = next((each for each in get_args(Outcome) if f" {each}" in doc.text), None)
        return structs.replace(reading, mentions=tuple(_with_outcome(m, outcome) for m in reading.mentions))


def _with_outcome(mention, outcome):
    said = [
        structs.replace(s, value=structs.replace(s.value, outcome=outcome)) if s.property == "participant" else s
        for s in mention.statements
    ]
    return structs.replace(mention, statements=tuple(said))


@dataclass
class Desk:
    """What a person does at the desk, and what partners find."""

    ledger: Ledger
    folder: Path
    clock: HandClock = field(default_factory=HandClock)
    settings: Settings = field(init=False)
    read: int = 0

    def __post_init__(self) -> None:
        self.mark("green")

    def mark(self, tlp: str) -> None:
        flags = {"tlp": tlp, "policies": str(self.folder)}
        self.settings = load_settings(flags=flags, environment={}, folder=self.folder)

    def report(self, text: str, *, source: str = "Saltmarsh Gazette", published: str = "2024-03-22") -> str:
        """A report comes in, and is folded."""
        import io

        self.read += 1
        line = json.encode({"id": f"d{self.read}", "text": text, "source": source, "published": published})
        terms = make_terms(clock=self.clock, max_bytes=10_000, keep=True)
        for _ in add_all(read_jsonl(io.BytesIO(line), name="x", terms=terms), ledger=self.ledger, reader=CourtReader()):
            pass
        refold(self.ledger)
        return f"d{self.read}"

    @property
    def id(self) -> str:
        """The id of the one act of violence."""
        (found,) = [each for each in incidents(self.ledger) if each.family == "violence"]
        return found.id

    def decide(self, act: str, **more: str) -> int:
        """A person decides, some minutes later, and it is folded."""
        self.clock.move(minutes=5)
        number = decide(self.ledger, self.id, act, by="A. Analyst", reason="seen", **more)
        refold(self.ledger)
        return number

    def undo(self, entry: int) -> None:
        undo(self.ledger, by="A. Analyst", reason="wrong", entry=entry)
        refold(self.ledger)

    def partner(self, name: str, policy: str = OPEN) -> str:
        """A partner with a policy; the id of the collection."""
        collection = str(uuid4())
        self.ledger.partners.add(
            Partner(name=name, collection=collection, added_at=self.clock.now(), added_by="A. Analyst")
        )
        self.policy(name, policy)
        return collection

    def policy(self, name: str, text: str) -> None:
        (self.folder / f"{name}.toml").write_text(text)

    def publish(self) -> dict[str, Published]:
        """A minute later everything is put out."""
        self.clock.move(minutes=1)
        found = publish(self.ledger, self.settings, clock=self.clock, peoples=Peoples())
        return {each.partner: each for each in found}

    def warn(self, name: str, **more: str):
        self.clock.move(minutes=1)
        known = {"clock": self.clock, "peoples": Peoples(), "by": "A. Analyst", "reason": "named as a target", **more}
        return warn(self.ledger, self.settings, name, self.id, **known)

    def shelf(self, name: str, *, type: str | None = "incident", all: bool = False) -> list[dict]:
        """What lies in a partner's collection: the last version of each object, or every one."""
        collection = self.ledger.partners.partner(name).collection
        wanted = Wanted(versions=("all",) if all else ("last",), types=(type,) if type else ())
        if not self.ledger.shelf.collections([collection]):
            return []
        return [json.decode(each.form) for each in self.ledger.shelf.page(collection, wanted, limit=1000).versions]

    def kinds(self, name: str) -> list[str]:
        return [each.kind for each in self.ledger.partners.log(partner=name)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    clock = HandClock()
    ledger = open_record(f"sqlite:///{tmp_path / 'ledger.db'}", clock=clock)
    made = Desk(ledger, tmp_path, clock)
    made.report("A bombing in Kano on 2024-03-22: 14 killed. Harbour claimed responsibility.")
    yield made
    ledger.close()
