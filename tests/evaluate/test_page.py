from evaluate.builders import a_case, a_gold_form, a_prediction
from tocsin.evaluate import evaluate_all
from tocsin.evaluate.muc4 import Muc4
from tocsin.evaluate.page import Section, scores_page
from tocsin.evaluate.run import Predicted


def test_the_page_has_a_section_for_the_benchmark_and_a_table_for_each_measure():
    benchmark = Muc4()
    predicted = [Predicted(a_case(**a_gold_form()), (a_prediction(PerpInd=["guerrillas"]),))]
    section = Section(
        name="muc4",
        part=None,
        about=benchmark.about,
        data=(("gold.jsonl", "0" * 64),),
        documents=1,
        meaning=benchmark.meaning,
        results=evaluate_all(benchmark, predicted, samples=10),
    )
    page = scores_page([section])
    assert "## muc4: MUC-4 event templates" in page
    assert [line for line in page.splitlines() if line.startswith("### ")] == [
        "### ree", "### gtt", "### rme", "### template",
    ]  # fmt: skip
    assert "| `ree` | 100.0 | 20.0 | 33.3 | 33.3 to 33.3 |" in page
    assert max(map(len, page.splitlines())) <= 120
