from tocsin.resolve.scanning import Scan
from tocsin.resolve.tokens import FOLD
from tocsin.resolve.word_facts import Fact, Facts

asked: list[str] = []


def length(text: str) -> int:
    asked.append(text)
    return len(text)


LENGTH = Fact(length)
CAPITAL = Fact(str.isupper)


def test_row_answers_token_by_token():
    facts = Facts(["Gunmen", "struck", "UN", "staff"])
    assert list(facts.row(LENGTH)) == [6, 6, 2, 5]
    assert list(facts.row(CAPITAL, 1, 3)) == [False, True]


def test_a_word_is_asked_once_however_often_it_stands():
    asked.clear()
    Facts(["quillon", "quillon"])
    Facts(["quillon"])
    assert asked == ["quillon"]


def test_no_tokens_have_no_answers():
    assert list(Facts([]).row(LENGTH)) == []


def test_a_question_stated_later_is_answered_of_words_seen_before():
    Facts(["orlop"])
    last = Fact(lambda text: text[-1])
    assert list(Facts(["orlop"]).row(last)) == ["p"]


def test_rows_of_a_scan_lie_beside_its_words():
    scan = Scan("The U.S. envoy’s car")
    assert list(scan.facts.row(FOLD)) == scan.words.folded
