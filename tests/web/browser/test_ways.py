"""The ways of an analyst through the workbench, in a real browser, with and without scripts."""

import re

import pytest

from tocsin import pipeline
from tocsin.pipeline import READERS, add_one, refold
from tocsin.record import Document, document_key
from tocsin.web.templating import has_asset
from web.test_pages import HOSTILE

pytestmark = pytest.mark.slow

PAGES = (
    "/", "/?country=NG", "/?box=2,4,15,14", "/search?q=Moscow", "/alerts", "/watches", "/sources", "/figures", "/review",
    "/decisions", "/account", "/documents/d01-crocus-first", "/actors", "/actors/islamic-state", "/places",
    "/places/NG", "/analysis", "/analysis/forecast", "/partners",
)  # fmt: skip


@pytest.fixture
def hall(ledger):
    return next(i.id for i in pipeline.incidents(ledger) if len(i.documents) == 6)


def test_from_the_door_to_a_reviewed_record(visit, ledger):
    page = visit()
    page.get_by_role("link", name="Review").click()
    page.wait_for_url("**/review")
    page.keyboard.press("n")
    page.wait_for_url(re.compile(r"/review/\w+"))
    id = page.url.rsplit("/", 1)[1]
    title = page.get_by_role("heading", level=1).inner_text()
    page.keyboard.press("c")
    page.wait_for_url(re.compile(r"done=\d+"))
    assert page.get_by_role("status").inner_text().startswith("Decision")
    assert page.get_by_role("heading", level=1).inner_text() != title
    assert pipeline.incident(ledger, id).review.state == "confirmed"
    assert page.said == []


def test_a_value_opens_its_words_in_the_text(visit, hall):
    page = visit()
    page.goto(f"/incidents/{hall}")
    toll = page.locator("summary", has_text="140 killed")
    toll.focus()
    page.keyboard.press("Enter")
    link = toll.locator("xpath=..").get_by_role("link").first
    link.click()
    lit = page.locator("#mark")
    assert lit.is_visible()
    assert "40" in "".join(page.locator(".lit").all_inner_texts())
    assert page.said == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_correction_with_the_words_that_bear_it_out(visit, ledger, hall, scripts):
    page = visit(scripts=scripts)
    page.goto(f"/review/{hall}")
    page.get_by_role("link", name="Correct killed").click()
    page.get_by_label("is", exact=True).fill("at least 137")
    page.get_by_role("radio").first.check()
    page.get_by_label("Why").fill("the ministry's own figure")
    page.get_by_role("button", name="Correct").click()
    page.wait_for_url(re.compile(r"done=\d+"))
    (_, decision) = ledger.decisions()[-1]
    assert decision.act == "correct"
    assert decision.cites is not None


def test_without_scripts_everything_is_reached_by_links_and_forms(visit, ledger, hall):
    page = visit(scripts=False)
    page.get_by_label("Country").select_option("NG")
    page.get_by_role("button", name="Show").click()
    assert "country=NG" in page.url
    page.locator("svg[data-world] a").last.click()
    page.wait_for_url(re.compile("incidents|box="))
    page.goto(f"/review/{hall}?panel=dismiss")
    page.get_by_label("Why").fill("counted elsewhere")
    page.get_by_role("button", name="Dismiss").click()
    page.get_by_label("Take it back, because").fill("it is not")
    page.get_by_role("button", name="Undo").click()
    assert [d.act for _, d in ledger.decisions()] == ["dismiss", "undo"]
    page.get_by_role("button", name="sign out").click()
    page.wait_for_url("**/login")


def test_a_hostile_article_does_nothing_on_any_page(visit, ledger):
    title = "Gunmen kill 12 <script>alert(1)</script> in Kano"
    doc = Document(
        key=document_key(HOSTILE.encode(), source="x", name="evil"), id="evil", text=HOSTILE + " x" * 20_000 + "y" * 100_000,
        title=title, published="2024-08-30", published_from="given", source="<b onclick=alert(1)>E</b>", language="en",
    )  # fmt: skip
    add_one(
        doc,
        ledger=ledger,
        reader=READERS.make("rules"),
    )
    line = "z" * 5_000_000
    long = Document(key=document_key(line.encode(), source="x", name="long"), id="long", text=line, title=line[:2000])
    add_one(long, ledger=ledger, reader=READERS.make("rules"))
    refold(ledger)
    id = next(i.id for i in pipeline.incidents(ledger) if "evil" in i.documents)
    page = visit()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append("dialog"))
    for address in (
        "/",
        f"/incidents/{id}",
        "/documents/evil",
        "/documents/long",
        "/search?q=Kano",
        f"/review/{id}?panel=split",
    ):
        page.goto(address)
        assert page.title() != "owned"
        assert page.locator("main script, main img, main [onclick], main [onload]").count() == 0
    here = page.url.split("/review")[0]
    assert [url for url in asked if not url.startswith(here)] == []
    assert page.said == []


