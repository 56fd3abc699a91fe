"""Whether an act is political: what those who did it, whom they meant and the words around it say.

Gang and domestic killings are recorded, and told apart: `no` where only private motives are told, `yes` where the act
belongs to a conflict, `doubtful` where nothing says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from msgspec.structs import replace

from tocsin.lexicon import cell_list, load_rows
from tocsin.read.rules.claims import ClaimFound
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.scene import Argument
from tocsin.record import Mention, Relation
from tocsin.record.values import Political
from tocsin.resolve.phrases import Opening, PhraseIndex
from tocsin.resolve.word_facts import Fact

# What private persons and gangs do not do.
OF_A_CONFLICT = frozenset(
    (
        "suicide_bombing", "landmine_explosion", "shelling", "missile_rocket", "air_strike", "drone_strike",
        "armed_clash", "enforced_disappearance", "execution", "excessive_force", "violent_demonstration",
        "detainee_abuse", "forced_displacement", "blockade", "chemical_attack", "assassination", "sabotage",
    )
)  # fmt: skip
DOING = ("perpetrator", "party", "suspect", "by_class", "pre")
MEANT = ("victim", "harmed", "target", "by_class")
STATE = frozenset(("security", "official", "government"))
# Whom to harm is seldom a private matter.
PUBLIC = frozenset(
    ("diplomatic", "electoral", "journalist", "judicial", "military", "peacekeeper", "political", "religious",
     "human_rights", "aid_worker", "union", "clergy", "worshipper", "activist", "indigenous")
)  # fmt: skip


class Motives:
    """The motives that the words of a document speak of; those of the whole text are looked for once, if at all."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared

    @cached_property
    def _of_text(self) -> set[str]:
        return set() if self._prepared.items else _motives_in(self._prepared.lines)

    def of(self, event: Event) -> set[str]:
        """Those of the event's own sentences, else those of a text that is about one thing."""
        return _motives_in(anchor.line for anchor in event.anchors) or self._of_text


def political_of(told: Motives, event: Event, type_: str, claims: Sequence[ClaimFound]) -> Political:
    """Whether the act is political: `no` for private motives alone, `doubtful` where nothing tells."""
    arguments = event.arguments()
    organised = any(_of_a_side(a) for a in arguments) or any(_claims_for_a_side(claim) for claim in claims)
    if organised or type_ in OF_A_CONFLICT:
        return "yes"
    motives = told.of(event)
    political = "political" in motives or any(_is_meant(a) for a in arguments)
    if "private" in motives or any(_of_a_gang(a) for a in arguments):
        return "doubtful" if political else "no"
    if political:
        return "yes"
    # A man with a gun may have any motive, and relatives die in any kind of attack.
    return "yes" if any(_are_gunmen(a) for a in arguments) and "family" not in motives else "doubtful"


def with_motives_of_acts(mentions: Sequence[Mention], relations: Sequence[Relation]) -> tuple[Mention, ...]:
    """The mentions; a response or a warning is as political as the act that it is tied to."""
    acts = {mention.id: mention for mention in mentions if mention.family in ("violence", "plot")}
    tied = {r.source: acts[r.target].political for r in relations if r.target in acts and r.source not in acts}
    return tuple(replace(m, political=tied[m.id]) if m.id in tied else m for m in mentions)


def _of_a_side(argument: Argument) -> bool:
    """Soldiers and armed groups that do it, whoever is hurt."""
    what, actor = argument.what, argument.what.actor
    if argument.role not in DOING or (actor is not None and actor.kind == "criminal_group"):
        return False
    return what.what == "security" or (actor is not None and what.what in ("armed", "armed_org"))


def _claims_for_a_side(claim: ClaimFound) -> bool:
    """Who claims an act, denies it or is blamed for it as an organisation, has a cause."""
    what, actor = claim.described.what, claim.described.actor
    return what in ("armed_org", "security") and (actor is None or actor.kind != "criminal_group")


def _of_a_gang(argument: Argument) -> bool:
    actor = argument.what.actor
    return argument.role in DOING and actor is not None and actor.kind == "criminal_group"


def _is_meant(argument: Argument) -> bool:
    """Those who govern, guard, report, pray or help, as the ones harmed."""
    what = argument.what
    return argument.role in MEANT and (what.what in STATE or not PUBLIC.isdisjoint(what.tags))


def _are_gunmen(argument: Argument) -> bool:
    """Several armed people."""
    return argument.role in DOING and argument.what.what in ("armed", "armed_org") and argument.what.plural


@cache
def _index() -> PhraseIndex[str]:
    return PhraseIndex((form, row["motive"]) for row in load_rows("motives.csv") for form in cell_list(row["forms"]))


MOTIVE: Fact[Opening[str] | None] = Fact(lambda text: _index().opening(text))


def _motives_in(lines: Iterable[Line]) -> set[str]:
    index = _index()
    sentences = [line.sentence for line in lines]
    return {
        motive for s in sentences for found in index.find(s.folded, openings=s.row(MOTIVE)) for motive in found.values
    }
