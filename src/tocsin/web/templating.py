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
from starlette.responses import HTMLResponse, RedirectResponse

from tocsin.view.clean import clean, clean_line
from tocsin.view.words import label

ROOMS = (
    ("/", "Now", "reader"),
    ("/review", "Review", "analyst"),
    ("/search", "Search", "reader"),
    ("/actors", "Actors", "reader"),
    ("/places", "Places", "reader"),
    ("/analysis", "Analysis", "reader"),
    ("/alerts", "Alerts", "reader"),
    ("/watches", "Watches", "reader"),
    ("/partners", "Partners", "editor"),
    ("/sources", "Sources", "reader"),
    ("/figures", "About the figures", "reader"),
)


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
    made.filters["lines"] = lines
    made.filters["sentence"] = sentence
    made.globals["asset"] = asset
    made.globals["has_asset"] = has_asset
    made.globals["rooms"] = ROOMS
    return made


def _shown(value: Any) -> Any:
    """What a template puts out: words from outside cannot hide or turn the text; nothing for None."""
    if value is None:
        return ""
    return clean(value) if type(value) is str else value


def sentence(words: str) -> str:
    """Words of a table's head that are written large, as a page writes them; others as they are."""
    head, comma, rest = words.partition(",")
    return (head.capitalize() if head.isupper() else head) + comma + rest


class Kept(str):
    """Words that were cleaned already, line by line."""

    __slots__ = ()


def lines(text: str) -> Kept:
    """A text with its line breaks as they are; everything else in it is cleaned as elsewhere."""
    return Kept("\n".join(clean_line(part) for part in text.replace("\r\n", "\n").split("\n")))


@cache
def asset(name: str) -> str:
    """The address of a packaged file, with a digest that changes with its bytes."""
    digest = blake2b((files("tocsin.web") / "static" / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?{digest}"


def has_asset(name: str) -> bool:
    """Whether the package carries a file; `make assets` builds some."""
    return (files("tocsin.web") / "static" / name).is_file()


def render(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """A page."""
    visitor = getattr(request.state, "visitor", None)
    whole = {
        "path": request.url.path,
        "demo": request.app.state.desk.demo,
        "visitor": visitor,
        "ours": lambda: _own_field(visitor.form_token if visitor else ""),
        **context,
    }
    return HTMLResponse(_environment().get_template(template).render(whole), status_code=status)


def _own_field(form_token: str) -> Markup:
    """The field by which a form proves to be ours."""
    return Markup('<input type="hidden" name="form_token" value="{}">').format(form_token)


def redirect(address: str) -> RedirectResponse:
    """The way to another page, taken with GET."""
    return RedirectResponse(address, status_code=303)
