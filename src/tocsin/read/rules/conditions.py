"""Which readings of a trigger its arguments allow: the conditions of its row, and plain sense."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import ARMED, DEVICE_TAGS_EXPLOSIVE, FIGHTING, HUMAN, PROJECTILES
from tocsin.read.rules.foreseen import is_foreseen
from tocsin.read.rules.nouns import THINGS
from tocsin.read.rules.parties import author_of
from tocsin.read.rules.scene import UNMEANT, Anchor, Argument, Scene
from tocsin.read.rules.status_words import status_words
from tocsin.read.rules.triggers import find_triggers
from tocsin.resolve.countries import countries_by_demonym, country_by_name

STRUCK = word_set("hit hits killed kills kill targeted targets struck wounded destroyed")
DANGER = word_set(
    "attack attacks attacked strike strikes bomb bombs bombing bombings violence terror terrorist terrorists threat "
    "threats assault assaults raid raids gunmen militants extremists kidnapping kidnappings unrest war plot plots "
    "shelling explosion explosions blast blasts abduction abductions killed shot kidnap kidnapped killing "
    "maoist maoists cadres fighters massing plotting infiltrate infiltrating militiamen insurgents rebels jihadists "
    "gunman "
    "bomber bombers hijack hijacked hijacking hijackings hijackers kidnapper kidnappers sabotage stabbing stabbings "
    "burn burned burnt rocket missile drone drones "
    "rockets missiles ambush ambushes shooting shootings massacre clashes invasion offensive hostages arson killings"
)
BOMBS = word_set("bomb bombs ied ieds device devices booby-trap")
SHOTS = word_set("shot shots round rounds bullet bullets volley volleys burst bursts salvo salvoes salvos barrage")
BARRAGE = word_set("drone drones missile missiles airstrike airstrikes rockets shells artillery jets warplanes mortars")
CAPTIVES = word_set("hostage hostages captive captives prisoner prisoners kidnapped abducted detainee")
CUSTODY = word_set(
    "accused suspect suspects detainee detainees prisoner prisoners defendant defendants inmate inmates "
    "detained custody captive captives arrested"
)
CONDEMNED = word_set(  # a court's sentence carried out is no act of violence of the kind that is recorded here
    "convict convicts convicted condemned gallows verdict sentence sentenced clemency appeal appeals inmate inmates"
)
CROWD = word_set(
    "mob mobs crowd crowds protester protesters protestors demonstrator demonstrators rioter rioters marchers marcher "
    "agitators strikers students villagers worshippers procession rally demonstration protest riot riots rioting "
    "sit-in sit-ins picket pickets encampment"
)
ROUNDS = word_set("round rounds shot shots bullet bullets shell shells pellets canisters")
NOT_POLICE = frozenset(("military", "former", "private_security", "peacekeeper", "intelligence"))
PARCELS = word_set(
    "parcel parcels package packages letter letters envelope suitcase briefcase backpack rucksack toy gift"
)
ROBBERS = word_set("robber robbers thief thieves burglar burglars raider raiders bandit bandits")
RULERS = ("security", "government", "official")
AUTHORITIES = word_set(  # that warn, beside those who govern and those who keep order
    "embassy embassies consulate consulates commission mission ministry agency office department bureau council "
    "intelligence services service memo circular bulletin advisory cable notice administration directorate"
)
PRESS = word_set(
    "reporters journalists newsmen press reporter journalist television radio newspaper court judge jury inquiry agency"
)
WRITINGS = word_set(
    "banner banners letter letters note notes message messages leaflet leaflets pamphlet pamphlets video statement "
    "email caller callers recording poster posters graffiti communique text texts post posts"
)
UNHIT = word_set("hit hits killed kills kill wounded wounding struck injured killing hitting")
BODY = word_set(
    "shoulder neck chest back stomach heart throat leg arm thigh side abdomen face eye head hand ribs belly groin lung "
    "torso body skull temple kidney flesh"
)
BARELY_TOLD = frozenset(("tell", "inform", "notify", "order", "remind", "request", "brief"))
CROWDS = word_set("crowds crowded gatherings malls")
SHUNNING = word_set("avoid shun")
HAMLETS = word_set("village villages hamlet hamlets town towns settlement settlements encampment homestead homesteads")
SETTLERS = word_set(
    "settler settlers herders vigilantes villagers vandals intruders extremists masked mob mobs raiders"
)
HACKERS = word_set("hacker hackers malware ransomware virus cybercriminals cyber-criminals")
REMAINS = word_set("body bodies corpse corpses remains skeleton skeletons")


def holds(scene: Scene, anchor: Anchor) -> bool:
    """Whether the arguments meet one of the alternatives of the row's conditions."""
    for every in anchor.row.needs:
        for each in every:
            if not _meets(scene, anchor, each):
                break
        else:
            return True
    return not anchor.row.needs


