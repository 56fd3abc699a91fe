"""The filters that `incidents` and `export` share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from tocsin.selection import Selection

F = TypeVar("F", bound=Callable[..., Any])

FAMILIES = ("violence", "plot", "response", "warning", "claim")
DEFAULT_FAMILIES = ("violence", "plot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters as they were written, each checked."""

    country: tuple[str, ...]
    type_: tuple[str, ...]
    family: tuple[str, ...]
    since: str | None
    until: str | None
    dismissed: bool

    def selection(self) -> Selection:
        """What they ask for: a type asks for its own family; without either, violence and plots."""
        from tocsin.selection import Selection

        families = frozenset(self.family) or (frozenset() if self.type_ else frozenset(DEFAULT_FAMILIES))
        return Selection(
            countries=frozenset(self.country),
            types=frozenset(self.type_),
            families=frozenset() if "all" in families else families,
            since=self.since,
            until=self.until,
            dismissed=self.dismissed,
        )


def _country(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        if not (len(value) == 2 and value.isascii() and value.isalpha()):
            raise click.BadParameter(f"{value!r} is no country code; expected two letters of ISO 3166, such as NG")
    return tuple(value.upper() for value in values)


def _type(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        return ()
    from tocsin.errors import UnknownNameError
    from tocsin.record import EVENT_TYPES

    names = tuple(value.strip().replace(" ", "_").replace("-", "_").lower() for value in values)
    for name in names:
        if name not in EVENT_TYPES:
            raise UnknownNameError("event type", name, tuple(EVENT_TYPES))
    return names


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no day; expected one such as 2024-03-22") from error


def day_option(name: str, *, help: str) -> Callable[[F], F]:
    """An option that takes a day, checked."""
    return click.option(name, metavar="DAY", callback=_day, help=help)


_OPTIONS = (
    click.option("--country", multiple=True, metavar="CODE", callback=_country, help="Only there (NG, RU, ...)."),
    click.option("--type", "type_", multiple=True, metavar="TYPE", callback=_type, help="Only of this event type."),
    click.option(
        "--family", multiple=True, type=click.Choice([*FAMILIES, "all"]), help="Only of this family of types."
    ),
    click.option("--since", metavar="DAY", callback=_day, help="Only what can have happened on or after this day."),
    click.option("--until", metavar="DAY", callback=_day, help="Only what can have happened on or before this day."),
    click.option("--dismissed", is_flag=True, help="Also those that a person dismissed."),
)


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filters; it gets them as one argument, `filters`."""

    @wraps(command)
    def wrapped(
        *args: Any,
        country: tuple[str, ...],
        type_: tuple[str, ...],
        family: tuple[str, ...],
        since: str | None,
        until: str | None,
        dismissed: bool,
        **more: Any,
    ) -> Any:
        filters = Filters(country=country, type_=type_, family=family, since=since, until=until, dismissed=dismissed)
        return command(*args, filters=filters, **more)

    for option in reversed(_OPTIONS):
        wrapped = option(wrapped)
    return wrapped
