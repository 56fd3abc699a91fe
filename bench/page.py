"""The page of speeds, docs/reference/speed.md: what each benchmark printed in its last run, with machine and day.

    python bench/page.py --only speed --only stream

Each benchmark is a program beside this one and is run as it is; its section of the page is replaced, and others stay as
they were. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs/reference/speed.md"
BENCHES = {
    "speed": ("The rule reader, on one core", ["speed.py", "--bench", "{bench}"]),
    "stream": ("Fusing an invented stream of reports", ["stream/fuse.py"]),
    "gathering": ("Gathering, and the memory it takes", ["gathering.py", "--documents", "5000"]),
    "watching": ("From a report to its alert", ["watching.py", "--incidents", "3000", "--watches", "200"]),
    "web": ("Pages of the workbench", ["web.py"]),
    "escalation": ("Fitting self-exciting processes", ["escalation.py"]),
    "taxii": ("Serving TAXII", ["taxii.py"]),
}
HEAD = """# Speed

What `python bench/page.py` printed, benchmark by benchmark, each with the day and the machine. Ratios against others in
the same run carry from one machine to another; the figures themselves do not. A benchmark that is not here was not run.
"""
SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def main() -> int:
    """Run the benchmarks asked for and write the page; the number of those that failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", action="append", choices=sorted(BENCHES), help="only this benchmark (repeatable)")
    parser.add_argument("--bench", type=Path, default=HERE.parent / "../shared/bench", help="folder of the benchmarks")
    parser.add_argument("--page", type=Path, default=PAGE)
    args = parser.parse_args()
    kept = dict(SECTION.findall(args.page.read_text("utf-8"))) if args.page.exists() else {}
    failed = 0
    for name in args.only or BENCHES:
        title, command = BENCHES[name]
        print(f"{name} ...", file=sys.stderr, flush=True)
        program = [str(part).format(bench=args.bench) for part in command]
        ran = subprocess.run(
            [sys.executable, str(HERE / program[0]), *program[1:]], capture_output=True, text=True, check=False
        )
        if ran.returncode:
            failed += 1
            print(f"{name} failed:\n{ran.stderr[-2000:]}", file=sys.stderr)
            continue
        shown = " ".join(["python", f"bench/{command[0]}", *command[1:]]).replace("{bench}", "../shared/bench")
        output = ran.stdout.replace(str(args.bench), "../shared/bench").rstrip()
        kept[title] = f"\n{date.today().isoformat()}, {machine()}.\n\n```console\n$ {shown}\n{output}\n```\n\n"
    order = [title for title, _ in BENCHES.values() if title in kept]
    args.page.write_text(
        HEAD + "\n" + "".join(f"## {title}\n{kept[title]}" for title in order).rstrip() + "\n", "utf-8"
    )
    return failed


def machine() -> str:
    """The processor, the number of cores and the Python, as words."""
    info = Path("/proc/cpuinfo")
    models = re.findall(r"model name\s*:\s*(.+)", info.read_text("utf-8")) if info.exists() else []
    model = models[0] if models else platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main())
