"""Who claims an act, denies it or is blamed for it, and on whose word."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Claim

# text, the claims of all its mentions: claimant, stance, accuser
CLAIMS = {
    "told in the present": (
        "Gunmen attacked a hotel in Mopti. The Reed Front claims responsibility for the attack.",
        {("Reed Front", "claimed", None)},
    ),
    "what is claimed of an act": (
        "The ministry declared an emergency, but claimed the explosions in Saky were the work of saboteurs.", set(),
    ),
    "its own act": (
        "The militia said it had shelled the village.", {("militia", "claimed", None)},
    ),
    "the act of its men": (
        "Rebel commanders said their fighters had ambushed the patrol.", {("Rebel commanders", "claimed", None)},
    ),
    "the act of another": (
        "The rebels said government troops had shelled the village.", {("government troops", "blamed", "rebels")},
    ),
    "a headline without a verb": (
        "Lima says Maoists behind ambush on patrol", {("Maoists", "blamed", "Lima")},
    ),
    "rejects blame": ("Army rejects blame for market shelling", {("Army", "denied", None)}),
    "according to a mission": (
        "According to the observer mission, the rockets that hit the camp were fired by separatists.",
        {("separatists", "blamed", "observer mission")},
    ),
    "disowned the bomb": ("The militia disowned the bomb that tore through a truck.", {("militia", "denied", None)}),
    "which somebody holds responsible": (
        "The militia, which Kampala holds responsible for the shooting of two guards, has gone north.",
        {("militia", "blamed", "Kampala")},
    ),
    "a group unknown until now": (
        "A group unknown until now has said that it carried out the bombing.", {("group", "claimed", None)},
    ),
    "another blamed by the same": (
        "Hezbollah rejected claims that its men had shot at the convoy, and blamed angry residents.",
        {("Hezbollah", "denied", None), ("angry residents", "blamed", "Hezbollah")},
    ),
    "an act it did not do": (
        "The militia said it had not shelled the village.",
        {("militia", "denied", None)},
    ),
    "an act that was tried on it": ("The militia said it had been shelled by the army.", {("army", "blamed", "militia")}),
    "what is yet to come": ("The militia said it would shell the village.", set()),
    "a report of the police": ("Rebels ambushed a patrol near Goma, police said.", set()),
    "in a battle": ("Fighting went on in Goma, where the army clashed with rebels. The army said it had killed nine.", set()),
    "a statement by": (
        "A statement by the Islamic State said its men had bombed the shrine.", {("Islamic State", "claimed", None)},
    ),
    "a spokesman for": (
        "A spokesman for the Taliban said its fighters had bombed the barracks.", {("Taliban", "claimed", None)},
    ),
    "denied doing it": ("Boko Haram denied having attacked the market.", {("Boko Haram", "denied", None)}),
    "has yet to claim": ("The group has yet to claim the bombing in Quetta.", set()),
    "declined to blame": ("The minister declined to blame the rebels for the bombing in Quetta.", set()),
    "may have been behind": (
        "The minister said rebels may have been behind the bombing.", {("rebels", "suspected", "minister")},
    ),
    "was not the work of": ("The ambush was not the work of the rebels, the army said.", set()),
    "behind schedule": ("The army is behind schedule with its report on the ambush.", set()),
    "said of itself": ("The rebels said they were behind the ambush.", {("rebels", "claimed", None)}),
    "named late in a longer sentence": (
        "A bomb killed nine people in the market of the old town by the river, an attack like those of Hamas. The group "
        "was blamed for the attack.",
        {("Hamas", "blamed", None)},
    ),
    "not behind it": ("The rebels said they were not behind the ambush.", {("rebels", "denied", None)}),
    "two who deny": (
        "Both the army and the rebels denied responsibility for the shelling.",
        {("army", "denied", None), ("rebels", "denied", None)},
    ),
    "two sides, each other": (
        "The army and the rebels accused each other of shelling the hospital.",
        {("army", "blamed", "rebels"), ("rebels", "blamed", "army")},
    ),
    "not each other": ("The army and the rebels did not blame each other for the shelling.", set()),
    "a body named with of": (
        "The ministry blamed the Union of the Faithful, a group from the hills, for the bombing.",
        {("Union of the Faithful", "blamed", "ministry")},
    ),
    "a role in killing of": ("Rebels denied a role in the killing of two priests.", {("Rebels", "denied", None)}),
    "a person who ordered": (
        "The colonel told the court that he had ordered the massacre.", {("colonel", "claimed", None)},
    ),
    "the person himself": (
        "The colonel told the court that the governor himself had ordered the massacre.",
        {("governor", "blamed", "colonel")},
    ),
    "an order told by nobody": ("The governor ordered the massacre.", set()),
    "men of a force": (
        "Villagers said that men of the presidential guard had shot two brothers.",
        {("men", "blamed", "Villagers")},
    ),
    "a branch of a group": (
        "Gunmen killed five miners. The Islamic State's Sahel branch said its fighters were responsible.",
        {("Islamic State's Sahel branch", "claimed", None)},
    ),
    "which is blamed": (
        "The attack on the tanker, which the navy blames on pirates, killed two sailors.", {("pirates", "blamed", "navy")},
    ),
    "who believe is settled": (
        "Prosecutors said on Monday that they were looking into it. They believe the Gulf Cartel ordered the murder of the editor.",
        {("Gulf Cartel", "blamed", "Prosecutors")},
    ),
    "we, in quotation marks": (
        '"We carried out the attack on the barracks," a spokesman for the rebels said.', {("rebels", "claimed", None)},
    ),
    "who apologises": (
        "The militia apologised on Monday for the bombing of a bar.", {("militia", "claimed", None)},
    ),
    "believed to have done it": (
        "Boko Haram is believed to have carried out the raid on the village.", {("Boko Haram", "suspected", None)},
    ),
    "what is ruled out": (
        "Investigators ruled out that the rebels were behind the bombing of the bar.", set(),
    ),
    "the party after the verb": (
        "Officials attribute to the rebels the ambush of a bus.", {("rebels", "blamed", "Officials")},
    ),
    "they had done it": (
        "A spokesman for the rebels said after the ambush that they had done it.", {("rebels", "claimed", None)},
    ),
    "they had not": (
        "A spokesman for the rebels denied after the ambush that they had done it.", {("rebels", "denied", None)},
    ),
    "police suspect": ("Police suspect that the rebels bombed the shrine.", {("rebels", "suspected", "Police")}),
    "the group is named before": (
        "Fighters of the FARC stormed a police post. The group said its men had killed nine officers.",
        {("FARC", "claimed", None)},
    ),
    "it is named before": (
        "The Real IRA bombed a bank in Derry. It denied responsibility for a shooting in Omagh.",
        {("Real IRA", "denied", None)},
    ),
    "a new group is not named before": (
        "Fighters of the FARC stormed a police post. A new group claimed the attack.", {("new group", "claimed", None)},
    ),
    "of two before it, neither": (
        "The FARC and the ELN fought in Arauca for a year. It claimed a bombing in Tame.", set(),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def reader():
    return RuleReader()


@pytest.mark.parametrize(("text", "claims"), CLAIMS.values(), ids=CLAIMS)
def test_the_claims_are(reader, text, claims):
    mentions = reader.read(a_document(text, title=None)).mentions
    assert {(c.claimant, c.stance, c.by) for m in mentions for c in m.all(Claim)} == claims


def test_a_claimant_named_late_in_a_long_sentence_may_be_taken_up_in_a_short_one():
    text = (
        "On the eve of the vote in the far north of the country, a bank in Kano was attacked on Friday by men whom "
        "many took for fighters of Boko Haram. The group was blamed."
    )
    claims = [s.value for m in RuleReader().read(a_document(text)).mentions for s in m.of("claim")]
    assert [(claim.claimant, claim.stance) for claim in claims] == [("Boko Haram", "blamed")]
