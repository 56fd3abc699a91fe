"""Whose strike it was, where the words name a nation: "an Israeli air strike", "Russian shelling", "a US drone".

Only strikes and weapons that states have: "a Nigerian attack" and "a Somali bombing" say where, not who.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import Described
from tocsin.read.rules.groups import NounGroup, Sentence
from tocsin.read.rules.scene import Argument, Scene
from tocsin.read.rules.triggers import Trigger
from tocsin.resolve.actors import default_register
from tocsin.resolve.countries import Country, countries_by_demonym, country_by_name

STRIKES = frozenset(("air_strike", "drone_strike", "shelling", "missile_rocket"))
CRAFT = word_set(
    "drone drones missile missiles shell shells jet jets warplane warplanes helicopter helicopters gunship gunships "
    "bomber bombers warship warships tank tanks howitzer howitzers"
)
VIA = frozenset(("subject", "by", "with", "from"))
DOWNING = frozenset(("intercept-device-v", "down-device-v"))  # rows whose doers are those who were shot at
FLOWN = frozenset(("object",))
OWNING = frozenset(("security", "government", "armed_org", "armed"))
WIDEST = 4  # letters of a country that stands before a noun as an adjective does: "US", "U.S.", "UAE"


def strikers(scene: Scene, type: str, group: NounGroup, until: int) -> list[Argument]:
    """The forces of the nations named in a noun group before the strike that begins at token `until`."""
    return list(_forces(scene, group.start, until)) if type in STRIKES else []


def owners(scene: Scene, row: Trigger, arguments: Iterable[Argument]) -> list[Argument]:
    """Those whose weapons do it: "an American drone hit a car", "an army drone hit it", "Russian shelling killed"."""
    found: list[Argument] = []
    for argument in arguments:
        group = argument.group
        armed = argument.what.what in ("device", "vehicle") and argument.what.actor is None
        ties = FLOWN if row.id in DOWNING else VIA
        head = scene.line.sentence.lower(group.head)
        if armed and argument.via in ties and (head in CRAFT or "aircraft_bomb" in argument.what.tags):
            found += _forces(scene, group.start, group.head)
            found += _services(scene, group)
        elif row.type in STRIKES and argument.via == "subject" and group.start == group.head:
            found += _forces(scene, group.start, group.end)
    return found


def _forces(scene: Scene, start: int, end: int) -> Iterator[Argument]:
    sentence = scene.line.sentence
    for i in range(start, end):
        country = _nation(sentence, i)
        if country is None or any(actor.start <= i < actor.end for actor in scene.line.actors):
            continue
        forces = default_register().branch("military", country)
        what = Described(what="security", kind="state_force", start=i, end=i + 1, actor=forces, plural=True)
        yield Argument("perpetrator", NounGroup(i, i + 1, i), what, "nation")


def _services(scene: Scene, group: NounGroup) -> Iterator[Argument]:
    """ "an army drone", "an air force jet", "the junta's jets": the service, or the side, that the weapon is of."""
    mark = scene.line.sentence.classes.find("S", group.start, group.head)
    if mark > group.start:
        owner = NounGroup(group.start, mark, mark - 1)
        what = scene.describe(owner)
        if what.what in OWNING:
            yield Argument("perpetrator", owner, what, "nation")
    for i in range(group.start, group.head):
        noun = scene.line.nouns.get(i)
        if noun is not None and noun.class_ == "security" and noun.start >= group.start:
            service = NounGroup(noun.start, i + 1, i)
            yield Argument("perpetrator", service, scene.describe(service), "nation")


def _nation(sentence: Sentence, i: int) -> Country | None:
    """The one country that a word means as an adjective: by its demonym, or by letters such as "US"."""
    text = sentence.texts[i]
    people = countries_by_demonym(text) if text[:1].isupper() else ()
    if len(people) == 1:
        return people[0]
    letters = text.replace(".", "")
    return country_by_name(text) if letters.isupper() and 1 < len(letters) <= WIDEST and sentence.cased else None
