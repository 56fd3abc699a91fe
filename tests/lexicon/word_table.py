"""A table of words as its tests see it: rows whose `forms` are looked up in a sentence, longest first."""

import csv
import re
from pathlib import Path

LEXICON = Path(__file__).parents[2] / "src" / "tocsin" / "lexicon"
WORD = re.compile(r"\w+(?:[-'’.]\w+)*\.?")


def words_of(text):
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


class WordTable:
    """The rows of a CSV file with a column `forms`, and the look-up over all of them."""

    def __init__(self, name):
        with (LEXICON / name).open(encoding="utf-8", newline="") as stream:
            self.rows = list(csv.DictReader(stream))
        self.by_form = {tuple(words_of(form)): i for i, row in enumerate(self.rows) for form in self.forms(row)}
        self.longest = max(map(len, self.by_form))

    @staticmethod
    def forms(row):
        return row["forms"].split("|")

    def find(self, text):
        """The rows whose forms stand in a text: longest first, left to right, none inside another.

        A full stop belongs to an abbreviation ("Gen.") where the table has one, else to the sentence.
        """
        words, found, at = words_of(text), [], 0
        while at < len(words):
            for size in range(min(self.longest, len(words) - at), 0, -1):
                run = tuple(words[at : at + size])
                row = self.by_form.get(run, self.by_form.get((*run[:-1], run[-1].rstrip("."))))
                if row is not None:
                    found.append(row)
                    at += size
                    break
            else:
                at += 1
        return found
