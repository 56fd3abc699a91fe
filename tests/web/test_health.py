"""What keeps the workbench running asks it how it is."""

import re

import pytest
from starlette.testclient import TestClient

from tocsin.errors import LedgerError
from tocsin.web.metrics import metrics
from tocsin.web.traffic import Traffic


def test_it_is_alive_and_ready(client):
    assert client.get("/healthz").json() == client.get("/readyz").json() == {"status": "ok"}


def test_it_is_alive_and_not_ready_where_the_ledger_does_not_answer(app_of, filled, monkeypatch):
    from tocsin.keep.outbox import SqlOutbox

    def refuse(self):
        raise LedgerError("tocsin.db does not answer")

    with TestClient(app_of()) as client:
        monkeypatch.setattr(SqlOutbox, "newest", refuse)
        assert client.get("/healthz").status_code == 200
        answer = client.get("/readyz")
        assert (answer.status_code, "tocsin.db" in answer.text) == (503, False)


def test_whoever_has_no_account_learns_whether_it_runs_and_no_figures(app_of, filled):
    with TestClient(app_of(demo=False)) as client:
        assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200
        assert client.get("/metrics", follow_redirects=False).status_code in (303, 401)


LINE = re.compile(r'(# (HELP|TYPE) tocsin_\w+ .+|tocsin_\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [-+\w.]+)')


def test_what_is_scraped_are_figures_in_the_text_format_of_prometheus(client):
    client.get("/nowhere")
    answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    told = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert int(told["tocsin_revisions_total"]) > 5
    assert told["tocsin_entries_unfolded"] == told["tocsin_deliveries_dead"] == "0"
    assert told['tocsin_requests_total{status="404"}'] == "1"
    assert told['tocsin_request_seconds_bucket{le="+Inf"}'] == told["tocsin_request_seconds_count"] == "1"


@pytest.mark.parametrize(
    ("due", "late"), [("2024-09-01T11:59:00+00:00", 60), ("2024-09-01T13:00:00+00:00", 0), (None, 0)]
)
def test_a_delivery_is_late_once_it_was_due(filled, settings, clock, monkeypatch, due, late):
    from tocsin.keep.outbox import SqlOutbox
    from tocsin.pipeline import open_record

    monkeypatch.setattr(SqlOutbox, "next_due", lambda self: due)
    ledger = open_record(settings.database, clock=clock)
    try:
        assert f"tocsin_delivery_late_seconds {late}\n" in metrics(ledger, Traffic(), now=clock.now())
    finally:
        ledger.close()


def test_answers_are_counted_by_how_long_they_took():
    traffic = Traffic()
    for seconds in (0.01, 0.2, 60.0):
        traffic.note(200, seconds)
    assert (traffic.answers[200], traffic.within[0.05], traffic.within[0.25], traffic.within[10.0]) == (3, 1, 2, 2)
