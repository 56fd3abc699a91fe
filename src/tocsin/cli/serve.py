"""`tocsin serve`: the workbench and the API."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.output import Report, say

if TYPE_CHECKING:
    from tocsin.settings import Settings

LOCAL = ("127.0.0.1", "localhost", "::1")
DEMO_FOLDER = Path("demo-ledger")


@click.command(short_help="Open the workbench in a browser, and the API.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen at.")
@click.option("--demo", is_flag=True, help="On the built-in dispatches, in ./demo-ledger; nobody has to sign in.")
@options.database
@click.pass_context
def serve(ctx: click.Context, host: str, port: int, demo: bool, database: str | None) -> None:
    """Serve the workbench: incidents with their evidence, on pages that work in any browser.

    It listens at this machine alone unless told otherwise. Stop it with Ctrl-C.

    \b
    Examples:
      tocsin serve --demo
      tocsin serve
      tocsin serve --port 9000
    """
    if host not in LOCAL:
        words = f"{host} is open to others, and there are no accounts yet; leave --host out, or give 127.0.0.1"
        raise click.UsageError(words, ctx)
    if demo:
        database = _demo_ledger(ctx)
    settings = options.settings_from(database=database)
    _serve(settings, host, port, demo=demo)


def _demo_ledger(ctx: click.Context) -> str:
    """The ledger of the demonstration, with the dispatches in it."""
    from tocsin.cli.demo import LEDGER, fill, make_ledger

    path = DEMO_FOLDER / LEDGER
    settings = options.settings_from(database=str(path))
    report = Report()
    ledger = make_ledger(DEMO_FOLDER, settings)
    try:
        fill(ledger, settings, report)
    finally:
        ledger.close()
    report.close(ctx)
    return str(path)


def _serve(settings: Settings, host: str, port: int, *, demo: bool) -> None:
    import uvicorn

    from tocsin.clock import SystemClock
    from tocsin.pipeline import open_record
    from tocsin.web.app import make_app

    clock = SystemClock()
    open_record(settings.database, clock=clock).close()  # what is wrong with it is said before anybody waits
    app = make_app(lambda: open_record(settings.database, clock=clock), settings, clock=clock, demo=demo)
    with _listening(host, port) as listener:
        say(f"the workbench is at {_address(host, listener.getsockname()[1])} (Ctrl-C stops it)")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `click.ClickException`."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        words = f"port {port} of {host} cannot be had ({error.strerror}); give another with --port"
        raise click.ClickException(words) from error


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
