"""A group of commands that are imported when they are called, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NoReturn, cast

import click

from tocsin.errors import SettingsError, TocsinError, UnknownNameError

WRONG_CALL = 2
FAILED = 1
STOPPED = 130  # 128 and the number of the signal, as shells have it
PIPE_CLOSED = 141


class LazyGroup(click.Group):
    """Commands by name, each as `"module:attribute"`. One whose module is not there is not listed."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return [name for name, target in self._lazy.items() if _is_there(target.partition(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, None where there is none."""
        target = self._lazy.get(cmd_name)
        if target is None or not _is_there(target.partition(":")[0]):
            return None
        module, _, attribute = target.partition(":")
        return cast(click.Command, getattr(import_module(module), attribute))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **more: Any,
    ) -> Any:
        """Run, and leave with 0, 1 for a failed job, or 2 for a wrong call, after one plain sentence on stderr."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **more)
        _keep_writing()
        try:
            result = super().main(args, prog_name, complete_var, standalone_mode=False, **more)
            sys.stdout.flush()
        except BrokenPipeError:
            _leave_closed_pipe()
        except (click.Abort, KeyboardInterrupt):
            _say("stopped")
            sys.exit(STOPPED)
        except click.ClickException as error:
            _say(_sentence(error))
            sys.exit(error.exit_code)
        except TocsinError as error:
            _say(str(error))
            sys.exit(WRONG_CALL if isinstance(error, SettingsError | UnknownNameError) else FAILED)
        except ModuleNotFoundError as error:
            _say(_missing(error))
            sys.exit(FAILED)
        sys.exit(result if isinstance(result, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a closed pipe is told apart from other errors, which click does not do."""
        _quieten_libraries()
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _leave_closed_pipe()


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ImportError:
        return False


def _quieten_libraries() -> None:
    """Without a handler Python writes what libraries log on standard error, in the midst of our sentences."""
    import logging

    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def _keep_writing() -> None:
    """A terminal that cannot show a letter shows its code instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _leave_closed_pipe() -> NoReturn:
    """Leave without a word where the reader of the output has gone, as `| head` does."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(PIPE_CLOSED)


def _sentence(error: click.ClickException) -> str:
    words = error.format_message().replace("\n", " ")
    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and ctx is not None:
        return f"{words.rstrip('.')}; see `{ctx.command_path} --help`"
    return words


def _missing(error: ModuleNotFoundError) -> str:
    """What to install for a library that an extra brings. Raises the error again where no extra does: it is a fault."""
    from tocsin.cli.extras import extra_of

    extra = extra_of(error.name or "")
    if extra is None:
        raise error
    return f"this needs {error.name}, which is not installed: pip install 'tocsin[{extra}]'"


def _say(words: str) -> None:
    from tocsin.view.clean import clean

    click.echo(f"tocsin: {clean(words)}", err=True)
