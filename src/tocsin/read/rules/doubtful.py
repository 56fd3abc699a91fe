"""Names that may be a person's: what is left when persons, organisations and places have been found.

For the record alone, so that no private person's name escapes masking for want of proof. The
cascade does not read with them, and they keep no toponym from being one. Two words with capitals need a reason to be
refused; a single word needs one to be taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.identity import Known, PersonFound
from tocsin.read.rules.names import PLACE_NOUNS, is_given_name, speaks_in_capitals
from tocsin.read.rules.nouns import is_one_person
from tocsin.read.rules.persons import has_age, is_part_of_other
from tocsin.read.rules.roles import NO_ROLE, role_beside
from tocsin.read.rules.runs import Run
from tocsin.read.rules.words import is_common
from tocsin.resolve.actors import countries_named
from tocsin.resolve.remembered import Remembered
from tocsin.resolve.tokens import FOLDED

# Before the name of a place more often than before a person's.
TO_PLACES = word_set(
    "in at near around outside inside into across through toward towards throughout between from to via"
)
WHOSE = word_set("who whose whom")
NAMING = word_set("named called alias aka nicknamed one as name")
KIN = word_set(
    "daughter daughters son sons wife husband brother brothers sister sisters mother father cousin uncle aunt nephew "
    "niece grandson granddaughter grandfather grandmother widow widower fiancee fiance girlfriend boyfriend friend "
    "friends neighbour neighbor colleague driver bodyguard baby twin child boy girl toddler parents children"
)
# Verbs whose subject is a human being, and whose object is one.
DOES = word_set(
    "say tell add think believe write ask argue explain reply recall die marry resign admit speak insist deny weep "
    "acknowledge note warn comment claim stress walk run sleep remember smile laugh shout cry scream kneel pray love "
    "keep wear hide flee live work study teach grow lose leave go come become want know feel hear see wait stand sit "
    "carry bury drive sell buy show survive wake faint confess plead testify return hope fear need try"
)
UNDERGOES = word_set(
    "bear arrest sentence convict kill shoot behead elect appoint kidnap abduct assassinate murder execute jail free "
    "charge wound injure identify name succeed accuse quote stab detain bury rescue save interview hug marry release "
    "question torture rape dismiss blame praise replace thank meet pull"
)
BODIES = word_set(
    "picture photo photograph portrait body killing death murder arrest kidnapping abduction assassination release "
    "trial "
    "family funeral coffin grave memory name case execution torture rape disappearance house home"
)
NEVER_AFTER = word_set(": co corp inc ltd plc llc gmbh")
SACRED = word_set("jesus christ god allah buddha muhammad satan")
HAD = word_set(  # what somebody has, and a place or a company does not
    "body phone lawyer lawyers men fighters death murder killing arrest family relatives home corpse widow voice eyes "
    "face hand hands head leg legs arm arms shoes shirt statement words death-bed funeral grave coffin testimony trial"
)
PLACED = word_set("fall lie see come suffer witness border remain report have be vote host rise sit")  # a town does
ADDRESSED = word_set(
    "speak talk write belong listen appeal marry hand give send return sentence refer close loyal according thanks"
)
CONTRACTED = ("'m", "'ll", "'re", "'ve", "'d", "n't")
ROUNDS = 3  # "A, B and Carl Carlson": B beside Carl, then A beside B
MARKS = frozenset("\"“”'‘’«»")


def find_doubtful(prepared: Prepared, persons: Sequence[PersonFound], runs: Sequence[Run]) -> tuple[PersonFound, ...]:
    """The names among `runs` that may be persons' and are not among `persons`, in order."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for person in persons:
        taken.setdefault(person.line, []).append((person.start, person.end))
    rest = [run for run in runs if not _overlaps(taken.get(run.line.sentence.number, ()), run.start, run.end)]
    found: list[PersonFound] = []
    changed = {run.line.sentence.number for run in rest}  # the lines in which a name may have come to stand beside one
    for _ in range(ROUNDS):
        names = [
            (number := run.line.sentence.number) in changed and _is_name(run, taken.get(number, ())) for run in rest
        ]
        if True not in names:
            break
        new = list(compress(rest, names))
        changed = {run.line.sentence.number for run in new}
        for run in new:
            taken.setdefault(run.line.sentence.number, []).append((run.start, run.end))
        found += map(_named, new)
        rest = [run for run, is_name in zip(rest, names, strict=True) if not is_name]
    if not found:
        return ()
    known = Known(found)
    return tuple(sorted((*found, *_again(rest, known)), key=lambda each: (each.line, each.start)))


