"""`tocsin share`: what partners would get, putting it out, warning one at once, and what was told to whom when."""

from __future__ import annotations

import sys

import click

from tocsin.cli import options
from tocsin.cli.export_to import exporter_of, layout_option, output_option, target, write_to
from tocsin.cli.output import print_json, print_line, print_page, say
from tocsin.cli.partner import policies_folder
from tocsin.cli.put_out import put_out, tell
from tocsin.cli.watch import names_of
from tocsin.tlp import TLPS, Tlp


@click.group(short_help="Pass the record on to partners; who knew what.")
def share() -> None:
    """Pass the record on, to each partner as their policy has it, and prove what left.

    \b
    Examples:
      tocsin share preview north 7f3a
      tocsin share publish
      tocsin share warn north 7f3a --by "A. Analyst" --reason "named as the next target"
      tocsin share log --incident 7f3a
    """


@share.command(short_help="What a partner would get of an incident, byte for byte.")
@click.argument("partner")
@click.argument("id")
@click.option(
    "--format", "format_", default="stix", show_default=True, metavar="NAME", help="stix, or any export format."
)
@policies_folder
@options.database
def preview(partner: str, id: str, format_: str, policies: str | None, database: str | None) -> None:
    """Show exactly what a partner would get of an incident if it were put out now, or say why they get nothing.

    Nothing is put out or written down. The objects are those that `publish` would put out, in a bundle; in another
    format it is the same record, through the same policy.

    \b
    Examples:
      tocsin share preview north 7f3a
      tocsin share preview north 7f3a --format jsonl
    """
    from tocsin.clock import SystemClock
    from tocsin.share.release import Refused
    from tocsin.sharing.preview import bundle_of, exported, preview_of

    settings = options.settings_from(policies=policies, database=database)
    with options.opened(database) as ledger:
        found = preview_of(ledger, settings, partner, id, clock=SystemClock(), peoples=names_of(settings))
        if isinstance(found, Refused):
            say(f"{partner} gets nothing of it: {found.reason}")
            click.get_current_context().exit(1)
        if format_ == "stix":
            click.echo(bundle_of(ledger, found, now=SystemClock().now()), nl=False)
        else:
            exported(found, format_, ledger, settings, sys.stdout.buffer, now=SystemClock().now())
    say(f"{partner} gets this, as TLP:{found.level.upper()}, of revision {found.revision}")


@share.command(short_help="Bring every partner's collection up to date.")
@click.argument("partners", metavar="[PARTNER]...", nargs=-1)
@policies_folder
@options.database
def publish(partners: tuple[str, ...], policies: str | None, database: str | None) -> None:
    """Put out for every partner (or for those named) what their policy lets them have, and take back what it does not.

    Nothing goes out before a person has reviewed it, unless a policy says otherwise. Doing it twice changes nothing.
    `tocsin run` does it by itself after each change, and when an embargo ends.

    \b
    Examples:
      tocsin share publish
      tocsin share publish north
    """
    from tocsin.clock import SystemClock

    settings = options.settings_from(policies=policies, database=database)
    with options.opened(database) as ledger:
        for name in partners:
            ledger.partners.partner(name)
        if not ledger.partners.all():
            raise click.UsageError(
                "there is no partner; `tocsin partner add NAME` adds one", click.get_current_context()
            )
        found = put_out(ledger, settings, clock=SystemClock(), only=partners or None, quiet=False)
    if any(each.error is not None for each in found):
        click.get_current_context().exit(1)


@share.command(short_help="A file of all that a partner may have, in any format.")
@click.argument("partner")
@click.option("--format", "format_", metavar="NAME", required=True, help="Any export format.")
@output_option
@layout_option
@policies_folder
@options.database
def export(
    partner: str, format_: str, output: str | None, layout: str | None, policies: str | None, database: str | None
) -> None:
    """Put out for a partner what is new, as `publish` does, and write all that they hold then.

    It is for those who take alerts, feeds or tables and no TAXII. What the policy hides is not in the file, and the log
    has what was told. Every record bears the policy's own level.

    \b
    Examples:
      tocsin share export north --format cap -o alerts/
      tocsin share export north --format atom -o north.atom.xml
      tocsin share export north --format csv -o north.csv
    """
    from tocsin.clock import SystemClock
    from tocsin.share import OnTerms
    from tocsin.sharing import put_out_and_hold
    from tocsin.sharing.preview import bundle

    exporter = exporter_of(format_, layout, output=output)
    settings = options.settings_from(policies=policies, database=database)
    with options.opened(database) as ledger:
        held = put_out_and_hold(ledger, settings, partner, clock=SystemClock(), peoples=names_of(settings))
        tell([held.published])
        if format_ == "stix":
            with target(output) as out:
                out.write(bundle(held.objects, id=held.id).encode())
        else:
            on_terms = exporter.on(held.terms) if isinstance(exporter, OnTerms) else exporter
            done = write_to(output, on_terms, held.shown)
            if done.left_out:
                say(f"{done.left_out} left out: {done.reason}")
    say(f"{len(held.shown)} written, as TLP:{held.terms.tlp.upper()}")


