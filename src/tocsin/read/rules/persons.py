"""Persons named in a document: where, in what post, and of what standing.

Run before places are looked for, so that a name blocks a toponym. Built for recall, since the masking of private
persons rests on it: a doubtful name is kept as `unknown`, which counts as private. Not for unnamed persons ("a guard").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.identity import Known, PersonFound
from tocsin.read.rules.names import (
    DOUBTFUL,
    PLACE_NOUNS,
    belongs_to_others,
    is_given_name,
    speaks_in_capitals,
)
from tocsin.read.rules.roles import NO_ROLE, Role, role_beside
from tocsin.read.rules.runs import Run, runs_of
from tocsin.read.rules.words import is_common
from tocsin.record import Person
from tocsin.resolve.gazetteer import Gazetteer

__all__ = ["PersonFound", "find_persons", "to_record"]

AGE = re.compile(r"[,(] ?(?:aged |age )?\d{1,2} ?(?:[,.);]|$)")
# Verbs that people do, or that are done to people, in news; a company or a place seldom does.
HUMAN = word_set(
    "say tell add think believe write ask argue explain reply recall die marry resign tweet admit speak insist "
    "deny acknowledge note warn comment claim stress"
)
DONE_TO = word_set(
    "bear arrest sentence convict kill shoot behead elect appoint kidnap abduct assassinate murder execute jail "
    "charge wound injure identify name succeed accuse quote stab detain"
)
NAMING = word_set("named called alias aka identified nicknamed")
AT_PLACES = word_set("in at near around outside of")
OF_PEOPLE = word_set(  # what only people have: what is of these is no place
    "killing murder death slaying shooting stabbing assassination abduction kidnapping homicide beheading execution "
    "arrest wife husband widow mother father son daughter brother sister parents relatives funeral body suicide rape"
)
SAINTS = word_set("st st. sri shri saint")  # "St. Louis" is no person
FATHERS = word_set("abu abou abd umm oum")  # "Abu Ghraib": alone, no proof that a person is meant
# Titles without which a single name says too little: "Mullah Omar", "Pope Francis".
KEPT_TITLES = word_set(
    "mullah sheikh sheik ayatollah pope king queen prince princess sultan emir imam maulana mufti haji comandante"
)


def find_persons(
    prepared: Prepared, runs: Sequence[Run] | None = None, gazetteer: Gazetteer | None = None
) -> tuple[PersonFound, ...]:
    """The persons named in a document, in order; the same person as often as named. `runs` are those of its lines.

    A name of several words that `gazetteer` holds as a place's is a person's only where more than the name says so.
    """
    runs = runs_of(prepared) if runs is None else runs
    if gazetteer is not None:
        runs = [run for run in runs if not is_known_place(run, gazetteer)]
    first: list[PersonFound | Run] = [_person(prepared, run) or run for run in runs]
    known = Known([item for item in first if isinstance(item, PersonFound)])
    return tuple(found for item in first if (found := _linked(item, known)) is not None)


def is_known_place(run: Run, gazetteer: Gazetteer) -> bool:
    """Whether a run is the name of a place that the gazetteer holds, and nothing beside it is about a person.

    "Khan Younis" and "Sheikh Zuweid" are towns. "Miguel Hidalgo" is one too, but of a name that people bear first:
    after a given name only our own rows count, which hold the places of the news.
    """
    sentence = run.line.sentence
    start = run.start - (sentence.lower(run.start - 1) in KEPT_TITLES)
    if run.end - start < 2 or has_age(run) or _acts(run) or not sentence.cased:
        return False
    entries = gazetteer.find(" ".join(sentence.texts[start : run.end]))
    if start == run.start and is_given_name(sentence.lower(start)):
        entries = tuple(entry for entry in entries if entry.own)
    return any(entry.kind in ("city", "admin1", "admin2", "venue") for entry in entries)


def to_record(found: PersonFound, prepared: Prepared) -> Person:
    """The person as the record has it: the span, the words in it, and the standing."""
    sentence = prepared.lines[found.line].sentence
    start, end = sentence.span(found.start, found.end)
    evidence = prepared.evidence(prepared.lines[found.line], start, end)
    return Person(name=evidence.quote, start=start, end=end, field=evidence.field, standing=found.standing)


def _person(prepared: Prepared, run: Run) -> PersonFound | None:
    """The person that a run names by its own evidence, else None."""
    if run.shapes[run.start] == "u" or _is_bare(run):
        return None
    role = role_beside(run.line, run.start, run.end, run.posts)
    if is_part_of_other(run, role) or not _is_person(run, role):
        return None
    run = _with_title(run)
    name = _words(prepared, run)
    return PersonFound(
        line=run.line.sentence.number,
        start=run.start,
        end=run.end,
        name=name,
        full_name=name.removesuffix("'S").removesuffix("’S"),
        standing=role.standing,
        post=role.post,
        affiliation=role.affiliation,
    )


def _is_bare(run: Run) -> bool:
    """One capitalised word with nothing beside it that could make it a person's name: most runs are no more."""
    sentence, start = run.line.sentence, run.start
    if run.end - start > 1 or (run.posts and any(post.end == start for post in run.posts)):
        return False
    word = sentence.folded[start]
    return sentence.lower(run.end) not in OWN and (not is_given_name(word) or is_common(word))


OWN = frozenset(("who", "whose"))


