"""A policy: which records a partner may have, and the profile under which they are shown. Defaults are strict.

What makes a record look as it does is the profile, and nothing else: two partners with one profile get the same objects
under the same ids, and a partner's name, and what it may not have at all, are in no id.
"""

from __future__ import annotations

import hashlib
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from tocsin.record.grades import Information
from tocsin.record.incident import Credibility
from tocsin.tlp import Tlp

Names = Literal["none", "public", "private"]
Finest = Literal["venue", "city", "admin2", "admin1", "country"]
Sites = Literal["withheld", "admin2", "as_others"]
Reviewed = Literal["confirmed", "reviewed", "none"]

NAMES: tuple[Names, ...] = get_args(Names)
FINEST: tuple[Finest, ...] = get_args(Finest)  # from the finest to the coarsest
SITES: tuple[Sites, ...] = get_args(Sites)
REVIEWED: tuple[Reviewed, ...] = get_args(Reviewed)
CREDIBILITIES: tuple[Credibility, ...] = get_args(Credibility)

PROFILE_VERSION = "1"  # raise it when the same profile shows another thing: variants get other ids then


class Profile(Struct, frozen=True, kw_only=True):
    """How records are shown. The keys are those of the file, `[show]` and above; `docs/reference/policies.md`.

    `mark` is the loosest level at which anything goes out under it; a record that is marked more strictly keeps its
    level. `sites_hours` is how much later sensitive sites are told of. `terms` goes along as a marking of its own.
    """

    mark: Tlp = "clear"
    terms: str | None = None
    review: Reviewed = "reviewed"
    embargo_hours: int = 0
    names: Names = "public"
    origins: bool = False
    sources: bool = False
    quotes: bool = False
    descriptions: bool = False
    links: bool = False
    places: Finest = "city"
    sites: Sites = "admin2"
    sites_hours: int = 24

    @property
    def id(self) -> str:
        """Names the profile by what it shows: the same for the same, whoever has it."""
        content = PROFILE_VERSION.encode() + msgspec.json.encode(self, order="sorted")
        return PROFILE_VERSION + hashlib.sha256(content).hexdigest()[:15]


class Policy(Struct, frozen=True, kw_only=True):
    """What a partner may have. None in a group means all; an empty group means nobody, and nothing goes out.

    An incident goes out where its level is no stricter than `tlp`, all its countries are among `countries`, and its
    type or its family is named.
    """

    about: str | None = None
    tlp: Tlp = "clear"
    countries: frozenset[str] | None = frozenset()
    families: frozenset[str] | None = frozenset()
    types: frozenset[str] = frozenset()
    credibility: Credibility = "single_source"
    information: Information = 6
    show: Profile = Profile()

    @property
    def id(self) -> str:
        """A hash of all that the policy says, for the log: under which version something was shared."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()[:16]


STRICTEST = Policy()
