"""The wiring: outcomes in order, failures in place, one transaction for each document, the two clocks."""

from contextlib import contextmanager

import pytest
from msgspec.structs import replace

from cli.fakes import STAMP, FakeReader
from tocsin import pipeline
from tocsin.errors import DocumentError, InputError, LedgerError, UnknownIncident
from tocsin.gather import Done, Failed
from tocsin.record import Document, Reading
from tocsin.registry import Registry
from tocsin.selection import Selection


class FixedClock:
    """A clock that a test sets."""

    def __init__(self, now="2024-04-01T00:00:00+00:00"):
        self.moment = now

    def now(self):
        return self.moment


def a_document(id, text, published="2024-03-22", **more):
    return Done(id, Document(key=f"key-{id}", id=id, text=text, published=published, published_from="given", **more))


ATTACK = a_document("a", "An attack in Goma: at least 40 killed.", source="A")
LATER = a_document("b", "The attack in Goma: 61 killed, on 2024-03-22. Police arrested men.", "2024-03-24", source="B")
BROKEN = a_document("x", "BREAK THE READER")
BAD = Failed("y", DocumentError("y", "holds no text"), 3)


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def ledger(clock):
    opened = pipeline.open_record("sqlite://", clock=clock)
    yield opened
    opened.close()


def add(ledger, *outcomes):
    return list(pipeline.add_all(outcomes, ledger=ledger, reader=FakeReader()))


def test_a_reading_for_each_document_in_order_and_failures_in_place():
    found = list(pipeline.read_all([ATTACK, BAD, BROKEN, LATER], reader=FakeReader()))
    assert [type(each) for each in found] == [Done, Failed, Failed, Done]
    assert found[1] is BAD
    assert "the reader failed" in str(found[2].error)
    assert found[3].value.document.id == "b"


def test_reading_is_lazy():
    def documents():
        yield ATTACK
        raise AssertionError("asked for too soon")

    assert isinstance(next(pipeline.read_all(documents(), reader=FakeReader())), Done)


def test_stopping_is_no_failure_of_a_document():
    class Stopped(FakeReader):
        def read(self, doc):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(pipeline.read_all([ATTACK], reader=Stopped()))


def test_what_is_yielded_is_in_the_ledger(ledger):
    for outcome in pipeline.add_all([ATTACK, BAD, LATER], ledger=ledger, reader=FakeReader()):
        if isinstance(outcome, Done):
            assert ledger.document(outcome.value.document.id) is not None
            assert [r.document.id for r in ledger.active_readings()][-1] == outcome.value.document.id


def test_a_document_and_its_reading_go_in_together_or_not_at_all(ledger, monkeypatch):
    def refuse(reading, *, activate=None):
        raise LedgerError("no room")

    monkeypatch.setattr(ledger, "add_reading", refuse)
    (outcome,) = add(ledger, ATTACK)
    assert isinstance(outcome, Failed)
    assert ledger.document("a") is None
    assert list(ledger.entries()) == []


def test_a_document_is_read_before_the_transaction_begins(ledger, monkeypatch):
    inside = []
    real = ledger.transaction

    @contextmanager
    def watched():
        inside.append(True)
        with real():
            yield
        inside.pop()

    class Watching(FakeReader):
        def read(self, doc):
            assert not inside
            return super().read(doc)

    monkeypatch.setattr(ledger, "transaction", watched)
    (outcome,) = pipeline.add_all([ATTACK], ledger=ledger, reader=Watching())
    assert isinstance(outcome, Done), outcome


class GatedReader(FakeReader):
    """A reader whose gate is always shut."""

    def read(self, doc):
        stamp = replace(STAMP, digests=(("depth", "gated"),))
        return Reading(document=doc, reader=stamp, depth="gated", reason="other things", relevance=0.02)


class ReaderWithGate(FakeReader):
    def gated(self):
        return GatedReader()


def test_a_reader_is_gated_where_it_has_a_gate(monkeypatch):
    monkeypatch.setattr(pipeline, "READERS", Registry("reader", "tocsin.none"))
    pipeline.READERS.add("with", ReaderWithGate, about="")
    pipeline.READERS.add("without", FakeReader, about="")
    kinds = [type(pipeline.make_reader(n, depth=d)) for n in ("with", "without") for d in ("gated", "full")]
    assert kinds == [GatedReader, ReaderWithGate, FakeReader, FakeReader]