def _with_title(run: Run) -> Run:
    """A single name with the title that makes it one: "Mullah Omar"."""
    before = run.line.sentence.lower(run.start - 1)
    if run.end - run.start == 1 and before in KEPT_TITLES:
        return replace(run, start=run.start - 1)
    return run


def _words(prepared: Prepared, run: Run) -> str:
    start, end = run.line.sentence.span(run.start, run.end)
    return " ".join(prepared.evidence(run.line, start, end).quote.split())


def is_part_of_other(run: Run, role: Role) -> bool:
    """Whether the run is a piece of an organisation's, a building's or a place's name."""
    sentence = run.line.sentence
    after = run.shapes[run.end : run.end + 1]
    if after == "o" and not belongs_to_others(sentence.lower(run.end)):
        after = "-"  # an actor of the register: "killed by Ahmed Abdi al-Shabaab said"
    if sentence.lower(run.end) in PLACE_NOUNS and sentence.cased and not role.titled:
        return True
    if after == "o" or (sentence.lower(run.end) == "of" and run.shapes[run.end + 1 : run.end + 2] == "o"):
        return True
    before = run.shapes[run.start - 1] if run.start else "-"
    if before == "o" and not role.titled and not is_given_name(sentence.lower(run.start)):
        return True
    of_other = run.start > 1 and run.shapes[run.start - 2] == "o" and sentence.lower(run.start - 1) == "of"
    return of_other and not role.titled and not _gives_name(run)


def _is_person(run: Run, role: Role) -> bool:
    """Whether the words in the run and beside it speak for a person."""
    strict = speaks_in_capitals(run.line)
    if role.titled:
        word = _title_word(run)
        return run.end - run.start > 1 or (word not in SAINTS and not (word.endswith("s") and len(word) > 3))
    if run.line.sentence.lower(run.end) in OWN and not strict and not at_place(run):
        return True
    if run.end - run.start == 1:
        word = run.line.sentence.lower(run.start)
        return is_given_name(word) and not is_common(word) and (role.apposed or has_age(run) or _acts(run))
    if _gives_name(run):
        return not at_place(run) or role.apposed or has_age(run)
    if strict or has_common_word(run):
        return not strict and (role.apposed or has_age(run)) and not has_common_word(run)
    return role.apposed or "I" in run.shapes[run.start : run.end] or has_age(run) or _acts(run)


def _title_word(run: Run) -> str:
    sentence = run.line.sentence
    return sentence.lower(run.start - (2 if sentence.lower(run.start - 1) == "." else 1))


def _gives_name(run: Run) -> bool:
    """A given name or initial, then a name; "Victoria Park" and "May Day" are not persons."""
    sentence = run.line.sentence
    last = sentence.lower(run.end - 1)
    if run.end - run.start < 2 or (last in DOUBTFUL and at_place(run)):
        return False
    if sentence.lower(run.start) in FATHERS and run.end - run.start == 2:
        return False
    if is_given_name(sentence.lower(run.start)):
        return not is_common(sentence.lower(run.start)) or not is_common(last) or sentence.cased
    inner = range(run.start + 1, run.end)
    return not has_common_word(run) and any(is_given_name(sentence.lower(i)) for i in inner)


def has_common_word(run: Run) -> bool:
    sentence = run.line.sentence
    return any(is_common(sentence.lower(i)) and len(sentence.lower(i)) > 1 for i in range(run.start, run.end))


def at_place(run: Run) -> bool:
    """Whether a place may be named: after "in" or "of", but not in "the murder of X"."""
    before, sentence = run.line.sentence.lower(run.start - 1), run.line.sentence
    return before in AT_PLACES and not (before == "of" and sentence.lower(run.start - 2) in OF_PEOPLE)


def has_age(run: Run) -> bool:
    """Whether an age follows: "Jane Doe, 34,"."""
    return has_age_after(run.line.sentence, run.end)


def has_age_after(sentence: Sentence, end: int) -> bool:
    """Whether an age follows the name that ends at token `end`."""
    if sentence.class_at(end) not in ",(":
        return False
    return AGE.match(" ".join(sentence.texts[end : end + 4])) is not None


def _acts(run: Run) -> bool:
    """The run is the subject of a verb of people ("X told", "said X", "X was shot"), or is introduced by name."""
    sentence = run.line.sentence
    naming = run.start - 2 if sentence.lower(run.start - 1) == "as" else run.start - 1
    if sentence.lower(naming) in NAMING:
        return True
    i = run.end
    while sentence.class_at(i) == "R":
        i += 1
    after, before = sentence.verb_at.get(i), sentence.verb_at.get(run.start - 1)
    if after is not None and (after.lemma in HUMAN or (after.passive and after.lemma in DONE_TO)):
        return True
    return before is not None and before.head == run.start - 1 and before.lemma == "say" and before.form == "V"


def _linked(item: PersonFound | Run, known: Known) -> PersonFound | None:
    """A mention with what the document says of the same person; None where the run is nobody's name."""
    if isinstance(item, PersonFound):
        full = known.find(item.full_name)
        return item if full is None else _at(full, item.line, item.start, item.end, item.name)
    sentence = item.line.sentence
    full = known.find(item.text)
    if full is None or is_part_of_other(item, NO_ROLE):
        return None
    return _at(full, sentence.number, item.start, item.end, item.text)


def _at(person: PersonFound, line: int, start: int, end: int, name: str) -> PersonFound:
    return replace(person, line=line, start=start, end=end, name=name)
