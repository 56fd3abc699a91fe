"""Requests that nobody thought of. What they need is imported in the slow tests alone: it takes seconds."""

from __future__ import annotations


def pytest_ignore_collect(collection_path, config):
    return True if collection_path.suffix == ".py" and "not slow" in (config.option.markexpr or "") else None
