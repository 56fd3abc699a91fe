"""What is said beside a person's name: post, affiliation, and the standing that follows from them.

Before the name ("White House national security adviser John Kirby") or after it, between commas ("Bill Roggio, a
senior fellow at the Foundation for Defense of Democracies").
"""

from __future__ import annotations

from msgspec import Struct

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence, next_noun
from tocsin.read.rules.names import is_given_name
from tocsin.read.rules.nouns import is_one_person
from tocsin.read.rules.posts import PostFound
from tocsin.read.rules.standing import Words, standing_of
from tocsin.record.reading import Standing

CONTINUES = frozenset(("of", "for", "and", "&"))
BELONGS = frozenset(("of", "for", "at", "with", "in", "to", "from", "on"))
PRIVATE = frozenset(("suspect", "civilian"))
ORGANISED = word_set("armed armed_org security official government facility infrastructure")
RANKS = word_set("gen col maj capt lt sgt cpl adm general colonel major captain lieutenant sergeant admiral brigadier")
NOT_AFFILIATION = word_set("former ex late then acting senior top deputy current old new first one another")


class Role(Struct, frozen=True):
    """What stands beside a name. `titled`: a post right before it; `apposed`: a person's noun beside it."""

    titled: bool = False
    apposed: bool = False
    standing: Standing = "unknown"
    post: Words | None = None
    affiliation: Words | None = None


NO_ROLE = Role()


def role_beside(line: Line, start: int, end: int, posts: list[PostFound]) -> Role:
    """The role of the person named at tokens `start` to `end`: from before the name, else from after it."""
    before = _before(line, start, posts, whole=end - start > 1 and is_given_name(line.sentence.lower(start)))
    if before.post is not None and before.affiliation is not None:
        return before
    after = _after(line, end, posts)
    if not before.apposed and not before.titled:
        return after
    if after.post is None:
        return before
    ranked = before.post is not None and before.post.text.split()[-1].lower() in RANKS
    if before.post is None or ranked:  # "Col. X, armed forces spokesman": the office says more than the rank
        return Role(before.titled, True, _best(before, after), after.post, after.affiliation)
    return Role(before.titled, True, before.standing, before.post, before.affiliation or after.affiliation)


def _best(before: Role, after: Role) -> Standing:
    return before.standing if before.standing != "unknown" else after.standing


def _before(line: Line, start: int, posts: list[PostFound], *, whole: bool) -> Role:
    sentence = line.sentence
    post = next((p for p in reversed(posts) if p.end == start), None)
    if post is not None and _is_title(sentence, post):
        return _titled(line, post, posts)
    comma = start - 1
    if sentence.class_at(comma) == ",":  # "the prime minister, Najib Razak, said", "the envoy to Iran, X, said"
        chain = _chain_start(sentence, comma)
        post = next((p for p in posts if p.end in (comma, chain)), None)  # the head's before what hangs on it
        if post is not None and sentence.class_at(post.start - 1) != "V":
            return _with_affiliation(line, post, titled=False)
        return NO_ROLE
    far = _post_with_place(sentence, start, posts) if whole else None
    if far is not None:
        role = _with_affiliation(line, far, titled=True)
        affiliation = _trimmed(line, far.end + 1, start)
        return Role(True, True, role.standing, role.post, affiliation or role.affiliation)
    noun = line.nouns.get(start - 1)
    if noun is not None and is_one_person(noun, sentence.lower(noun.end - 1)):
        standing: Standing = "private" if noun.class_ in PRIVATE else "unknown"
        return Role(False, True, standing, _quote(line, noun.start, noun.end))
    return NO_ROLE


def _post_with_place(sentence: Sentence, start: int, posts: list[PostFound]) -> PostFound | None:
    """ "Prime Minister of the United Kingdom David Cameron": the post before what it is of."""
    i = start - 1
    while i >= 0 and sentence.class_at(i) == "U":
        i -= 1
    i -= sentence.class_at(i) == "D"
    if i < 1 or i == start - 1 or sentence.class_at(i) not in "PT" or sentence.lower(i) not in ("of", "to", "for"):
        return None
    return next((p for p in posts if p.end == i), None)


def _chain_start(sentence: Sentence, end: int) -> int:
    """Where the noun group ends on which the prepositional phrases before token `end` hang."""
    group = sentence.noun_at.get(end - 1)
    while group is not None and sentence.class_at(group.start - 1) in "PT" and group.start > 1:
        end = group.start - 1
        group = sentence.noun_at.get(end - 1)
    return end


def _is_title(sentence: Sentence, post: PostFound) -> bool:
    """ "general Ali" may be an adjective: a title before a name has a capital, a post need not."""
    if sentence.lower(post.start) in ("major", "general", "private") and post.end - post.start == 1 and sentence.cased:
        return sentence.texts[post.start][0].isupper()
    return (
        post.kind != "title"
        or not sentence.cased
        or sentence.texts[post.start][0].isupper()
        or (sentence.lower(post.start) in ("mr", "mrs", "ms", "dr", "sheikh", "mullah", "imam"))
    )


