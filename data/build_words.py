"""Build `src/tocsin/lexicon/words.tsv` from two public word lists.

    python data/build_words.py --lemminflect DIR --scowl FILE > src/tocsin/lexicon/words.tsv

DIR is the `resources` folder of the package lemminflect 0.2.3 (MIT; its tables come from the NIH SPECIALIST
lexicon), FILE the list `american-english-small` of Debian's wamerican-small (SCOWL, permissive licence). A row is
a lower-case English word, its tags, and, where it can be a verb, its lemma.

Tags: n noun, s plural noun, v base verb, z third person, d past, p past participle, g gerund, a adjective,
r adverb. Words of the list that lemminflect does not know carry no tag.
British spellings are added to the American ones (`british.py`). Names are not in the table: that a word
is missing is how all-capitals text tells names from words.
"""

import argparse
import gzip
from collections import defaultdict
from pathlib import Path

from british import british_rows

# Spellings that an American list lacks and senses that the tables lack, where news of violence needs them.
ADDED = {
    "lightning": ("n", ""),
    "twin": ("an", ""),
    "torpedoed": ("dp", "torpedo"),
    "torpedoes": ("sz", "torpedo"),
    "plough": ("nv", "plough"),
    "ploughed": ("dp", "plough"),
    "ploughing": ("gn", "plough"),
    "ploughs": ("sz", "plough"),
    "torch": ("nv", "torch"),
    "torches": ("sz", "torch"),
    "torched": ("dp", "torch"),
    "torching": ("gn", "torch"),
    "strafe": ("v", "strafe"),
    "strafes": ("z", "strafe"),
    "strafed": ("dp", "strafe"),
    "strafing": ("g", "strafe"),
    "firebomb": ("nv", "firebomb"),
    "firebombs": ("sz", "firebomb"),
    "firebombed": ("dp", "firebomb"),
    "firebombing": ("gn", "firebomb"),
    "carjack": ("v", "carjack"),
    "carjacks": ("z", "carjack"),
    "carjacked": ("dp", "carjack"),
    "carjacking": ("g", "carjack"),
    "vandalise": ("v", "vandalise"),
    "vandalises": ("z", "vandalise"),
    "vandalised": ("dp", "vandalise"),
    "vandalising": ("g", "vandalise"),
    "waterboard": ("v", "waterboard"),
    "waterboards": ("z", "waterboard"),
    "waterboarded": ("dp", "waterboard"),
    "waterboarding": ("g", "waterboard"),
    "disembowel": ("v", "disembowel"),
    "disembowels": ("z", "disembowel"),
    "disembowelled": ("dp", "disembowel"),
    "disembowelling": ("g", "disembowel"),
    "teargas": ("nv", "teargas"),
    "teargases": ("sz", "teargas"),
    "teargassed": ("dp", "teargas"),
    "teargassing": ("gn", "teargas"),
    "skyjack": ("v", "skyjack"),
    "skyjacks": ("z", "skyjack"),
    "skyjacked": ("dp", "skyjack"),
    "skyjacking": ("g", "skyjack"),
    "dam": ("nv", "dam"),
    "dams": ("sz", "dam"),
    "bar": ("nv", "bar"),
    "bars": ("sz", "bar"),
    "act": ("nv", "act"),
    "acts": ("sz", "act"),
    "defuse": ("v", "defuse"),
    "defuses": ("z", "defuse"),
    "defused": ("dp", "defuse"),
    "defusing": ("g", "defuse"),
    "deactivate": ("v", "deactivate"),
    "deactivates": ("z", "deactivate"),
    "deactivated": ("dp", "deactivate"),
    "deactivating": ("g", "deactivate"),
    "deploy": ("v", "deploy"),
    "deploys": ("z", "deploy"),
    "deployed": ("dp", "deploy"),
    "deploying": ("g", "deploy"),
    "redeploy": ("v", "redeploy"),
    "redeploys": ("z", "redeploy"),
    "redeployed": ("dp", "redeploy"),
    "redeploying": ("g", "redeploy"),
    "downplay": ("v", "downplay"),
    "downplays": ("z", "downplay"),
    "downplayed": ("dp", "downplay"),
    "downplaying": ("g", "downplay"),
    "mistreat": ("v", "mistreat"),
    "mistreats": ("z", "mistreat"),
    "mistreated": ("dp", "mistreat"),
    "mistreating": ("g", "mistreat"),
    "remand": ("v", "remand"),
    "remands": ("z", "remand"),
    "remanded": ("dp", "remand"),
    "remanding": ("g", "remand"),
    "collude": ("v", "collude"),
    "colludes": ("z", "collude"),
    "colluded": ("dp", "collude"),
    "colluding": ("g", "collude"),
    "connive": ("v", "connive"),
    "connives": ("z", "connive"),
    "connived": ("dp", "connive"),
    "conniving": ("g", "connive"),
    "brutalise": ("v", "brutalise"),
    "brutalises": ("z", "brutalise"),
    "brutalised": ("dp", "brutalise"),
    "brutalising": ("g", "brutalise"),
    "brutalize": ("v", "brutalize"),
    "brutalizes": ("z", "brutalize"),
    "brutalized": ("dp", "brutalize"),
    "brutalizing": ("g", "brutalize"),
    "airlift": ("nv", "airlift"),
    "airlifts": ("sz", "airlift"),
    "airlifted": ("dp", "airlift"),
    "airlifting": ("g", "airlift"),
    "bushwhack": ("v", "bushwhack"),
    "bushwhacks": ("z", "bushwhack"),
    "bushwhacked": ("dp", "bushwhack"),
    "bushwhacking": ("g", "bushwhack"),
    "disassociate": ("v", "disassociate"),
    "disassociates": ("z", "disassociate"),
    "disassociated": ("dp", "disassociate"),
    "disassociating": ("g", "disassociate"),
    "garrotte": ("v", "garrotte"),
    "garrottes": ("z", "garrotte"),
    "garrotted": ("dp", "garrotte"),
    "garrotting": ("g", "garrotte"),
    "fantasise": ("v", "fantasise"),
    "fantasises": ("z", "fantasise"),
    "fantasised": ("dp", "fantasise"),
    "fantasising": ("g", "fantasise"),
    "fantasize": ("v", "fantasize"),
    "fantasizes": ("z", "fantasize"),
    "fantasized": ("dp", "fantasize"),
    "fantasizing": ("g", "fantasize"),
    "reenact": ("v", "reenact"),
    "reenacts": ("z", "reenact"),
    "reenacted": ("dp", "reenact"),
    "reenacting": ("g", "reenact"),
    "rubbish": ("nv", "rubbish"),
    "rubbishes": ("z", "rubbish"),
    "rubbished": ("dp", "rubbish"),
    "rubbishing": ("g", "rubbish"),
    "prise": ("v", "prise"),
    "prises": ("z", "prise"),
    "prised": ("dp", "prise"),
    "prising": ("g", "prise"),
    "maraud": ("v", "maraud"),
    "marauds": ("z", "maraud"),
    "marauded": ("dp", "maraud"),
    "marauding": ("g", "maraud"),
    "impute": ("v", "impute"),
    "imputes": ("z", "impute"),
    "imputed": ("dp", "impute"),
    "imputing": ("g", "impute"),
    "unseal": ("v", "unseal"),
    "unseals": ("z", "unseal"),
    "unsealed": ("dp", "unseal"),
    "unsealing": ("g", "unseal"),
    "retake": ("v", "retake"),
    "retakes": ("z", "retake"),
    "retook": ("d", "retake"),
    "retaken": ("p", "retake"),
    "retaking": ("g", "retake"),
}
WRONG = {"responsible": ("a", "")}  # the list has only a noun