@share.command(short_help="Warn a partner of an incident at once, with a receipt.")
@click.argument("partner")
@click.argument("id")
@options.reason
@click.option("--message", metavar="WORDS", help="What you tell them besides. It goes out: it may name nobody private.")
@options.by
@policies_folder
@options.database
def warn(
    partner: str,
    id: str,
    reason: str,
    message: str | None,
    by: str | None,
    policies: str | None,
    database: str | None,
) -> None:
    """Put an incident out for one partner at once: reviewed or not, with no embargo, whatever their policy asks for.

    It is for the duty to warn, and you answer for it: your name and reason are kept. What the policy hides stays
    hidden, and its TLP level holds. Standard output has the receipt: what was told, when, and its hash.

    \b
    Example:
      tocsin share warn north 7f3a --by "A. Analyst" --reason "a source of ours" --message "Keep away from the port."
    """
    from tocsin.clock import SystemClock
    from tocsin.sharing import warn as warn_partner
    from tocsin.sharing.log import Told, told_form

    who = options.signature(by)
    settings = options.settings_from(policies=policies, database=database)
    with options.opened(database) as ledger:
        handover = warn_partner(
            ledger, settings, partner, id, clock=SystemClock(), peoples=names_of(settings), by=who, reason=reason,
            message=message,
        )  # fmt: skip
    print_json(told_form(Told(handover=handover, fetched_at=None, name=""), content=False))
    say(f"{partner} is warned; `tocsin share log --partner {partner}` says when they fetch it")


@share.command(short_help="Say how far reports may be passed on.")
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@click.option("--tlp", type=click.Choice(TLPS), required=True, help="A level of TLP 2.0.")
@click.option("--source-agrees", is_flag=True, help="The source has loosened it. Nobody else may.")
@options.by
@options.database
def mark(documents: tuple[str, ...], tlp: Tlp, source_agrees: bool, by: str | None, database: str | None) -> None:
    """Mark reports, by the ids of their documents. A record goes no further than its strictest report.

    What is not marked has the level of the setting `tlp`, which is red unless you set it. Only its source may loosen
    what is marked.

    \b
    Examples:
      tocsin share mark report-12 report-13 --tlp amber --by "A. Analyst"
      tocsin share mark report-12 --tlp green --source-agrees --by "A. Analyst"
    """
    from tocsin.clock import SystemClock
    from tocsin.errors import InputError
    from tocsin.ports.partners import Marking

    who = options.signature(by)
    with options.opened(database) as ledger:
        known = [ledger.document(each) for each in documents]
        if None in known:
            raise InputError(f"the ledger has no document {documents[known.index(None)]!r}")
        ids = [doc.id for doc in known if doc is not None]
        stricter = {id: m.tlp for id, m in ledger.partners.markings(ids).items() if TLPS.index(m.tlp) > TLPS.index(tlp)}
        if stricter and not source_agrees:
            id, level = next(iter(stricter.items()))
            raise InputError(f"{id} is TLP:{level.upper()}; only its source may loosen that: --source-agrees")
        now = SystemClock().now()
        ledger.partners.mark(Marking(document=id, tlp=tlp, marked_at=now, marked_by=who) for id in ids)
    say(f"{len(ids)} marked TLP:{tlp.upper()}; `tocsin share publish` brings partners up to date")


@share.command(short_help="What was told to whom, and when.")
@click.option("--partner", metavar="NAME", help="Only to this partner.")
@click.option("--incident", metavar="ID", help="Only of this incident.")
@click.option("--until", metavar="TIME", callback=options.moment, help="Only up to this date or time.")
@click.option("--held", is_flag=True, help="Only what they held at that time, not what was taken back or told anew.")
@click.option("--content", is_flag=True, help="With --format jsonl: the objects themselves, as they were told.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="A table, or one handover a line.",
)  # fmt: skip
@options.database
@options.no_color
def log(
    partner: str | None,
    incident: str | None,
    until: str | None,
    held: bool,
    content: bool,
    format_: str,
    database: str | None,
    no_color: bool,
) -> None:
    """What did they know, and when did they know it: everything that was told or taken back, in order.

    FETCHED is when it first left the TAXII server for that partner.

    \b
    Examples:
      tocsin share log --partner north
      tocsin share log --incident 7f3a --until 2024-03-22T18:00:00Z --held
      tocsin share log --partner north --format jsonl --content
    """
    from tocsin.pipeline import whole_id
    from tocsin.sharing.log import held_at, told, told_form
    from tocsin.sharing.pages import log_page
    from tocsin.sharing.preview import until_moment

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        if partner is not None:
            ledger.partners.partner(partner)
        whole = None if incident is None else whole_id(ledger, incident)
        found = told(ledger, partner=partner, incident=whole, until=until_moment(until))
    shown = held_at(found) if held else found
    if format_ == "jsonl":
        for each in shown:
            print_line(told_form(each, content=content))
    elif shown:
        print_page(log_page(shown), settings)
    else:
        say("nothing was told")
