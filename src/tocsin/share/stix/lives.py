"""What became of the objects of a record that stands: those that it has no longer, and those that came back.

A claim that no report tells any more takes its relationship with it, while the incident stays. What was taken back
stays so for ever, so what comes back has another id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import uuid5

from tocsin.record.json_form import Json, dumps
from tocsin.share.stix.revoked import KEPT, revoked
from tocsin.share.terms import Terms, moment


class Lives:
    """The objects that a record had, version by version."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._last: dict[str, Json] = {}
        self._ended: dict[str, str] = {}
        self._times: Counter[str] = Counter()

    def add(self, objects: Iterable[Json], *, at: str) -> None:
        """One more version, later than those before, with the objects that it has."""
        now = {str(each["id"]): each for each in objects if each["type"] in KEPT}  # a party is of many records
        for id in self._last.keys() - now.keys() - self._ended.keys():
            self._ended[id] = at
            self._times[id] += 1
        for id, form in now.items():
            self._ended.pop(id, None)
            self._last.setdefault(id, form)

    def of(self, objects: Iterable[Json]) -> Iterator[Json]:
        """The objects of the version that stands, what came back under other ids; then those that it has no longer."""
        names = {id: self._name(id, times) for id, times in self._times.items() if id not in self._ended}
        for each in objects:
            yield _renamed(each, names)
        for id, at in self._ended.items():
            form = {**self._last[id], "id": self._name(id, self._times[id] - 1)}
            yield revoked(form, at=moment(at))

    def _name(self, id: str, times: int) -> str:
        """The id that an object has after it was taken back so often."""
        if not times:
            return id
        type = id.partition("--")[0]
        return f"{type}--{uuid5(self._terms.namespace, dumps(['again', id, times]))}"  # type: ignore[arg-type]


def _renamed(form: Json, names: dict[str, str]) -> Json:
    """An object with the ids that it has and names now."""
    if not names:
        return form
    refs: Json = {
        key: names[str(form[key])] for key in ("id", "source_ref", "target_ref") if str(form.get(key)) in names
    }
    if "object_refs" in form:
        refs["object_refs"] = [names.get(ref, ref) for ref in form["object_refs"]]
    return {**form, **refs}
