"""Long documents, budgets, many documents at once, and runs that stop and go on."""

from __future__ import annotations

import itertools
import json
import stat
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_document
from cli.fakes import run
from keep.builders import ACTOR, HandClock
from read.llm.service import answer, completion, event, reader_of
from read.test_invariants import check
from tocsin.errors import DocumentError, ModelError
from tocsin.gather import Done, Failed
from tocsin.keep import open_ledger
from tocsin.pipeline import add_all, erase, read_all
from tocsin.read.llm.cache import forget_document
from tocsin.read.llm.split import halves_of, pieces_of

BOMB = "A bomb exploded in Kano on Friday"
FILLER = "The council met again to speak of the budget of the schools and of a bridge. "


def a_report(text=f"{BOMB}, police said.", **fields):
    return a_document(text, published="2024-03-26", **fields)


def the_bombing():
    return answer(event(BOMB, "bomb exploded"))


def bombs_shown(report):
    """The answer of a model that reports each bomb in the piece that it is shown."""
    return the_bombing() if BOMB in report else answer()


# ----------------------------------------------------------------------------------------------- pieces
@given(st.lists(st.integers(1, 400), min_size=1, max_size=60), st.integers(50, 500), st.integers(0, 120))
def test_pieces_hold_every_sentence_and_go_on(lengths, longest, overlap):
    spans, at = [], 0
    for length in lengths:
        spans.append((at, at + length))
        at += length + 1
    pieces = pieces_of("x" * at, spans, longest=longest, overlap=overlap)
    assert all(end - start <= longest for start, end in pieces)
    assert all(a < c and b < d for (a, b), (c, d) in itertools.pairwise(pieces))
    covered = {i for start, end in pieces for i in range(start, end)}
    assert all(set(range(start, end)) <= covered for start, end in spans)


def test_a_long_document_is_asked_in_pieces_and_told_once(service):
    service.model = bombs_shown
    text = FILLER * 110 + f"{BOMB}, police said. " + FILLER * 130
    reading = reader_of(service).read(a_report(text))
    assert len(service.asked) >= 3
    assert [m.type for m in reading.mentions] == ["bombing"]
    check(reading)


def test_an_answer_that_is_cut_is_asked_for_in_halves(service):
    service.script = [completion('{"events": [', finish="length")]
    service.model = bombs_shown
    reading = reader_of(service).read(a_report(FILLER * 30 + f"{BOMB}, police said."))
    assert len(service.asked) == 3
    assert [m.type for m in reading.mentions] == ["bombing"]


def test_a_short_piece_is_not_halved():
    assert halves_of((0, 900), [(0, 900)]) is None


# ----------------------------------------------------------------------------------------------- cache
def test_what_was_answered_is_not_asked_again(service, tmp_path):
    service.model = bombs_shown
    first = reader_of(service, cache=tmp_path).read(a_report())
    reader = reader_of(service, cache=tmp_path)
    assert reader.read(a_report()) == first
    assert len(service.asked) == 1
    assert "0 requests; 1 from the cache" in reader.account()[0]
    (file,) = tmp_path.rglob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    reader.read(a_report(id="d2"))
    assert len(service.asked) == 2


def test_a_cut_answer_that_ends_a_document_is_asked_for_anew(service, tmp_path):
    service.script = [completion('{"events": [', finish="length")]
    service.model = bombs_shown
    with pytest.raises(DocumentError, match="llm_answer"):
        reader_of(service, cache=tmp_path).read(a_report())
    assert len(reader_of(service, cache=tmp_path).read(a_report()).mentions) == 1


def test_a_broken_file_of_the_cache_counts_as_none(service, tmp_path):
    service.model = bombs_shown
    reader_of(service, cache=tmp_path).read(a_report())
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(b'{"text": ')
    reader_of(service, cache=tmp_path).read(a_report())
    assert len(service.asked) == 2


def test_a_document_can_be_taken_out_of_the_cache(service, tmp_path):
    service.model = bombs_shown
    for id in ("d1", "d2"):
        reader_of(service, cache=tmp_path).read(a_report(id=id))
    forget_document(tmp_path, a_report(id="d1").key)
    assert len(list(tmp_path.rglob("*.json"))) == 1


def test_what_is_erased_from_a_ledger_leaves_the_cache_too(service, tmp_path):
    service.model = bombs_shown
    doc = a_report(id="d1")
    reader = reader_of(service, cache=tmp_path)
    with open_ledger("sqlite://", clock=HandClock("2024-04-01T00:00:00+00:00"), actor=ACTOR) as ledger:
        list(add_all([Done("d1", doc), Done("d2", a_report(id="d2"))], ledger=ledger, reader=reader))
        erase(ledger, doc.key, by="an editor", reason="asked to", answers=str(tmp_path))
        assert len(list(tmp_path.rglob("*.json"))) == 1
        assert not ledger.check()