def _named(run: Run) -> PersonFound:
    role = role_beside(run.line, run.start, run.end, run.posts)
    number = run.line.sentence.number
    return PersonFound(
        line=number, start=run.start, end=run.end, name=run.text, full_name=run.text, standing=role.standing
    )


def _again(runs: Sequence[Run], known: Known) -> Iterator[PersonFound]:
    """The same names, whole or shortened, where nothing speaks for them."""
    for run in runs:
        full = known.find(run.text)
        if full is not None and not is_part_of_other(run, NO_ROLE) and not _in_place(run):
            yield replace(full, line=run.line.sentence.number, start=run.start, end=run.end, name=run.text)


def _is_name(run: Run, persons: Sequence[tuple[int, int]]) -> bool:
    sentence = run.line.sentence
    if run.end - run.start == 1 and _ODD[sentence.texts[run.start]]:
        return False
    if run.shapes[run.start] == "u" and not is_given_name(sentence.lower(run.start)):
        return False
    if speaks_in_capitals(run.line) or _in_place(run):
        return False
    if (is_part_of_other(run, NO_ROLE) and not _is_from_country(run)) or sentence.lower(run.end) in NEVER_AFTER:
        return False
    words = range(run.start, run.end)
    if run.end - run.start == 1:
        word = sentence.lower(run.start)
        given = is_given_name(word) and not is_common(word) and not _is_of_place(run)
        return given or _is_person_alone(run, persons)
    common = [is_common(sentence.lower(i)) and not is_given_name(sentence.lower(i)) for i in words]
    if any(common[1:]) or (common[0] and sentence.lower(run.start - 1) == "the"):
        given = is_given_name(sentence.lower(run.start)) and not _is_of_place(run)
        given = given or '"' in sentence.folded[run.start : run.end]  # a nickname
        return given or has_age(run) or _is_introduced(run) or (not all(common) and _is_person_alone(run, persons))
    return not _is_of_place(run) or _is_person_alone(run, persons)


def _is_from_country(run: Run) -> bool:
    """ "Hanne Kjeldsen of Denmark": two words of nobody else's, and a country after "of"."""
    sentence = run.line.sentence
    of_country = sentence.lower(run.end) == "of" and bool(countries_named(sentence.folded[run.end + 1 : run.end + 2]))
    return of_country and run.end - run.start > 1 and run.shapes[run.start - 1 : run.start] != "o"


def _is_odd(text: str) -> bool:
    """Whether a word by itself is hardly a name: a common word, an acronym."""
    word = FOLDED[text]
    return (is_common(word) and not is_given_name(word)) or word in SACRED or not _is_written_like_a_name(text)


_ODD: Remembered[str, bool] = Remembered(_is_odd)


def _is_written_like_a_name(word: str) -> bool:
    """Whether a word is no acronym, contraction or designation: "NASA", "He'll", "F-16"."""
    small = any(map(str.islower, word)) and not word[-1].isdigit()
    return small and not word.replace("’", "'").endswith(CONTRACTED)


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return bool(spans) and any(a < end and b > start for a, b in spans)


def _in_place(run: Run) -> bool:
    """Whether a place was found on these words."""
    if not run.line.places:
        return False
    start, end = run.line.sentence.span(run.start, run.end)
    return any(place.start < end and place.end > start for place in run.line.places)


def _is_of_place(run: Run) -> bool:
    """Whether the words stand as a place's name does: "in Tin Akof", "the village of Let Yet Kon", "the Ayub Ali"."""
    sentence = run.line.sentence
    before = sentence.lower(run.start - 1)
    if before == "the" or before in TO_PLACES:
        verb = sentence.verb_at.get(run.start - 2)
        lemma = verb.lemma if verb is not None else sentence.lower(run.start - 2)
        return before not in ("to", "from", "between") or lemma not in ADDRESSED
    if before == "of":
        return sentence.lower(run.start - 2) in PLACE_NOUNS or run.shapes[run.start - 2 : run.start - 1] in ("U", "o")
    return all(is_common(sentence.lower(i)) for i in range(run.start, run.end))


def _is_person_alone(run: Run, persons: Sequence[tuple[int, int]]) -> bool:
    """Whether something beside the words says that they name somebody."""
    line, sentence = run.line, run.line.sentence
    if sentence.lower(run.end) in WHOSE or (sentence.class_at(run.end) == "," and _is_relative(line, run.end + 1)):
        return True
    if sentence.lower(run.end) in ("is", "was") and sentence.lower(run.end + 1).isdigit():
        return True  # "X was 19"
    if has_age(run) or _is_introduced(run) or _is_beside_person(run, persons) or _is_apposed(run):
        return True
    if sentence.class_at(run.end) == "S" and (sentence.lower(run.end + 1) in KIN | HAD):
        return True
    return _acts(run)


