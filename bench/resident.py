"""The memory that a process holds now, for the benchmarks that run long. Not the most that it ever held."""

from __future__ import annotations

from pathlib import Path

PAGE = 4096
MB = 1_000_000


def resident_mb() -> float:
    """The memory that this process has now, in megabytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / MB