def test_a_gated_document_is_kept_without_an_incident(ledger):
    (outcome,) = pipeline.add_all([ATTACK], ledger=ledger, reader=GatedReader())
    assert outcome.value.new
    assert pipeline.refold(ledger) == 0
    assert [reading.depth for reading in ledger.active_readings()] == ["gated"]
    assert pipeline.check(ledger) == []


def test_adding_in_full_reads_again_what_was_gated(ledger):
    list(pipeline.add_all([ATTACK], ledger=ledger, reader=GatedReader()))
    (outcome,) = add(ledger, ATTACK)
    assert (outcome.value.new, outcome.value.reading.depth) == (False, "full")
    assert [reading.depth for reading in ledger.active_readings()] == ["full"]
    assert pipeline.refold(ledger) == 1
    (again,) = pipeline.add_all([ATTACK], ledger=ledger, reader=GatedReader())
    assert again.value.reading is None
    assert [reading.depth for reading in ledger.active_readings()] == ["full"]


def test_the_same_document_twice_changes_nothing(ledger):
    add(ledger, ATTACK)
    pipeline.refold(ledger)
    entries = len(list(ledger.entries()))
    (again,) = add(ledger, ATTACK)
    assert not again.value.new
    assert pipeline.refold(ledger) == 0
    assert len(list(ledger.entries())) == entries


def test_incidents_and_the_two_clocks(ledger, clock):
    add(ledger, ATTACK)
    pipeline.refold(ledger)
    (first,) = pipeline.incidents(ledger)
    clock.moment = "2024-04-02T00:00:00+00:00"
    add(ledger, LATER)
    pipeline.refold(ledger)
    violence = Selection(families=frozenset({"violence"}))
    (now,) = pipeline.incidents(ledger, selection=violence)
    assert now.id == first.id
    assert now.documents == ("a", "b")
    assert pipeline.incident(ledger, now.id, as_recorded="2024-04-01") == first
    early = pipeline.incident(ledger, now.id, as_of="2024-03-23")
    assert {p.document for p in early.toll_history} == {"a"}
    assert early.as_of == "2024-03-23"
    with pytest.raises(InputError, match="nothing had been published"):
        pipeline.incident(ledger, now.id, as_of="2024-03-01")
    assert len(list(pipeline.incidents(ledger))) == 2


def test_the_beginning_of_an_id_is_enough(ledger):
    add(ledger, ATTACK, LATER)
    pipeline.refold(ledger)
    ids = [each.id for each in pipeline.incidents(ledger)]
    assert len(ids) == 2
    assert pipeline.incident(ledger, ids[0][:6]).id == ids[0]
    with pytest.raises(InputError, match="write more of it"):
        pipeline.incident(ledger, "i")
    with pytest.raises(UnknownIncident):
        pipeline.incident(ledger, "")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"as_of": "2024-01-01", "as_recorded": "2024-01-01"}, "different clocks"),
        ({"as_of": "soon"}, "is no moment"),
        ({"as_recorded": "soon"}, "is no moment"),
    ],
)
def test_a_moment_that_is_none(ledger, asked, message):
    with pytest.raises(InputError, match=message):
        list(pipeline.incidents(ledger, **asked))


def test_a_reader_that_explains_nothing_says_so():
    class Silent:
        name, version = "silent", "1"

    with pytest.raises(InputError, match="does not explain its steps"):
        pipeline.explain_all([ATTACK], reader=Silent())


def test_the_dispatches_are_gathered():
    from tocsin.gather import Terms

    found = list(pipeline.gather_demo(Terms(now="2024-12-01T00:00:00+00:00")))
    assert len(found) == 38
    assert all(isinstance(each, Done) and not each.notes for each in found)


def test_incidents_are_streamed_in_the_order_of_the_list(tmp_path):
    from tocsin.clock import SystemClock
    from tocsin.pipeline import (
        add_all,
        gather_demo,
        incidents,
        make_reader,
        make_terms,
        open_record,
        refold,
        stream_incidents,
    )  # fmt: skip
    from tocsin.selection import Selection

    ledger = open_record("sqlite://", clock=SystemClock())
    documents = gather_demo(make_terms(clock=SystemClock(), max_bytes=10_000_000))
    list(add_all(documents, ledger=ledger, reader=make_reader("rules", depth="gated")))
    refold(ledger)
    for selection in (Selection(), Selection(families=frozenset({"violence"})), Selection(countries=frozenset({"XX"}))):
        assert list(stream_incidents(ledger, selection=selection)) == list(incidents(ledger, selection=selection))
    then = "2024-03-24"
    assert list(stream_incidents(ledger, as_of=then)) == list(incidents(ledger, as_of=then))
    ledger.close()