def _titled(line: Line, post: PostFound, posts: list[PostFound]) -> Role:
    """A post right before the name; before "Gen." may stand another: "army chief Gen. X"."""
    earlier = next((p for p in posts if p.end == post.start), None)
    main = earlier if earlier is not None and post.kind == "title" else post
    role = _with_affiliation(line, main, titled=True)
    if main.standing == "unknown" and post.standing != "unknown":
        return Role(True, True, post.standing, role.post, role.affiliation)
    if main is post and post.kind == "title" and post.standing == "unknown":
        return Role(True, True, role.standing, None, None)  # "Mr" is no post
    return role


def _with_affiliation(line: Line, post: PostFound, *, titled: bool) -> Role:
    """The role that a post gives, with the words before it in its noun group as affiliation."""
    sentence = line.sentence
    group = sentence.noun_at.get(post.start)
    first = group.start if group else post.start
    cut = post.start
    while cut > first and _widens_post(line, cut - 1):
        cut -= 1
    affiliation = _trimmed(line, first, cut)
    if affiliation is None and not titled:
        affiliation = _after_post(line, post.end)
    standing = standing_of(line, post, affiliation)
    return Role(titled, True, standing, _quote(line, cut, _without_stop(sentence, post.end)), affiliation)


def _without_stop(sentence: Sentence, end: int) -> int:
    return end - 1 if sentence.texts[end - 1] == "." else end


def _widens_post(line: Line, i: int) -> bool:
    """ "senior fellow", "deputy minister", but not "police chief" nor "White House adviser"."""
    sentence = line.sentence
    text = sentence.texts[i]
    if text[0].isupper() or not text[0].isalpha() or sentence.class_at(i) not in "AN":
        return False
    if text.endswith("s"):
        return False  # a verb, most often: "Congress slams president"
    return i not in line.nouns and not any(a.start <= i < a.end for a in line.actors)


def _trimmed(line: Line, start: int, end: int) -> Words | None:
    """The words without a determiner before them or a possessive after them; None where no organisation is named."""
    sentence = line.sentence
    while start < end and (
        sentence.class_at(start) in "DRS,M"
        or sentence.lower(start) in ("the", "a", "an")
        or sentence.lower(start) in NOT_AFFILIATION
    ):
        start += 1
    while start < end and sentence.class_at(end - 1) in "SP,":
        end -= 1
    first = next((i for i in range(start, end) if sentence.class_at(i) == "U"), None)
    if first is not None:
        return _quote(line, first, end)
    named = any(line.nouns[i].class_ in ORGANISED for i in range(start, end) if i in line.nouns)
    return _quote(line, start, end) if named else None


def _after_post(line: Line, i: int) -> Words | None:
    """ "fellow at the Foundation for Defense of Democracies": what follows "at", capitalised phrases taken whole."""
    sentence = line.sentence
    if sentence.class_at(i) not in "PT" or sentence.lower(i) not in BELONGS:
        return None
    group = next_noun(sentence, i + 1)
    if group is None:
        return None
    end = group.end
    while sentence.lower(end) in CONTINUES and (more := _named_group(sentence, end + 1)):
        end = more.end
    return _trimmed(line, group.start, end)


def _named_group(sentence: Sentence, i: int) -> NounGroup | None:
    group = next_noun(sentence, i)
    return group if group is not None and sentence.class_at(group.head) == "U" else None


def _after(line: Line, end: int, posts: list[PostFound]) -> Role:
    """ "X, 34, a shopkeeper", "X, armed forces spokesman", "X (BBC correspondent)"."""
    sentence = line.sentence
    i = end
    if sentence.class_at(i) not in ",(":
        return NO_ROLE
    i += 1
    i += sentence.lower(i) in ("now", "then", "once", "formerly", "himself", "herself")
    if sentence.class_at(i) == "P" and sentence.lower(i) in ("of", "from"):  # "X, of the Red Cross,"
        affiliation = _after_post(line, i)
        named = affiliation is not None and sentence.lower(i) == "of"
        return Role(False, named, "unknown", None, affiliation if named else None)
    if sentence.class_at(i) == "M" and sentence.class_at(i + 1) == ",":
        i += 2
    group = next_noun(sentence, i)
    if group is None or sentence.class_at(group.end) in "VX":
        return NO_ROLE
    post = _post_in(group, posts)
    if post is not None and post.kind != "title":
        return _with_affiliation(line, post, titled=False)
    noun = line.nouns.get(group.head)
    if noun is None or not is_one_person(noun, sentence.lower(noun.end - 1)):
        return NO_ROLE
    return Role(False, True, "private" if noun.class_ in PRIVATE else "unknown", _quote(line, noun.start, noun.end))


def _post_in(group: NounGroup, posts: list[PostFound]) -> PostFound | None:
    inside = [p for p in posts if p.start >= group.start and p.end <= group.end + 1]
    return inside[-1] if inside and inside[-1].end >= group.end else None


def _quote(line: Line, start: int, end: int) -> Words | None:
    if start >= end:
        return None
    sentence = line.sentence
    first, last = sentence.span(start, end)
    return Words(sentence.number, first, last, " ".join(sentence.texts[start:end]))
