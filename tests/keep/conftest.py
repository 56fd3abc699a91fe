"""Where the ledgers of the contract suites are kept."""

from pathlib import Path

import pytest


@pytest.fixture(params=["file", "memory", "server"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger's URL, of each kind of database."""
    if request.param == "server":
        server = request.getfixturevalue("postgres")
        return str(server.emptied())
    return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'ledger.db'}"
