"""What an armed group or an unnamed caller says will be done: "told them that they would be shot".

Only what the speaker's own side will do, or what will be done by nobody named, is a threat: "the rebels said the army
would attack" is none.
"""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import climb, subject_of, verb_before
from tocsin.read.rules.foretold import by_armed
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import StatusFound

WILL = frozenset(("would", "will", "'ll"))
SAYING = word_set("say tell announce declare add state promise pledge swear vow write warn ring phone")
UNNAMED = word_set("caller callers voice note notes message messages letter letters leaflet leaflets banner pamphlet")
OWN = word_set("it they he she we i its their his our")
REACH = 16  # tokens between the word of saying and what will be done


def by_promise(anchor: Anchor) -> StatusFound | None:
    """Threatened, where whoever says that it will be done would do it; None where nobody says so."""
    verb, sentence = anchor.verb, anchor.sentence
    if verb is None or verb.modal not in WILL or verb.negated or anchor.row.family != "violence":
        return None
    saying = verb_before(sentence, verb.start)
    while saying is not None and saying.lemma not in SAYING and verb.start - saying.end <= REACH:
        saying = verb_before(sentence, saying.start)  # "any teacher who opened a school would be shot"
    if saying is None or saying.lemma not in SAYING or saying.passive or verb.start - saying.end > REACH:
        return None
    if not (by_armed(anchor, saying) or _unnamed(sentence, saying)) or not _own(anchor, verb):
        return None
    return StatusFound("threatened", saying.head, saying.head + 1)


def _unnamed(sentence: Sentence, saying: VerbGroup) -> bool:
    subject = subject_of(sentence, saying)
    return subject is not None and sentence.lower(climb(sentence, subject).head) in UNNAMED


def _own(anchor: Anchor, verb: VerbGroup) -> bool:
    """Whether it is done by the speaker, by a thing, or by nobody that is named."""
    if verb.passive:
        return not any(argument.via == "by" for argument in anchor.arguments)
    doers = [argument for argument in anchor.arguments if argument.via == "subject"]
    return all(anchor.sentence.lower(a.group.start) in OWN or a.what.what == "device" for a in doers)
