"""An alert as plain text, for mail, chat and feeds. Every word of it stands in the alert's form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.watch.alert_values import Alert


def subject(alerts: Sequence[Alert]) -> str:
    """One line: the headline, or how many there are of which watches. Without line breaks, whatever was read."""
    if len(alerts) == 1:
        return " ".join(alerts[0].headline.split())
    watches = ", ".join(dict.fromkeys(alert.watch for alert in alerts))
    return f"{len(alerts)} alerts: {watches}"


def text_of(alerts: Sequence[Alert]) -> str:
    """The alerts one under another."""
    return "\n\n".join("\n".join(_lines(alert)) for alert in alerts) + "\n"


def _lines(alert: Alert) -> Iterator[str]:
    yield alert.headline
    yield from (f"  {words}" for words in alert.changed if words not in alert.headline)
    yield from (f"  withdrawn: {words}" for words in alert.withdrawn)
    record = alert.record
    if record is not None:
        reports = f"{record.reports} report{'s' if record.reports > 1 else ''}"
        yield f"As it stands: {record.title} ({record.status}; {reports})"
        for label, each in (("toll", record.tolls), ("claims", record.claims), ("actors", record.actors)):
            if each:
                yield f"  {label}: {'; '.join(each)}"
    yield from _said(alert)
    number = "" if alert.confidence is None else f" ({alert.confidence:.0%})"
    read = f"That a report says so is {alert.likelihood}{number}; " if alert.incident else "This is "
    yield f"{read}{alert.credibility}."
    yield f"Why this rang: {'; '.join(alert.why)} (watch {alert.watch})"
    if alert.incident:
        yield alert.link or f"tocsin show {alert.incident}"
    yield f"Alert {alert.id}"


def _said(alert: Alert) -> Iterator[str]:
    for said in alert.said_by:
        by = f", quoting {said.attribution}" if said.attribution else ""
        where = f" {said.url}" if said.url else ""
        yield f"  said by {said.source or said.document}{by}, {said.published or 'undated'}{where}"
    for quoted in alert.evidence:
        yield f"  “{quoted.words}” ({quoted.source or quoted.document})"
    if alert.withheld:
        yield f"  {alert.withheld} quotation{'s' if alert.withheld > 1 else ''} withheld"
