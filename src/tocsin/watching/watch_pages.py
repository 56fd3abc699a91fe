"""Watches and what they would have rung for, as pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tocsin.ports import Mute
from tocsin.view.page import Card, Page, Row, Table, Words, line
from tocsin.view.words import label
from tocsin.watch import Conditions, Watch, Watches
from tocsin.watch.alert_values import Alert
from tocsin.watch.values import USUAL
from tocsin.watching.trial import Trial

MOST_ACTORS = 8


def list_page(watches: Watches, mutes: Sequence[Mute]) -> Page:
    """A table of watches, in the order of the file."""
    silent = {mute.watch: mute for mute in mutes}
    rows = tuple(_row(watch, silent, watches) for watch in watches.watches)
    return Page(tables=(Table(None, ("NAME", "LOOKS FOR", "RINGS FOR", "GOES TO", ""), rows),))


def looks_words(watch: Watch) -> str:
    """What a watch looks for."""
    whole = list(asked(watch.all_of))
    each = [" and ".join(asked(conditions)) or "anything" for conditions in watch.any_of]
    return "; ".join([*whole, *([" or ".join(f"({one})" for one in each)] if each else [])]) or "anything, anywhere"


def _row(watch: Watch, silent: Mapping[str, Mute], watches: Watches) -> tuple[Words, ...]:
    return (
        Words(watch.name, "label"),
        Words(looks_words(watch)),
        Words(changes_words(watch), "faint"),
        Words(", ".join(watch.to or watches.channels) or "the list of alerts only", "faint"),
        Words(silence(watch, silent.get(watch.name)), "alleged"),
    )


def changes_words(watch: Watch) -> str:
    """Which changes make it ring."""
    return "all but surges" if watch.changes == USUAL else ", ".join(sorted(label(kind) for kind in watch.changes))


def silence(watch: Watch, mute: Mute | None) -> str:
    """Whether and until when it is silent; nothing where it rings."""
    until = mute.until if mute is not None else watch.muted
    if mute is None and not watch.muted:
        return ""
    return f"silent until {until}" if isinstance(until, str) else "silent"


def asked(conditions: Conditions) -> Iterable[str]:
    """Each condition in a few words."""
    places = [*sorted(conditions.countries), *(f"{near.km:g} km around {near.name}" for near in conditions.near)]
    if conditions.polygon:
        places.append(f"a polygon of {len(conditions.polygon)} corners")
    if places:
        yield f"in {', '.join(places)}"
    for words in (conditions.families, conditions.types, conditions.statuses):
        if words:
            yield ", ".join(sorted(label(word) for word in words))
    if conditions.actors:
        yield f"by {', '.join(some(_actors(conditions)))}"
    if conditions.victims:
        yield f"against {', '.join(sorted(label(tag) for tag in conditions.victims))}"
    yield from (f"{least} or more {measure}" for measure, least in conditions.at_least)
    if conditions.words:
        yield f"saying {' or '.join(f'“{words}”' for words in conditions.words)}"
    if conditions.political:
        yield f"political: {', '.join(sorted(conditions.political))}"
    if conditions.grade:
        yield f"told by a source of grade {conditions.grade} at least"
    if conditions.credibility:
        yield f"told by {label(conditions.credibility)} at least"
    if conditions.confidence is not None:
        yield f"read with a confidence of {conditions.confidence:g} at least"


def _actors(conditions: Conditions) -> list[str]:
    """The actors that were asked for, and how many factions of theirs come with them."""
    named = list(conditions.named) or sorted(conditions.actors)
    factions = len(conditions.actors) - len(named)
    return [*named, *([f"their {factions} factions" if factions > 1 else "their faction"] if factions else [])]


def some(names: Sequence[str]) -> list[str]:
    """The first few of many."""
    more = len(names) - MOST_ACTORS
    return [*names[:MOST_ACTORS], f"{more} more"] if more > 1 else list(names)


def watch_page(watch: Watch) -> Page:
    """Everything that a watch asks for."""
    rows = [Row("looks for", line(words)) for words in asked(watch.all_of)]
    rows += [Row("or" if n else "either", line(" and ".join(asked(c)))) for n, c in enumerate(watch.any_of)]
    rows.append(Row("rings for", line(changes_words(watch))))
    if "toll" in watch.changes:
        rows.append(Row("steps", line(", ".join(f"{measure} by {step}" for measure, step in watch.toll_steps))))
    if "surge" in watch.changes:
        surge = watch.surge
        rate = f"at most {surge.false_alarms_per_year:g} false alarms a year"
        words = f"of {', '.join(surge.of)} by {', '.join(surge.by)}; {rate}"
        rows.append(Row("surges", line(words)))
    if not watch.late:
        rows.append(
            Row("not", line(f"news older than {watch.late_after} days; events over {watch.events_within} days before"))
        )
    if watch.quiet:
        rows.append(Row("quiet", line(f"{watch.quiet[0]} to {watch.quiet[1]}, {watch.timezone}")))
    if watch.digest:
        at = "" if watch.digest == "hourly" else f" at {watch.digest_at}, {watch.timezone}"
        rows.append(Row("digest", line(f"{watch.digest}{at}")))
    rows.append(Row("goes to", line(", ".join(watch.to) or "all channels of the file")))
    return Page(cards=(Card(line(Words(watch.name, "headline"), f"  {watch.about or ''}"), tuple(rows)),))


def trial_page(trials: Iterable[Trial]) -> Page:
    """For each watch when it would have rung, and how often a week."""
    tables = tuple(_trial(trial) for trial in trials)
    return Page(tables=tables)


def _trial(trial: Trial) -> Table:
    kinds = Counter(alert.kind for alert in trial.alerts)
    counted = ", ".join(f"{label(kind)} {count}" for kind, count in sorted(kinds.items()))
    span = f"{trial.first} to {trial.last}" if trial.first else "no dated report"
    title = f"{trial.watch.name}: {len(trial.alerts)} in {span}, {trial.per_week:.1f} a week" + (
        f" ({counted})" if counted else ""
    )
    rows = tuple(_rang(alert) for alert in trial.alerts)
    return Table(title, ("DAY", "INCIDENT", "WHAT", "WHY"), rows)


def _rang(alert: Alert) -> tuple[Words, ...]:
    return (
        Words(alert.made_at[:10]),
        Words(alert.incident, "faint"),
        Words("; ".join((alert.headline, *(c for c in alert.changed if c not in alert.headline)))),
        Words("; ".join(alert.why), "faint"),
    )