# ---------------------------------------------------------------------------------------------- budgets
def test_a_spent_budget_stops_the_run_and_the_next_goes_on(service, tmp_path):
    service.model = bombs_shown
    docs = [Done(f"d{i}", a_report(id=f"d{i}")) for i in range(4)]
    outcomes = list(read_all(docs, reader=reader_of(service, cache=tmp_path, budget=5_500, at_once=1)))
    done = [o for o in outcomes if isinstance(o, Done)]
    assert 0 < len(done) < 4
    (error, *_) = [o.error for o in outcomes if isinstance(o, Failed)]
    assert isinstance(error, ModelError)
    assert "run again" in str(error)
    asked = len(service.asked)
    again = list(read_all(docs, reader=reader_of(service, cache=tmp_path, at_once=1)))
    assert all(isinstance(o, Done) for o in again)
    assert len(service.asked) == asked + 4 - len(done)


def test_tokens_and_cost_are_told(service):
    service.model = bombs_shown
    reader = reader_of(service, prices=(1.0, 10.0))
    reader.read(a_report())
    assert reader.account()[1] == "1,000 tokens in, 100 out; cost 0.0020 at 1 and 10 for a million"


def test_where_the_service_does_not_say_what_it_used_it_is_guessed_and_said(service):
    reply = completion(the_bombing())
    service.model = lambda report: {**reply, "usage": None}
    reader = reader_of(service, budget=5_000)
    reader.read(a_report())
    assert "guessed by length" in reader.account()[1]
    with pytest.raises(ModelError, match="budget"):
        reader.read(a_report(id="d2"))


def test_the_longest_answer_is_a_setting(service, tmp_path):
    service.model = bombs_shown
    env = settings(service, tmp_path, TOCSIN_LLM_ANSWER="900")
    run("read", "--reader", "llm", "-", stdin=f"{BOMB}, police said.", env=env)
    assert service.asked[0]["max_tokens"] == 900


# ------------------------------------------------------------------------------------------ several at once
def test_documents_are_read_at_once_and_come_back_in_order(service):
    together = threading.Barrier(3, timeout=30)

    def wait(report):
        together.wait()
        return answer()

    service.model = wait
    docs = [Done(f"d{i}", a_report(id=f"d{i}")) for i in range(6)]
    outcomes = list(read_all(docs, reader=reader_of(service, at_once=3)))
    assert [o.name for o in outcomes] == [f"d{i}" for i in range(6)]
    assert all(isinstance(o, Done) for o in outcomes)


# ------------------------------------------------------------------------------------------- the command
def settings(service, tmp_path, **more):
    return {
        "TOCSIN_LLM_URL": service.url, "TOCSIN_LLM_MODEL": "stub", "TOCSIN_LLM_CACHE": str(tmp_path / "cache"),
        "TOCSIN_LLM_KEY": "k-secret", **more,
    }  # fmt: skip


def test_the_command_reads_and_tells_what_it_came_to(service, tmp_path):
    service.model = bombs_shown
    done = run(
        "read", "--reader", "llm", "--format", "jsonl", "--published", "2024-03-26", "-",
        stdin=f"{BOMB}, police said.", env=settings(service, tmp_path),
    )  # fmt: skip
    assert json.loads(done.stdout)["mentions"][0]["type"] == "bombing"
    assert service.keys == ["Bearer k-secret"]
    assert "model stub: 1 request; 0 from the cache" in done.stderr
    assert "k-secret" not in done.stdout + done.stderr


def test_the_key_is_shown_nowhere(service, tmp_path):
    for format_ in ("text", "json"):
        done = run("config", "--format", format_, env=settings(service, tmp_path))
        assert "k-secret" not in done.stdout + done.stderr
    assert all(b"k-secret" not in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


def test_a_key_may_stand_in_a_file(service, tmp_path):
    (tmp_path / "key").write_text("k-file\n")
    env = settings(service, tmp_path, TOCSIN_LLM_KEY="", TOCSIN_LLM_KEY_FILE=str(tmp_path / "key"))
    run("read", "--reader", "llm", "-", stdin=f"{BOMB}, police said.", env=env)
    assert service.keys == ["Bearer k-file"]


@pytest.mark.parametrize("words", ["free", "1/x", "-1/2"])
def test_prices_that_are_none_are_refused(words):
    done = run("config", env={"TOCSIN_LLM_PRICES": words})
    assert done.exit_code == 2
    assert "0.15/0.60" in done.output


def test_a_reader_without_its_model_says_what_to_set():
    done = run("read", "--reader", "llm", "-", stdin=BOMB, env={"TOCSIN_LLM_URL": None, "TOCSIN_LLM_MODEL": None})
    assert done.exit_code == 2
    assert "TOCSIN_LLM_URL=http://localhost:11434/v1" in done.output


def test_evaluate_scores_it(service, tmp_path):
    service.model = bombs_shown
    case = {"doc_id": "r1", "text": f"{BOMB}, police said.", "published": "2024-03-26"}
    (tmp_path / "gold.jsonl").write_text(json.dumps(case) + "\n")
    done = run(
        "evaluate", "muc4", "--reader", "llm", "--data", str(tmp_path / "gold.jsonl"),
        "--predictions", str(tmp_path / "out.jsonl"), env=settings(service, tmp_path),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1
    assert "model stub: 1 request" in done.stderr
