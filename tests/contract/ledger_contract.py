"""What every ledger must do, whatever it is kept in. A back end subclasses this and gives `open_it`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from keep.builders import (
    ACTOR,
    HandClock,
    a_decision,
    a_document,
    a_mention,
    a_mint,
    a_quote,
    a_reading,
    an_incident,
)
from tocsin.errors import InputError, LedgerError, UnknownIncident
from tocsin.ports import Ledger
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import dumps
from tocsin.record.json_load import loads

DAY_1, DAY_2, DAY_3 = "2024-03-26", "2024-03-27", "2024-03-28"


class LedgerContract:
    @pytest.fixture
    def clock(self) -> HandClock:
        return HandClock()

    @pytest.fixture
    def ledger(self, clock: HandClock) -> Any:
        raise NotImplementedError

    def test_every_revision_of_an_incident_can_be_had_and_those_that_ended(self, ledger: Ledger, clock: Any) -> None:
        doc = a_document()
        ledger.add_document(doc)
        states = [an_incident(doc), replace(an_incident(doc), title="Other")]
        moments = []
        for state in states:
            self.save(ledger, state, mints=[a_mint(doc)])
            moments.append(clock.now())
            assert list(ledger.ended()) == []
        self.save(ledger)
        found = [each for _, each in ledger.revisions(states[0].id)]
        assert [each.state for each in found] == ["stands", "stands", "gone"]
        assert [loads(each.form) for each in found[:2]] == [loads(dumps(incident_form(state))) for state in states]
        assert [each.state for each in ledger.ended()] == ["gone"]
        assert list(ledger.revisions("nobody")) == []

    def test_some_incidents_can_be_had_by_id(self, ledger: Ledger) -> None:
        docs = [a_document(f"d{n}", f"killed {n}") for n in range(3)]
        for doc in docs:
            ledger.add_document(doc)
        states = [replace(an_incident(doc), id=f"i{n}") for n, doc in enumerate(docs)]
        self.save(ledger, *states, mints=[a_mint(doc, f"i{n}") for n, doc in enumerate(docs)])
        assert [each.incident for each in ledger.incidents(ids=["i2", "i0", "nobody"])] == ["i0", "i2"]
        assert list(ledger.incidents(ids=[])) == []

    def test_a_document_keeps_the_level_that_it_came_with_and_the_strictest_of_its_texts_counts(
        self, ledger: Ledger
    ) -> None:
        ledger.add_document(a_document("ours"))
        ledger.add_document(a_document("theirs", "killed 1"), tlp="amber")
        ledger.add_document(a_document("theirs", "killed 2"), tlp="green")
        assert ledger.levels() == {"theirs": "amber"}
        for doc in list(ledger.documents()):
            ledger.erase(doc.key, by="an analyst", reason="asked to")
        assert ledger.levels() == {}
        assert list(ledger.check()) == []

    # -------------------------------------------------------------------------------- some at a time
    def test_several_documents_are_had_at_once_by_their_ids(self, ledger: Ledger) -> None:
        old, new, other = a_document(text="killed 12"), a_document(text="killed 14"), a_document("d2", "killed 1")
        for doc in (old, new, other):
            ledger.add_document(doc)
        ids = ["d1", "d2", "nowhere"]
        assert ledger.library.keys(ids) == {"d1": new.key, "d2": other.key}
        assert ledger.library.documents(ids) == {"d1": replace(new, replaces=old.key), "d2": other}
        assert ledger.library.newest(["d1"]) < ledger.library.newest(ids)
        assert ledger.library.newest(["nowhere"]) == 0
        for doc in (new, old):
            ledger.erase(doc.key, by="an analyst", reason="asked to")
        assert set(ledger.library.documents(ids)) == {"d2"}

    def test_how_far_each_document_was_read_is_had_without_the_readings(self, ledger: Ledger) -> None:
        docs = [replace(a_document(f"d{n}", f"killed {n}"), language=lang) for n, lang in enumerate(("en", "sw", "en"))]
        for doc, depth in zip(docs, ("full", "not_read", "gated"), strict=True):
            ledger.add_document(doc)
            ledger.add_reading(replace(a_reading(doc), depth=depth))
        found = sorted((each.language, each.depth, each.published) for each in ledger.library.read())
        day = docs[0].published
        assert found == [("en", "full", day), ("en", "gated", day), ("sw", "not_read", day)]
        ledger.erase(docs[1].key, by="an analyst", reason="asked to")
        assert {each.depth for each in ledger.library.read()} == {"full", "gated"}

    def test_decisions_are_had_some_at_a_time_the_newest_first(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        numbers = [ledger.add_decision(replace(a_decision(doc), by=by)) for by in ("Ana", "Ben", "Ana")]
        decided = ledger.decided
        assert [each.sequence for each in decided.latest(most=2)] == numbers[:0:-1]
        assert [each.sequence for each in decided.latest(before=numbers[1], most=2)] == numbers[:1]
        assert [each.sequence for each in decided.latest(by="Ana", most=9)] == [numbers[2], numbers[0]]
        assert (decided.count(), decided.people()) == (3, ["Ana", "Ben"])
        entered = decided.one(numbers[1])
        assert entered is not None
        assert (entered.decision.by, entered.recorded_at) == ("Ben", ledger.entry(numbers[1]).recorded_at)
        assert decided.one(numbers[0] - 1) is None
        ledger.erase(doc.key, by="an analyst", reason="asked to")
        assert decided.latest(most=9) == []
        assert decided.one(numbers[1]) is None

    # ---------------------------------------------------------------------------------- documents
    def test_an_added_document_comes_back_as_it_was(self, ledger: Ledger) -> None:
        doc = a_document(text="killed  \u00a0 naïve \U0001f6a8 \0 \u2028 \n", title="T", url="https://x.test/?a=1&b='")
        assert ledger.add_document(doc) is True
        assert list(ledger.documents()) == [doc]
        assert ledger.document(doc.key) == ledger.document(doc.id) == doc

    def test_adding_a_document_twice_adds_nothing(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        before = list(ledger.entries())
        assert ledger.add_document(doc) is False
        assert list(ledger.entries()) == before

    def test_documents_come_in_the_order_of_their_entries(self, ledger: Ledger) -> None:
        docs = [a_document(f"d{n}", f"killed {n}") for n in (3, 1, 2)]
        for doc in docs:
            ledger.add_document(doc)
        assert list(ledger.documents()) == docs

    def test_an_unknown_document_is_none(self, ledger: Ledger) -> None:
        assert ledger.document("nowhere") is None

    def test_another_text_under_the_same_id_replaces_the_older_one(self, ledger: Ledger) -> None:
        old, new = a_document(text="killed 12"), a_document(text="killed 14")
        for doc in (old, new):
            ledger.add_document(doc)
            ledger.add_reading(a_reading(doc))
        stored = replace(new, replaces=old.key)
        assert list(ledger.documents()) == [old, stored]
        assert [reading.document for reading in ledger.active_readings()] == [stored]
        assert ledger.document("d1") == stored
        assert ledger.document(old.key) == old

    def test_another_text_under_the_same_url_replaces_the_older_one(self, ledger: Ledger) -> None:
        old = a_document(None, "killed 12", url="https://x.test/1")
        new = a_document(None, "killed 14", url="https://x.test/1")
        ledger.add_document(old)
        ledger.add_document(new)
        assert ledger.document(new.key) == replace(new, replaces=old.key)

    def test_two_ids_under_one_url_are_two_documents(self, ledger: Ledger) -> None:
        docs = [a_document(id, f"killed {id}", url="https://x.test/live") for id in ("a", "b")]
        for doc in docs:
            ledger.add_document(doc)
        assert list(ledger.documents()) == docs

    def test_an_id_of_another_source_is_refused(self, ledger: Ledger) -> None:
        ledger.add_document(a_document("1", "killed 12", source="A"))
        with pytest.raises(LedgerError, match=r"'A'.*'1'.*'B'"):
            ledger.add_document(a_document("1", "killed 3", source="B"))
        assert len(list(ledger.entries())) == 1

    def test_the_text_fetched_last_counts_in_whatever_order_texts_come(self, ledger: Ledger) -> None:
        texts = [a_document("d", f"killed {n}", retrieved=f"2024-03-2{n}T00:00:00+00:00") for n in range(4)]
        for n in (1, 3, 0, 2):
            ledger.add_document(texts[n])
            ledger.add_reading(a_reading(texts[n]))
        assert [reading.document.text for reading in ledger.active_readings()] == ["killed 3"]

    def test_a_text_that_was_replaced_before_it_came_does_not_count(self, ledger: Ledger) -> None:
        old = a_document(text="killed 12")
        new = a_document(text="killed 14", replaces=old.key)
        for doc in (new, old):
            ledger.add_document(doc)
            ledger.add_reading(a_reading(doc))
        assert [reading.document for reading in ledger.active_readings()] == [new]

    @pytest.mark.parametrize("first", [0, 1])
    def test_documents_that_say_they_replace_one_another_do_not_lock_the_ledger(
        self, ledger: Ledger, first: int
    ) -> None:
        one, other = a_document("a", "killed 1"), a_document("b", "killed 2")
        pair = [replace(one, replaces=other.key), replace(other, replaces=one.key)]
        ledger.add_document(pair[first])
        ledger.add_document(pair[1 - first])
        ledger.add_document(replace(a_document("c", "killed 3"), replaces=one.key))
        assert len(list(ledger.documents())) == 3

    def test_a_document_that_says_it_replaces_itself_is_taken_as_new(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(replace(doc, replaces=doc.key))
        assert ledger.document(doc.key) == doc

    def test_a_lone_surrogate_is_refused_in_words(self, ledger: Ledger) -> None:
        doc = replace(a_document(), text="killed \ud800")
        with pytest.raises(LedgerError, match=r"surrogate|UTF-8"):
            ledger.add_document(doc)
        assert list(ledger.entries()) == []

    # ----------------------------------------------------------------------------------- readings
    def test_an_added_reading_comes_back_as_it_was_with_the_text(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        assert ledger.add_reading(a_reading(doc)) is True
        assert list(ledger.active_readings()) == [a_reading(doc)]

    def test_adding_a_reading_twice_adds_nothing(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
        before = list(ledger.entries())
        assert ledger.add_reading(a_reading(doc)) is False
        assert ledger.add_reading(a_reading(doc), activate=True) is False
        assert list(ledger.entries()) == before

    def test_a_second_reader_changes_nothing_until_it_is_made_active(self, ledger: Ledger) -> None:
        doc = a_document()
        first, second = a_reading(doc), a_reading(doc, version="2")
        ledger.add_document(doc)
        ledger.add_reading(first)
        assert ledger.add_reading(second) is True
        assert list(ledger.active_readings()) == [first]
        assert ledger.add_reading(second, activate=True) is False
        assert list(ledger.active_readings()) == [second]
        assert [entry.kind for entry in ledger.entries()].count("activate") == 2

    def test_the_active_reading_of_one_document(self, ledger: Ledger) -> None:
        docs = [a_document(f"d{n}", f"killed {n}") for n in range(2)]
        for doc in docs:
            ledger.add_document(doc)
        ledger.add_reading(a_reading(docs[0]))
        ledger.add_reading(a_reading(docs[0], version="2"))
        assert ledger.active_reading(docs[0].key) == a_reading(docs[0])
        assert ledger.active_reading(docs[1].key) is None
        assert ledger.active_reading("nowhere") is None

    def test_a_reading_added_as_inactive_stays_so(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc), activate=False)
        assert list(ledger.active_readings()) == []

    def test_active_readings_come_in_the_order_of_the_documents(self, ledger: Ledger) -> None:
        docs = [a_document(f"d{n}", f"killed {n}") for n in range(3)]
        for doc in docs:
            ledger.add_document(doc)
        for doc in reversed(docs):
            ledger.add_reading(a_reading(doc))
        assert [reading.document for reading in ledger.active_readings()] == docs

    def test_a_reading_of_an_unknown_document_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(LedgerError, match="add it before"):
            ledger.add_reading(a_reading(a_document()))

    def test_a_reading_of_other_words_is_refused(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        other = replace(doc, text="Yesterday, " + doc.text)  # the same bytes through another extractor
        with pytest.raises(LedgerError, match="quotations"):
            ledger.add_reading(a_reading(other))
        assert len(list(ledger.entries())) == 1

    # ---------------------------------------------------------------------------------- decisions
    def test_decisions_come_back_with_their_numbers(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        first = ledger.add_decision(a_decision(doc))
        second = ledger.add_decision(a_decision(doc, undoes=first))
        assert ledger.decisions() == [(first, a_decision(doc)), (second, a_decision(doc, undoes=first))]
        assert [entry.actor for entry in ledger.entries()] == [ACTOR, "ana", "ana"]

    def test_a_decision_on_nothing_is_refused(self, ledger: Ledger) -> None:
        doc = a_document()
        with pytest.raises(LedgerError, match="anchored"):
            ledger.add_decision(a_decision(doc))
        ledger.add_document(doc)
        with pytest.raises(LedgerError, match="entry 1 is no decision"):
            ledger.add_decision(a_decision(doc, undoes=1))

    # ------------------------------------------------------------------------------------ entries
    def test_entries_are_numbered_stamped_and_in_order(self, ledger: Ledger, clock: HandClock) -> None:
        doc = a_document()
        ledger.add_document(doc)
        clock.at = "2024-03-26T15:00:01+02:00"
        ledger.add_reading(a_reading(doc))
        entries = list(ledger.entries())
        assert [entry.sequence for entry in entries] == [1, 2, 3]
        assert [entry.kind for entry in entries] == ["document", "reading", "activate"]
        assert [entry.recorded_at[11:] for entry in entries] == ["12:00:00+00:00", "13:00:01+00:00", "13:00:01+00:00"]
        assert {entry.actor for entry in entries} == {ACTOR}
        assert entries[0].schema == "tocsin.entry.document/1"
        assert list(ledger.entries(after=2)) == entries[2:]

    def test_payloads_are_canonical_json(self, ledger: Ledger) -> None:
        ledger.add_document(a_document(text="killed é"))
        (entry,) = ledger.entries()
        assert entry.payload.startswith('{"extractor":null,"id":"d1","key":"')
        assert '"text":"killed é","title":null' in entry.payload

    # -------------------------------------------------------------------------------- transactions
    def test_a_transaction_is_added_whole(self, ledger: Ledger) -> None:
        doc = a_document()
        with ledger.transaction():
            ledger.add_document(doc)
            with ledger.transaction():
                ledger.add_reading(a_reading(doc))
            assert list(ledger.active_readings()) == [a_reading(doc)]
        assert len(list(ledger.entries())) == 3

    def test_a_failed_transaction_leaves_nothing(self, ledger: Ledger) -> None:
        def fail() -> None:
            with ledger.transaction():
                ledger.add_document(a_document())
                raise KeyError("the caller's own")

        with pytest.raises(KeyError):
            fail()
        assert list(ledger.entries()) == []
        assert ledger.add_document(a_document()) is True

    def test_what_fails_inside_and_is_caught_takes_nothing_else_along(self, ledger: Ledger) -> None:
        def fail() -> None:
            with ledger.transaction():
                ledger.add_document(a_document("b", "killed 2"))
                raise OSError("the caller's own")

        with ledger.transaction():
            ledger.add_document(a_document("a", "killed 1"))
            with pytest.raises(OSError, match="own"):
                fail()
        assert [doc.id for doc in ledger.documents()] == ["a"]

    def test_a_loop_over_the_ledger_may_add_to_it(self, ledger: Ledger) -> None:
        for n in range(3):
            ledger.add_document(a_document(f"d{n}", f"killed {n}"))
        for doc in ledger.documents():
            ledger.add_reading(a_reading(doc))
            ledger.add_document(a_document(f"more {doc.id}", f"killed more {doc.id}"))
        assert len(list(ledger.active_readings())) == 3
        assert len(list(ledger.documents())) == 6

    def test_threads_may_share_a_ledger(self, ledger: Ledger) -> None:
        def add(start: int) -> None:
            for n in range(start, start + 20):
                with ledger.transaction():
                    doc = a_document(f"d{n}", f"killed {n}")
                    ledger.add_document(doc)
                    ledger.add_reading(a_reading(doc))
                    assert ledger.document(doc.id) == doc

        threads = [threading.Thread(target=add, args=(start,)) for start in (0, 10, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(doc.id for doc in ledger.documents()) == sorted(f"d{n}" for n in range(40))
        assert ledger.check() == []

    # -------------------------------------------------------------------------------------- folds
    def save(self, ledger: Ledger, *incidents: Any, redirects: dict[str, str] | None = None, **options: Any) -> int:
        """Save what is the whole fold: whatever stood and is not in it is gone."""
        whole = {incident.id for incident in incidents}
        gone = [each.incident for each in ledger.incidents() if each.incident not in whole]
        options = {"fold_version": "1", "gone": gone, **options}
        return ledger.save_changes(incidents, redirects=redirects or {}, **options)

    def test_a_fold_is_stored_as_it_was(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        assert self.save(ledger, an_incident(doc), mints=[a_mint(doc)]) == 1
        revision = ledger.incident("i1")
        assert loads(revision.form) == loads(dumps(incident_form(an_incident(doc))))
        assert (revision.incident, revision.sequence, revision.fold_version, revision.state) == ("i1", 2, "1", "stands")
        assert list(ledger.incidents()) == [revision]
        assert ledger.mints() == [replace(a_mint(doc), sequence=2)]

    def test_only_what_changed_gets_a_revision(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        one, other = an_incident(doc, "i1"), an_incident(doc, "i2")
        assert self.save(ledger, one, other, mints=[a_mint(doc)]) == 2
        entries = list(ledger.entries())
        assert self.save(ledger, one, other, mints=[a_mint(doc)], fold_version="2") == 0
        assert self.save(ledger, other, replace(one, title="14 killed"), mints=ledger.mints()) == 1
        assert list(ledger.entries()) == entries
        assert [loads(revision.form)["title"] for revision in ledger.incidents()] == ["14 killed", "12 killed in Goma"]

    def test_an_incident_that_left_the_fold_is_gone_and_may_come_back(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        self.save(ledger, an_incident(doc))
        assert self.save(ledger) == 1
        assert self.save(ledger) == 0
        assert list(ledger.incidents()) == []
        assert ledger.incident("i1").state == "gone"
        assert self.save(ledger, an_incident(doc)) == 1
        assert ledger.incident("i1").state == "stands"

    def test_an_unknown_incident_says_so(self, ledger: Ledger) -> None:
        with pytest.raises(UnknownIncident, match="'i9'"):
            ledger.incident("i9")

    def test_redirects_are_followed_to_the_end(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        incidents = [an_incident(doc, id) for id in ("a", "b", "c")]
        self.save(ledger, *incidents)
        self.save(ledger, *incidents[1:], redirects={"a": "b"})
        self.save(ledger, incidents[2], redirects={"b": "c"})
        assert ledger.redirects() == {"a": "c", "b": "c"}
        assert ledger.incident("a").incident == "c"
        count = len(list(ledger.entries()))
        self.save(ledger, incidents[2], redirects=ledger.redirects())
        assert len(list(ledger.entries())) == count

    def test_a_merge_that_is_undone_takes_its_redirect_back(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        a, b = an_incident(doc, "a"), an_incident(doc, "b")
        self.save(ledger, a, b)
        self.save(ledger, a, redirects={"b": "a"})
        self.save(ledger, a, b)
        assert ledger.redirects() == {}
        assert ledger.incident("b").incident == "b"

    def test_a_fold_that_cannot_be_is_refused_whole(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        a = an_incident(doc, "a")
        with pytest.raises(LedgerError, match="circle"):
            self.save(ledger, a, redirects={"x": "y", "y": "x"})
        with pytest.raises(LedgerError, match="two incidents"):
            self.save(ledger, a, a)
        with pytest.raises(LedgerError, match="only one"):
            self.save(ledger, a, redirects={"a": "b"})
        with pytest.raises(LedgerError, match="no key"):
            self.save(ledger, a, mints=[replace(a_mint(doc), document="d1")])
        with pytest.raises(LedgerError, match="another mention"):
            self.save(ledger, a, mints=[a_mint(doc), replace(a_mint(doc), start=0)])
        assert len(list(ledger.entries())) == 1
        assert list(ledger.incidents()) == []

    # -------------------------------------------------------------------------------- as recorded
    def test_as_recorded_is_what_the_ledger_said_then(self, ledger: Ledger, clock: HandClock) -> None:
        doc = a_document()
        ledger.add_document(doc)
        self.save(ledger, an_incident(doc, "a"), an_incident(doc, "b"), mints=[a_mint(doc, "a")])
        first = ledger.incident("a"), ledger.incident("b")
        clock.move(days=1)
        self.save(ledger, an_incident(doc, "a", title="14 killed"), redirects={"b": "a"})
        second = ledger.incident("a")
        clock.move(days=1)
        self.save(ledger)

        assert ledger.incident("a", as_recorded=DAY_1) == first[0]
        assert ledger.incident("b", as_recorded=DAY_1) == first[1]
        assert list(ledger.incidents(as_recorded=DAY_1)) == list(first)
        assert ledger.incident("a", as_recorded=DAY_2) == ledger.incident("b", as_recorded=DAY_2) == second
        assert list(ledger.incidents(as_recorded=DAY_2)) == [second]
        assert ledger.incident("a", as_recorded=DAY_3).state == "gone"
        assert list(ledger.incidents()) == list(ledger.incidents(as_recorded=DAY_3)) == []

    @pytest.mark.parametrize(
        ("moment", "title"),
        [
            ("2024-03-26T12:00:00+00:00", "first"),
            ("2024-03-26T12:00:00Z", "first"),
            ("2024-03-26T14:29:59+02:00", "first"),
            ("2024-03-26T12:29:59.999", "first"),
            ("2024-03-26T12:30:00", "second"),
            ("2024-03-26T14:30:00+02:00", "second"),
            ("2024-03-26", "second"),
            ("9999-12-31", "second"),
        ],
    )
    def test_moments_may_be_written_in_several_ways(
        self, ledger: Ledger, clock: HandClock, moment: str, title: str
    ) -> None:
        doc = a_document()
        ledger.add_document(doc)
        self.save(ledger, an_incident(doc, title="first"))
        clock.move(minutes=30)
        self.save(ledger, an_incident(doc, title="second"))
        assert loads(ledger.incident("i1", as_recorded=moment).form)["title"] == title
        assert [loads(r.form)["title"] for r in ledger.incidents(as_recorded=moment)] == [title]

    def test_before_it_was_recorded_an_incident_is_unknown(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        self.save(ledger, an_incident(doc))
        with pytest.raises(UnknownIncident):
            ledger.incident("i1", as_recorded="2024-03-26T11:59:59Z")
        assert list(ledger.incidents(as_recorded="2024-03-25")) == []

    @pytest.mark.parametrize("moment", ["", "yesterday", "2024-13-01", "2024-03-26T25:00", "٢٠٢٤-٠٣-٢٦"])
    def test_what_is_no_moment_is_refused(self, ledger: Ledger, moment: str) -> None:
        with pytest.raises(InputError, match="no moment"):
            ledger.incident("i1", as_recorded=moment)
        with pytest.raises(InputError, match="no moment"):
            list(ledger.incidents(as_recorded=moment))

    # ------------------------------------------------------------------------------------ erasing
    def test_erasing_blanks_all_that_came_of_a_document(self, ledger: Ledger, clock: HandClock) -> None:
        secret = a_document("d-secret", "Zaphod killed", url="https://x.test/zaphod", title="Zaphod")
        other = a_document("d2", "killed elsewhere")
        for doc in (secret, other):
            ledger.add_document(doc)
            ledger.add_reading(a_reading(doc))
        ledger.add_reading(a_reading(secret, version="2"))
        rests = [a_decision(secret), a_decision(other, cites="d-secret")]
        stays = ledger.add_decision(a_decision(other))
        lost = [ledger.add_decision(replace(decision, reason="Zaphod")) for decision in rests]
        linked = replace(an_incident(other, "i2"), title="Zaphod", mentions=an_incident(secret).mentions)
        kept = an_incident(other, "i3")
        self.save(ledger, an_incident(secret, title="Zaphod"), linked, kept)
        self.save(ledger, an_incident(secret, title="Zaphod again"), linked, kept)
        clock.move(days=1)

        erasure = ledger.erase(secret.key, by="ana", reason="a court ordered it")

        assert erasure.decisions == tuple(lost)
        assert erasure.entries == (1, 2, 7, *lost)
        assert (erasure.revisions, erasure.versions) == (3, ())
        entries = list(ledger.entries())
        assert entries[-1].kind == "erase"
        assert (entries[-1].sequence, entries[-1].actor) == (erasure.sequence, "ana")
        everything = str(entries) + str([ledger.incident(id, as_recorded=DAY_1) for id in ("i1", "i2", "i3")])
        for word in ("Zaphod", "zaphod", "d-secret"):
            assert word not in everything
        assert list(ledger.documents()) == [other]
        assert ledger.document("d-secret") is ledger.document(secret.key) is None
        assert [reading.document for reading in ledger.active_readings()] == [other]
        assert [sequence for sequence, _ in ledger.decisions()] == [stays]
        assert ledger.incident("i1").state == "erased"
        assert [revision.incident for revision in ledger.incidents()] == ["i3"]
        assert ledger.check() == []

    def test_an_erased_document_does_not_come_back(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        ledger.erase(doc.key, by="ana", reason="asked")
        count = len(list(ledger.entries()))
        assert ledger.add_document(doc) is False
        with pytest.raises(LedgerError, match="erased"):
            ledger.add_reading(a_reading(doc))
        with pytest.raises(LedgerError, match="anchored"):
            ledger.add_decision(a_decision(doc))
        assert ledger.erase(doc.key, by="ana", reason="again").entries == ()
        assert len(list(ledger.entries())) == count

    def test_erasing_names_the_other_texts_and_brings_none_back(self, ledger: Ledger) -> None:
        docs = [a_document(text=f"killed {n}") for n in range(3)]
        for doc in docs:
            ledger.add_document(doc)
            ledger.add_reading(a_reading(doc))
        assert ledger.erase(docs[1].key, by="ana", reason="asked").versions == (docs[0].key, docs[2].key)
        ledger.erase(docs[2].key, by="ana", reason="asked")
        assert list(ledger.active_readings()) == []
        assert ledger.check() == []

    def test_erasing_what_is_not_there_is_refused(self, ledger: Ledger) -> None:
        with pytest.raises(LedgerError, match="no document has the key"):
            ledger.erase("d1", by="ana", reason="asked")

    def test_after_an_erasure_a_fold_closes_or_renews_what_was_blanked(self, ledger: Ledger) -> None:
        doc, other = a_document(), a_document("d2", "killed 2")
        ledger.add_document(doc)
        ledger.add_document(other)
        self.save(ledger, an_incident(doc, "a"), an_incident(doc, "b"))
        ledger.erase(doc.key, by="ana", reason="asked")
        assert self.save(ledger, an_incident(other, "a"), gone=["b"]) == 2
        assert [ledger.incident(id).state for id in ("a", "b")] == ["stands", "gone"]
        assert ledger.check() == []

    # ----------------------------------------------------------------------------------- the rest
    def test_a_sound_ledger_has_no_findings(self, ledger: Ledger) -> None:
        doc = a_document()
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
        ledger.add_decision(a_decision(doc))
        self.save(ledger, an_incident(doc), mints=[a_mint(doc)], redirects={"x": "i1"})
        assert ledger.check() == []

    def test_many_entries_come_back_over_several_fetches(self, ledger: Ledger) -> None:
        docs = [a_document(f"d{n}", f"killed {n}") for n in range(700)]
        with ledger.transaction():
            for doc in docs:
                ledger.add_document(doc)
                ledger.add_reading(a_reading(doc, mentions=0), activate=True)
            self.save(ledger, *(an_incident(doc, doc.id) for doc in docs))
        assert list(ledger.documents()) == docs
        assert [reading.document for reading in ledger.active_readings()] == docs
        assert [entry.sequence for entry in ledger.entries()] == list(range(1, 2101))
        assert [revision.incident for revision in ledger.incidents()] == [doc.id for doc in docs]

    def test_a_closed_ledger_says_so(self, ledger: Ledger) -> None:
        ledger.close()
        ledger.close()
        calls: list[Callable[[], object]] = [
            lambda: ledger.add_document(a_document()),
            lambda: list(ledger.documents()),
            lambda: ledger.incident("i1"),
        ]
        for call in calls:
            with pytest.raises(LedgerError, match="closed"):
                call()

    def test_builders_quote_their_document(self) -> None:
        doc = a_document()
        assert a_mention(doc).trigger == a_quote(doc, "killed")
