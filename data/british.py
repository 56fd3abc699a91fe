"""The British spellings of an American word list: "harbour", "organised", "defence", "centre", "sceptic".

`python data/british.py` adds to `src/tocsin/lexicon/words.tsv` those that are not in it; `build_words.py` does the
same when it builds the table anew.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = tuple[str, str]  # tags, lemma

OUR = (  # stems in -or that are written -our, alone and before these endings
    "arbor ardor armor behavior candor clamor color demeanor dishonor enamor endeavor favor fervor flavor glamor "
    "harbor honor humor labor misdemeanor neighbor odor parlor rancor rigor rumor savior savor splendor succor tumor "
    "valor vapor vigor discolor disfavor"
).split()
ENDING = "|s|ed|ing|er|ers|hood|hoods|ly|able|ably|less|ful|fully|ite|ites|y|ies|al|ally"
IZE = re.compile(r"(.{3,})iz(e|es|ed|ing|er|ers|ation|ations|able)")
NEVER = ("size", "prize", "seize", "maize", "resize", "downsize", "capsize", "assize", "baize", "trapeze")
YZE = re.compile(r"((?:anal|paral|catal|dial|breathal)y)z(e|es|ed|ing|er|ers)")
OTHERS = {
    "center": "centre", "theater": "theatre", "meter": "metre", "liter": "litre", "fiber": "fibre",
    "caliber": "calibre", "specter": "spectre", "luster": "lustre", "meager": "meagre", "saber": "sabre",
    "somber": "sombre", "maneuver": "manoeuvre", "kilometer": "kilometre", "centimeter": "centimetre",
    "millimeter": "millimetre", "defense": "defence", "offense": "offence", "pretense": "pretence",
    "skeptic": "sceptic", "skeptical": "sceptical", "skepticism": "scepticism", "mold": "mould",
    "jewelry": "jewellery", "airplane": "aeroplane", "check": "cheque", "curb": "kerb", "gray": "grey",
    "tire": "tyre", "pajamas": "pyjamas", "program": "programme", "mustache": "moustache",
    "skillful": "skilful", "willful": "wilful", "installment": "instalment", "plow": "plough",
    "catalog": "catalogue", "dialog": "dialogue",
}  # fmt: skip
DOUBLED = re.compile(
    r"(travel|cancel|fuel|label|signal|marshal|quarrel|tunnel|level|model|total|channel|counsel|shovel|pummel|dial|equal|initial|rival|barrel|grovel|libel|panel|pedal|shrivel|snivel|swivel|trial|unravel|yodel)(ed|ing|er|ers)"
)
E_LOST = {"centre", "manoeuvre"}  # "centred", "manoeuvring"


def british(word: str) -> str | None:
    """The British spelling of a word where it differs, else None."""
    for stem in OUR:
        if word.startswith(stem) and re.fullmatch(ENDING, word[len(stem) :]):
            return stem[:-2] + "our" + word[len(stem) :]
    if (m := IZE.fullmatch(word)) and not (m[1] + "ize").endswith(NEVER):
        return f"{m[1]}is{m[2]}"
    if m := YZE.fullmatch(word):
        return f"{m[1]}s{m[2]}"
    if m := DOUBLED.fullmatch(word):
        return m[1] + "l" + m[2]
    for american, ours in OTHERS.items():
        for ending in ("", "s", "d", "ed", "ing"):
            if word == american + ending or (ending == "d" and word == american + "ed"):
                if ending in ("ed", "ing", "d"):
                    return ours.removesuffix("e") + ("ing" if ending == "ing" else "ed")
                return ours + ending
    return None


def british_rows(rows: Mapping[str, Row]) -> dict[str, Row]:
    """The rows of British spellings that a table lacks, each as its American word has it."""
    found: dict[str, Row] = {}
    for word, (tags, lemma) in rows.items():
        ours = british(word)
        if ours is not None and ours not in rows:
            found[ours] = tags, (british(lemma) or lemma) if lemma else ""
    return found


def _lines(rows: Mapping[str, Row]) -> Iterable[str]:
    return ("\t".join((word, *rows[word])) for word in sorted(rows))


if __name__ == "__main__":
    path = Path(__file__).parent.parent / "src/tocsin/lexicon/words.tsv"
    table = {
        word: (tags, lemma) for word, tags, lemma in (line.split("\t") for line in path.read_text("utf-8").splitlines())
    }
    path.write_text("\n".join(_lines(table | british_rows(table))) + "\n", "utf-8")