FORCE = ARMED | {"security", "device"}  # what they do harms whatever it is done to
PALPABLE = HUMAN | THINGS | frozenset(("place", "name", "number", "pronoun", "event", "device"))
AGENTS = HUMAN | frozenset(("name", "pronoun", "number", "event", "device", "vehicle", "place"))
# What may follow an event noun in its group without turning it into something else: "attack victims", "bomb plot".
FOLLOWERS = word_set(
    "bid bids victim victims survivor survivors suspect suspects scene site toll campaign attempt attempts plot spree "
    "case cases death deaths attack attacks probe investigation anniversary aftermath claim claims threat threats "
    "that which who here there today yesterday"
)


def sensible(anchor: Anchor) -> bool:
    """Whether the arguments are such as the trigger's sense needs: "the goal killed the game" is no killing."""
    if anchor.noun is not None:
        return _heads_its_group(anchor) and not _of_nothing_palpable(anchor) and not _is_barrage_of_else(anchor)
    doing = ("subject", "by") if anchor.passive else ("subject",)
    subjects = [a for a in anchor.arguments if a.via == "subject"]
    if anchor.row.frame_name == "warn" and anchor.passive:
        subjects = [a for a in anchor.arguments if a.via == "object"]
    objects = [a for a in anchor.arguments if a.via == "object"]
    if anchor.row.family in ("response", "warning"):
        dumb = {"vehicle", "device"} | (ARMED if anchor.row.type == "warning" else set())  # a group's is a threat
        if any(a.what.what in dumb for a in subjects):
            return False
        if anchor.row.type == "warning" and any(a.what.what in ARMED for a in objects):
            return False  # "warned militants that they would be crushed"
    elif (
        subjects
        and anchor.row.frame_name != "explode"
        and anchor.row.id != "under-fire-v"
        and any(_is_mute(anchor, a) for a in subjects)
    ):
        return False
    if anchor.passive and anchor.row.family != "warning" and _by_nobody(anchor):
        return False
    if anchor.row.id == "torture-v" and anchor.sentence.lower(anchor.end) in ("back", "off"):
        return False  # "the assault was beaten back"
    if anchor.row.id == "drop-v" and any(a.group.start == a.group.head and _is_charge(anchor, a) for a in objects):
        return False  # "dropped charges against the mayor"
    if anchor.row.id == "plant-v" and _carried(anchor):
        return False
    if anchor.row.id == "seized-v" and _held_with_arms(anchor):
        return False
    if anchor.row.id in ("seizure-v", "recover-v") and any(
        anchor.sentence.lower(a.group.head) in FRAGMENTS for a in objects
    ):
        return False  # "recovered parts of a timer from the wreck"
    if anchor.verb is not None and anchor.verb.lemma == "beat" and anchor.row.strength == "strong" and subjects:
        named = [a for a in [*subjects, *objects] if a.what.what in ("person", "name")]
        if len(named) == len(subjects) + len(objects) and not anchor.row.effect:
            return False  # "Adams beat Brown in Ohio"
    if anchor.row.type == "condemnation":
        return not any(a.what.what in THINGS for a in objects)
    if anchor.row.id in ("bomb-v", "shell-v") and not subjects:
        return True  # "a plot to bomb the exchange"
    if anchor.row.type == "arson" and (any(a.what.what in HUMAN for a in subjects) or anchor.row.id == "set-fire-v"):
        return True  # whatever people set fire to is a thing
    if anchor.row.family != "violence" or any(a.what.what in FORCE for a in anchor.arguments if a.via in doing):
        return True
    armed = any(a.role == "weapon" and a.what.what == "device" for a in anchor.arguments)
    return not objects or armed or any(_palpable(a) or a.role == "shots" or _is_ground(anchor, a) for a in objects)


