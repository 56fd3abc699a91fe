"""What police and troops do is read as their act: minimal pairs with others who do the same, and with no act at all."""

import pytest

from builders import a_document
from tocsin.read.rules.document import prepare
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Participant

TAIL = " Gunmen killed two men in Kano on Friday."


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


def acts_of_force(reader, text):
    """The types of the mentions in which a state force acts."""
    return [
        mention.type
        for mention in reader.read(a_document(text)).mentions
        if any(p.kind == "state_force" and p.role in ("responder", "perpetrator") for p in mention.all(Participant))
    ]


PAIRS = {
    "search": ("Troops searched two villages.", "security_operation", "Divers searched two lakes."),
    "deploy": ("The army was deployed in the town.", "security_operation", "The software was deployed in the town."),
    "cordon": ("Police sealed off the market.", "security_measure", "The police said that the market was busy."),
    "gas": ("Police fired tear gas at the marchers.", "excessive_force", "Police spoke to the marchers."),
    "firing": (
        "Three people were hurt in police firing.",
        "excessive_force",
        "Three people were hurt in a police car.",
    ),
    "crowd": ("Police opened fire on protesters.", "excessive_force", "Police opened a file on protesters."),
    "disperse": ("Police dispersed the demonstrators.", "security_operation", "Rain dispersed the demonstrators."),
    "case": ("Police registered a case of rioting.", "investigation", "Police discussed a case of rioting."),
    "seize": ("Police recovered the stolen jewels.", "interception_seizure", "The police chief recovered in hospital."),
    "standing by": ("Police stood by as shops burned.", "failure_to_protect", "Friends stood by as shops burned."),
    "not acting": ("The police did not intervene.", "failure_to_protect", "The police did intervene."),
    "letting": ("The police let the mob pass.", "failure_to_protect", "The police let the bus pass."),
    "inaction": ("The inaction of the police was criticised.", "failure_to_protect", "The police were criticised."),
    "escort": ("Soldiers escorted the families out.", "security_measure", "Friends escorted the families out."),
}


@pytest.mark.parametrize(("text", "type_", "other"), PAIRS.values(), ids=PAIRS)
def test_what_a_force_does_is_its_act(reader, text, type_, other):
    assert type_ in acts_of_force(reader, text + TAIL)
    assert type_ not in acts_of_force(reader, other + TAIL)


def test_text_without_capitals_is_cut_into_its_sentences():
    text = "kano: police searched the market on friday. two men were seized, mr. bello said. " * 4
    assert [len(line.sentence.tokens) for line in prepare(a_document(text)).lines] == [9, 10] * 4


def test_text_with_capitals_is_not_cut_before_a_small_letter():
    text = "Police searched the market at approx. noon. Two men vs. the state. " * 6
    assert len(prepare(a_document(text)).lines) == 12


def test_policing_is_told_where_a_report_tells_of_no_violence(reader):
    [mention] = reader.read(a_document("Police arrested a couple for theft in Kano on Friday.")).mentions
    assert (mention.type, mention.political) == ("arrest", "doubtful")


def test_an_arrest_beside_violence_is_political(reader):
    mentions = reader.read(a_document("Police arrested two men after gunmen killed five teachers in Kano.")).mentions
    assert {m.political for m in mentions} == {"yes"}


def test_the_charge_that_police_stood_by_keeps_its_accuser(reader):
    text = "Police stood by as gunmen killed two men in Kano on Friday, a shopkeeper said."
    [failure] = [m for m in reader.read(a_document(text)).mentions if m.type == "failure_to_protect"]
    [police] = failure.of("participant")
    assert (police.modality, police.attribution.name) == ("alleged", "shopkeeper")
