"""The workbench behind a real server on loopback, in a headless Chromium of the system.

`pip install --group browser` brings Playwright and `apt-get install chromium` the browser; without them these tests
are left out. axe-core comes from `frontend/` by `npm ci`; without it the tests that need it are left out.
"""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from gather.http.conftest import refuse_network
from tocsin.web.inviting import invite_link
from web.conftest import PASSWORD

__all__ = ["refuse_network"]
AXE = Path(__file__).parents[3] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="pip install --group browser")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(app_of, ledger):
    """Where a workbench with accounts answers."""
    yield from _served(app_of(demo=False, hosts=None))


def _served(app):
    config = uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 60
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=30)


@pytest.fixture
def visit(chromium, address, ledger, clock):
    """Makes a page that somebody of a right is signed in on; what its console said is in `page.said`."""
    contexts = []

    def make(right="analyst", *, scripts=True, dark=False, width=1280):
        context = chromium.new_context(
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": 900},
            base_url=address,
        )
        contexts.append(context)
        context.set_default_timeout(120_000)  # a busy machine makes no test fail
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        link = invite_link(ledger.accounts, right, clock=clock, by="test", base=address)
        page.goto(link)
        page.get_by_label("Your name").fill(f"Ana {len(contexts)}")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Come in").click()
        page.wait_for_url("**/")
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def axe():
    """Finds what keeps people out of a page; a list of sentences."""
    if not AXE.is_file():
        pytest.skip("cd frontend && npm ci")
    source = AXE.read_text("utf-8")

    def run(page):
        page.evaluate(source)
        found = page.evaluate("async () => (await axe.run()).violations")
        return [
            f"{each['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
            for each in found
            for node in each["nodes"][:3]
        ]

    return run