def _is_mute(anchor: Anchor, subject: Argument) -> bool:
    """ "the goal killed the game": what cannot harm anybody."""
    what = subject.what
    able = what.what in AGENTS or what.actor is not None or anchor.sentence.lower(subject.group.head) in BANDS
    able = able or anchor.sentence.lower(subject.group.head) in FRAGMENTS
    return not able and not _threatens(anchor, subject) and not _operates(anchor, subject)


OPERATIONS = word_set("operation operations op ops offensive offensives swoop swoops fire gunfire")


def _operates(anchor: Anchor, subject: Argument) -> bool:
    """ "the army operation killed 25 militants"."""
    return anchor.row.effect is not None and anchor.sentence.lower(subject.group.head) in OPERATIONS


GONE = word_set("when by from as after during captive away along on in before at")
FRAGMENTS = word_set("parts fragments pieces remnants remains shrapnel debris shards")
GROUND = word_set("target targets position positions stronghold strongholds area areas place places site sites spots")


def _held_with_arms(anchor: Anchor) -> bool:
    """ "were seized at the station with a machete": an arrest of those who bore it."""
    sentence = anchor.sentence
    return any(
        noun.class_ == "device" and "with" in sentence.folded[max(anchor.end, noun.start - 3) : noun.start]
        for noun in anchor.line.nouns.values()
        if noun.start > anchor.end and not any(v.start > anchor.end and v.end <= noun.start for v in sentence.verbs)
    )


CARRYING = word_set("strap hide conceal tape tie fasten carry fix attach")
ON_THE_BODY = word_set(
    "chest waist body torso belt coat jacket clothes clothing vest back leg legs luggage bag trousers"
)


def _carried(anchor: Anchor) -> bool:
    """ "the explosives strapped to his chest": carried, and not planted."""
    sentence = anchor.sentence
    near = sentence.folded[anchor.end : anchor.end + 4]
    return anchor.verb is not None and anchor.verb.lemma in CARRYING and not ON_THE_BODY.isdisjoint(near)


def _threatens(anchor: Anchor, subject: Argument) -> bool:
    """ "a banner vowed death to recruits": a threat in writing."""
    return anchor.row.type == "threat" and anchor.sentence.lower(subject.group.head) in WRITINGS


ABSTRACT = word_set(
    "question questions motion motions vote votes bill leak leaks revelation revelations scandal scandals criticism "
    "allegation allegations headline headlines row rumour rumours doubt doubts grief remorse memories taunts heckler"
)


def _by_nobody(anchor: Anchor) -> bool:
    """ "killed by a falling tree", "hit by a train": the doer is a thing or a force of nature."""
    doers = [a.what for a in anchor.arguments if a.via == "by"]
    if any(a.via == "by" and anchor.sentence.lower(a.group.head) in ABSTRACT for a in anchor.arguments):
        return True  # "ambushed by a question"
    dumb = [d for d in doers if d.what in ("property", "facility", "infrastructure") or UNMEANT & set(d.tags)]
    return bool(doers) and len(dumb) == len(doers)


def _heads_its_group(anchor: Anchor) -> bool:
    group = anchor.noun
    if anchor.row.frame_name == "done_to":
        return True  # "the murdered councillor"
    if group is None or anchor.end >= group.end:
        return True
    following, sentence = anchor.sentence.lower(anchor.end), anchor.sentence
    named = sentence.class_at(anchor.end) == "U" and anchor.start > 0 and sentence.texts[anchor.end - 1][0].isupper()
    if named and sentence.cased and not sentence.headline:
        return False  # "the Sheriff's Homicide Bureau": a part of a name
    return following in FOLLOWERS or anchor.sentence.class_at(anchor.end) in "US"


def _is_barrage_of_else(anchor: Anchor) -> bool:
    """ "a barrage of body shots", "a barrage of questions": of nothing that a gun fires."""
    if anchor.sentence.lower(anchor.end - 1) != "barrage":
        return False
    held = [a for a in anchor.arguments if a.via == "of"]
    return bool(held) and all(a.what.what in ("other", "civilian") for a in held)


