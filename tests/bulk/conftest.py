"""Where the processes that read find the reader of the tests."""

from pathlib import Path

import pytest


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader of `bulk.strange` under its name, here and in every process that is started."""
    made = tmp_path / "plugins" / "strange-1.dist-info"
    made.mkdir(parents=True)
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: strange\nVersion: 1\n")
    (made / "entry_points.txt").write_text("[tocsin.readers]\nstrange = bulk.strange:StrangeReader\n")
    src, tests = Path(__file__).parents[2] / "src", Path(__file__).parents[1]
    monkeypatch.syspath_prepend(str(made.parent))
    monkeypatch.setenv("PYTHONPATH", f"{made.parent}:{tests}:{src}")
