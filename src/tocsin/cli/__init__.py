"""The command `tocsin`, a module for each verb. Heavy rooms are imported inside the commands."""

from __future__ import annotations

import gc

import click

from tocsin import __version__
from tocsin.cli.lazy import LazyGroup

COMMANDS = {
    "demo": "tocsin.cli.demo:demo",
    "read": "tocsin.cli.read:read",
    "add": "tocsin.cli.add:add",
    "sources": "tocsin.cli.sources:sources",
    "follow": "tocsin.cli.follow:follow",
    "run": "tocsin.cli.follow:run",
    "incidents": "tocsin.cli.incidents:incidents",
    "show": "tocsin.cli.show:show",
    "compare": "tocsin.cli.compare:compare",
    "diff": "tocsin.cli.diff:diff",
    "decide": "tocsin.cli.decide:decide",
    "decisions": "tocsin.cli.decisions:decisions",
    "search": "tocsin.cli.search:search",
    "watch": "tocsin.cli.watch:watch",
    "alerts": "tocsin.cli.alerts:alerts",
    "serve": "tocsin.cli.serve:serve",
    "accounts": "tocsin.cli.accounts:accounts",
    "import": "tocsin.cli.import_:import_",
    "export": "tocsin.cli.export:export",
    "partner": "tocsin.cli.partner:partner",
    "share": "tocsin.cli.share:share",
    "bulk": "tocsin.cli.bulk:bulk",
    "copy": "tocsin.cli.copy:copy",
    "backup": "tocsin.cli.backup:backup",
    "restore": "tocsin.cli.backup:restore",
    "erase": "tocsin.cli.erase:erase",
    "check": "tocsin.cli.check:check",
    "gazetteer": "tocsin.cli.gazetteer:gazetteer",
    "register": "tocsin.cli.register:register",
    "config": "tocsin.cli.config:config",
    "completion": "tocsin.cli.completion:completion",
    "analyse": "tocsin.cli.analyse:analyse",
    "evaluate": "tocsin.evaluate.command:evaluate",
    "train": "tocsin.train.command:train",
}


def collect_seldom() -> None:
    """Let the process look for cyclic garbage less often: readings leave little, and the lexicons are walked each time.

    A tenth of the reader's time, at no cost in memory (`make bench`). The command's own choice, never the library's.
    """
    gc.set_threshold(50_000, 20, 20)


@click.group(
    "tocsin",
    cls=LazyGroup,
    lazy=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tocsin", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read news of political violence into a sourced, living record.

    \b
    Examples:
      tocsin demo                        see it at work on the built-in dispatches
      tocsin read report.txt             read one report; nothing is kept
      tocsin add reports/                read a folder of reports into the ledger
      tocsin incidents --country RU      list what the ledger holds
      tocsin show 7f3a                   one incident, with the words behind every value

    Data goes to standard output, everything else to standard error. The exit code is 0, or 1 where a job or one
    of its documents failed, or 2 for a wrong call.
    """
    collect_seldom()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
