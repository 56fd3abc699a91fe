"""A file of watches: what it can ask for, and that everything wrong in it is told in one go, with its line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import WatchFileError
from tocsin.watch import Near
from tocsin.watch.channels import JsonlSpec
from tocsin.watch.values import USUAL
from watch.builders import parsed

HOMELAND = """
link = "https://desk.example/incidents/{incident}"

[channel.desk]
kind = "jsonl"
file = "-"

[[watch]]
name = "homeland"
about = "threats at home"
quiet = "22:00-06:00"
timezone = "Africa/Lagos"
digest = "daily"
to = ["desk"]

[[watch.match]]
countries = ["Nigeria"]
families = ["warning", "plot"]

[[watch.match]]
families = ["violence"]
actors = ["Harbour Front"]

[[watch]]
name = "kano"
near = { place = "Kano, Nigeria", km = 50 }
types = ["suicide bombing", "bombing"]
at_least = { killed = 3 }
toll_steps = { killed = 5 }
changes = ["new_incident", "toll"]
words = "Central  Market"
mute = 2024-05-01
"""


def test_what_a_file_asks_for():
    watches = parsed(HOMELAND)
    homeland, kano = watches.watches
    assert watches.link == "https://desk.example/incidents/{incident}"
    assert dict(watches.channels) == {"desk": JsonlSpec(file="-")}
    assert [(sorted(c.countries), sorted(c.families)) for c in homeland.any_of] == [
        (["NG"], ["plot", "warning"]), ([], ["violence"]),
    ]  # fmt: skip
    assert homeland.any_of[1].actors == {"harbour-front", "harbour-front-north"}
    assert (homeland.quiet, homeland.digest, homeland.changes) == (("22:00", "06:00"), "daily", USUAL)
    assert kano.all_of.near == (Near(latitude=12.0, longitude=8.52, km=50.0, name="Kano, Nigeria"),)
    assert kano.all_of.types == {"suicide_bombing", "bombing"}
    assert (kano.all_of.at_least, kano.toll_steps) == ((("killed", 3),), (("killed", 5),))
    assert (kano.all_of.words, kano.muted, kano.changes) == (
        ("central market",),
        "2024-05-01",
        {"new_incident", "toll"},
    )


def test_factions_can_be_left_out():
    (watch,) = parsed('[[watch]]\nname = "w"\nactors = ["Harbour Front"]\nfactions = false\n').watches
    assert watch.all_of.actors == {"harbour-front"}


WRONG = {
    "no name": ("[[watch]]\ntypes = 'bombing'\n", [(1, "needs a name")]),
    "a strange name": ("[[watch]]\nname = 'a b'\n", [(2, "letters, digits, - and _ only")]),
    "twice": ("[[watch]]\nname = 'w'\n[[watch]]\nname = 'w'\n", [(4, "'w' is the name of watch 1 already")]),
    "unknown key": ("[[watch]]\nname = 'w'\ntype = 'bombing'\n", [(3, "no such key; did you mean 'types'?")]),
    "unknown type": ("[[watch]]\nname = 'w'\ntypes = ['bombin']\n", [(3, "did you mean 'bombing'?")]),
    "empty list": ("[[watch]]\nname = 'w'\ntypes = []\n", [(3, "leave the key out")]),
    "no country": ("[[watch]]\nname = 'w'\ncountries = ['Atlantis']\n", [(3, "'Atlantis' is no country")]),
    "no place": ("[[watch]]\nname='w'\nnear = { place = 'Nowhere', km = 5 }\n", [(3, "not in the gazetteer")]),
    "no radius": ("[[watch]]\nname='w'\nnear = { place = 'Goma' }\n", [(3, "needs km")]),
    "off the globe": ("[[watch]]\nname='w'\nnear = {latitude=91, longitude=0, km=5}\n", [(3, "from -90 to 90"), (3, "a place, or")]),
    "no polygon": ("[[watch]]\nname='w'\npolygon = [[0, 0], [1, 1]]\n", [(3, "at least three")]),
    "a flat polygon": ("[[watch]]\nname='w'\npolygon = [[0, 0], [1, 1], [0, 0]]\n", [(3, "at least three")]),
    "no actor": ("[[watch]]\nname='w'\nactors = ['Tin Men']\n", [(3, "'Tin Men' is no actor of the register")]),
    "several actors": ("[[watch]]\nname='w'\nactors = ['Front']\n", [(3, "may be any of a, b")]),
    "a person": ("[[watch]]\nname='w'\nwords = ['Jane Doe']\n", [(3, "no watch on persons")]),
    "a people": ("[[watch]]\nname='w'\nwords = ['Tutsi families']\n", [(3, "names a people")]),
    "a faith": ("[[watch]]\nname='w'\nwords = ['MUSLIMS']\n", [(3, "names a religion")]),
    "no grade": ("[[watch]]\nname='w'\ngrade = 'G'\n", [(3, "'G' is not known (one of a, b, c, d, e, f)")]),
    "quiet": ("[[watch]]\nname='w'\nquiet = '22-6'\n", [(3, '"22:00-06:00"')]),
    "time zone": ("[[watch]]\nname='w'\ntimezone = 'Mars/Base'\n", [(3, "no time zone")]),
    "a number": ("[[watch]]\nname='w'\nlate_after = -1\n", [(3, "whole number of 0 or more")]),
    "a truth": ("[[watch]]\nname='w'\nlate_after = true\n", [(3, "whole number")]),
    "no channel": ("[[watch]]\nname='w'\nto = ['desk']\n", [(3, "no channels in this file")]),
    "channels are tables": ("channel = 3\n", [(1, "write [channel.NAME]")]),
    "a channel of no kind": ("[channel.x]\nfile = '-'\n", [(1, "needs a kind, one of jsonl, atom, cap, webhook, mail, chat")]),
    "a channel without what it needs": ("[channel.x]\nkind = 'webhook'\n", [(1, "needs url")]),
    "a key of another kind": ("[channel.x]\nkind = 'jsonl'\nfile = '-'\nurl = 'x'\n", [(4, "no such key")]),
    "no address": ("[channel.x]\nkind = 'webhook'\nurl = 'ftp://a'\n", [(3, "begins with https://")]),
    "no sender of CAP": ("[channel.x]\nkind='cap'\nfolder='f'\nsender='a b'\n", [(4, "without spaces, commas")]),
    "a status of CAP": ("[channel.x]\nkind='cap'\nfolder='f'\nsender='a'\nstatus='real'\n", [(5, "'real'")]),
    "no mail address": ("[channel.x]\nkind='mail'\nserver='s'\nfrom='a@b'\nto=['c']\n", [(5, "'c' is no mail address")]),
    "link": ("link = 'https://desk.example'\n", [(1, "{incident}")]),
    "tables": ("[watch]\nname = 'w'\n", [(1, "write [[watch]]")]),
    "not TOML": ("[[watch]\n", [(None, "this is no TOML")]),
    "in a match": (
        "[[watch]]\nname = 'w'\n[[watch.match]]\ntypes='bombing'\n[[watch.match]]\nfamilies = ['noise']\n",
        [(6, "'noise' is not known (one of claim, plot, response, violence, warning)")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "faults"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(text, faults):
    with pytest.raises(WatchFileError) as caught:
        parsed(text)
    assert [fault.line for fault in caught.value.faults] == [line for line, _ in faults]
    for fault, (_, words) in zip(caught.value.faults, faults, strict=True):
        assert words in fault.reason


def test_everything_wrong_is_told_in_one_go():
    with pytest.raises(WatchFileError) as caught:
        parsed("[[watch]]\nname = 'w'\ntypes = ['x']\nquiet = 3\n\n[[watch]]\nname = 'v'\nto = ['y']\n")
    assert [fault.line for fault in caught.value.faults] == [3, 4, 8]
    assert str(caught.value).startswith("watch.toml: line 3: watch 1, types: 'x' is not known")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with suppress(WatchFileError):
        parsed(text)


VALUES = st.recursive(
    st.none().map(lambda _: "x") | st.integers(-5, 5) | st.booleans() | st.text(max_size=5) | st.floats(-5, 5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["km", "place", "killed"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from("""name types families countries near polygon actors factions victims at_least
    words credibility confidence changes toll_steps surge quiet timezone digest digest_at late late_after to mute
    match political coarse channel""".split()), VALUES, max_size=5))  # fmt: skip
def test_any_value_of_any_key_is_read_or_refused(table):
    from tocsin.watching.writing import toml

    text = "[[watch]]\n" + "".join(f"{key} = {toml(value)}\n" for key, value in table.items())
    with suppress(WatchFileError):
        parsed(text)
