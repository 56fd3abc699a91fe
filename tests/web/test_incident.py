import html
import re

import pytest

HALL = "Crocus City Hall"


@pytest.fixture
def hall(client):
    """The id of the incident that six dispatches tell."""
    page = client.get("/?q=crocus&sort=killed")
    return re.findall(r'href="/incidents/(\w+)"', page.text)[0]


def words(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


def test_every_value_opens_the_words_it_was_read_from(client, hall):
    page = client.get(f"/incidents/{hall}")
    links = [html.unescape(link) for link in re.findall(r'href="(/documents/[^"]+mark=[^"]+)"', page.text)]
    assert len(links) > 30
    for link in links[:12]:
        lit = client.get(link)
        assert lit.status_code == 200
        assert 'id="mark"' in lit.text


def test_the_lit_words_are_those_of_the_evidence(client, hall):
    page = client.get(f"/incidents/{hall}")
    quote, link = re.search(r"<mark>(at least 40 dead)</mark>.*?href=\"([^\"]+)\"", page.text, re.S).groups()
    lit = client.get(html.unescape(link))
    found = "".join(
        re.sub(r"<sup.*?</sup>", "", part) for part in re.findall(r'lit"[^>]*>(.*?)</span>', lit.text, re.S)
    )
    assert quote in re.sub(r"\s+", " ", found)


def test_claims_accusations_and_denials_stand_apart(client, hall):
    page = client.get(f"/incidents/{hall}").text
    claims, accusations, denials = (page.index(f"<h3>{name}</h3>") for name in ("Claims", "Accusations", "Denials"))
    assert claims < page.index("Islamic State group claims it") < accusations
    assert accusations < page.index("blames West</span>") < denials
    assert denials < page.index("Kyiv denies it")


def test_a_rival_figure_is_shown_with_its_grade(client, hall):
    assert "also told" in client.get(f"/incidents/{hall}").text


def test_the_toll_curve_has_a_dot_for_each_dated_figure(client, hall):
    page = client.get(f"/incidents/{hall}").text
    assert page.count('class="dot-mark m-killed"') >= 6
    assert "at least 40 killed: Harbour Wire" in page


def test_as_published_by_a_day_shows_what_was_known_then(client, hall):
    page = client.get(f"/incidents/{hall}?as_of=2024-03-22")
    assert "at least 40 killed" in words(page)
    assert "140 killed" not in words(page)


def test_the_two_clocks_are_not_mixed(client, hall):
    assert client.get(f"/incidents/{hall}?as_of=2024-03-22&as_recorded=2024-03-22").status_code == 400


def test_two_moments_are_compared(client, hall):
    page = client.get(f"/incidents/{hall}/changes?start=2024-03-22&end=2024-03-25")
    assert "at least 40 killed" in words(page)
    assert "→" in page.text


def test_why_reports_are_one_event_is_told_when_asked(client, hall):
    assert "over 99%" in words(client.get(f"/incidents/{hall}?why=1"))


def test_an_incident_that_is_not_there_is_not_found(client):
    assert client.get("/incidents/nowhere").status_code == 404
