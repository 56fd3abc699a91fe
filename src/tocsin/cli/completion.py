"""`tocsin completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print what a shell needs to complete.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which a shell completes `tocsin`.

    \b
    Examples:
      tocsin completion bash > ~/.local/share/bash-completion/completions/tocsin
      tocsin completion zsh > "${fpath[1]}/_tocsin"
      tocsin completion fish > ~/.config/fish/completions/tocsin.fish
    """
    found = get_completion_class(shell)
    if found is None:  # not reached: the choices are those that there are
        raise click.UsageError(f"no completion for {shell}", ctx)
    click.echo(found(ctx.find_root().command, {}, "tocsin", "_TOCSIN_COMPLETE").source())
