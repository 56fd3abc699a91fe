"""`compare`: a person's coding beside what we read in the same articles."""

import json

import pytest

from cli.fakes import run

ARTICLES = [
    {"id": "a1", "published": "2024-03-23", "text": "An attack in Goma on 2024-03-22: 40 people killed."},
    {"id": "a2", "published": "2023-12-03", "text": "A bombing in Kano on 2023-12-02: 3 people killed."},
]
CODED = (
    "id,side_a,side_b,where_coordinates,latitude,longitude,country,date_start,date_end,best,high,low\n"
    "g7,M23,Civilians,Goma,-1.68,29.22,DR Congo (Zaire),2024-03-22,2024-03-22,41,41,41\n"
    "g8,M23,Civilians,Bukavu,-2.5,28.86,DR Congo (Zaire),2024-05-01,2024-05-01,2,2,2\n"
)


@pytest.fixture(autouse=True)
def files(tmp_path):
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(each) + "\n" for each in ARTICLES))
    (tmp_path / "coded.csv").write_text(CODED)


def test_figures_come_first_then_what_differs_with_our_words():
    result = run("compare", "coded.csv", "articles.jsonl")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("2 events coded, 2 articles read\n1 matched (50 % of those coded, 50 % of ours)\n")
    assert "1 missed; 1 that only we have (50 in a hundred articles)" in result.stdout
    assert "coded 41 · differs: 40 killed “40 people killed”" in result.stdout
    assert "g8: missed" in result.stdout
    assert "only ours: Bombing in Kano" in result.stdout


def test_json_has_all_of_it():
    form = json.loads(run("compare", "coded.csv", "articles.jsonl", "--format", "json").stdout)
    assert [match["coded"]["id"] for match in form["matched"]] == ["g7"]
    assert [event["id"] for event in form["missed"]] == ["g8"]


def test_columns_of_ones_own(tmp_path):
    (tmp_path / "own.csv").write_text("day,town\n2024-03-22,Goma\n")
    result = run("compare", "own.csv", "articles.jsonl", "--map", "start=day", "--map", "place=town")
    assert "1 matched (100 % of those coded" in result.stdout


def test_a_wrong_mapping_is_a_wrong_call():
    assert run("compare", "coded.csv", "articles.jsonl", "--map", "start").exit_code == 2


def test_an_article_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path):
    (tmp_path / "articles.jsonl").write_text(json.dumps(ARTICLES[0]) + "\noops\n")
    result = run("compare", "coded.csv", "articles.jsonl")
    assert result.exit_code == 1
    assert "line 2" in result.stderr
    assert "1 matched" in result.stdout
