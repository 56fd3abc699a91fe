"""Names of places in running text: what is found, what it is settled as, and what must not be taken for a place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.lexicon import cell_list, load_rows
from tocsin.resolve.place_words import FILE
from tocsin.resolve.places import PlaceFound, PlaceResolver

RESOLVER = PlaceResolver()


def names(text: str) -> list[str]:
    return [found.name for found in RESOLVER.resolve(text)]


def one(text: str, name: str) -> PlaceFound:
    return next(found for found in RESOLVER.resolve(text) if found.name == name)


SETTLED = [
    ("Three were stabbed in Solingen, Germany, on Friday.", "Solingen", "city", "DE", "North Rhine-Westphalia"),
    ("Twelve died in Flores, in the northern El Peten Department.", "Flores", "city", "GT", "Peten"),
    ("A missile hit the Damadola village of Bajaur on Friday.", "Damadola", "city", "PK", "Khyber Pakhtunkhwa"),
    ("Gunmen raided a market in Kaduna state on Sunday.", "Kaduna", "admin1", "NG", "Kaduna"),
    ("Gunmen raided a market in Kaduna on Sunday.", "Kaduna", "city", "NG", "Kaduna"),
    ("They fled the village of Kibumba, 30 km (19 miles) north of Goma.", "Kibumba", "city", "CD", "North Kivu"),
    ("Rebels in North Kivu took Bunagana.", "Bunagana", "city", "CD", "North Kivu"),
    ("The army shelled Deraa, Syria.", "Deraa", "city", "SY", "Daraa"),
    ("A blast shook the Libyan city of Benghazi.", "Benghazi", "city", "LY", "Benghazi"),
    ("Nigeria's Borno state was calm.", "Borno", "admin1", "NG", "Borno"),
    ("Refugees reached Cox's Bazar.", "Cox's Bazar", "city", "BD", "Chittagong"),
    ("Rockets hit Khan Younis in the Gaza Strip.", "Khan Younis", "city", "PS", "Gaza Strip"),
    ("Bodies were found in Ciudad Juarez, Chihuahua, Mexico.", "Ciudad Juarez", "city", "MX", "Chihuahua"),
    ("Police in Moscow, Idaho, arrested a man.", "Moscow", "city", "US", "Idaho"),
    ("Police in Moscow arrested a man.", "Moscow", "city", "RU", "Moscow"),
    ("Athens, Georgia, was quiet after the storm in Atlanta.", "Athens", "city", "US", "Georgia"),
    ("Talks were held in Tbilisi. Later, Georgia agreed.", "Georgia", "country", "GE", None),
    ("Floods hit Alabama, Georgia and Tennessee.", "Georgia", "admin1", "US", "Georgia"),
    ("Attacks in Mali and Niger went on.", "Niger", "country", "NE", None),
    ("He was held in Birmingham, Alabama.", "Birmingham", "city", "US", "Alabama"),
    ("He was held in Birmingham, England.", "Birmingham", "city", "GB", "England"),
    ("Fighters hid in the Sambisa Forest.", "Sambisa Forest", "region", "NG", None),
    ("The ship was seized in the Gulf of Aden.", "Gulf of Aden", "water", None, None),
    ("Drones were shot down over Dagestan.", "Dagestan", "admin1", "RU", "Dagestan"),
    ("Ministers of the People's Republic of China met.", "People's Republic of China", "country", "CN", None),
    ("Two were shot in Nice, France.", "Nice", "city", "FR", None),
    ("The premier of British Columbia resigned.", "British Columbia", "admin1", "CA", "British Columbia"),
    ("The king of Saudi Arabia spoke.", "Saudi Arabia", "country", "SA", None),
    ("A suspect was held in the Russian city of Moscow.", "Moscow", "city", "RU", "Moscow"),
    ("Trains to Dar es Salaam, Tanzania, stopped.", "Dar es Salaam", "city", "TZ", None),
    ("The guerrillas freed a man in San Miguel, the army of El Salvador said.", "San Miguel", "city", "SV", None),
    ("Charges were filed in Newark, N.J., on Monday.", "Newark", "city", "US", "New Jersey"),
    ("Four men were held in the Bryansk region.", "Bryansk", "admin1", "RU", "Bryansk"),
    ("A hall in the Moscow region burned.", "Moscow", "admin1", "RU", "Moscow region"),
    ("Gunmen attacked Tudun Biri in Nigeria.", "Tudun Biri", "city", "NG", "Kaduna"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "level", "country", "admin1"), SETTLED, ids=[row[0] for row in SETTLED])
def test_settles(text: str, name: str, level: str, country: str | None, admin1: str | None) -> None:
    found = one(text, name)
    assert (found.level, found.place.country) == (level, country)
    assert found.place.latitude is not None
    if admin1 is not None:
        assert found.place.admin1 == admin1


NO_PLACE = [
    "Two Russian Iskander ballistic missiles struck the centre.",
    "The governor called off Independence celebrations.",
    "The Pope prayed in St. Peter's Square.",
    "A bomb went off at Mindanao State University.",
    "Settlers burned cars in a Druze village.",
    "Mr. Paris Hilton came home.",
    "Jordan Peterson met Chad Johnson.",
    "Austin Powers was late, said Jordan Smith.",
    "President Washington crossed the river.",
    "The Bank of China lent the money.",
    "The New York Times and the Boston Globe reported it.",
    "Paris Saint-Germain won.",
    "The Washington Post reported it.",
    "She studied at the University of Texas.",
    "Russian and Afghan officials met the Turks.",
    "Police said most of the men can march.",
    "Nice work was done in March and May.",
    "Reading was split on the same date.",
    "Big changes said nothing of the Union.",
    "US troops and U.S. officials left.",
    "General Frank McKenzie spoke.",
    "The Amaq agency carried a statement.",
    "The Islamic State's Khorasan branch claimed it.",
    "A Christmas market was closed.",
    "They drove a Toyota past Scotland Yard.",
    "The Iraq war cost lives.",
    "US-led forces withdrew.",
    "An outbreak of Marburg virus was feared.",
    "Hamas and NATO denied it.",
    "The Ministry of Commerce said so.",
    "Joseph F. Wagner said no.",
    "Hurricane Florence weakened.",
    "It cost US$5 million.",
    "",
    "    ",
    "kabul",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_PLACE)
def test_is_no_place(text: str) -> None:
    assert names(text) == []


def test_a_surname_stays_a_person_later_in_the_text() -> None:
    text = "Governor Hector Houston resigned. Houston gave no reason. Houston, 54, was elected in 2010."
    assert names(text) == []


def test_a_name_in_a_blocked_span_is_no_place_but_its_neighbour_is() -> None:
    text = "Gaza Relief sent tents to Rafah."
    assert [found.name for found in RESOLVER.resolve(text, blocked=[(0, 11)])] == ["Rafah"]


def test_a_venue_may_hold_a_place_name() -> None:
    found = one("Flights from Kabul airport were halted.", "Kabul airport")
    assert (found.level, found.place.precision, found.place.country) == ("venue", "venue", "AF")


def test_a_venue_without_coordinates_is_near_the_city_of_its_sentence() -> None:
    found = one("A bomb went off outside the Al Noor Mosque in Peshawar on Friday.", "Al Noor Mosque")
    assert found.level == "venue"
    assert (found.place.precision, found.place.relation, found.place.country) == ("near", "near", "PK")
    assert found.place.geonames_id is None
    assert found.container == "Peshawar"


def test_a_venue_alone_has_no_coordinates() -> None:
    found = one("Guerrillas attacked the Santo Tomas presidential farm.", "Santo Tomas presidential farm")
    assert (found.level, found.place.precision, found.place.latitude) == ("venue", "venue", None)


def test_a_known_venue_has_its_own_coordinates() -> None:
    found = one("Gunmen stormed Crocus City Hall in Krasnogorsk.", "Crocus City Hall")
    assert found.place.precision == "venue"
    assert found.place.latitude == pytest.approx(55.826, abs=0.01)


def test_near_is_not_at() -> None:
    found = one("A convoy was ambushed near Goma.", "Goma")
    assert (found.place.precision, found.place.relation) == ("near", "near")
    assert found.place.radius_km is not None
    assert found.place.radius_km >= 20


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("Shots were fired 30 km (19 miles) north of Goma.", 30.0),
        ("Shots were fired 50 miles from Goma.", 80.5),
        ("Shots were fired some 100 kilometres outside Goma.", 100.0),
    ],
)  # fmt: skip
def test_a_distance_is_the_radius(text: str, radius: float) -> None:
    place = one(text, "Goma").place
    assert (place.precision, place.relation, place.radius_km) == ("near", "near", radius)


def test_between_two_places() -> None:
    found = RESOLVER.resolve("Fighting broke out between Sake and Goma.")
    assert [place.place.relation for place in found] == ["between", "between"]


def test_along_a_road() -> None:
    found = RESOLVER.resolve("A bomb exploded along the Goma-Rutshuru road.")
    assert [(place.name, place.place.relation) for place in found] == [("Goma", "along"), ("Rutshuru", "along")]


def test_an_unknown_village_is_kept_with_the_country_that_the_text_gives() -> None:
    found = one("The Syrian village of Tel Qasabir was shelled.", "Tel Qasabir")
    assert (found.level, found.place.country, found.place.latitude) == ("city", "SY", None)


def test_an_unknown_village_is_kept_with_its_container() -> None:
    found = one("Six died in the village of Mabangoro in North Kivu.", "Mabangoro")
    assert (found.place.country, found.place.admin1, found.container) == ("CD", "North Kivu", "North Kivu")
    assert found.place.latitude is None


def test_the_country_of_an_unknown_village_is_not_guessed() -> None:
    found = one("Six died in the village of Mabangoro. The army of Chad said nothing.", "Mabangoro")
    assert (found.place.country, found.place.latitude) == (None, None)


def test_what_lies_at_a_border_or_on_a_road_is_not_in_what_these_lead_to() -> None:
    assert one("A shell fell near Laiza, on the border with China.", "Laiza").place.country == "MM"


LISTED = [
    ("Six died in the villages of Mabora, Sanduki and Tirelle in Ituri.", ["Mabora", "Sanduki", "Tirelle"], "CD"),
    ("Shells hit Idlib, Jisr al-Shughour, Ariha and Sarmin on Friday.", ["Ariha", "Sarmin"], "SY"),
    ("Soldiers were killed between Tegora and Bankilare in the Tillaberi region.", ["Tegora", "Bankilare"], "NE"),
    ("Police came from Dusseldorf and Cologne to Solingen.", ["Cologne"], "DE"),
]


@pytest.mark.parametrize(("text", "expected", "country"), LISTED)
def test_a_list_that_begins_with_a_place_is_one_of_places(text: str, expected: list[str], country: str) -> None:
    found = {each.name: each.place.country for each in RESOLVER.resolve(text)}
    assert {name: found.get(name) for name in expected} == dict.fromkeys(expected, country)


@pytest.mark.parametrize(
    "text",
    ["The man was shot in Kobani, Tarelle said.", "She lives in Kobani and Tarelle was her home's name.",
     "He was seen in Kobani, Harun Tarelle was not."],
)  # fmt: skip
def test_a_name_beside_a_place_that_is_in_no_list_is_none(text: str) -> None:
    assert names(text) == ["Kobani"]


def test_an_unknown_name_in_or_near_a_city_lies_near_it() -> None:
    quarter = one("A tent camp in Tel Amrith in western Rafah was hit.", "Tel Amrith").place
    town = one("Two men stormed a plant in Karasuyu, 40 km north of Ankara.", "Karasuyu").place
    assert (quarter.country, quarter.precision, quarter.radius_km, quarter.geonames_id) == ("PS", "near", 20.0, None)
    assert (town.country, town.precision, town.radius_km) == ("TR", "near", 40.0)


def test_a_name_in_a_headline_means_what_it_means_in_the_text() -> None:
    below = RESOLVER.resolve("LONDON, Ky. (WAKE) - Two men were hurt in London on Friday.")
    title = RESOLVER.resolve("Two hurt in London", beside=below)
    assert [(each.place.country, each.place.admin1, each.as_below) for each in title] == [("US", "Kentucky", True)]


def test_a_town_put_where_none_of_its_name_is_known_is_another_town() -> None:
    found = one("A girl was found in Suchitoto in the north of Mali.", "Suchitoto")
    assert (found.place.country, found.place.latitude, found.container) in {(None, None, None), ("ML", None, "Mali")}


def test_a_small_town_of_a_country_the_text_never_speaks_of_is_left_open() -> None:
    text = "KAMPALA — Ugandan police took the wounded to Bhera. Uganda closed the border with Rwanda, Kigali said."
    assert one(text, "Bhera").place.country is None


def test_in_the_north_of_a_country_is_in_it() -> None:
    assert one("Fighting went on in the north of Mali.", "Mali").place.relation == "at"


def test_a_venue_takes_no_city_from_another_sentence() -> None:
    found = one("In Melbourne, a minister spoke. A blast was heard near the Baronet hotel.", "Baronet hotel")
    assert found.place.latitude is None


def test_what_the_text_leaves_open_stays_open() -> None:
    found = one("A bomb went off in Springfield.", "Springfield")
    assert (found.level, found.place.country, found.runner_up is not None) == ("unknown", None, True)


def test_the_runner_up_is_named() -> None:
    assert one("Police in Moscow arrested a man.", "Moscow").runner_up == "Moscow, US-Idaho"


def test_the_outlet_s_country_counts() -> None:
    text = "A man was charged in London on Monday over the Cambridge raid."
    assert one(text, "Cambridge").place.country == "GB"
    home = RESOLVER.resolve("A bomb went off in Springfield.", home="US")
    assert home[0].runner_up is not None


def test_one_sense_for_one_name_in_a_text() -> None:
    text = "Officials in Athens, Georgia, met on Monday. Athens has a new mayor."
    assert [found.place.country for found in RESOLVER.resolve(text) if found.name == "Athens"] == ["US", "US"]


def test_the_dateline_is_marked() -> None:
    found = RESOLVER.resolve("KABUL, Aug. 26 — A bomber struck in Jalalabad, Afghanistan.")
    assert [(place.name, place.dateline) for place in found][:2] == [("KABUL", True), ("Jalalabad", False)]


def test_a_country_used_as_an_adjective_is_given_on_request() -> None:
    text = "US troops left Iraq."
    assert [(f.name, f.modifier) for f in RESOLVER.resolve(text, modifiers=True)] == [("US", True), ("Iraq", False)]
    assert names(text) == ["Iraq"]


WIRE = (
    "SAN SALVADOR, 3 JAN 90 -- THE GUERRILLAS ATTACKED GUAZAPA, CHALATENANGO DEPARTMENT. POLICE SAID MOST OF THE MEN "
    "CAN MARCH TO SAN MIGUEL. COLONEL JUAN SANTIAGO SAID THE BUSES WERE BURNED IN LIMA, PERU."
)


def test_text_in_capitals() -> None:
    found = RESOLVER.resolve(WIRE, cased=False)
    assert [(place.name, place.place.country) for place in found] == [
        ("SAN SALVADOR", "SV"), ("GUAZAPA", "SV"), ("CHALATENANGO", "SV"), ("SAN MIGUEL", "SV"), ("LIMA", "PE"),
        ("PERU", "PE"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "POLICE SAID MOST MEN CAN MARCH ON THE SAME DATE",
        "A NICE READING OF THE BIG SPLIT IN MAY",
        "THEY TOLD US THE WAR OF INDEPENDENCE HAD A VICTORIA CROSS",
        "MOBILE PHONES AND BATH WATER",
        "JUAN SANTIAGO HERNANDEZ ESCAPED",
    ],
)  # fmt: skip
def test_everyday_words_in_capitals_are_no_places(text: str) -> None:
    assert RESOLVER.resolve(text, cased=False) == ()


def test_every_row_of_words_has_its_role_once_and_no_word_twice() -> None:
    rows = load_rows(FILE)
    roles = [row["role"] for row in rows]
    assert len(roles) == len(set(roles))
    for row in rows:
        words = cell_list(row["words"])
        assert words, row["role"]
        assert len(words) == len(set(words)), row["role"]
        assert all(word == word.lower() for word in words), row["role"]


PIECES = st.sampled_from(
    [
        "Kabul", "Moscow", "in ", ", ", " of ", "'s ", "the village of ", "U.S.", "St. ", "al-", "-", "\n", "\n\n", "—",
        "North Kivu", "Paris", "Hotel", " near ", "30 km north of ", "between ", " and ", "Ürümqi", "İstanbul", "Man.",
        "Cox", "Bazar", "airport", " road", "(", ")", "President ", "ß", "ﬁ", "\u0301", "x", " ", "Georgia", "US", "$",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join))


@settings(max_examples=300)
@given(text=TEXTS, cased=st.booleans(), home=st.sampled_from([None, "US", "ru", "??"]))
def test_any_text_gives_sorted_separate_spans_that_quote_it(text: str, cased: bool, home: str | None) -> None:
    found = RESOLVER.resolve(text, cased=cased, home=home, modifiers=True)
    at = 0
    for place in found:
        assert at <= place.start < place.end <= len(text)
        assert text[place.start : place.end] == place.name == place.place.name
        assert 0 <= place.score <= 1
        assert (place.place.latitude is None) == (place.place.longitude is None)
        at = place.end
    assert found == RESOLVER.resolve(text, cased=cased, home=home, modifiers=True)


@settings(max_examples=100)
@given(text=TEXTS, cuts=st.lists(st.integers(0, 200), max_size=6))
def test_nothing_inside_a_blocked_span_becomes_a_place(text: str, cuts: list[int]) -> None:
    blocked = [(min(a, b), max(a, b)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    for place in RESOLVER.resolve(text, blocked=blocked):
        assert not any(a <= place.start and place.end <= b for a, b in blocked)


def test_a_fresh_resolver_gives_the_same() -> None:
    assert PlaceResolver().resolve(WIRE) == RESOLVER.resolve(WIRE)


LOCATED = [
    ("Gunmen killed ten people in Vorbadash on Friday.", "Vorbadash"),
    ("Gunmen killed ten people near Vorba Dreshk, residents said.", "Vorba Dreshk"),
    ("A mine went off outside Vorbadash.", "Vorbadash"),
]
NOT_LOCATED = [
    "Investors lost money in Vorbadash shares on Friday.",
    "He wrote about it in VORBADASH on Friday.",
    "The plan was made in VorbaDash on Friday.",
    "They believe in Vorbadash’s promise.",
    "The firm invested in Vorbadash-made drones.",
    "The trial began in January on a Monday.",
]


@pytest.mark.parametrize(("text", "name"), LOCATED)
def test_a_name_that_nobody_knows_is_kept_where_the_text_says_in_it(text: str, name: str) -> None:
    found = one(text, name)
    assert (found.level, found.place.latitude, found.place.country) == ("unknown", None, None)


@pytest.mark.parametrize("text", NOT_LOCATED)
def test_a_name_for_something_is_no_place(text: str) -> None:
    assert names(text) == []


def test_a_place_nobody_knows_lies_in_the_country_that_a_text_is_about() -> None:
    alone = "Gunmen killed ten in Vorbadash on Friday. Nigerian troops came from Maiduguri, in Nigeria, on Sunday."
    several = "Gunmen killed ten in Vorbadash on Friday. Troops of Nigeria, Niger, Chad and Mali came on Sunday."
    assert one(alone, "Vorbadash").place.country == "NG"
    assert one(several, "Vorbadash").place.country is None


def test_a_rare_name_of_a_far_town_gives_way_to_the_country_said_of_it() -> None:
    found = one("Gunmen raided Boni, Mali, on Friday.", "Boni")
    assert (found.place.country, found.place.latitude) == ("ML", None)


def test_a_venue_lies_in_the_city_said_after_it() -> None:
    found = one("A bomb exploded near the Kennedy bridge in Niamey on Thursday.", "Kennedy bridge")
    assert (found.place.country, found.place.precision, found.container) == ("NE", "near", "Niamey")


def test_a_given_name_that_is_a_small_town_of_ours_needs_more_than_to_stand_there() -> None:
    assert "Nasir" not in names("Nasir was freed on Friday, his brother told reporters.")
    assert one("Fighting broke out in Nasir, South Sudan, on Friday.", "Nasir").place.country == "SS"