PLAIN = frozenset(  # nouns that mean violence whatever they are of: "the shelling of a hospice"
    (
        "shelling-n",
        "airstrike-n",
        "drone-n",
        "rocket-n",
        "arson-n",
        "bombing-n",
        "abduction-n",
        "looting-n",
        "hijacking-n",
        "ambush-n",
    )
)


def _of_nothing_palpable(anchor: Anchor) -> bool:
    """ "the shooting of the film", "a clash of opinions": what it is of is nothing that violence touches."""
    if anchor.row.family != "violence" or anchor.row.id in PLAIN:
        return False
    tied = [a for a in anchor.arguments if a.via in ("of", "between")]
    vague = bool(tied) and not any(_palpable(a) or _is_ground(anchor, a) for a in tied)
    return vague and not any(a.via in ("by", "on", "against") for a in anchor.arguments)


def _palpable(argument: Argument) -> bool:
    """What violence can touch: people, things, places, and people come together ("bombed a wedding").

    People of a trade that no list holds are told by their number: "12 beekeepers".
    """
    what = argument.what
    counted = what.what == "other" and what.plural and what.count is not None and not what.count.article
    return what.what in PALPABLE or what.actor is not None or "gathering" in what.tags or counted


def _is_ground(anchor: Anchor, argument: Argument) -> bool:
    """ "shelled several areas", "the bombing of rebel targets": what heavy arms hit, though it has no name."""
    struck = anchor.row.type in ("shelling", "bombing", "air_strike", "missile_rocket", "drone_strike")
    return struck and anchor.sentence.lower(argument.group.head) in GROUND


RIVAL = word_set("rival rivals warring feuding opposing")
BANDS = word_set("clans gangs tribes factions militias armies sides clansmen tribesmen cartels")


def _between_sides(scene: Scene, anchor: Anchor) -> bool:
    """ "the army and the rebels fought", "rival clans fought": two sides in the subject, and nothing as the object."""
    subjects = [a for a in anchor.arguments if a.via == "subject"]
    if any(a.via == "object" for a in anchor.arguments) or not subjects:
        return False
    if sum(_is_a(scene, a, "armed") for a in subjects) > 1:
        return True
    if len(subjects) > 1 and all(a.what.what in HUMAN | {"name"} for a in subjects) and _with_weapons(anchor):
        return True  # "Nuer and Dinka youths fought with spears and rifles"
    words = {word for a in subjects for word in scene.line.sentence.folded[a.group.start : a.group.end]}
    return bool(words & BANDS) and bool(words & RIVAL | words & {"two", "three"})


def _with_weapons(anchor: Anchor) -> bool:
    line = anchor.line
    return any(
        noun.class_ == "device" and anchor.sentence.lower(noun.start - 1) in ("with", "using", "and")
        for noun in line.nouns.values()
        if noun.start >= anchor.end
    )


def _meets(scene: Scene, anchor: Anchor, condition: str) -> bool:
    where, _, what = condition.partition(":")
    if where == "sides":
        return _between_sides(scene, anchor)
    if where == "alone":
        return anchor.sentence.class_at(anchor.end) not in "DMNUA"
    if where == "gone":
        return anchor.sentence.lower(anchor.end) in GONE or anchor.sentence.class_at(anchor.end) in ".,C"
    if where == "ahead":
        return _warns_of_what_may_come(anchor)
    if where == "unhit":
        return UNHIT.isdisjoint(anchor.sentence.vocabulary)
    if where == "reported":
        return _is_talked_of(anchor)
    if where == "infinitive":
        return anchor.verb is not None and anchor.verb.infinitive
    if condition == "passive:any":
        return anchor.passive
    if where == "passive":
        return anchor.passive and any(_is_a(scene, a, "people") for a in anchor.arguments if a.via == "object")
    if where == "negated":
        if anchor.noun is not None:
            return anchor.sentence.lower(anchor.noun.start) == "no"
        return anchor.verb is not None and anchor.verb.negated
    if where == "to" and what == "violence":
        return _followed_by_violence(scene, anchor)
    if where == "carrier":
        return anchor.carrier is not None and anchor.carrier.lemma in what.split("/")
    if where == "any":
        return _any_word(anchor, what)
    if not anchor.arguments:
        return False
    agents = ("subject", "by") if where == "subject" and anchor.passive else (where,)
    return any(_is_a(scene, a, what) for a in anchor.arguments if a.via in agents)