def _is_relative(line: Line, i: int) -> bool:
    """ "X, who", "X, with whom", "X, whose"."""
    sentence = line.sentence
    return sentence.lower(i) in WHOSE or (sentence.class_at(i) == "P" and sentence.lower(i + 1) in WHOSE)


def _is_introduced(run: Run) -> bool:
    """ "one of them named X", "his driver, X,", "her son X", "shepherd X"."""
    sentence, before = run.line.sentence, run.start - 1
    if sentence.class_at(before) in MARKS:
        before -= 1
        if any(post.end == before + 1 for post in run.posts):
            return True  # Colonel "Tiger"
    if sentence.lower(before) in NAMING:
        return sentence.lower(before) != "one" or sentence.class_at(before - 1) in ",C"
    if sentence.lower(before) == "of" and sentence.lower(before - 1) in BODIES:
        return True
    comma = sentence.class_at(before) == ","
    before -= comma
    if comma and (sentence.lower(before) == "name" or (sentence.class_at(before) == "O" and _is_parted(run))):
        return True
    noun = run.line.nouns.get(before)
    return sentence.lower(before) in KIN or is_one_person(noun, sentence.lower(before))


def _is_parted(run: Run) -> bool:
    """ "One of them, X, said": between commas, with a verb of people after."""
    after = run.line.sentence.verb_at.get(run.end + 1)
    return run.line.sentence.class_at(run.end) == "," and after is not None and after.lemma in DOES


def _is_beside_person(run: Run, persons: Sequence[tuple[int, int]]) -> bool:
    """ "X and Laylo Rahmonova", "Arben, X and Luan"."""
    sentence = run.line.sentence
    after, before = run.end, run.start
    while sentence.lower(after) in ("and", "or", ","):
        after += 1
    while sentence.lower(before - 1) in ("and", "or", ","):
        before -= 1
    joined = any(
        (start == after and after > run.end) or (end == before and before < run.start) for start, end in persons
    )
    return joined and (after - run.end == 1 or run.start - before == 1)


def _is_apposed(run: Run) -> bool:
    """ "Nyambura, a market woman, fainted": between commas, an indefinite phrase about somebody."""
    sentence = run.line.sentence
    if sentence.class_at(run.end) != "," or sentence.lower(run.end + 1) not in ("a", "an", "her", "his", "their"):
        return False
    group = sentence.noun_at.get(run.end + 1)
    if group is None:
        return False
    word = sentence.lower(group.head)
    return is_one_person(run.line.nouns.get(group.head), word) or is_person_word(word)


PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "ess")
THINGS_ALIKE = word_set(
    "corner river border quarter centre center tower water summer winter number order paper power computer helicopter "
    "chapter letter matter member-state sector factor tractor corridor harbor harbour floor door restaurant plant "
    "grant committee coffee monument newspaper cluster theatre theater carrier bunker tanker trawler container "
    "freighter "
    "destroyer cruiser launcher bulldozer fortress process access success business congress witness-box illness mess"
)


def is_person_word(word: str) -> bool:
    """Whether a lower-case noun names a human being by its ending: "farmer", "pianist", "trainee"."""
    return word.endswith(PERSON_ENDINGS) and word not in THINGS_ALIKE


def _acts(run: Run) -> bool:
    """The words are subject or object of a verb of people."""
    sentence = run.line.sentence
    i = run.end
    if sentence.class_at(i) == "," and sentence.lower(i + 1) in ("too", "also") and sentence.class_at(i + 2) == ",":
        i += 3
    while sentence.class_at(i) in ("R", "C") and sentence.lower(i) not in ("and", "or", "but"):
        i += 1
    after = sentence.verb_at.get(i)
    if after is not None and i == after.start:
        lone = run.end - run.start == 1 and sentence.lower(run.start - 1) != "the" and not after.passive
        if after.lemma in (UNDERGOES if after.passive else DOES) or (lone and after.lemma not in PLACED):
            return True
    before = sentence.verb_at.get(run.start - 1)
    if before is None or before.end != run.start:
        return False
    return (before.lemma in UNDERGOES and not before.passive) or (before.lemma == "say" and before.form == "V")
