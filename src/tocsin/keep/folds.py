"""Storing a fold: ids and redirects as entries, and a revision for each incident that says something new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, bindparam, insert, select

from tocsin.errors import LedgerError
from tocsin.keep.hashes import form_hash
from tocsin.keep.payloads import canonical, mint_payload, redirect_payload
from tocsin.keep.store import Store
from tocsin.keep.summary import latest_row, save_latest
from tocsin.keep.tables import documents, incidents, mints, redirects, revisions
from tocsin.keep.values import listed, words_of
from tocsin.ports import Mint, RevisionState
from tocsin.record import Incident
from tocsin.record.incident_form import incident_form

GONE_SCHEMA = "tocsin.gone/1"
ALWAYS = "~"  # after any moment

# Built once: building a statement takes longer than running it.
MINTED = select(mints).where(mints.c.incident.in_(words_of("of")))
HELD = select(documents.c.key).where(documents.c.key == bindparam("of"))
REDIRECTS = select(redirects.c.incident, redirects.c.target).order_by(redirects.c.sequence)
TARGET = (
    select(redirects.c.target)
    .where(redirects.c.incident == bindparam("of"), redirects.c.recorded_at <= bindparam("until"))
    .order_by(redirects.c.sequence.desc())
    .limit(1)
)
LATEST = select(incidents.c.incident, incidents.c.hash, incidents.c.state).where(
    incidents.c.incident.in_(words_of("of"))
)
ADD = insert(revisions)


def forms_of(fold: Iterable[Incident]) -> dict[str, str]:
    """The canonical form of each incident, by id. Raises `LedgerError` where two have the same id."""
    forms: dict[str, str] = {}
    for incident in fold:
        if incident.id in forms:
            raise LedgerError(f"the fold has two incidents {incident.id!r}; each needs an id of its own")
        forms[incident.id] = canonical(incident_form(incident))
    return forms


def save_mints(connection: Connection, store: Store, given: Iterable[Mint]) -> None:
    """Enter the ids that are new. Raises `LedgerError` where one is tied to another mention already."""
    given = tuple(given)
    rows = connection.execute(MINTED, {"of": listed(mint.incident for mint in given)})
    known = {row.incident: {**row._mapping} for row in rows}
    for mint in given:
        payload = mint_payload(mint)
        if mint.incident in known:
            if not payload.items() <= known[mint.incident].items():
                raise LedgerError(f"the incident id {mint.incident!r} belongs to another mention; mint a new one")
            continue
        if connection.scalar(HELD, {"of": mint.document}) is None:
            raise LedgerError(f"{mint.incident!r} is minted for {mint.document!r}, which is no key of a document here")
        store.append("mint", payload)
        known[mint.incident] = payload


def current_targets(connection: Connection) -> dict[str, str]:
    """The incident that each redirected one points at now, directly."""
    latest = {row.incident: row.target for row in connection.execute(REDIRECTS)}
    return {incident: target for incident, target in latest.items() if target is not None}


def target_of(connection: Connection, incident: str, *, until: str = ALWAYS) -> str | None:
    """The incident that a redirected one points at, directly, now or at a moment; None where it points at none."""
    return connection.scalar(TARGET, {"of": incident, "until": until})


def resolve(connection: Connection, incident: str, *, until: str = ALWAYS) -> str:
    """The incident at the end of the redirects. Raises `LedgerError` where they lead in a circle."""
    passed = {incident}
    while (target := target_of(connection, incident, until=until)) is not None:
        incident = target
        if incident in passed:
            raise LedgerError(f"the redirects of {incident!r} lead in a circle; merge the incidents the other way")
        passed.add(incident)
    return incident


def save_redirects(connection: Connection, store: Store, given: Mapping[str, str], standing: Iterable[str]) -> None:
    """Enter the redirects that are new, and take back those of incidents that stand again.

    Raises `LedgerError` where an incident that stands is redirected, or where redirects lead in a circle.
    """
    for incident in standing:
        if incident in given:
            raise LedgerError(f"{incident!r} stands in the fold and is redirected too; it can be only one of them")
        if target_of(connection, incident) is not None:
            store.append("redirect", redirect_payload(incident, None))
    for incident, target in given.items():
        old = target_of(connection, incident)
        if old is None or target not in (old, resolve(connection, old)):
            store.append("redirect", redirect_payload(incident, target))
    for incident in given:
        resolve(connection, incident)


def save_revisions(
    connection: Connection, store: Store, forms: Mapping[str, str], gone: Iterable[str], *, fold_version: str
) -> int:
    """Store a revision for each incident that changed and a closing one for each that is gone; how many."""
    gone = tuple(gone)
    rows = connection.execute(LATEST, {"of": listed((*forms, *gone))})
    known = {row.incident: row for row in rows}
    stamp = {"sequence": store.last_sequence(), "fold_version": fold_version, "recorded_at": store.now()}

    def save(incident: str, form: str, hash: str, state: RevisionState) -> None:
        row = {"incident": incident, "form": form, "hash": hash, "state": state, **stamp}
        made = connection.execute(ADD, row).inserted_primary_key
        assert made is not None
        latest = latest_row(incident=incident, revision=made[0], state=state, hash=hash, form=form)
        save_latest(connection, latest, known=incident in known)

    count = 0
    for incident, form in forms.items():
        hash = form_hash(form)
        if incident not in known or known[incident].hash != hash:
            save(incident, form, hash, "stands")
            count += 1
    for incident in gone:
        if incident in known and known[incident].state != "gone":
            form = canonical({"schema": GONE_SCHEMA, "id": incident})
            save(incident, form, form_hash(form), "gone")
            count += 1
    return count
