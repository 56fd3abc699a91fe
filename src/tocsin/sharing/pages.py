"""Partners, policies and the log of sharing as pages: for the command line and the workbench."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tocsin.errors import TocsinError
from tocsin.ports import Ledger
from tocsin.ports.partners import Partner, PartnerKey
from tocsin.record.json_form import Json
from tocsin.settings import Settings
from tocsin.share.policy import Policy
from tocsin.sharing.keys import is_good
from tocsin.sharing.log import Told
from tocsin.sharing.policies import load_policy, policy_path
from tocsin.view.page import Card, Page, Row, Table, Words, line

PARTNERS = ("NAME", "SINCE", "KEYS", "GOOD UNTIL", "HOLDS", "STATE")
LOG = ("WHEN", "TO", "WHAT", "INCIDENT", "NAME AS TOLD", "FETCHED", "POLICY", "BY")
KEYS = ("KEY", "MADE", "BY", "GOOD UNTIL", "STATE")


def partners_rows(ledger: Ledger, *, now: str) -> list[Json]:
    """Each partner with how many keys are good, until when, and how many incidents they hold."""
    found = []
    for each in ledger.partners.all():
        good = [key for key in ledger.partners.keys(each.name) if is_good(key, now)]
        holds = {h.incident for h in ledger.partners.standing(each.name) if h.kind != "withdrawn"}
        form: Json = msgspec.to_builtins(each)
        ends = (
            None if any(key.expires_at is None for key in good) else max((k.expires_at or "" for k in good), default="")
        )
        found.append({**form, "keys": len(good), "good_until": ends or None, "holds": len(holds)})
    return found


def partners_page(rows: Sequence[Json]) -> Page:
    """A row for each partner."""
    return Page(tables=(Table(None, PARTNERS, tuple(map(_partner_row, rows)), frozenset({2, 4})),))


def _partner_row(row: Json) -> tuple[Words, ...]:
    revoked = row["revoked_at"]
    state = Words(f"revoked {_minute(revoked)}", "denied") if revoked else Words("well", "good")
    if not revoked and not row["keys"]:
        state = Words("no key is good: rotate", "alleged")
    return (
        Words(row["name"], "label"),
        Words(_minute(row["added_at"])),
        Words(str(row["keys"])),
        Words(_minute(row["good_until"])),
        Words(f"{row['holds']:,}"),
        state,
    )


def partner_page(ledger: Ledger, partner: Partner, settings: Settings, *, now: str) -> Page:
    """A partner, their keys, and the policy as it is understood."""
    rows = [
        Row("who", line(partner.about or Words("not said", "faint"))),
        Row("since", line(f"{_minute(partner.added_at)}, by {partner.added_by}")),
        Row("fetches", line(partner.collection)),
    ]
    if partner.revoked_at:
        rows.append(Row("revoked", line(Words(_minute(partner.revoked_at), "denied"))))
    keys = tuple(_key_row(key, now) for key in ledger.partners.keys(partner.name))
    return Page(
        cards=(Card(line(Words(partner.name, "headline")), tuple(rows)),),
        tables=(Table("KEYS", KEYS, keys), _policy_table(settings, partner.name)),
    )


def _key_row(key: PartnerKey, now: str) -> tuple[Words, ...]:
    state = Words("good", "good") if is_good(key, now) else Words("revoked" if key.revoked_at else "over", "faint")
    return (
        Words(key.id, "label"), Words(_minute(key.made_at)), Words(key.made_by), Words(_minute(key.expires_at)), state,
    )  # fmt: skip


def _policy_table(settings: Settings, name: str) -> Table:
    title = f"POLICY, {policy_path(settings.policies, name)}"
    try:
        policy, _ = load_policy(settings.policies, name)
    except TocsinError as error:
        return Table(title, ("WHAT IS WRONG",), ((Words(str(error), "denied"),),))
    rows = tuple((Words(key, "label"), Words(words)) for key, words in policy_words(policy))
    return Table(title, ("KEY", "WHAT IT SAYS"), rows)


def policy_words(policy: Policy) -> list[tuple[str, str]]:
    """What a policy says, key by key, defaults included."""
    own = {name: getattr(policy, name) for name in Policy.__struct_fields__ if name not in ("about", "show")}
    shown = {name: getattr(policy.show, name) for name in policy.show.__struct_fields__}
    return [("version", policy.id), *((name, _value(name, value)) for name, value in (own | shown).items())]


def _value(name: str, value: object) -> str:
    if value is None:
        return "none" if name == "terms" else "all"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or ("none" if name == "types" else "nobody")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def log_page(found: Sequence[Told]) -> Page:
    """A row for each thing that was told or taken back, in order."""
    return Page(tables=(Table(None, LOG, tuple(map(_log_row, found))),))


def _log_row(each: Told) -> tuple[Words, ...]:
    told = each.handover
    tone = {"shared": "plain", "warned": "killed", "withdrawn": "denied"}[told.kind]
    name = each.name or (told.reason or "")
    return (
        Words(_minute(told.at)),
        Words(told.partner, "label"),
        Words(told.kind, tone),  # type: ignore[arg-type]
        Words(told.incident, "faint"),
        Words(name),
        Words(_minute(each.fetched_at) if each.fetched_at else "not yet"),
        Words(told.policy, "faint"),
        Words(told.by),
    )


def _minute(moment: str | None) -> str:
    return moment[:16].replace("T", " ") if moment else "–"
