"""`tocsin erase`: take a document out of the ledger for good."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import say


@click.command(short_help="Take a document out for good.")
@click.argument("document")
@options.by
@options.reason
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.database
def erase(document: str, by: str | None, reason: str, yes: bool, database: str | None) -> None:
    """Blank a DOCUMENT, its readings, the decisions anchored to it and every revision that holds its words, and delete
    what a language model answered about it.

    This cannot be undone: a tombstone is left, with who ordered it and why. Name nobody in the reason, it is kept.

    \b
    Example:
      tocsin erase report-12 --by "A. Editor" --reason "court order 12/24"
    """
    from tocsin.pipeline import erase as erase_document

    with options.opened(database) as ledger:
        found = ledger.document(document)
        if found is None:
            raise click.UsageError(f"the ledger has no document {document!r}", click.get_current_context())
        if not yes:
            click.confirm(f"erase {found.id} ({found.title or found.text[:60]!r}) for good?", abort=True, err=True)
        answers = options.settings_from(database=database).llm_cache
        erasure = erase_document(ledger, found.key, by=options.signature(by), reason=reason, answers=answers)
    click.echo(f"erased\t{found.key}")
    say(f"{len(erasure.entries)} entries and {erasure.revisions} revisions are blank")
    if erasure.decisions:
        say(f"{len(erasure.decisions)} decisions went with it and may have to be made again; see `tocsin decisions`")
    for key in erasure.versions:
        say(f"another text of the same document is still here; erase {key} as well if it is meant too")
