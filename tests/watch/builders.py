"""Small watches, incidents and what names are looked up in, made by hand."""

from msgspec.structs import replace

from tocsin.record import Claim, Participant, Place, Toll
from tocsin.watch import Conditions, Seen, Watch, parse_watches
from view.incidents import an_incident, folded, support

NOW = "2024-03-23T12:00:00+00:00"
SEEN = Seen(now=NOW)
PLACES = {
    "Goma": Place(name="Goma", country="CD", latitude=-1.67, longitude=29.23, precision="city"),
    "Kano, Nigeria": Place(name="Kano", country="NG", latitude=12.0, longitude=8.52, precision="city"),
}


class Names:
    """Knows a few names."""

    def country(self, words):
        return {"ng": "NG", "nigeria": "NG", "cd": "CD", "turkey": "TR"}.get(words.lower())

    def place(self, words):
        return PLACES.get(words)

    def actors(self, words):
        return {"Harbour Front": ("harbour-front",), "harbour-front": ("harbour-front",), "Front": ("a", "b")}.get(
            words, ()
        )

    def factions(self, actor):
        return frozenset({"harbour-front-north"}) if actor == "harbour-front" else frozenset()

    def names_person(self, words):
        return words == "Jane Doe"

    def is_demonym(self, word):
        return word in ("nigerian", "turkish", "nigerians")


def parsed(text):
    return parse_watches(text, name="watch.toml", lookup=Names())


def a_watch(**fields):
    conditions = {name: fields.pop(name) for name in list(fields) if name in Conditions.__struct_fields__}
    return Watch(**{"name": "w", "all_of": Conditions(**conditions), **fields})


def toll(low, quote="people killed", measure="killed", **more):
    return folded(Toll(measure=measure, low=low, best=more.pop("best", None), **more), quote, document="d1")


def claimed(claimant, stance="claimed", actor=None, by=None, **more):
    return folded(Claim(claimant=claimant, stance=stance, actor=actor, by=by), f"{claimant} said", **more)


def doer(name, actor=None, role="perpetrator", kind="organization", **more):
    return folded(Participant(role=role, kind=kind, name=name, actor=actor, **more), name)


__all__ = [
    "NOW", "SEEN", "Names", "a_watch", "an_incident", "claimed", "doer", "folded", "parsed", "replace", "support", "toll",
]  # fmt: skip
