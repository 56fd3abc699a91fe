"""`tocsin config`: every setting, its value, and where that came from."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import print_json, print_page
from tocsin.settings import SETTINGS, Settings, without_password


@click.command(short_help="Show every setting and its origin.")
@options.table_or_json
@options.database
@options.no_color
def config(format_: str, database: str | None, no_color: bool) -> None:
    """Show each setting with its value and where it came from.

    A flag goes before the environment (TOCSIN_DATABASE, ...), that before `tocsin.toml` in the current folder, and
    that before the default. A password in a database URL is not shown.

    \b
    Example of a tocsin.toml:
      database = "sqlite:////srv/desk/tocsin.db"
      max_bytes = 5_000_000
    """
    settings = options.settings_from(database=database, no_color=no_color)
    if format_ == "json":
        print_json(
            {
                setting.key: {
                    "value": shown_value(settings, setting.key),
                    "from": settings.origins[setting.key],
                    "variable": setting.variable,
                    "help": setting.help,
                }
                for setting in SETTINGS
            }
        )
        return
    from tocsin.view.page import Page, Table, Words

    rows = tuple(
        (
            Words(setting.key, "label"),
            Words(str(shown_value(settings, setting.key))),
            Words(settings.origins[setting.key], "faint"),
            Words(f"{setting.help} ({setting.variable})"),
        )
        for setting in SETTINGS
    )
    print_page(Page(tables=(Table(None, ("SETTING", "VALUE", "FROM", "WHAT IT IS"), rows),)), settings)


def shown_value(settings: Settings, key: str) -> str | int:
    """A setting's value, fit to be shown."""
    value: str | int = getattr(settings, key)
    return without_password(value) if key == "database" and isinstance(value, str) else value
