"""*About the figures*: what the words on the pages mean, and how often the reader is right."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from tocsin.record.grades import MEANINGS
from tocsin.web.figures import benchmarks
from tocsin.web.templating import render

router = APIRouter(include_in_schema=False)


@router.get("/figures")
def figures(request: Request) -> Response:
    """The meaning of figures, grades and marks, and the measured accuracy."""
    return render(request, "figures.html", {"benchmarks": benchmarks(), "grades": MEANINGS})