def _is_talked_of(anchor: Anchor) -> bool:
    """ "talk of a bomb", "reports of explosives on board"."""
    sentence, noun = anchor.sentence, anchor.noun
    at = noun.start - 1 if noun is not None else 0
    return sentence.lower(at) in ("of", "about") and sentence.lower(at - 1) in status_words("report")


def _warns_of_what_may_come(anchor: Anchor) -> bool:
    """ "told its nationals to avoid hotels because of the risk of an attack"; not what reporters are told."""
    sentence = anchor.sentence
    hearers = sentence.folded[anchor.end : anchor.end + 4] if sentence.class_at(anchor.end) != "P" else []
    tellers = [a for a in anchor.arguments if a.via == "by"]
    if any(a.what.what in ARMED for a in tellers):
        return False
    if anchor.passive and not tellers and anchor.verb is not None and anchor.verb.lemma in BARELY_TOLD:
        return False  # "relatives were told that they would be killed"
    if sentence.lower(anchor.end) == "for":
        return False  # "asked for more troops, fearing an attack"
    if not CROWDS.isdisjoint(sentence.folded[anchor.end :]) and not SHUNNING.isdisjoint(sentence.folded[anchor.end :]):
        return True  # "urged citizens to avoid crowded places"
    if not PRESS.isdisjoint(hearers) or (anchor.passive and sentence.lower(anchor.end) == "in"):
        return False
    return is_foreseen(sentence, anchor.end)


def _followed_by_violence(scene: Scene, anchor: Anchor) -> bool:
    """ "threatened to kill", "a plot to bomb": an infinitive of violence within the next words."""
    sentence = anchor.sentence
    after = next((v for v in sentence.verbs if v.start >= anchor.end), None)
    return any(
        found.rows[0].family == "violence"
        and found.verb is not None
        and after is not None
        and found.verb.head == after.head
        and after.infinitive
        for found in find_triggers(sentence)
    )


def _any_word(anchor: Anchor, what: str) -> bool:
    words = anchor.sentence.vocabulary
    match what:
        case "captive":
            return bool(words & CAPTIVES)
        case "explosives":
            return any(word.startswith(("explos", "bomb", "suicide")) for word in words)
        case "danger":
            return bool(words & DANGER)
        case "crowd":
            return bool(words & CROWD)
        case "torpedo":
            return bool(words & {"torpedo", "torpedoed", "torpedoes", "rammed", "sank", "sunk"})
        case "fire":
            return bool(words & {"fire", "fires", "blaze", "blazes"})
        case "custody":
            return bool(words & CUSTODY)
        case "condemned":
            return bool(words & CONDEMNED) and not any(a.what.what in ARMED for a in anchor.arguments)
        case "barrage":
            return bool(words & BARRAGE)
        case _:
            return what in words


BELLIGERENT = ARMED | {"security", "government"}
FIGHTERS = ARMED | {"suspect"}
EXPLOSIVE = DEVICE_TAGS_EXPLOSIVE | PROJECTILES
BOMB_TAGS = frozenset(("explosive", "vehicle_bomb", "suicide_device"))


def _is_charge(anchor: Anchor, argument: Argument) -> bool:
    sentence, group = anchor.sentence, argument.group
    released = sentence.lower(group.end) in ("on", "onto", "from")  # "dropped charges on a bridge"
    return sentence.lower(group.head) in ("charge", "charges") and not released


