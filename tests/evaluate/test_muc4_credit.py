import pytest

from tocsin.evaluate.muc4_credit import country_name, date_credit, phrase_credit, place_name, shares_word, words_of


@pytest.mark.parametrize(
    ("words", "credit"),
    [
        ("Oscar Mora", 1),
        ("Archbishop Oscar Mora", 1),
        ("Mora", 0.5),
        ("archbishop", 0.5),
        ("the bishop", 0),
        ("", 0),
    ],
)
def test_a_name_may_have_a_title_and_half_of_it_is_worth_half(words, credit):
    assert phrase_credit(words, ["OSCAR MORA"], ["ARCHBISHOP"]) == credit


@pytest.mark.parametrize(
    ("words", "credit"),
    [
        ("guerrillas", 1),
        ("5 guerrillas", 1),
        ("guerrillas of the PF", 1),
        ("PF guerrillas", 1),
        ("guerrillas and soldiers of the army who met near the northern highway of the department", 0),
        ("soldiers and guerrillas", 0.5),
        ("guerrilla leaders", 0),
        ("soldiers", 0),
    ],
)
def test_numbers_and_modifiers_may_be_added(words, credit):
    assert phrase_credit(words, ["GUERRILLAS"]) == credit


@pytest.mark.parametrize(
    ("days", "credit"),
    [
        ((None, "1990-01-08"), 1),
        (("1990-01-07", "1990-01-07"), 0.5),
        ((None, "1990-01-07"), 0),
        (("1990-01-09", "1990-01-09"), 0),
        ((None, None), 0),
    ],
)
def test_a_day_within_an_open_date_is_worth_half(days, credit):
    assert date_credit(days, (None, "1990-01-08")) == credit


def test_a_slightly_wider_interval_is_worth_half():
    assert date_credit(("1990-01-01", "1990-01-06"), ("1990-01-03", "1990-01-03")) == 0.5
    assert date_credit(("1990-01-01", "1990-01-31"), ("1990-01-03", "1990-01-03")) == 0


def test_spellings_are_made_alike():
    assert words_of("the U.S. embassy's José") == ("the", "us", "embassy", "s", "jose")
    assert country_name("U.S.") == country_name("United States") == "united states"
    assert place_name("San Miguel (department)") == place_name("San Miguel Department") == "san miguel"
    assert place_name("La City") == "la city"


def test_articles_and_numbers_are_no_common_words():
    assert shares_word("the two men", ["MEN"])
    assert not shares_word("the two men", ["THE TWO SOLDIERS"])
