"""When an object was made and when it changed: by what it says, so that nothing hidden ever moves its moment.

One id and moment never mean two contents, whoever gets them: stamps are of the ledger, not of a partner.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from tocsin.ports.partners import ObjectStamp
from tocsin.record.json_form import Json, dumps
from tocsin.share.stix.extension import DATED
from tocsin.share.stix.revoked import revoked
from tocsin.share.stix.said import published
from tocsin.share.terms import moment

_MOMENTS = ("created", "modified", "published")  # a report is published when it is made


class Settled:
    """Objects with their moments, and the stamps that are new. Nothing is kept until somebody keeps it."""

    def __init__(self, known: Mapping[str, ObjectStamp], *, now: str) -> None:
        self._known = dict(known)
        self._now = moment(now)
        self.new: dict[str, ObjectStamp] = {}

    def all(self, objects: Iterable[Json]) -> list[Json]:
        """The objects, each with the moment at which what it says last changed."""
        return [self._one(each) for each in objects]

    def revoked(self, form: Json) -> Json:
        """The last version of an object: that it is withdrawn, and no more of it than the standard asks for."""
        id = str(form["id"])
        stamp = self._known.get(id) or ObjectStamp(
            id=id, created=str(form["created"]), modified=str(form["modified"]), used=str(form["modified"]), hash=""
        )
        at = _later(self._now, stamp.used)
        self._keep(ObjectStamp(id=id, created=stamp.created, modified=stamp.modified, used=at, hash=stamp.hash))
        return revoked(form, at=at)

    def _one(self, form: Json) -> Json:
        if "modified" not in form:
            return form
        id = str(form["id"])
        hash = _hash({name: value for name, value in form.items() if name not in _MOMENTS})
        stamp = self._known.get(id)
        if stamp is None:
            first = DATED if form["created"] == DATED else self._now
            stamp = ObjectStamp(id=id, created=first, modified=first, used=first, hash=hash)
            self._keep(stamp)
        elif stamp.hash != hash:
            at = _later(self._now, stamp.used)
            stamp = ObjectStamp(id=id, created=stamp.created, modified=at, used=at, hash=hash)
            self._keep(stamp)
        out = {"published": published(stamp.created)} if "published" in form else {}
        return {**form, "created": stamp.created, "modified": stamp.modified, **out}

    def _keep(self, stamp: ObjectStamp) -> None:
        self._known[stamp.id] = self.new[stamp.id] = stamp


def _hash(form: Json) -> str:
    return hashlib.sha256(dumps(form).encode()).hexdigest()


def _later(now: str, used: str) -> str:
    """Now, or a millisecond after what was used already."""
    if now > used:
        return now
    after = datetime.fromisoformat(used).astimezone(UTC) + timedelta(milliseconds=1)
    return moment(after.isoformat())
