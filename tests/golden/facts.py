"""What a reading says in the reduced form of the golden facts, and how it differs from an analyst's truth.

A facts file holds `published`, `title` (where there is one) and either `"none": true` (the report tells of no act) or
`acts`, `responses`, `warnings` and `assessments`. What a key does not say is not judged; an empty list says "none".
Every stated value is one fact with a path of its own (`acts.0.tolls.killed`, `acts.0.claims.1`); what the reading adds
to a list is a fact got wrong, under the path of the list and `extra`. `also_fair` gives, by path, readings as good as
the truth; `missed` gives, by path, the facts not got right today and why.

Acts are mentions of one event (`unit` `single`) of the families violence and plot. Tolls are those of the event, as
[low, best, high], or a list of these where the report has several. Participants and claimants are ids of the register,
else the words, of which the last must agree ("guards" stands for "prison guards"); suspects may stand with an arrest or
a trial that answers the act. The first of `where` is the site. Assessments are the ones an analyst would single out;
others are not judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.read.rules.reader import RuleReader
from tocsin.record import Claim, Document, Mention, Participant, Place, Reading, Toll, WarningNotice, When, document_key

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.txt"))
ROLES = {
    "perpetrators": "perpetrator", "suspects": "suspect", "parties": "party", "victims": "victim",
    "targets": "target", "weapons": "weapon",
}  # fmt: skip
# Words for the harmed that say no more than that there were some.
NO_MORE_THAN_PEOPLE = {"people", "persons", "individuals", "others", "victims"}
ARTICLES = {"the", "a", "an", "its", "their", "his", "her"}

Triple = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Wrong:
    """A fact that the reading does not bear out: its path, what the truth says and what the reading says."""

    path: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.path}: expected {json.dumps(self.expected)}, found {json.dumps(self.found)}"


@dataclass(frozen=True)
class Compared:
    """How a reading stands to the truth: how many facts that states, and what is wrong of them or beside them."""

    stated: int
    wrong: tuple[Wrong, ...]

    @property
    def right(self) -> int:
        """How many of the stated facts are borne out."""
        return self.stated - len(self.wrong) + self.added

    @property
    def added(self) -> int:
        """How many lists the reading adds something false to."""
        return sum(w.path.endswith(".extra") for w in self.wrong)


# ------------------------------------------------------------------------------------------------ the pairs
def facts_of(name: str) -> dict[str, Any]:
    """The truth about one golden text."""
    found: dict[str, Any] = json.loads((HERE / f"{name}.facts.json").read_text(encoding="utf-8"))
    return found


def document_of(name: str) -> Document:
    """One golden text as a document."""
    text, facts = (HERE / f"{name}.txt").read_text(encoding="utf-8"), facts_of(name)
    return Document(
        key=document_key(text.encode(), source=None, name=name),
        id=name,
        text=text,
        title=facts.get("title"),
        published=facts["published"],
        published_from="given",
    )


@cache
def reading_of(name: str) -> Reading:
    """One golden text as the rule reader reads it."""
    return RuleReader().read(document_of(name))


# ------------------------------------------------------------------------------------------------ agreement
def words_of(name: str | None) -> list[str]:
    return [w for w in (name or "").casefold().replace("’", "'").split() if w not in ARTICLES]


def same_name(expected: str | None, name: str | None, actor: str | None = None) -> bool:
    """Whether a name in the reading is the one of the truth: its id, or its head with all that the truth says of it."""
    if expected is None or name is None:
        return expected == name
    if expected == actor:
        return True
    want, got = words_of(expected), words_of(name)
    return bool(want and got) and want[-1] == got[-1] and set(want) <= set(got)


def same_claim(expected: list[Any], claim: Claim) -> bool:
    claimant, stance, by = expected
    return same_name(claimant, claim.claimant, claim.actor) and stance == claim.stance and same_name(by, claim.by)


def triple(toll: Toll) -> Triple:
    return toll.low, toll.best, toll.high


# ------------------------------------------------------------------------------------------------ comparing
class Comparison:
    """Collects what is stated and what is wrong, path by path."""

    def __init__(self, also_fair: dict[str, Any]) -> None:
        self.also_fair = also_fair
        self.stated = 0
        self.wrong: list[Wrong] = []

    def value(self, path: str, expected: Any, found: Any) -> None:
        self.stated += 1
        if found != expected and found not in self.also_fair.get(path, ()):
            self.wrong.append(Wrong(path, expected, found))

    def all_of(self, path: str, expected: list[Any], found: list[Any], same: Any, *, show: Any = str) -> None:
        """Each of `expected` is in `found`, and nothing else is but what is as fair."""
        shown = [show(each) for each in found]
        for n, one in enumerate(expected):
            self.stated += 1
            if not any(same(one, each) for each in found):
                self.wrong.append(Wrong(f"{path}.{n}", one, shown))
        fair = [*expected, *self.also_fair.get(path, ())]
        more = [s for s, each in zip(shown, found, strict=True) if not any(same(one, each) for one in fair)]
        if more:
            self.wrong.append(Wrong(f"{path}.extra", None, more))

    def done(self) -> Compared:
        return Compared(self.stated, tuple(self.wrong))


def compare(facts: dict[str, Any], reading: Reading) -> Compared:
    """How a reading stands to the truth."""
    found = Comparison(facts.get("also_fair", {}))
    acts = [m for m in reading.mentions if m.family in ("violence", "plot") and m.unit == "single"]
    if facts.get("none"):
        found.stated += 1
        if acts:
            found.wrong.append(Wrong("none", True, [m.type for m in acts]))
        return found.done()
    _compare_acts(found, facts["acts"], acts, reading)
    others = [m for m in reading.mentions if m.family == "response"]
    if "responses" in facts:
        pairs = sorted({(m.type, kind) for m in others for kind in _kinds(reading, m, acts)}, key=str)
        found.all_of("responses", facts["responses"], pairs, lambda a, b: tuple(a) == b, show=list)
    if "warnings" in facts:
        warnings = [m for m in reading.mentions if m.family == "warning"]
        found.all_of("warnings", facts["warnings"], warnings, _same_warning, show=_show_warning)
    for n, said in enumerate(facts.get("assessments", ())):
        found.stated += 1
        speakers = [(a.speaker, a.post, a.affiliation) for a in reading.assessments]
        if not any(all(same_name(*pair) for pair in zip(said, each, strict=True)) for each in speakers):
            found.wrong.append(Wrong(f"assessments.{n}", said, [list(each) for each in dict.fromkeys(speakers)]))
    return found.done()


def _answers_to(mention: Mention, reading: Reading) -> list[Mention]:
    ids = {r.source for r in reading.relations if r.target == mention.id and r.type == "responds_to"}
    return [m for m in reading.mentions if m.id in ids]


def _kinds(reading: Reading, mention: Mention, acts: list[Mention]) -> Iterable[str | None]:
    targets = {m.id for m in acts}
    return [r.kind for r in reading.relations if r.source == mention.id and r.target in targets] or [None]


def _same_warning(expected: list[Any], mention: Mention) -> bool:
    type_, issuer, recipient = expected
    notice = (mention.all(WarningNotice) or (WarningNotice(),))[0]
    return mention.type == type_ and all(
        want is None or same_name(want, got) for want, got in ((issuer, notice.issuer), (recipient, notice.recipient))
    )


def _show_warning(mention: Mention) -> list[str | None]:
    notice = (mention.all(WarningNotice) or (WarningNotice(),))[0]
    return [mention.type, notice.issuer, notice.recipient]


def _compare_acts(found: Comparison, expected: list[dict[str, Any]], acts: list[Mention], reading: Reading) -> None:
    """Pair the acts, the best pair first; what of the truth then has no mention is wrong as a whole."""
    trials = {
        (n, m.id): _compare_act(n, act, m, _answers_to(m, reading), found.also_fair)
        for n, act in enumerate(expected)
        for m in acts
    }
    ranked = sorted(trials, key=lambda pair: trials[pair].added - trials[pair].right)
    pairs: dict[int, str] = {}
    for n, id in ranked:
        related = any(w.path in (f"acts.{n}.type", f"acts.{n}.status") for w in trials[n, id].wrong)
        if n not in pairs and id not in pairs.values() and (not related or trials[n, id].right > 1):
            pairs[n] = id
    for n, act in enumerate(expected):
        if n in pairs:
            trial = trials[n, pairs[n]]
            found.stated += trial.stated
            found.wrong += trial.wrong
        else:
            found.stated += 1
            found.wrong.append(Wrong(f"acts.{n}", [act["type"], act["status"]], [m.type for m in acts]))
    rest = [m.type for m in acts if m.id not in pairs.values() and m.type not in found.also_fair.get("acts.extra", ())]
    if rest:
        found.wrong.append(Wrong("acts.extra", None, rest))


def _compare_act(
    n: int, act: dict[str, Any], mention: Mention, answers: list[Mention], also_fair: dict[str, Any]
) -> Compared:
    found, at = Comparison(also_fair), f"acts.{n}"
    found.value(f"{at}.type", act["type"], mention.type)
    found.value(f"{at}.status", act["status"], mention.status)
    if "background" in act:
        found.value(f"{at}.background", act["background"], mention.background)
    if "when" in act:
        when = (mention.all(When) or (When(),))[0]
        found.value(f"{at}.when", act["when"], [(when.earliest or "")[:10] or None, (when.latest or "")[:10] or None])
    places = [p for p in mention.all(Place) if p.role == "site"]
    if "country" in act:
        found.value(f"{at}.country", act["country"], places[0].country if places else None)
    if "where" in act:
        names = [p.name for p in places]
        found.all_of(f"{at}.where", act["where"], names, same_name)
        if any(same_name(act["where"][0], name) for name in names[1:]) and not same_name(act["where"][0], names[0]):
            found.wrong.append(Wrong(f"{at}.where.0", f"{act['where'][0]} first", names))
    if "tolls" in act:
        _compare_tolls(found, at, act["tolls"], mention)
    for key, role in ROLES.items():
        if key in act:
            got = [p for m in (mention, *(answers if key == "suspects" else ())) for p in m.all(Participant)]
            _compare_participants(found, f"{at}.{key}", act, [p for p in got if p.role == role])
    if "claims" in act:
        found.all_of(
            f"{at}.claims", act["claims"], list(mention.all(Claim)), same_claim,
            show=lambda c: [c.actor or c.claimant, c.stance, c.by],
        )  # fmt: skip
    return found.done()


def _compare_tolls(found: Comparison, at: str, expected: dict[str, Any], mention: Mention) -> None:
    tolls = [t for t in mention.all(Toll) if t.scope == "event"]
    for measure in sorted({*expected, *(t.measure for t in tolls)}):
        told = expected.get(measure, [])
        truth = told if not told or isinstance(told[0], list) else [told]
        said = list(dict.fromkeys(triple(t) for t in tolls if t.measure == measure))
        found.all_of(f"{at}.tolls.{measure}", truth, said, lambda a, b: tuple(a) == b, show=list)


def _compare_participants(found: Comparison, path: str, act: dict[str, Any], got: list[Participant]) -> None:
    """A group that is in the claims need not be named again, and may be."""
    key = path.rsplit(".", 1)[1]
    claimants = [c[0] for c in act.get("claims", ())] if key in ("perpetrators", "suspects") else []
    told = [
        p for p in got
        if not NO_MORE_THAN_PEOPLE.issuperset(words_of(p.name))
        and not any(same_name(c, p.name, p.actor) and c not in act[key] for c in claimants)
    ]  # fmt: skip
    found.all_of(path, act[key], told, lambda a, p: same_name(a, p.name, p.actor), show=lambda p: p.actor or p.name)


# ------------------------------------------------------------------------------------------------ all of them
def all_compared() -> Iterator[tuple[str, Compared]]:
    """Each golden text with how its reading stands to the truth."""
    for name in NAMES:
        yield name, compare(facts_of(name), reading_of(name))
