"""`tocsin serve`: the workbench and the API."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.output import Report, say

if TYPE_CHECKING:
    from tocsin.ports import Clock, Ledger
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

    The first start prints a link that makes the administrator's account; he or she lets others in. It listens at this
    machine alone unless told otherwise, and at other addresses only once there is an account: put a server that speaks
    HTTPS in front of it there. Stop it with Ctrl-C.

    \b
    Examples:
      tocsin serve --demo
      tocsin serve
      tocsin serve --host 0.0.0.0 --port 9000
    """
    if demo and host not in LOCAL:
        raise click.UsageError("the demonstration lets in whoever comes; it stays at this machine", ctx)
    if demo:
        database = _demo_ledger(ctx)
    _serve(options.settings_from(database=database), host, port, demo=demo)


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
    from tocsin.web.headers import LOOPBACK

    clock = SystemClock()
    ledger = open_record(settings.database, clock=clock)  # what is wrong with it is said before anybody waits
    if host not in LOCAL and not ledger.accounts.all():
        words = f"{host} is open to others and there is no account yet; start it at 127.0.0.1 first and make one"
        raise click.UsageError(words)
    hosts = LOOPBACK if host in LOCAL else None
    app = make_app(lambda: ledger, settings, clock=clock, demo=demo, hosts=hosts)
    app.state.desk.board.lines()  # seconds on a large ledger, which nobody then waits for at the first page
    with _listening(host, port) as listener:
        address = _address(host, listener.getsockname()[1])
        say(f"the workbench is at {address} (Ctrl-C stops it)")
        if not demo and not ledger.accounts.all():
            _tell_first_link(ledger, clock, address)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2
        )
        uvicorn.Server(config).run(sockets=[listener])


def _tell_first_link(ledger: Ledger, clock: Clock, address: str) -> None:
    from tocsin.web.inviting import invite_link

    link = invite_link(ledger.accounts, "administrator", clock=clock, by="tocsin serve", base=address)
    say(f"nobody has an account yet; this link makes the administrator's, once:\n  {link}")


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
