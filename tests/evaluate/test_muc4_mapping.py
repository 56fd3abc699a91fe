"""Hand-made Readings and the templates they become."""

import pytest

from builders import a_mention, a_reading, a_statement, quoting
from evaluate.builders import a_case
from tocsin.evaluate.muc4_mapping import incidents_of, templates_of
from tocsin.record import Claim, Participant, Person, Place, Relation, Toll, Voice, When

TEXT = (
    "Two men of the Quito Front threw a bomb at the Velox bank in Miraflores, Lima, on Friday and killed the judge "
    "Oscar Mora and three clerks. Mora had been threatened. FMLN guerrillas claimed it. Police hold one Pablo Ruiz. "
    "Fighting went on in Panama. The Red Union was hit."
)
DOC = a_case(TEXT).doc
LIMA = Place(name="Miraflores", country="PE", precision="city")


def participant(role, kind, words, **more):
    voice = more.pop("attribution", None)
    modality = more.pop("modality", "asserted")
    value = Participant(role=role, kind=kind, name=words, **more)
    return a_statement(DOC, "participant", value, words, attribution=voice, modality=modality)


BANK = participant("target", "facility", "the Velox bank")
BOMB = participant("weapon", "device", "a bomb")
MEN = participant("perpetrator", "group", "men")
JUDGE = participant("victim", "person", "judge Oscar Mora")
CLERKS = participant("victim", "civilians", "clerks")
SITE = a_statement(DOC, "where", LIMA, "Miraflores")
PERSONS = tuple(
    Person(name=name, start=TEXT.index(name), end=TEXT.index(name) + len(name)) for name in ("Oscar Mora", "Pablo Ruiz")
)


def a_bombing(*statements, **fields):
    fields = {"type": "bombing", "words": "threw"} | fields
    return a_mention(DOC, *(statements or (BANK,)), SITE, **fields)


def templates(*mentions, dateline=None, **fields):
    """What the reading itself says, before perpetrators are chosen among all candidates of the text."""
    reading = a_reading(DOC, *mentions, persons=PERSONS, **fields)
    return tuple(each.template(each.roles) for each in incidents_of(reading, dateline=dateline))


def roles(*statements, **fields):
    (template,) = templates(a_bombing(*statements, **fields))
    return {role: [entity[0] for entity in entities] for role, entities in template.roles.items()}


def test_a_mention_becomes_a_template():
    when = a_statement(DOC, "when", When(earliest="1990-01-05", latest="1990-01-05"), "Friday")
    toll = a_statement(DOC, "toll", Toll(measure="killed", low=4, high=4, best=4), "three clerks")
    (template,) = templates(a_bombing(BANK, BOMB, when, toll))
    assert (template.incident_type, template.stage) == ("bombing", "accomplished")
    assert (template.country, template.places) == ("PERU", ("Miraflores",))
    assert (template.earliest, template.latest) == ("1990-01-05", "1990-01-05")
    assert [(t.measure, t.low, t.high) for t in template.tolls] == [("killed", 4, 4)]


def test_words_stand_without_determiner_and_people_with_their_number():
    assert roles(BANK, BOMB, MEN, JUDGE, CLERKS) == {
        "Target": ["Velox bank"],
        "Weapon": ["bomb"],
        "PerpInd": ["Two men"],
        "Victim": ["Oscar Mora"],
        "VictimUnnamed": ["three clerks"],
    }


def test_a_victim_has_the_fullest_name_of_the_text_and_no_title():
    later = a_statement(DOC, "participant", Participant(role="victim", kind="person", name="Mora"), "Mora had")
    reading = a_reading(
        DOC,
        a_bombing(later),
        persons=(*PERSONS, Person(name="Mora", start=TEXT.index("Mora had"), end=TEXT.index(" had"))),
    )
    assert templates_of(reading)[0].roles["Victim"] == (("Oscar Mora",),)


def test_a_title_that_the_reader_left_is_dropped():
    titled = Participant(role="victim", kind="person", name="Msgr Luis Vega")
    person = Person(name="Msgr Luis Vega", start=0, end=3)
    reading = a_reading(DOC, a_bombing(a_statement(DOC, "participant", titled, "Two")), persons=(person,))
    assert templates_of(reading)[0].roles["Victim"] == (("Luis Vega",),)


def test_people_of_a_group_are_the_people_and_the_group():
    assert roles(BANK, participant("perpetrator", "organization", "FMLN guerrillas")) == {
        "Target": ["Velox bank"],
        "PerpOrg": ["FMLN"],
        "PerpInd": ["guerrillas"],
    }


def test_soldiers_are_people_and_the_army_is_an_organization():
    soldiers = Participant(role="perpetrator", kind="state_force", name="soldiers")
    army = Participant(role="perpetrator", kind="state_force", name="the army")
    both = [a_statement(DOC, "participant", soldiers, "men"), a_statement(DOC, "participant", army, "Police")]
    found = roles(BANK, *both)
    assert (found["PerpInd"], found["PerpOrg"]) == (["Two soldiers"], ["army"])


