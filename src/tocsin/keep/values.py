"""Lists of values in a statement that was built beforehand: however many they are, they are bound as one JSON list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Select, String, bindparam, column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def listed(values: Iterable[int] | Iterable[str]) -> str:
    """Values as `words_of` and `numbers_of` take them."""
    return msgspec.json.encode(list(values)).decode()


def words_of(name: str) -> Select[Any]:
    """The strings of a list that is bound to a name, for an `IN`."""
    return select(_each(name).label("value"))


def numbers_of(name: str) -> Select[Any]:
    """The numbers of a list that is bound to a name, for an `IN` or a join."""
    return select(_Whole(_each(name)).label("value"))


def _each(name: str) -> Any:
    return _Each(bindparam(name)).table_valued(column("value")).c.value


def depth_in(payload: Any) -> Any:
    """How far a document was read, from the payload of its reading; NULL where that is blanked."""
    return _Depth(payload)


class _Depth(FunctionElement[str]):
    """`depth` of a reading's JSON."""

    inherit_cache = True
    type = String()


class _Each(FunctionElement[Any]):
    """The elements of a JSON list, a row each."""

    inherit_cache = True


class _Whole(FunctionElement[int]):
    """An element as a number. SQLite gives it as one already."""

    inherit_cache = True
    type = BigInteger()


@compiles(_Depth)
def _depth_of(element: _Depth, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **more)}, '$.depth')"


@compiles(_Depth, "postgresql")
def _depth_of_json(element: _Depth, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **more)} AS json) ->> 'depth'"


@compiles(_Each)
def _each_of(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(_Each, "postgresql")
def _each_of_text(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **more)} AS json))"


@compiles(_Whole)
def _as_it_is(element: _Whole, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)


@compiles(_Whole, "postgresql")
def _cast(element: _Whole, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **more)} AS BIGINT)"
