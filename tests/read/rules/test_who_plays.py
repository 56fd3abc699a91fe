"""Who plays which part: sentences in which grammar once put the wrong people, places and things into a role."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Claim, Participant

# sentence, role, who must play it (exactly, of that role)
PARTS = {
    "subject before a phrase": ("Police in Lyon are investigating the bombing of a shop.", "responder", {"Police"}),
    "gerund that names a kind": (
        "A bomb damaged a military recruiting station in Lyon on Friday.", "target", {"military recruiting station"},
    ),
    "the army bombs nothing here": (
        "Police are looking into the bombing of a military recruiting station in Lyon.", "perpetrator", set(),
    ),
    "subject across a while-clause": (
        "The gunmen entered the school in Kano while cadets were sleeping and opened fire.", "perpetrator", {"gunmen"},
    ),
    "what went off killed": (
        "Soldiers in Puntland found explosives which later went off, killing three people.", "perpetrator", set(),
    ),
    "a member of a chamber": (
        "He was charged with the attempted assassination of a member of Parliament.", "victim", {"member of Parliament"},
    ),
    "members of an armed group": (
        "Members of the Maute group killed three soldiers in Marawi on Monday.", "perpetrator", {"Maute group"},
    ),
    "a noun after a demonym": (
        "A Spanish crew shot dead two pirates off Kismayo on Friday.", "victim", {"pirates"},
    ),
    "an aside after the event": (
        "Describing the killing, Prime Minister of the country James Holt said it was shocking.", "victim", set(),
    ),
    "a unit's name": (
        "The army attacked two command posts of the 12th Guards Air Assault Division near Izium.", "perpetrator", {"army"},
    ),
    "no village is a gunner": (
        "Fighting restarted in Sumy on Friday, with Sumy shelling a convoy.", "perpetrator", set(),
    ),
    "reported killed": ("General Andrei Orlov was also reported killed in an attack.", "perpetrator", set()),
    "charged with": (
        "Ontario police charged a former nurse, Elizabeth Wett, with killing eight patients in Woodstock.", "suspect",
        {"former nurse"},
    ),
    "the police that charge": (
        "Ontario police charged a former nurse, Elizabeth Wett, with killing eight patients in Woodstock.", "perpetrator",
        set(),
    ),
    "a state is no suspect": (
        "Police arrested the former police chief of a city in the southern state of Guerrero over a kidnapping.", "suspect",
        {"former police chief"},
    ),
    "a month is no attacker": ("The channel covered January's deadly attack on the air base.", "perpetrator", set()),
    "an adverb is no attacker": (
        "Illegally stored explosives caused an explosion in a house that killed 14 people.", "perpetrator", set(),
    ),
    "a sentence that goes on after a relative clause": (
        "The man who shot the mayor of Kano was arrested on Friday.", "suspect", {"man"},
    ),
    "held whom": (
        "Four men whom police had detained over the bombing in Kano were released.", "suspect", {"men"},
    ),
    "an order within a relative clause": (
        "The officer who had ordered troops to shell Kano was killed in an ambush.", "victim", {"officer"},
    ),
    "content after a noun is no relative clause": (
        "The report that rebels shelled Kano on Friday drew no comment.", "perpetrator", {"rebels"},
    ),
    "shot whom": (
        "Miners spoke of the 15 colleagues whom soldiers had shot dead at the pit near Kano.", "victim", {"colleagues"},
    ),
    "a participle that opens the sentence": (
        "Kidnapped by bandits near Kano on Friday, the trader was found on a road.", "victim", {"trader"},
    ),
    "plural owners": ("The rebels' attack on a market in Kano killed five people.", "perpetrator", {"rebels"}),
    "quotation marks are no owners": (
        "They said 'the rebels' attack on Sundays, and a bomb killed five people in Kano.", "perpetrator", set(),
    ),
    "whose shooting": ("Footage of Olango's shooting was released by police on Friday.", "victim", {"Olango"}),
    "whose shooting of whom": ("The gunman's shooting of two guards shocked Lyon.", "perpetrator", {"gunman"}),
    "where, not who": ("The Lamar Park massacre left ten people dead in Cairo in 2005.", "victim", set()),
    "a capital under attack": ("The Baghdad attacks killed 60 people on 15 October.", "perpetrator", set()),
    "accused in an aside": (
        "The mayor of Leyte, accused of drug trafficking, was shot dead in jail.", "victim", {"mayor"},
    ),
    "a measure is no target": ("Shelling destroyed three tons of grain in Odesa on Friday.", "target", {"grain"}),
}  # fmt: skip

TYPES = {
    "a plural in the present, with its toll": (
        "Coalition jets launch airstrikes on mourners at a funeral in Saada, killing at least 40 people.", ["air_strike"],
    ),
    "a direction between": (
        "A suicide bomb attack north of Kirkuk kills at least nine and injures another 20 people.", ["suicide_bombing"],
    ),
    "no fighting or shelling": ("Until midnight there was no fighting or shelling in the town of Sumy.", []),
    "counts of a charge": ("The charges were 40 counts of torture and 58 counts of murder.", []),
    "a vow of sanctions": ("The union vowed to impose more sanctions on the government.", []),
    "denial of service": ("Hackers launched denial-of-service attacks on the bank on Friday.", ["cyber_attack"]),
    "by his own hand": ("In April Cetin hanged himself in his cell.", []),
    "caught up with": ("Troops finally caught up with the extremists in Basilan.", []),
    "charged, not told": ("Prosecutors filed homicide charges against 21 managers of the mine.", []),
    "an election won": ("Donald Adams narrowly beat Hillary Brown in Wisconsin.", []),
    "an age before a verb": ("A boy of 12 tried to bomb a Christmas market in Bonn.", ["bombing"]),
    "foiled, and taken up": (
        "Police foiled a plan to bomb the railway station in Lyon. The attack was days away, the minister said.",
        ["bombing"],
    ),
}  # fmt: skip

REACTIONS = """Gunmen attacked a police college in Quetta on Monday and killed six cadets. Two of the gunmen blew \
themselves up, and a third was shot by soldiers who stormed the building at dawn. Four hours passed before the last of \
the cadets could leave the dormitories, where many had hidden under their beds.

