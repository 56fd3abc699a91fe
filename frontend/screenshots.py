"""Take the pictures of the documentation: `make screenshots`. Needs Playwright and the system's Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHOTS = {
    "now": ("/", "light", 1200, 860),
    "incident": ("/incidents/{hall}", "light", 1200, 1000),
    "document": ("/documents/d02-crocus-khorasan", "dark", 1200, 760),
    "review": ("/review/{hall}?panel=correct&property=killed", "light", 1200, 900),
}


def main(address: str, out: Path) -> None:
    """Take each picture of a demonstration that is being served."""
    out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        found = page.request.get(f"{address}/api/v1/incidents?view=line&sort=reports&limit=1").json()
        for name, (path, scheme, width, height) in SHOTS.items():
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": height})
            page = context.new_page()
            page.goto(address + path.format(hall=found["items"][0]["id"]))
            page.wait_for_timeout(1500)  # the map is drawn anew once its points are there
            page.screenshot(path=out / f"workbench-{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