@pytest.fixture
def moving(visit):
    """A page whose map is moved by script."""
    if not has_asset("map.js"):
        pytest.skip("make assets")
    page = visit()
    page.goto("/?family=all")
    page.wait_for_selector("svg.moving a ellipse")
    return page


def test_the_list_follows_the_map(moving):
    box = moving.locator("svg.moving").bounding_box()
    held = moving.locator("[data-follows=count]").inner_text()
    moving.mouse.move(box["x"] + box["width"] * 0.62, box["y"] + box["height"] * 0.45)
    moving.keyboard.down("Control")
    for _ in range(3):
        moving.mouse.wheel(0, -600)
    moving.keyboard.up("Control")
    moving.wait_for_url(re.compile("box="))
    moving.wait_for_function("() => document.documentElement.dataset.shown === location.search")
    shown = moving.locator("[data-follows=count]").inner_text()
    assert shown != held
    moving.reload()
    assert moving.locator("[data-follows=count]").inner_text() == shown
    assert moving.said == []


def test_what_lies_near_together_opens_on_the_map(moving):
    first = moving.locator("svg.moving a:has(text)").first
    first.focus()
    moving.keyboard.press("Enter")
    moving.wait_for_url(re.compile("box="))
    assert moving.locator("svg.moving a ellipse").count() > 0
    assert moving.said == []


def test_a_row_is_ringed_on_the_map(moving):
    row = moving.locator("tr[data-id]", has_text="Moscow").first
    row.hover()
    ring = moving.locator("circle.ring")
    assert ring.get_attribute("visibility") == "visible"
    marks = moving.locator("svg.moving a").evaluate_all("them => them.map((each) => each.getAttribute('transform'))")
    assert marks


def test_days_are_chosen_by_dragging_over_bars(moving):
    bars = moving.locator(".strip a")
    first, last = bars.nth(0).bounding_box(), bars.nth(2).bounding_box()
    moving.mouse.move(first["x"] + first["width"] / 2, first["y"] + first["height"] / 2)
    moving.mouse.down()
    moving.mouse.move(last["x"] + last["width"] / 2, last["y"] + last["height"] / 2, steps=8)
    moving.mouse.up()
    moving.wait_for_url(re.compile(r"since=\d+-\d+-\d+&until="))
    assert moving.said == []


def test_a_page_lists_its_keys(visit):
    page = visit()
    page.goto("/review")
    page.keyboard.press("?")
    assert "Begin with the first" in page.get_by_role("dialog").inner_text()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("n")
    page.wait_for_url(re.compile(r"/review/\w+"))
    page.keyboard.press("?")
    assert page.get_by_role("dialog").locator("dt").count() >= 6
    assert page.said == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pages_keep_nobody_out(visit, axe, hall, dark):
    page = visit("administrator", dark=dark)
    wrong = {}
    for address in (*PAGES, f"/incidents/{hall}", f"/review/{hall}?panel=correct&property=killed", "/accounts",
                    f"/review/{hall}?panel=merge", f"/incidents/{hall}/changes?start=2024-03-22", "/nowhere"):  # fmt: skip
        page.goto(address)
        for each in page.locator("details").all():
            each.evaluate("it => it.open = true")
        if found := axe(page):
            wrong[address] = found
    assert wrong == {}
    assert [words for words in page.said if "404" not in words] == []


def test_nothing_runs_out_of_a_phone(visit, hall):
    page = visit("administrator", width=360)
    wide = []
    for address in (*PAGES, f"/incidents/{hall}", f"/review/{hall}?panel=correct&property=killed", "/accounts"):
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    assert wide == []


def test_the_focus_is_seen_on_the_way_through_a_page(visit):
    page = visit()
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
