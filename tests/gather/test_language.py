"""Which language a text is in: what is not English is marked, and English is never lost."""

import pytest

from tocsin.gather.language import settle_language

OTHERS = {
    "es": "Una explosión dejó doce muertos y treinta heridos en la ciudad el lunes por la noche, según la policía local.",
    "fr": "Un attentat a fait douze morts dans la capitale, ont annoncé les autorités dans un communiqué publié lundi.",
    "de": "Bei einem Anschlag in der Stadt sind am Freitag drei Menschen getötet worden, wie die Polizei mitteilte.",
    "ru": "В результате взрыва на рынке погибли двенадцать человек, сообщили местные власти в понедельник утром.",
    "ar": "قتل اثنا عشر شخصا وأصيب ثلاثون آخرون في انفجار سيارة مفخخة وسط العاصمة يوم الاثنين بحسب الشرطة المحلية",
    "sw": "Shambulio la bomu limeua watu kumi na wawili katika mji huo siku ya Jumatatu, polisi wamesema jana usiku.",
}
ENGLISH = (
    "Twelve people were killed when a bomb exploded in the market of the town on Monday, the police said.",
    "Blast in Peshawar kills 12",
    "Gunmen kill 12, injure 30, abduct villagers, torch houses, shops, Zamfara, Katsina, Sokoto, Kebbi, Nigeria, 2023",
    "TWELVE DEAD AS REBELS OF THE FRENTE POPULAR ATTACK SAN JOSE DE GUAVIARE, CARTAGENA DEL CHAIRA AND EL RETORNO",
)


@pytest.mark.parametrize(("language", "text"), OTHERS.items())
@pytest.mark.parametrize("stated", [None, "en"])
def test_another_language_is_marked_whatever_the_page_says(language, text, stated):
    told = settle_language(text, stated=stated)
    assert told.language == language
    assert repr(language) in told.note


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("stated", [None, "en"])
def test_english_stays_as_it_was_stated(text, stated):
    assert settle_language(text, stated=stated) == settle_language("", stated=stated)


def test_english_under_another_language_s_flag_is_english():
    assert settle_language(ENGLISH[0], stated="fr").language == "en"


def test_of_two_other_languages_the_one_stated_is_kept():
    assert settle_language(OTHERS["es"], stated="gl").language == "gl"


@pytest.mark.parametrize("text", ["", "1234 5678", "\u200b\u200f \ufeff", "a" * 10_000])
def test_what_holds_no_words_is_left_alone(text):
    assert settle_language(text, stated=None).language is None
