"""Word classes and groups: what the neighbours of a word make of it."""

import pytest

from tocsin.read.rules.clauses import objects_of, subject_of
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.words import classify
from tocsin.resolve.tokens import find_tokens, read_words, split_sentences


def a_sentence(text, cased=True):
    sentence = Sentence(0, "text", cased, *read_words(text))
    sentence.settle("".join(classify(sentence.texts, sentence.folded, cased)))
    return sentence


CLASSES = {
    "headline-verb": ("Troops fire on protesters.", "fire", "V"),
    "noun-after-determiner": ("The fire killed two.", "fire", "N"),
    "compound": ("They left the police station in Kano.", "station", "N"),
    "passive": ("The judge was shot.", "shot", "E"),
    "infinitive": ("They plan to attack.", "attack", "V"),
    "gerund": ("They fled after killing five men.", "killing", "G"),
    "noun-of": ("The killing of five men was condemned.", "killing", "N"),
    "adverb-between": ("Gunmen often attack convoys.", "attack", "V"),
    "object without an article": ("The group claims responsibility for the raid.", "claims", "V"),
    "only verb": ("The navy launches cruise missiles from a frigate.", "launches", "V"),
    "no verb": ("The missile launches of Sunday were filmed.", "launches", "N"),
    "wound of a kind": ("They found a clerk with a gunshot wound.", "wound", "N"),
    "subject before a phrase": ("Two blasts in a park kill at least one person.", "kill", "V"),
    "modifier": ("Armed men attacked.", "Armed", "A"),
}


@pytest.mark.parametrize(("text", "word", "expected"), CLASSES.values(), ids=CLASSES)
def test_class_of_a_word(text, word, expected):
    sentence = a_sentence(text)
    at = next(i for i, token in enumerate(sentence.tokens) if token.text == word)
    assert sentence.classes[at] == expected


SUBJECTS = {
    "plain": ("Gunmen attacked a convoy.", "attacked", "gunmen", ["a convoy"]),
    "shared": ("Gunmen stormed the bank and killed two guards.", "killed", "gunmen", ["two guards"]),
    "relative": ("The rebels, who attacked the farm, fled.", "attacked", "the rebels", ["the farm"]),
    "chain": ("The leader of the group in Lima attacked a convoy.", "attacked", "the leader", ["a convoy"]),
    "reduced": ("A bomb planted by rebels exploded.", "exploded", "a bomb", []),
    "gerund": ("Gunmen attacked a convoy, killing two guards.", "killing", "gunmen", ["two guards"]),
    "list": ("Gunmen killed a guard, two drivers and a cook.", "killed", "gunmen", ["a guard", "two drivers", "a cook"]),
    "purpose": ("The men used petrol to burn the house.", "burn", "the men", ["the house"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "verb", "subject", "objects"), SUBJECTS.values(), ids=SUBJECTS)
def test_subject_and_objects_of_a_verb(text, verb, subject, objects):
    sentence = a_sentence(text)
    group = next(v for v in sentence.verbs if sentence.lower(v.head) == verb)
    found = subject_of(sentence, group)
    assert found is not None
    assert sentence.words(found.start, found.end) == subject
    assert [sentence.words(o.start, o.end) for o in objects_of(sentence, group)] == objects


SENTENCES = {
    "title": ("Mr. Smith left. He ran.", 2),
    "initials": ("J. R. Smith left. He ran.", 2),
    "number": ("It cost 2.5 million. He paid.", 2),
    "acronym-ends": ("They fled to the U.S. The men were caught.", 2),
    "acronym-within": ("The U.S. Embassy closed.", 1),
    "hours": ("It began at 8 p.m. Friday in Kano.", 1),
    "quote": ('He said: "We left." They ran.', 2),
}


@pytest.mark.parametrize(("text", "number"), SENTENCES.values(), ids=SENTENCES)
def test_sentences_end_where_they_end(text, number):
    assert len(split_sentences(find_tokens(text))) == number


def test_tokens_quote_the_text():
    text = "ISIS-K’s “deadly” assault: 1,200 hurt at 20:15—U.S. officials didn't say…"
    assert all(text[token.start : token.end] == token.text for token in find_tokens(text))
    assert "isis-k" in [token.lower for token in find_tokens(text)]