def read_rows(path: Path) -> list[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n").split(",") for line in lines]


def tags_of_words(folder: Path) -> tuple[dict[str, set[str]], dict[str, str]]:
    tags: dict[str, set[str]] = defaultdict(set)
    lemmas: dict[str, str] = {}
    for lemma, kind, *forms in read_rows(folder / "infl_lu.csv.gz"):
        if kind == "verb":
            past, participle, gerund, third = (forms + [""] * 4)[:4]
            for tag, variants in (("v", lemma), ("d", past), ("p", participle or past), ("g", gerund), ("z", third)):
                for form in filter(None, variants.split("/")):
                    tags[form].add(tag)
                    lemmas.setdefault(form, lemma)
            for form in past.split("/"):
                if form.endswith("ed"):
                    tags[form].add("p")  # the list gives one participle: "burnt", and not "burned"
    for form, kind, lemma_list in read_rows(folder / "lemma_lu.csv.gz"):
        own = form in lemma_list.split("/")
        if kind == "noun":
            tags[form].add("n" if own else "s")
        elif kind == "adj":
            tags[form].add("a")
        elif kind == "adv":
            tags[form].add("r")
        elif kind == "verb" and form not in lemmas:
            lemmas[form] = lemma_list.split("/")[0]
            tags[form].add("v" if own else "g" if form.endswith("ing") else "z" if form.endswith("s") else "dp")
    return tags, lemmas


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--lemminflect", type=Path, required=True)
    ap.add_argument("--scowl", type=Path, required=True)
    args = ap.parse_args()
    tags, lemmas = tags_of_words(args.lemminflect)
    words = {w for w in args.scowl.read_text("utf-8").split() if w.isalpha() and w == w.lower() and w.isascii()}
    rows = (
        {
            word: ("".join(sorted(set("".join(tags.get(word, ()))))), lemmas.get(word, ""))
            for word in words
            if len(word) > 1 or word in "ai"
        }
        | ADDED
        | WRONG
    )
    rows |= british_rows(rows)
    for word in sorted(rows):
        print(word, *rows[word], sep="\t")


if __name__ == "__main__":
    main()
