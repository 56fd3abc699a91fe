"""Names of private persons: in no string that goes out, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.care.names import MASK, Withheld, withheld_names
from tocsin.care.origins import mask_origins
from tocsin.record import Participant, Person
from watch.builders import Names, an_incident, folded, replace

JANE = Withheld(["Jane M. Doe-Smith", "José Álvarez", "Rose Park"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("police named Jane M. Doe-Smith, 34", f"police named {MASK}, 34"),
        ("DOE-SMITH WAS FREED", f"{MASK} WAS FREED"),
        ("Mr. Smith's wife", f"Mr. {MASK}'s wife"),
        ("jane m doe smith", MASK),
        ("Jose Alvarez and José Álvarez", f"{MASK} and {MASK}"),
        ("the toll rose near the park", "the toll rose near the park"),
        ("a rose park", f"a {MASK}"),
        ("Rosewood", "Rosewood"),
        ("nobody here", "nobody here"),
    ],
)
def test_a_name_is_masked_however_it_is_written(text, masked):
    assert JANE.clean(text) == masked


def test_our_own_words_keep_a_place_that_shares_a_part_of_a_name():
    assert JANE.clean("Bombing in Park Town", keep=frozenset({"park"})) == "Bombing in Park Town"
    assert JANE.clean("Bombing in Rose Park", keep=frozenset({"rose", "park"})) == f"Bombing in {MASK}"


@pytest.mark.parametrize(
    "link", ["https://a.example/news/jane-m-doe-smith-freed", "https://a.example/alvarez", "janemdoesmith.html"]
)
def test_a_link_with_a_name_in_it_does_not_go_out(link):
    assert JANE.clean_link(link) is None
    assert JANE.clean_link("https://a.example/market-blast") == "https://a.example/market-blast"


NAME_WORD = st.sampled_from(
    "Abel Bako Célia Doe D'Arcy Ngozi Öz Smith van Al-Hadi José Łukasz Nguyễn O'Neill Ruiz".split()
)
NAMES = st.lists(NAME_WORD, min_size=1, max_size=3).map(" ".join)
FILLER = st.sampled_from(["was held", ", ", "the", ".", " — ", "Kano", "said", "-", "\n", "’s", "12", "NAMED", "«"])


@given(NAMES, st.lists(FILLER | NAMES, max_size=12).map(" ".join), st.sampled_from([str, str.upper, str.title]))
def test_no_name_is_left_in_what_was_cleaned(name, text, written):
    shown = Withheld([name]).clean(f"{text} {written(name)} {text}")
    assert shown is None or name.casefold() not in shown.replace(MASK, "\0").casefold()


@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=60))
def test_any_names_and_any_text(names, text):
    withheld = Withheld(names)
    withheld.clean(text)
    withheld.clean_link(text)


def a_reading_of(*persons, participants=()):
    from fuse.builders import M, a_reading

    text = ". ".join(name for name, _ in persons) + ". The bombing."
    reading = a_reading(M(trigger="The bombing", type="bombing", values=participants), text=text)
    found = [Person(name=n, start=text.index(n), end=text.index(n) + len(n), standing=s) for n, s in persons]
    return replace(reading, persons=tuple(found))


def test_who_is_masked():
    persons = [("Ann Private", "private"), ("Bo Unknown", "unknown"), ("Cy Minister", "official"), ("Di Expert", "expert"), ("El Leader", "combatant_leader")]  # fmt: skip
    assert withheld_names([a_reading_of(*persons)], []) == {"Ann Private", "Bo Unknown"}


def test_a_person_private_in_one_report_is_private_in_all():
    both = [a_reading_of(("Cy Minister", "official")), a_reading_of(("Cy Minister", "unknown"))]
    assert withheld_names(both, []) == {"Cy Minister"}


def test_a_victim_is_masked_whoever_he_is_and_a_named_suspect_whom_nobody_knows():
    mayor = Participant(role="victim", kind="person", name="Cy Minister")
    killed = an_incident(participants=(folded(mayor), folded(replace(mayor, role="suspect", name="Fay Third"))))
    assert withheld_names([a_reading_of(("Cy Minister", "official"))], [killed]) == {"Cy Minister", "Fay Third"}
    leader = an_incident(participants=(folded(replace(mayor, role="suspect", name="El Leader")),))
    assert withheld_names([a_reading_of(("El Leader", "combatant_leader"))], [leader]) == set()
    assert withheld_names([], [an_incident(participants=(folded(replace(mayor, name="a teacher")),))]) == set()


def test_an_organisation_keeps_its_name():
    text = "the Nigerian Front held two Nigerian men"
    assert mask_origins(text, Names(), names=["Nigerian Front"]) == "the Nigerian Front held two [origin withheld] men"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("two Nigerian men were held", "two [origin withheld] men were held"),
        ("Nigerian police held two Nigerians", "Nigerian police held two [origin withheld]"),
        ("four men from Nigeria", "four men from [origin withheld]"),
        ("a citizen of Turkey", "a citizen of [origin withheld]"),
        ("in Turkey", "in Turkey"),
        ("a Kurdish driver", "a [origin withheld] driver"),
        ("a black car", "a black car"),
    ],
)
def test_the_origin_of_suspects_is_kept_out(text, masked):
    assert mask_origins(text, Names()) == masked
