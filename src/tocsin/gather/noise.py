"""The words of a page without the lines that are no part of its report. A whole line goes or stays."""

from __future__ import annotations

from tocsin.resolve.noise import is_noise


def without_noise(text: str) -> str:
    """The text without such lines; the text itself where there are none, or nothing else."""
    lines = text.split("\n")
    kept = [line for line in lines if not is_noise(line)]
    if len(kept) == len(lines) or not any(line.strip() for line in kept):
        return text
    return "\n".join(kept).strip("\n")
