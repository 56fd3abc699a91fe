"""Totals of campaigns, of spans of time and of whole conflicts are never read as the toll of one event."""

from pathlib import Path

import pytest

from tocsin.evaluate import evaluate_all, predict_all
from tocsin.evaluate.pairs import Pairs
from tocsin.evaluate.run import load_cases
from tocsin.pipeline import READERS

DATA = Path(__file__).parents[2] / "bench/campaigns/campaigns.jsonl"
CHECK_FLOOR = 85.0  # only scored, so some may be wrong; never lowered


@pytest.fixture(scope="module")
def predicted():
    benchmark = Pairs()
    return list(predict_all(benchmark, load_cases(benchmark, [DATA]), reader=READERS.make("rules")))


def test_there_are_sixty_sentences_and_more(predicted):
    assert sum(len(each.case.texts) for each in predicted) >= 60


@pytest.mark.parametrize(("part", "floor"), [(0, 100.0), (1, CHECK_FLOOR)], ids=["tuned", "check"])
def test_campaign_totals_are_no_tolls_of_one_event(predicted, part, floor):
    assert evaluate_all(Pairs(), predicted)[part].headline.value >= floor
