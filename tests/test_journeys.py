"""The three journeys of the manual run from their first command to their last, and print what they show."""

from __future__ import annotations

import re
import shlex
import threading
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from gather.http.conftest import refuse_network
from test_readme import shows
from tocsin.cli import main
from tocsin.clock import SystemClock
from tocsin.pipeline import open_record
from tocsin.settings import load_settings
from tocsin.web.app import make_app
from web.taxii.fakes import serving_whole

__all__ = ["refuse_network"]

ROOT = Path(__file__).parents[1]
JOURNEYS = ("from-articles-to-a-dataset", "from-feeds-to-a-brief", "from-a-review-to-a-partner")
BLOCK = re.compile(r"```(console|toml|python)\n(.*?)```", re.DOTALL)
KEY = re.compile(r"tocsin_[0-9a-f]{12}_\S+")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


class Traveller:
    """Does what a page says, in a folder of its own, at ports that are free."""

    def __init__(self, folder, patch, stack):
        self.folder, self.patch, self.stack = folder, patch, stack
        self.ports = {}
        self.printed = ""
        self.key = None
        patch.chdir(folder)
        (folder / "docs").symlink_to(ROOT / "docs")

    def console(self, block):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, *shown = part.rstrip().splitlines()
            program, *words = shlex.split(self._with_ports(line))
            if program == "export":
                self.patch.setenv(*words[0].split("=", 1))
            elif words[-1] == "&":
                self.ports[next(word for word in words if word.isdigit())] = self._serve(words)
            else:
                assert program == "tocsin"
                self._call(words, shown)

    def _call(self, words, shown):
        target = words[words.index(">") + 1] if ">" in words else None
        words = words[: words.index(">")] if ">" in words else words
        found = re.findall(r"\b(i[a-z0-9]{5})\s*$", self.printed, re.MULTILINE)
        words = [found[0] if word == "ID" else word for word in words]
        result = CliRunner().invoke(main, words, catch_exceptions=False)
        assert result.exit_code == 0, f"{words}: {result.output}"
        self.printed = result.stdout if "incidents" in words else self.printed
        self.key = (KEY.findall(result.stdout) or [self.key])[0]
        missing = shows(result.stdout, shown)
        assert missing is None, f"`tocsin {' '.join(words)}` does not print {missing!r}: {result.stdout}"
        if target:
            (self.folder / target).write_text(result.stdout)

    def _serve(self, words):
        """Serve what the words say, at a free port; the port."""
        if "http.server" in words:
            folder = words[words.index("--directory") + 1]
            server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.stack.callback(server.server_close)
            self.stack.callback(server.shutdown)
            return str(server.server_port)
        settings = load_settings(flags={}, environment={}, folder=self.folder)
        ledger = open_record(settings.database, clock=SystemClock())
        self.stack.callback(ledger.close)
        address = self.stack.enter_context(serving_whole(make_app(lambda: ledger, settings, clock=SystemClock())))
        return re.search(r":(\d+)", address)[1]

    def toml(self, block):
        name = block.splitlines()[0].removeprefix("# ")
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(block)

    def python(self, block):
        lines = []
        known = {"KEY": self.key, "print": lambda *words: lines.append(" ".join(map(str, words)))}
        exec(self._with_ports(block), known)
        assert all(f"`{line}`" in self.page for line in lines), lines

    def _with_ports(self, words):
        for written, real in self.ports.items():
            words = words.replace(f":{written}", f":{real}")
        return words

    def follow(self, page):
        self.page = page
        for kind, block in BLOCK.findall(page):
            getattr(self, kind)(block)


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_journey_is_as_its_page_tells_it(name, tmp_path, monkeypatch):
    with ExitStack() as stack:
        traveller = Traveller(tmp_path, monkeypatch, stack)
        traveller.follow((ROOT / "docs" / "how-to" / f"{name}.md").read_text("utf-8"))
