"""Which tolls a sentence tells: parts, gaps, families, attackers, figures that may yet be reached."""

import pytest

from builders import a_document
from tocsin.evaluate.pairs_labels import agrees, found_in, parse_label
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Toll

READER = RuleReader()

TOLD = {
    "Eleven of the 30 passengers were killed when gunmen attacked the bus.": ["killed, 11, event"],
    "Gunmen killed two of the five guards at the bank.": ["killed, 2, event"],
    "Two of the five guards killed in the raid were recruits.": ["killed, 5, event", "?killed, 2, subset"],
    "The army freed 21 of the 270 girls abducted by rebels in Chibok.": [
        "?released, 21, event",
        "?abducted, 21, subset",
        "abducted, 270, event",
    ],
    "Rebels attacked the post at dawn, with two officers of the Border Guard (BG) killed.": ["killed, 2, event"],
    "Two blasts in a park in Ufa kill at least one person and injure three others.": [
        "killed, 1+, event",
        "injured, 3, event",
    ],
    "The blast killed nine people including two nuns.": ["killed, 9, event", "killed, 2, subset"],
    "The blast killed nine people, four of them nuns.": ["killed, 9, event", "killed, 4, subset"],
    "The raid left 31 dead, among them six cooks.": ["killed, 31, event", "killed, 6, subset"],
    "At least five people, including a soldier, were killed in the attack.": [
        "killed, 5+, event",
        "?killed, 1, subset",
    ],
    "Gunmen killed a family of six in the attack on Kano.": ["killed, 6, event"],
    "The bomb killed 12 people; the toll could rise to 15, the mayor said.": ["killed, 12, event"],
    "Rebels say 40 soldiers died in the raid, the army says seven.": ["killed, 40, event", "killed, 7, event"],
    "A guard was killed and another wounded in the attack on the bank.": ["killed, 1, event", "injured, 1, event"],
    "The fatal shooting of a teenager outside the school was condemned.": ["killed, 1, event"],
    "The bomb killed 40 people and wounded 90 in the market.": ["killed, 40, event", "injured, 90, event"],
    "A shell wounded five, and 12 were still being treated on Friday.": ["injured, 5, event"],
    "Bandits killed 12 beekeepers in a raid on the village.": ["killed, 12, event"],
    "Gunmen killed a nun and a cook in the raid.": ["killed, 1, event", "killed, 1, event"],
    "A young couple and their baby were killed in the raid.": ["killed, 2, event", "killed, 1, event"],
    "Teen shot and killed in Overland": ["killed, 1, event"],
    "A porter was shot in the leg outside the bank.": ["injured, 1, event"],
    "The shooting at the bar sent four people to the hospital.": ["injured, 4, event"],
    "The blast left 12 people with shrapnel wounds.": ["injured, 12, event"],
    "A driver died in the shooting and his wife remains in hospital.": ["killed, 1, event", "injured, 1, event"],
    "A porter was shot and taken to hospital, where he died.": [],
    "A porter was shot in the back by gunmen. He died on Monday.": [],
    "Gunmen shot four porters at the bank. All of them are expected to recover.": ["injured, 4, event"],
    "Gunmen shot four porters at the bank.": [],
    "One of the sons of the mayor was abducted in Goma.": ["abducted, 1, event"],
    "Reyes shot and killed his wife, Ana Reyes, and her father, Luis Mora, in Lima.": [
        "killed, 1, event",
        "killed, 1, event",
    ],
    "Gunmen killed Ana Reyes, Luis Mora and two children in Lima.": [
        "killed, 1, event",
        "killed, 1, event",
        "killed, 2, event",
    ],
    "A bomb killed the governor, Luis Mora, his driver and two guards.": [
        "killed, 1, event",
        "killed, 1, event",
        "killed, 2, event",
    ],
    "Man kills wife, daughter in Lima": ["killed, 1, event", "killed, 1, event"],
    "The fatal shooting of Ana Reyes in Lima was condemned.": ["killed, 1, event"],
    "Police are investigating a double homicide at a house in Lima.": ["killed, 2, event"],
    "A triple murder in Lima was condemned.": ["killed, 3, event"],
    "A double murder of a nun and a cook in Lima was condemned.": ["killed, 1, event", "killed, 1, event"],
    "A shooting in Lima left a cook and her son dead.": ["killed, 1, event", "killed, 1, event"],
    "A shooting in Lima left a cook paralysed.": ["injured, 1, event"],
    "A cook and her friend are dead after a shooting in Lima.": ["killed, 1, event", "killed, 1, event"],
    "Air strike leaves 8 fighters of a rebel faction dead in the north": ["killed, 8, event"],
    "A man was held over the criminal homicide of a nun in Lima.": ["killed, 1, event"],
    "Two men, identified as Reyes (35) and Mora (30) were killed when gunmen opened fire in Lima.": [
        "killed, 2, event"
    ],
    "Three farmers - Ana Reyes, Luis Mora and Rosa Diaz - were killed in the attack.": ["killed, 3, event"],
    "A rebel commander and another fighter were killed in a clash in Lima.": [
        "killed, 1, event",
        "killed, 1, additional",
    ],
    "Luis Mora, a senior police official, and his driver were killed in the attack.": [
        "killed, 1, event",
        "killed, 1, event",
    ],
    "Gunmen abducted and killed two clerks in Lima.": ["abducted, 2, event", "killed, 2, event"],
    "Two soldiers were killed and another sustained injuries in the attack.": ["killed, 2, event", "injured, 1, event"],
    "Gunmen killed a judge along with his wife and three guards in Lima.": [
        "killed, 1, event",
        "killed, 1, event",
        "killed, 3, event",
    ],
    "A suicide bomber killed himself and seven others at a checkpoint.": ["killed, 7, event"],
    "A bomb killed three and injured 8, of whom two are in critical condition.": [
        "killed, 3, event",
        "injured, 8, event",
        "injured, 2, subset",
    ],
    "The toll from the bombing rose to 25 after three wounded people died.": ["killed, 25, event"],
    "Rebels shot dead three people and another two were injured in the attack.": [
        "killed, 3, event",
        "injured, 2, event",
    ],
    "A clerk says Reyes was shot in the back. The boy died in the shooting on Monday.": ["killed, 1, event"],
    "A bomb exploded in the market killing two people and injuring five.": ["killed, 2, event", "injured, 5, event"],
    "Rebels attacked a convoy near the town of Bama killing six soldiers.": ["killed, 6, event"],
    "Eight militants who were planning attacks in Grozny were killed in a shootout with police.": ["killed, 8, event"],
    "7 suspected rebels dead in drone raid in the north": ["killed, 7, event"],
    "Army kills high ranking rebel commander in the north": ["killed, 1, event"],
    "Gunmen kill leading lawyer in Quetta": ["killed, 1, event"],
    "Somebody was killed when shots were fired in Goma.": ["killed, 1+, event"],
    "Soldiers clashed with militants in Goma, killing four of them.": ["killed, 4, event"],
    "The blast, the last of four that have killed 50 people, left six dead.": [
        "killed, 50, several_events",
        "killed, 6, event",
    ],
    "The bomb killed 18 people including eight nuns and another 27 people were wounded.": [
        "killed, 18, event",
        "killed, 8, subset",
        "injured, 27, event",
        "?injured, 8, subset",
    ],
    "Three Charged In Shooting Death Of Kano Porter": ["?killed, 1, event"],
    "The raid killed a guard and wounded several others. Five others were hurt, the mayor said.": [
        "killed, 1, event",
        "injured, 3+, event",
        "injured, 5, event",
    ],
    "A rocket brought down the cargo plane near Goma, and none of its six crew survived.": ["killed, 6, event"],
    "Neither of the two pilots survived when the helicopter was hit by a missile.": ["killed, 2, event"],
    "None of the nine passengers was hurt when gunmen fired on a bus near Goma.": ["injured, 0, event"],
    "The number killed in Monday's attack on the barracks in Goma has climbed to 19.": ["killed, 19, event"],
    "Officials lowered to 41 from 60 the number of people killed in the bombing in Goma.": ["killed, 41, event"],
    "The blast wounded 30 commuters, seven of them gravely, and a second bomb was defused.": [
        "injured, 30, event",
        "injured, 7, subset",
    ],
    "A bomber killed 17 worshippers in Goma, and five more died in hospital overnight.": [
        "killed, 17, event",
        "killed, 5, additional",
    ],
    "A bomber killed 17 worshippers in Goma, among them five women from a single family.": [
        "killed, 17, event",
        "killed, 5, subset",
    ],
    "Two pupils were killed by a landmine outside Goma and a third was hurt.": [
        "killed, 2, event",
        "injured, 1, event",
    ],
    "Both clerks inside were shot dead when robbers attacked a bank in Goma.": ["killed, 2, event"],
    "Gunmen seized 30 villagers near Goma and freed seven of them on Friday.": [
        "abducted, 30, event",
        "released, 7, event",
    ],
    "The blast in the valley, where the war is in its eighth month, killed seven people.": ["killed, 7, event"],
    "Two bombs and a shooting left 31 people dead in Baghdad, Basra and Mosul.": ["killed, 31, several_events"],
    "The helicopter was shot down over the desert and its crew of four died.": ["killed, 4, event"],
    "Dozen dead as suicide bomber strikes wedding hall in Goma": ["killed, ~12, event"],
    "Scores hurt as grenade tears through election rally in Goma": ["injured, 40+, event"],
    "A bomb hidden in a gas cylinder exploded in Goma, killing three customers.": ["killed, 3, event"],
    "A gas cylinder exploded at a food stall in Goma, killing three customers.": [],
    "Fireworks stored in a shop in Goma went off, killing nine workers.": [],
    "A soldier was killed when his rifle went off as he cleaned it in Goma.": [],
    "Nerve agent released by rebels made 60 people ill in Goma.": ["injured, 60, event"],
    "Toxic gas let off by attackers in Goma sickened 200 commuters.": ["injured, 200, event"],
    "The bridge in Goma collapsed after rebels blew up two of its pillars, and a driver died.": ["killed, 1, event"],
    "A police van was blown off the road near Goma by a buried charge, and two constables died.": ["killed, 2, event"],
    "A mob lynched a trader in Goma in the past two days, lawyers said.": ["killed, 1, event"],
    "On the last night of the siege of the camp rebels killed nine guards in Goma.": ["killed, 9, event"],
    "Hundreds feared dead as rebels overrun mining town in Kivu": ["killed, 200+, event"],
}


@pytest.mark.parametrize(("text", "labels"), TOLD.items(), ids=TOLD)
def test_tolls_are_those_that_the_sentence_tells(text, labels):
    found = found_in(READER.read(a_document(text, title=None, published="2024-06-05")))
    assert agrees("tolls", [parse_label(label) for label in labels], found["tolls"]), found["tolls"]


DOERS = {
    "The bombing killed 12 people, including the bomber.": "yes",
    "The bombing killed 12 people, not counting the bomber.": "no",
    "The bombing killed 12 people in the market.": "unknown",
}


@pytest.mark.parametrize(("text", "included"), DOERS.items(), ids=DOERS)
def test_whether_the_attackers_are_among_the_dead(text, included):
    tolls = [t for m in READER.read(a_document(text, title=None)).mentions for t in m.all(Toll)]
    assert [t.includes_perpetrators for t in tolls if t.best == 12] == [included]
