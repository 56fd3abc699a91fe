"""Who says what: gold, mapping, pairing, causes of errors, and our scorer beside the one it follows."""

import json
from functools import partial
from pathlib import Path

import pytest

from evaluate.builders import original_scorer
from tocsin.errors import FormError, LineError
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.quotes import Quotes, parse_case
from tocsin.evaluate.quotes_errors import LONG, NOT_FOUND, NOT_SAID, OTHER_SOURCE, SHORT
from tocsin.evaluate.quotes_record import Said, parse_prediction, prediction_form
from tocsin.evaluate.quotes_scores import score_said
from tocsin.evaluate.run import Predicted, load_cases
from tocsin.pipeline import READERS

BENCH = Path(__file__).parents[2] / "../shared/bench"
GOLD = BENCH / "quotes/dev.jsonl"
beside_the_original = pytest.mark.skipif(
    not GOLD.is_file(),
    reason=f"needs the texts on who says what and their scorer in {BENCH}, which are not part of the repository",
)
TEXT = 'The governor said the road was open. "We saw four men," a shepherd told reporters. Photo: the agency.'


def span(words, text=TEXT):
    at = text.index(words)
    return at, at + len(words)


def gold_form(words, source, head, *, direct=False):
    return {
        "content": [span(words)],
        "source": [span(source)],
        "source_heads": [span(head)],
        "cue": [],
        "direct": direct,
    }


ROAD = gold_form("the road was open", "The governor", "governor")
MEN = gold_form('"We saw four men,"', "a shepherd", "shepherd", direct=True)
CREDIT = list(span("Photo: the agency."))


def a_case(*attributions, ignore=()):
    held = list(attributions or (ROAD, MEN))
    return parse_case({"doc_id": "d1", "text": TEXT, "attributions": held, "ignore": list(ignore)})


def said(words, source=None):
    return Said(content=(span(words),), source=(span(source),) if source else ())


def scored(*prediction, case=None):
    case = case or a_case()
    return score_said(case.doc.text, case.gold, prediction)


def test_what_the_reader_attributes_is_right_by_content_and_source():
    case = a_case()
    tally = score_said(TEXT, case.gold, Quotes().predict(case, READERS.make("rules").read(case.doc)))
    assert tally["content"].f1 == pytest.approx(100)
    assert tally["source"].f1 == pytest.approx(100)


def test_what_only_the_title_says_is_left_out():
    case = parse_case({"doc_id": "d1", "title": "Road is open, says governor", "text": "Nothing else was said today."})
    assert Quotes().predict(case, READERS.make("rules").read(case.doc)) == ()


def test_a_content_earns_the_shares_that_agree():
    tally = scored(said("the road was open. "), said("four men", "a shepherd"))
    assert tally["content"].right == pytest.approx(14 / 15 + 1)  # the full stop is no part of the gold
    assert tally["content"].found == pytest.approx(1 + 7 / 13)  # quotation marks and white space are none of it
    assert tally["content recall direct"].right == pytest.approx(7 / 13)


def test_a_source_needs_the_head_and_no_whole_sentence():
    wrong = scored(said("the road was open", "The"), Said(content=MEN["content"], source=((0, len(TEXT)),)))
    assert wrong["source"].right == 0
    assert wrong["source"].predicted == 2
    assert scored(said("the road was open", "The governor"))["source"].right == 1


def test_what_lies_in_an_ignored_place_is_not_held_against_the_system():
    ignored, judged = (scored(said("the agency"), case=a_case(ROAD, ignore=i)) for i in ([CREDIT], []))
    assert (ignored["content"].predicted, judged["content"].predicted) == (0, 1)


def test_each_attribution_is_paired_once():
    tally = scored(said("the road was open"), said("the road"))
    assert tally["content"].found == pytest.approx(1)
    assert tally["content"].predicted == 2


def test_faults_are_listed_with_their_causes():
    case = a_case()
    faults = [
        (fault.kind, fault.row, fault.cause, fault.value)
        for prediction in (
            (said("road", "a shepherd"),),
            (said("said the road was open. "), said("The governor")),
        )
        for fault in Quotes().faults(case, prediction, None)
    ]
    assert faults == [
        ("missed", "content", NOT_FOUND, '"We saw four men,"'),
        ("missed", "content", SHORT, "the road was open"),
        ("missed", "source", OTHER_SOURCE, "The governor"),
        ("missed", "content", NOT_FOUND, '"We saw four men,"'),
        ("false", "content", NOT_SAID, "The governor"),
        ("missed", "content", LONG, "the road was open"),
        ("missed", "source", "no source", "The governor"),
    ]


@pytest.mark.parametrize("prediction", [(), (said("the road"), said("four men", "a shepherd"))])
def test_a_prediction_comes_back_from_its_line(prediction):
    line = json.loads(json.dumps(prediction_form("d1", prediction)))
    assert parse_prediction(line) == ("d1", prediction)


def test_one_bare_span_stands_for_a_list_of_one():
    _, (read,) = parse_prediction({"doc_id": "d1", "attributions": [{"content": [3, 9]}]})
    assert read == Said(content=((3, 9),))


@pytest.mark.parametrize(
    "line",
    [{}, {"doc_id": "d1", "attributions": [7]}, {"doc_id": "d1", "attributions": [{"content": [["a", "b"]]}]}],
)
def test_a_line_that_is_no_prediction_is_refused(line):
    with pytest.raises(FormError):
        parse_prediction(line)


def test_a_line_without_attributions_holds_no_gold():
    assert not parse_case({"doc_id": "d2", "text": TEXT}).has_gold


def test_a_line_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "d1", "text": "one"}\n{"text": "two"}\n')
    with pytest.raises(LineError, match=r"gold.jsonl, line 2"):
        list(Quotes().load_cases(path))


original = partial(original_scorer, "quotes")


def compare(forms):
    """Our figures beside those of the original; gives the score."""
    scorer = original()
    wanted = scorer.score(scorer.read_jsonl(GOLD), forms)
    held = {form["doc_id"]: parse_prediction(form)[1] for form in forms}
    cases = load_cases(Quotes(), [GOLD])
    (result,) = evaluate_all(Quotes(), [Predicted(case, held.get(case.doc.id, ())) for case in cases])
    counts = {row.name: row.counts for row in result.rows}
    for name in ("content", "near", "source", "cue"):
        got = (counts[name].precision, counts[name].recall, counts[name].f1)
        assert got == pytest.approx([wanted[name][key] for key in ("p", "r", "f1")])
    for kind in ("direct", "indirect"):
        for what in ("content", "source"):
            got = counts[f"{what} recall {kind}"].precision
            assert got == pytest.approx(wanted[kind][f"{what}_recall"])
    assert result.headline.value == pytest.approx(wanted["score"])
    return result.headline.value


@beside_the_original
def test_gold_as_prediction_scores_as_with_the_original():
    gold = original().read_jsonl(GOLD)
    assert compare([{"doc_id": d["doc_id"], "attributions": d["attributions"]} for d in gold]) > 99


@beside_the_original
def test_half_right_predictions_score_as_with_the_original():
    forms = []
    for doc in original().read_jsonl(GOLD)[::2]:
        cut = [
            {"content": [[start, end - (end - start) // 3] for start, end in said["content"]],
             "source": said["source"][:1], "cue": said["cue"]} for said in doc["attributions"][::2]
        ]  # fmt: skip
        forms.append({"doc_id": doc["doc_id"], "attributions": [*cut, {"content": [[0, 40]]}]})
    assert 10 < compare(forms) < 60