def _is_a(scene: Scene, argument: Argument, what: str) -> bool:
    """Whether an argument is of a sort named in a condition."""
    described = argument.what
    tags = described.tags
    match what:
        case "people":
            return (
                "gathering" in tags
                or described.what in HUMAN
                or (described.what in ("pronoun", "number") and argument.via != "'s")
            )
        case "armed":
            return described.what in FIGHTING or described.what in ("pronoun", "name")
        case "belligerent":
            state = described.what == "place" and _is_state(scene, argument)
            return described.what in BELLIGERENT or state
        case "security":
            return described.what in ("security", "government", "pronoun", "name")
        case "fighters":
            return described.what in FIGHTERS
        case "armed_force":
            return described.what in FIGHTING
        case "state":
            return described.what in ("security", "government")
        case "authority":
            if "judicial" in tags:
                return False  # what a court orders is no warning
            ruling = described.what in RULERS
            ruling = ruling or (
                described.what == "place" and scene.line.sentence.class_at(argument.group.start - 1) != "P"
            )
            head = scene.line.sentence.lower(argument.group.head)
            author = author_of(scene, argument.group) if head in WRITINGS else None
            ruling = ruling or (author is not None and scene.describe(author).what in RULERS)
            return ruling or head in AUTHORITIES
        case "force":
            return described.what == "security"
        case "police":
            return described.what == "security" and NOT_POLICE.isdisjoint(tags)
        case "crowd":
            return bool(set(_folded(scene, argument)) & CROWD)
        case "rounds":
            return bool(set(_folded(scene, argument)) & ROUNDS)
        case "remains":
            return bool(set(_folded(scene, argument)) & REMAINS)
        case "body":
            owned = scene.line.sentence.lower(argument.group.start) in ("his", "her", "their")
            owned = owned or "S" in scene.line.sentence.classes[argument.group.start : argument.group.head]
            return owned and scene.line.sentence.lower(argument.group.head) in BODY
        case "parcel":
            return bool(set(_folded(scene, argument)) & PARCELS)
        case "robber":
            return bool(set(_folded(scene, argument)) & ROBBERS)
        case "palpable":
            return described.what not in ("event", "pronoun")
        case "thing":
            return described.what in THINGS or described.what == "place"
        case "place":
            return described.what in ("place", "facility", "infrastructure", "name", "civilian")
        case "device":
            return described.what == "device"
        case "explosive":
            return described.what == "device" and not EXPLOSIVE.isdisjoint(tags)
        case "projectile":
            return described.what == "device" and not PROJECTILES.isdisjoint(tags)
        case "weapon":
            return described.what == "device"
        case "vehicle" | "facility" | "infrastructure":
            return described.what == what
        case "event":
            return described.what == "event"
        case "captive":
            return bool(set(_folded(scene, argument)) & CAPTIVES)
        case "shots":
            return bool(set(_folded(scene, argument)) & SHOTS)
        case "hamlet":
            return bool(set(_folded(scene, argument)) & HAMLETS)
        case "raider":
            return described.what in FIGHTING or bool(set(_folded(scene, argument)) & SETTLERS)
        case "hacker":
            return bool(set(_folded(scene, argument)) & HACKERS)
        case "any":
            return True
        case "government" | "civilian":
            return described.what == what
        case "noun":
            return described.what in ("other", "government") and described.count is None and not described.tags
        case "agent":
            return described.what in HUMAN or described.what in ("pronoun", "name", "number")
        case "pronoun" | "number":
            return described.what == what
        case "bomb":
            bomb = described.what == "device" and not BOMB_TAGS.isdisjoint(tags)
            return bomb and bool(set(_folded(scene, argument)) & BOMBS)
        case "drone" | "mine" | "stone" | "incendiary" | "blade" | "gun" | "chemical":
            return what in tags
        case "gunman":
            return described.what in FIGHTING
        case "abuse":
            return bool(set(_folded(scene, argument)) & {"physical", "detainee", "prisoner"})
        case "military":
            state = _names_country(scene, argument) and bool(set(scene.line.sentence.folded) & STRUCK)
            return (
                state
                or described.what == "security"
                or bool(set(_folded(scene, argument)) & {"air", "military", "israeli", "missile", "drone"})
            )
        case "troops":  # "army fire", "Indian firing"
            return described.what == "security" or _names_country(scene, argument)
        case "violence":
            return described.what in ("event", "device")
        case _:
            return False


def _is_state(scene: Scene, argument: Argument) -> bool:
    words = scene.line.sentence.words(argument.what.start, argument.what.end)
    return country_by_name(words) is not None


def _names_country(scene: Scene, argument: Argument) -> bool:
    """ "US strike", "the Israeli strike"."""
    words = scene.line.sentence.texts[argument.group.start : argument.group.end]
    return any(country_by_name(word) or countries_by_demonym(word) for word in words)


def _folded(scene: Scene, argument: Argument) -> list[str]:
    return scene.line.sentence.folded[argument.group.start : argument.group.end]
