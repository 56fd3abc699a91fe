"""Near-duplicate documents, and that they add an outlet and no weight."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fuse.builders import KANO, Said, a_document, a_reading, blanked, killed, m, on, the_one
from tocsin.fuse import fuse_all
from tocsin.fuse.copies import NEAR, NearTexts, copy_groups, jaccard, near_pairs, shingles_of

WORDS = [f"word{n}" for n in range(60)]
WIRE = " ".join(WORDS)


def same_group(*texts: str) -> bool:
    documents = [a_document(text, id=f"d{n}") for n, text in enumerate(texts)]
    return len(set(copy_groups(documents).values())) == 1


def test_white_space_and_case_make_no_other_text() -> None:
    assert same_group("Two killed in Kano.", "TWO  killed\nin kano. ")


def test_a_changed_line_makes_a_near_copy() -> None:
    assert same_group(WIRE, WIRE.replace("word30", "other"))


def test_short_texts_are_copies_only_where_equal() -> None:
    assert not same_group("Two killed in Kano today.", "Ten killed in Kano today.")


def test_another_article_is_no_copy() -> None:
    assert not same_group(WIRE, " ".join(reversed(WORDS)))


def test_empty_texts_are_no_copies_of_each_other() -> None:
    assert not same_group("", "")


@given(st.lists(st.lists(st.sampled_from(WORDS[:8]), min_size=20, max_size=30), min_size=2, max_size=6))
def test_the_filter_finds_every_pair_that_comparing_all_finds(texts: list[list[str]]) -> None:
    documents = [a_document(" ".join(words), id=f"d{n}") for n, words in enumerate(texts)]
    found = copy_groups(documents)
    for a in documents:
        for b in documents:
            if jaccard(shingles_of(a.text), shingles_of(b.text)) >= NEAR:
                assert found[a.key] == found[b.key]


LINES = ("said he heard it from afar", "with files from the bureau in the capital", "this report was corrected later")


def rewritten(text: str, rng: random.Random) -> str:
    """The text as another outlet may print it: with a line of its own, cut, or put a little otherwise."""
    words = text.split()
    way = rng.choice(("line", "cut", "words"))
    if way == "line":
        return f"{rng.choice(LINES)} {text}"
    if way == "cut":
        return " ".join(words[: int(len(words) * rng.uniform(0.65, 0.95))])
    for _ in range(len(words) // 16):
        words[rng.randrange(len(words))] = "otherwise"
    return " ".join(words)


def made_copies(seed: int) -> dict[str, frozenset[str]]:
    """Sixty texts of words alike in kind, each with up to four copies of it."""
    rng = random.Random(seed)
    texts: list[str] = []
    for _ in range(60):
        text = " ".join(f"w{rng.randrange(900)}" for _ in range(rng.randint(40, 200)))
        texts += [text, *(rewritten(text, rng) for _ in range(rng.randrange(5)))]
    return {f"t{n:03}": shingles_of(text) for n, text in enumerate(texts)}


def test_sketches_find_the_copies_that_comparing_all_with_all_finds() -> None:
    texts = made_copies(1) | {f"u{name}": text for name, text in made_copies(2).items()}
    exact = {(a, b) for a, b in combinations(texts, 2) if jaccard(texts[a], texts[b]) >= NEAR}
    found = set(near_pairs(texts))
    assert len(exact) > 200
    assert found <= exact
    assert len(found) >= 0.99 * len(exact)


def test_the_groups_do_not_depend_on_the_order_of_the_documents() -> None:
    rng = random.Random(3)
    text = " ".join(f"w{rng.randrange(900)}" for _ in range(120))
    documents = [a_document(rewritten(text, rng), id=f"d{n}") for n in range(12)]
    groups = copy_groups(documents)
    for _ in range(5):
        rng.shuffle(documents)
        assert copy_groups(documents) == groups


def test_a_text_added_later_meets_the_texts_held_until_then() -> None:
    texts = NearTexts()
    assert texts.add("a", shingles_of(WIRE)) == ()
    assert texts.add("b", shingles_of(f"By our staff. {WIRE}")) == ("a",)
    assert texts.add("c", shingles_of("Too short to tell.")) == ()


def test_a_text_cut_by_a_third_is_a_copy_and_one_cut_by_half_is_none() -> None:
    assert same_group(WIRE, " ".join(WORDS[:40]))
    assert not same_group(WIRE, " ".join(WORDS[:30]))


TEXT = f"An attack in Kano killed 12, police said. {WIRE}"


def a_wire_report(id: str, n: int = 12, **more: object):
    text = TEXT.replace("12", str(n))
    return a_reading(m(on("2024-03-22"), KANO, Said(killed(n), by="police")), id=id, text=text, **more)  # type: ignore[arg-type]


def test_a_copy_adds_an_outlet_and_no_weight() -> None:
    one = the_one(fuse_all([a_wire_report("d1")]))
    two = the_one(fuse_all([a_wire_report("d1"), a_wire_report("d2", published="2024-03-24")]))
    assert two.documents == ("d1", "d2")
    assert [s.document for s in two.tolls[0].support] == ["d1", "d2"]
    assert two.tolls[0].credibility == two.type.credibility == "single_source"
    assert two.tolls[0].rule == one.tolls[0].rule == "the only report"
    assert two.toll_history == one.toll_history


def test_a_copy_with_another_figure_is_news_and_no_second_origin() -> None:
    folded = the_one(fuse_all([a_wire_report("d1"), a_wire_report("d2", 19, published="2024-03-24")]))
    assert [point.best for point in folded.toll_history] == [12, 19]
    assert folded.tolls[0].value.best == 19
    assert folded.type.credibility == "single_source"


def test_the_same_document_twice_changes_nothing() -> None:
    reading, other = a_wire_report("d1"), a_reading(m(on("2024-03-22"), KANO, killed(14)), id="d9")
    once, twice = fuse_all([reading, other]), fuse_all([reading, other, replace(reading)])
    assert once == twice
    assert blanked(once) == blanked(twice)
