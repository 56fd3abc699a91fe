"""`tocsin export`: pass the record on."""

from __future__ import annotations

import click

from tocsin.cap import STATUSES
from tocsin.cli import options
from tocsin.cli.export_to import exporter_of, layout_option, output_option, write_to
from tocsin.cli.output import say
from tocsin.cli.selecting import Filters, selecting
from tocsin.tlp import TLPS


@click.command(short_help="Write incidents for other programs.")
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    required=True,
    help="jsonl, csv, parquet, ucdp, acled, gtd, stix, cap, atom or geojson.",
)
@output_option
@layout_option
@click.option("--tlp", type=click.Choice(TLPS), help="How far it may go (default: the setting, or red).")
@click.option(
    "--cap-status",
    type=click.Choice([status.lower() for status in STATUSES]),
    help="For cap: what its messages are (default: the setting, or draft); actual takes only reviewed incidents.",
)
@selecting
@options.as_of
@options.as_recorded
@options.database
def export(
    format_: str,
    output: str | None,
    layout: str | None,
    tlp: str | None,
    cap_status: str | None,
    filters: Filters,
    as_of: str | None,
    as_recorded: str | None,
    database: str | None,
) -> None:
    """Write incidents in a format for other programs. The same ledger gives the same bytes.

    jsonl is the whole record, evidence and names included. The others hold no names of private persons and no
    quotations: csv has our columns; ucdp, acled and gtd those of UCDP GED, ACLED and GTD, as far as they can be filled
    by those schemes' own rules; parquet is a typed table in any of these columns (it needs tocsin[bulk]); stix is a
    bundle of STIX 2.1; cap has CAP 1.2 alerts, in a feed or as files of a folder; atom is a feed of incidents; geojson
    has points on a map. A file is put in place when it is complete, not before.

    \b
    Examples:
      tocsin export --format jsonl > incidents.jsonl
      tocsin export --format csv --country NG --output nigeria.csv
      tocsin export --format ucdp --family violence -o ged.csv
      tocsin export --format parquet --layout ucdp -o ged.parquet
      tocsin export --format stix --tlp green -o bundle.json
      tocsin export --format cap --tlp clear -o alerts/
      tocsin export --format atom -o incidents.atom.xml
      tocsin export --format geojson --family violence -o map.geojson
    """
    from tocsin.clock import SystemClock
    from tocsin.exporting import Within, terms_of
    from tocsin.pipeline import open_record, stream_incidents
    from tocsin.share import OnTerms

    exporter = exporter_of(format_, layout, output=output)
    options.require_one_clock(as_of, as_recorded)
    settings = options.settings_from(database=database, tlp=tlp, cap_status=cap_status)
    ledger = open_record(settings.database, clock=SystemClock(), create=False)
    try:
        selection = filters.selection()
        all_found = stream_incidents(ledger, selection=selection, as_of=as_of, as_recorded=as_recorded)
        found = Within(all_found, ledger, settings.tlp)
        if isinstance(exporter, OnTerms):
            exporter = exporter.on(terms_of(ledger, settings, selection=selection, as_recorded=as_recorded))
        done = write_to(output, exporter, found)
    finally:
        ledger.close()
    if output is not None:
        say(f"{done.written} written to {output}")
    if done.left_out:
        say(f"{done.left_out} left out: {done.reason}")
    if found.held_back:
        level = settings.tlp.upper()
        say(f"{found.held_back} left out: who passed on a report behind them does not let it go as far as TLP:{level}")
