"""The tables of a ledger, as they are at the newest version. `migrations` makes them, step by step.

`entries` is the ledger. `documents`, `readings`, `mints`, `redirects` and `anchors` can be made anew from it at any
time (`projection`). `revisions` is what folds said, kept as it was said; `incidents` is the latest of it, for lists.
`sources` and `items` are the state of gathering, which is no entry: what came of it stands in the documents.
`facts` are about this ledger itself: its namespace, from which the ids of what is shared follow.
`accounts`, `invitations`, `sessions` and `tokens` say who may use the workbench; secrets are in them as hashes.
`alerts`, `deliveries`, `mutes` and `positions` are what watching has to remember: ordinary tables, not entries.
So are those of what is put out for partners: `versions` are objects as they are sent, each kept once; `collections`
are what partners fetch, `shelved` which version lies where since when, `fetches` who fetched what. `partners` have
`partner_keys`; `handovers` are what each was told, under which of the `policies`; `object_stamps` say when an object
that was put out last changed, `markings` how far a report may be passed on.
The tables of fusing stand in `note_tables`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    true,
)

from tocsin.keep.columns import Number, String, Text

metadata = MetaData()

schema_version = Table(
    "schema_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied_at", String, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("sequence", Number, primary_key=True),
    Column("kind", String, nullable=False),
    Column("schema", String, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("payload", Text, nullable=False),
    Column("hash", String, nullable=False),
    Index("entries_kind", "kind", "sequence"),
)

documents = Table(
    "documents",
    metadata,
    Column("key", String, primary_key=True),
    Column("id", String, nullable=False),
    Column("sequence", Number, ForeignKey("entries.sequence"), nullable=False, unique=True),
    Column("url", String),
    Column("source", String),
    Column("language", String),
    Column("published", String),
    Column("retrieved", String),
    Column("replaces", String),
    Column("replaced_by", String),
    Column("erased", Number),
    Column("tlp", String),
    Index("documents_id", "id"),
    Index("documents_url", "url"),
    Index("documents_replaces", "replaces"),
)

readings = Table(
    "readings",
    metadata,
    Column("id", String, primary_key=True),
    Column("document", String, ForeignKey("documents.key"), nullable=False),
    Column("sequence", Number, ForeignKey("entries.sequence"), nullable=False, unique=True),
    Column("active", Boolean, nullable=False),
    Index("readings_document", "document"),
)
Index(
    "readings_active",
    readings.c.document,
    unique=True,
    sqlite_where=readings.c.active == true(),
    postgresql_where=readings.c.active == true(),
)

mints = Table(
    "mints",
    metadata,
    Column("incident", String, primary_key=True),
    Column("document", String, ForeignKey("documents.key"), nullable=False),
    Column("field", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("family", String, nullable=False),
    Column("sequence", Number, ForeignKey("entries.sequence"), nullable=False, unique=True),
    Index("mints_document", "document"),
)

redirects = Table(
    "redirects",
    metadata,
    Column("sequence", Number, ForeignKey("entries.sequence"), primary_key=True, autoincrement=False),
    Column("incident", String, nullable=False),
    Column("target", String),
    Column("recorded_at", String, nullable=False),
    Index("redirects_incident", "incident", "sequence"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("number", Number, primary_key=True),
    Column("incident", String, nullable=False),
    Column("sequence", Number, nullable=False),
    Column("fold_version", String, nullable=False),
    Column("recorded_at", String, nullable=False),
    Column("state", String, nullable=False),
    Column("form", Text, nullable=False),
    Column("hash", String, nullable=False),
    Index("revisions_incident", "incident", "number", "recorded_at"),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("source", String, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("form", Text, nullable=False),
    Column("added_at", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("tried_at", String),
    Column("succeeded_at", String),
    Column("errors", Integer, nullable=False),
    Column("error", Text),
    Column("etag", String),
    Column("last_modified", String),
    Index("sources_due", "due_at"),
)

items = Table(
    "items",
    metadata,
    Column("source", String, ForeignKey("sources.source"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("page", String),
    Column("state", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("form", Text, nullable=False),
    Column("document", String),
    Column("error", Text),
    Index("items_due", "state", "due_at"),
    Index("items_page", "page"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("incident", String, primary_key=True),
    Column("revision", Number, ForeignKey("revisions.number"), nullable=False),
    Column("state", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("type", String),
    Column("family", String),
    Column("status", String),
    Column("country", String),
    Column("earliest", String),
    Column("latest", String),
    Column("killed_low", BigInteger),
    Column("killed_best", BigInteger),
    Column("killed_high", BigInteger),
    Index("incidents_list", "state", "family", "latest"),
    Index("incidents_country", "state", "country", "latest"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", String, primary_key=True),
    Column("watch", String, nullable=False),
    Column("incident", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("documents", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("acknowledged_at", String),
    Column("acknowledged_by", String),
    Index("alerts_made", "made_at"),
    Index("alerts_incident", "incident", "watch"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("alert", String, ForeignKey("alerts.id"), primary_key=True),
    Column("channel", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("due_at", String, nullable=False),
    Column("bundle", String),
    Column("attempts", Integer, nullable=False),
    Column("error", String),
    Column("settled_at", String),
    Index("deliveries_due", "state", "due_at"),
)

mutes = Table(
    "mutes",
    metadata,
    Column("watch", String, primary_key=True),
    Column("until", String),
    Column("by", String, nullable=False),
    Column("set_at", String, nullable=False),
)

positions = Table(
    "positions",
    metadata,
    Column("name", String, primary_key=True),
    Column("number", Number, nullable=False),
)

collections = Table(
    "collections",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("description", Text),
    Column("opened_at", String, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", String, nullable=False),
    Column("modified", BigInteger, nullable=False),
    Column("version", String, nullable=False),
    Column("type", String, nullable=False),
    Column("spec_version", String, nullable=False),
    Column("form", LargeBinary, nullable=False),
    Column("documents", Text, nullable=False),
    Column("erased", BigInteger),
    Index("versions_of_object", "id", "modified", unique=True),
)

shelved = Table(
    "shelved",
    metadata,
    Column("date_added", BigInteger, primary_key=True, autoincrement=False),
    Column("collection", String, ForeignKey("collections.id"), nullable=False),
    Column("number", Number, ForeignKey("versions.number"), nullable=False),
    Column("id", String, nullable=False),
    Column("modified", BigInteger, nullable=False),
    Column("first", Boolean, nullable=False),
    Column("last", Boolean, nullable=False),
    Index("shelved_in_order", "collection", "date_added"),
    Index("shelved_last", "collection", "last", "date_added"),
    Index("shelved_objects", "collection", "id", "modified", unique=True),
)

fetches = Table(
    "fetches",
    metadata,
    Column("number", Number, primary_key=True),
    Column("at", String, nullable=False),
    Column("partner", String, nullable=False),
    Column("key", String, nullable=False),
    Column("method", String, nullable=False),
    Column("asked", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("collection", String),
    Column("wanted", Text),
    Column("first", BigInteger),
    Column("last", BigInteger),
    Column("count", Integer, nullable=False),
    Column("newest", BigInteger),
    Index("fetches_partner", "partner", "number"),
    Index("fetches_collection", "collection", "number"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("right", String, nullable=False),
    Column("password", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("disabled_at", String),
    Column("signed_in_at", String),
    Column("visited_at", String),
)

invitations = Table(
    "invitations",
    metadata,
    Column("secret", String, primary_key=True),
    Column("name", String),
    Column("right", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("expires_at", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("secret", String, primary_key=True),
    Column("account", String, ForeignKey("accounts.key"), nullable=False),
    Column("form_token", String, nullable=False),
    Column("began_at", String, nullable=False),
    Column("seen_at", String, nullable=False),
    Column("expires_at", String, nullable=False),
    Index("sessions_account", "account"),
    Index("sessions_expire", "expires_at"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String, primary_key=True),
    Column("secret", String, nullable=False, unique=True),
    Column("account", String, ForeignKey("accounts.key"), nullable=False),
    Column("label", String, nullable=False),
    Column("right", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("used_at", String),
    Index("tokens_account", "account"),
)

partners = Table(
    "partners",
    metadata,
    Column("name", String, primary_key=True),
    Column("collection", String, nullable=False, unique=True),
    Column("about", Text),
    Column("added_at", String, nullable=False),
    Column("added_by", String, nullable=False),
    Column("revoked_at", String),
)

partner_keys = Table(
    "partner_keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("partner", String, ForeignKey("partners.name"), nullable=False),
    Column("hash", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("made_by", String, nullable=False),
    Column("expires_at", String),
    Column("revoked_at", String),
    Index("partner_keys_of", "partner", "made_at"),
)

policies = Table(
    "policies",
    metadata,
    Column("id", String, primary_key=True),
    Column("text", Text, nullable=False),
    Column("used_at", String, nullable=False),
)

object_stamps = Table(
    "object_stamps",
    metadata,
    Column("id", String, primary_key=True),
    Column("created", String, nullable=False),
    Column("modified", String, nullable=False),
    Column("used", String, nullable=False),
    Column("hash", String, nullable=False),
)

handovers = Table(
    "handovers",
    metadata,
    Column("number", Number, primary_key=True),
    Column("partner", String, ForeignKey("partners.name"), nullable=False),
    Column("incident", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("policy", String, nullable=False),
    Column("variant", String, nullable=False),
    Column("revision", Number, nullable=False),
    Column("reason", Text),
    Column("objects", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("documents", Text, nullable=False),
    Index("handovers_to", "partner", "incident", "number"),
    Index("handovers_of", "incident", "number"),
)

markings = Table(
    "markings",
    metadata,
    Column("document", String, primary_key=True),
    Column("tlp", String, nullable=False),
    Column("marked_at", String, nullable=False),
    Column("marked_by", String, nullable=False),
)