- The foreign minister of Norland condemned the attack.
- The president of Estrova called the attack a crime.
- The union of teachers mourned the victims of the attack."""


DIGEST = """Armed conflicts and attacks

- Civil war in Norland, Battle of Varn - Rebels shoot dead 14 prisoners in the town of Varn, residents say.
- A bomb kills two soldiers near Estrova. Police arrest four men over the bombing.

Law and crime

- A court in Porto finds three former ministers guilty of taking bribes from a builder of roads.
- Police in Bergamo arrest a man who sold the same painting to two museums."""


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


@pytest.mark.parametrize(("text", "role", "who"), PARTS.values(), ids=PARTS)
def test_the_part_is_played_by(reader, text, role, who):
    mentions = reader.read(a_document(text=text, title=None)).mentions
    assert {p.name for m in mentions for p in m.all(Participant) if p.role == role} == who


@pytest.mark.parametrize(("text", "types"), TYPES.values(), ids=TYPES)
def test_the_acts_are(reader, text, types):
    mentions = reader.read(a_document(text=text, title=None)).mentions
    assert [m.type for m in mentions if m.family == "violence"] == types


def test_a_list_of_reactions_tells_of_no_further_attacks(reader):
    mentions = reader.read(a_document(text=REACTIONS, title=None)).mentions
    assert len([m for m in mentions if m.family == "violence"]) == 1


def test_a_digest_gives_its_acts_and_what_was_done_about_them(reader):
    mentions = reader.read(a_document(text=DIGEST, title=None)).mentions
    assert [m.type for m in mentions] == ["armed_assault", "bombing", "arrest"]


def test_an_alleged_doer_is_not_told_as_fact(reader):
    text = "A woman who was allegedly raped by John Smith has dropped her lawsuit."
    statements = [s for m in reader.read(a_document(text=text, title=None)).mentions for s in m.statements]
    doers = [s for s in statements if isinstance(s.value, Participant) and s.value.role == "perpetrator"]
    assert [s.modality for s in doers] == ["alleged"]


CLAIMANTS = {
    "accused of an act": (
        "Turkey accused the regime and other forces of heavy shelling in Aleppo.", {("regime", "blamed"), ("forces", "blamed")},
    ),
    "accused in an aside": (
        "German police arrested two teenagers aged 15 and 17, accused of plotting a terror attack in Bonn.", set(),
    ),
    "accused of something else": ("The mayor of Leyte, accused of drug trafficking, was shot dead in jail.", set()),
}  # fmt: skip


@pytest.mark.parametrize(("text", "claims"), CLAIMANTS.values(), ids=CLAIMANTS)
def test_the_claimants_are(reader, text, claims):
    mentions = reader.read(a_document(text=text, title=None)).mentions
    assert {(c.claimant, c.stance) for m in mentions for c in m.all(Claim)} == claims


@pytest.mark.parametrize("published", ["Dec 17, 2016", "yesterday", "2016-13-45", ""])
def test_a_date_that_is_none_is_no_reason_to_fail(reader, published):
    doc = a_document(text="Gunmen killed two guards in Kano.", title=None, published=published)
    assert len(reader.read(doc).mentions) == 1
