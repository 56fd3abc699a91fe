"""Every row of `status.toml` and `domains.toml` matches its sentence and leaves its counter-example alone."""

import pytest

from builders import a_document
from tocsin.lexicon import load_toml
from tocsin.read.rules.anchors import find_anchors
from tocsin.read.rules.background import is_background
from tocsin.read.rules.document import prepare
from tocsin.read.rules.domains import domains_of
from tocsin.read.rules.mishaps import is_mishap
from tocsin.read.rules.status import hedge_of, status_of

STATUS = load_toml("status.toml")
ROWS = [(kind, row) for kind in ("governor", "adjective", "before", "modal") for row in STATUS[kind]]


def anchors_of(text):
    return [anchor for line in prepare(a_document(text)).lines for anchor in find_anchors(line, {})[1]]


def statuses_in(text):
    found = [status_of(a) for a in anchors_of(text) if a.row.family == "violence"]
    return {f.status if f else "none" for f in found}


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[f"{kind}-{row['status']}" for kind, row in ROWS])
def test_words_of_status(kind, row):
    assert row["status"] in statuses_in(row["yes"])
    assert statuses_in(row["no"]) - {row["status"]} or kind == "governor"


DENIALS = [(kind, row) for kind in ("report", "dismissal", "labelling", "falsehood", "sham") for row in STATUS[kind]]


@pytest.mark.parametrize(("kind", "row"), DENIALS, ids=[kind for kind, _ in DENIALS])
def test_words_that_deny(kind, row):
    assert statuses_in(row["yes"]) == {"denied"}
    assert "denied" not in statuses_in(row["no"])


FIGURES = [
    (kind, row)
    for kind in ("spoken", "speech", "played", "telling", "drill", "idea", "contended", "politic")
    for row in STATUS[kind]
]


@pytest.mark.parametrize(("kind", "row"), FIGURES, ids=[kind for kind, _ in FIGURES])
def test_words_that_make_a_figure_of_it(kind, row):
    assert statuses_in(row["yes"]) <= {"none"}
    assert statuses_in(row["no"]) - {"none"}


TRUCES = [(kind, row) for kind in ("no_truce", "truce_undone") for row in STATUS[kind]]


@pytest.mark.parametrize(("kind", "row"), TRUCES, ids=[kind for kind, _ in TRUCES])
def test_words_of_a_truce_that_is_none(kind, row):
    found = {
        key: {status_of(a) for a in anchors_of(row[key]) if a.row.type == "ceasefire_agreement"}
        for key in ("yes", "no")
    }
    assert found["yes"] == {None}
    assert found["no"] != {None}


UNTOLD = [(kind, row) for kind in ("afraid", "fancy") for row in STATUS[kind]]


@pytest.mark.parametrize(("kind", "row"), UNTOLD, ids=[kind for kind, _ in UNTOLD])
def test_words_that_put_an_act_out_of_the_world(kind, row):
    assert statuses_in(row["yes"]) == {"none"}
    assert "none" not in statuses_in(row["no"])


FOILING = [(kind, row) for kind in ("warding", "discovery") for row in STATUS[kind]]


@pytest.mark.parametrize(("kind", "row"), FOILING, ids=[kind for kind, _ in FOILING])
def test_words_that_foil(kind, row):
    assert "foiled" in statuses_in(row["yes"])
    assert "foiled" not in statuses_in(row["no"])


def is_told_as_old(text):
    prepared = prepare(a_document(text, published="2024-06-05"))
    found = [is_background(prepared, a, None) for line in prepared.lines for a in find_anchors(line, {})[1]]
    return any(found)


PAST = [(kind, row) for kind in ("memory", "long_ago") for row in STATUS[kind]]


@pytest.mark.parametrize(("kind", "row"), PAST, ids=[kind for kind, _ in PAST])
def test_words_of_the_past(kind, row):
    assert is_told_as_old(row["yes"])
    assert not is_told_as_old(row["no"])


@pytest.mark.parametrize("row", load_toml("domains.toml")["unmeant"], ids=["unmeant"])
def test_words_of_what_nobody_meant(row):
    assert any(is_mishap(a) for a in anchors_of(row["yes"]))
    assert not any(is_mishap(a) for a in anchors_of(row["no"]))


@pytest.mark.parametrize("row", STATUS["hedge"], ids=["hedge"])
def test_words_that_leave_it_to_others(row):
    assert any(hedge_of(a) for a in anchors_of(row["yes"]))
    assert not any(hedge_of(a) for a in anchors_of(row["no"]))


@pytest.mark.parametrize("row", load_toml("domains.toml")["domain"], ids=lambda row: row["domain"])
def test_words_of_other_fields(row):
    assert domains_of(prepare(a_document(row["yes"])))[row["domain"]]
    assert not domains_of(prepare(a_document(row["no"])))[row["domain"]]