def test_whoever_claims_it_is_an_organization():
    claim = a_statement(DOC, "claim", Claim(claimant="the Quito Front", stance="claimed"), "Quito Front")
    (template,) = templates(a_bombing(BANK, claim))
    assert template.roles["PerpOrg"] == (("Quito Front",),)
    assert template.org_confidence == (("Quito Front", "CLAIMED OR ADMITTED"),)


def test_whoever_denies_it_is_not():
    denial = a_statement(DOC, "claim", Claim(claimant="the Quito Front", stance="denied"), "Quito Front")
    assert "PerpOrg" not in roles(BANK, denial)


@pytest.mark.parametrize(
    ("fields", "by", "word"),
    [
        ({}, None, "REPORTED AS FACT"),
        ({"modality": "alleged"}, "witnesses", "SUSPECTED OR ACCUSED"),
        ({"modality": "alleged"}, "Police", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ({"modality": "claimed"}, None, "CLAIMED OR ADMITTED"),
    ],
    ids=["fact", "accused", "authorities", "claimed"],
)
def test_how_sure_the_text_is_of_an_organization(fields, by, word):
    voice = Voice(name=by, evidence=(quoting(DOC, "Police"),)) if by else None
    front = participant("perpetrator", "organization", "Quito Front", attribution=voice, **fields)
    (template,) = templates(a_bombing(BANK, front))
    assert template.org_confidence == (("Quito Front", word),)


def test_those_held_for_it_are_perpetrators():
    suspect = participant("suspect", "person", "Pablo Ruiz")
    arrest = a_mention(DOC, suspect, id="m2", type="arrest", words="hold")
    answer = Relation(type="responds_to", source="m2", target="m1", evidence=(quoting(DOC, "hold"),))
    (template,) = templates(a_bombing(BANK), arrest, relations=(answer,))
    assert template.roles["PerpInd"] == (("Pablo Ruiz",),)


def test_a_bombed_organization_is_a_target_and_a_killed_name_a_person():
    union = participant("victim", "organization", "Red Union")
    assert roles(union) == {"Target": ["Red Union"]}
    assert roles(union, type="assassination") == {"Victim": ["Red Union"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"background": True},
        {"unit": "campaign"},
        {"political": "no"},
        {"status": "planned"},
        {"status": "denied"},
        {"type": "arrest"},
        {"type": "cyber_attack"},
    ],
    ids=lambda fields: "-".join(map(str, fields.values())),
)
def test_what_muc_leaves_out_is_left_out(fields):
    assert templates(a_bombing(**fields)) == ()


@pytest.mark.parametrize(("status", "stage"), [("foiled", "attempted"), ("threatened", "threatened")])
def test_what_did_not_happen_has_its_stage(status, stage):
    assert templates(a_bombing(status=status))[0].stage == stage


def test_perpetrators_alone_make_no_template():
    assert templates(a_bombing(MEN)) == ()


@pytest.mark.parametrize(("victim", "kept"), [(CLERKS, True), (participant("victim", "state_force", "Police"), False)])
def test_a_clash_counts_where_civilians_suffer(victim, kept):
    assert bool(templates(a_bombing(victim, type="armed_clash"))) is kept


@pytest.mark.parametrize(("hit", "kept"), [(["an army patrol"], False), (["an army patrol", "the Velox bank"], True)])
def test_what_hits_only_those_who_fight_is_left_out(hit, kept):
    values = [Participant(role="target", kind="vehicle", name=name) for name in hit]
    things = [a_statement(DOC, "participant", value, "bank") for value in values]
    assert bool(templates(a_bombing(*things))) is kept


@pytest.mark.parametrize(("weapon", "kind"), [(BOMB, "bombing"), (participant("weapon", "device", "one"), "attack")])
def test_sabotage_is_a_bombing_by_its_weapon(weapon, kind):
    assert templates(a_bombing(BANK, weapon, type="sabotage"))[0].incident_type == kind


def test_a_kidnapping_has_no_targets_and_weapons():
    assert set(roles(BANK, BOMB, CLERKS, type="abduction")) == {"VictimUnnamed"}


def an_attack_in(*places):
    sites = [a_statement(DOC, "where", place, "Panama") for place in places]
    return a_mention(DOC, BANK, *sites, type="bombing", words="threw")


@pytest.mark.parametrize(
    ("place", "dateline", "country"),
    [
        (Place(name="Panama", country="PA", precision="country"), "LIMA", None),
        (Place(name="Florida", country="US", precision="city"), "LIMA", "PERU"),
        (Place(name="Cali", country="CO", precision="city"), "LIMA", "COLOMBIA"),
        (Place(name="there"), "CLANDESTINE", "EL SALVADOR"),
        (Place(name="there"), "PANAMA CITY (PANAMA)", None),
    ],
)
def test_only_what_touches_the_nine_countries_counts(place, dateline, country):
    found = templates(an_attack_in(place), dateline=dateline)
    assert [template.country for template in found] == ([country] if country else [])


def test_an_empty_reading_has_no_templates():
    assert templates() == ()
