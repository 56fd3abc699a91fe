"""Pages from templates. Everything that is put into one is escaped, and what hides or turns text is made visible."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from tocsin.view.clean import clean
from tocsin.view.words import label

ROOMS = (("/", "Now"),)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("tocsin.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.filters["label"] = label
    made.globals["asset"] = asset
    made.globals["rooms"] = ROOMS
    return made


def _shown(value: Any) -> Any:
    """What a template puts out: words from outside cannot hide or turn the text; nothing for None."""
    if value is None:
        return ""
    return clean(value) if type(value) is str else value


@cache
def asset(name: str) -> str:
    """The address of a packaged file, with a digest that changes with its bytes."""
    digest = blake2b((files("tocsin.web") / "static" / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?{digest}"


def render(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """A page."""
    whole = {"path": request.url.path, "demo": request.app.state.desk.demo, **context}
    return HTMLResponse(_environment().get_template(template).render(whole), status_code=status)


__all__ = ["Markup", "asset", "render"]
