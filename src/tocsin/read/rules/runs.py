"""The stretches of a line where a person's name may stand; whose name it is, if anybody's, is judged by others."""

from __future__ import annotations

from msgspec import Struct

from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.names import RUN, shapes_of, with_posts
from tocsin.read.rules.posts import PostFound, find_posts


class Run(Struct, frozen=True):
    """Tokens `start` to `end` (half-open) of a line, with the shapes of all its tokens and the posts in it."""

    line: Line
    start: int
    end: int
    shapes: str
    posts: list[PostFound]

    @property
    def text(self) -> str:
        """Its words, one space between them."""
        return " ".join(self.line.sentence.texts[self.start : self.end])


def runs_of(prepared: Prepared) -> list[Run]:
    """The runs of a document, in order."""
    return [run for line in prepared.lines for run in _runs(line)]


def _runs(line: Line) -> list[Run]:
    bare = shapes_of(line)
    if "U" not in bare and "u" not in bare[:2]:
        return []  # posts take shapes away and add none: without a name they need not be looked for
    posts = find_posts(line.sentence)
    shapes = with_posts(line.sentence, bare, posts)
    runs = []
    for m in RUN.finditer(shapes) if "U" in shapes else ():
        start, end = m.span()
        end -= shapes[end - 1] == "." and end == len(shapes)
        if "U" in m.group() and end > start:
            runs.append(Run(line, start, end, shapes, posts))
    first = shapes.find("u", 0, 2)
    if first >= 0 and line.sentence.cased:
        runs.insert(0, Run(line, first, first + 1, shapes, posts))
    return runs
