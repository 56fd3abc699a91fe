"""What waits is sent at least once, tried again later and later, given up in the end, and never sent by two at once."""

import hashlib
import hmac
import io
import json
import os
import signal
import subprocess
import sys
from email import message_from_bytes, policy
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from tocsin.clock import later
from tocsin.pipeline import open_record
from tocsin.ports import Delivery, StoredAlert
from tocsin.record.json_form import dumps
from tocsin.watch.alert_values import Alert, form
from tocsin.watching import delivering
from tocsin.watching.delivering import Courier, make_outside
from watch.builders import parsed

NOW = "2024-03-23T12:00:00+00:00"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


class Clock:
    moment = NOW

    def now(self):
        return self.moment

    def pass_(self, seconds):
        self.moment = later(self.moment, seconds)


def an_alert(id="1a", **fields):
    known = {
        "id": id, "watch": "w", "kind": "toll", "incident": "i1", "made_at": NOW, "headline": "Toll: Bombing in Kano: 14 killed",
        "changed": ("killed: 14, after 3",), "withdrawn": (), "why": ("Kano lies in NG",), "record": None, "said_by": (), "evidence": (),
        "confidence": 0.9, "likelihood": "very likely", "credibility": "low confidence: a single source", "link": None,
    }  # fmt: skip
    return Alert(**{**known, **fields})


class Desk:
    """A ledger with an outbox, and what its courier reaches the outside with."""

    def __init__(self, folder, environment):
        self.clock = Clock()
        self.ledger = open_record(f"sqlite:///{folder}/ledger.db", clock=self.clock)
        self.outbox = self.ledger.outbox
        self.stdout = io.BytesIO()
        self.environment = environment

    def put(self, *alerts, channel="out", due=NOW, bundle=None):
        kept = [
            StoredAlert(id=a.id, watch=a.watch, incident=a.incident, kind=a.kind, made_at=a.made_at, form=dumps(form(a)), documents=("d1",))
            for a in alerts
        ]  # fmt: skip
        self.outbox.add(kept, [Delivery(alert=a.id, channel=channel, due_at=due, bundle=bundle) for a in alerts])

    def courier(self, file):
        outside = make_outside(self.clock, stdout=self.stdout, environment=self.environment)
        return Courier(self.ledger, parsed(file).channels, outside, random=Random(7))

    def deliver(self, file):
        return list(self.courier(file).deliver())

    def lines(self):
        return [json.loads(line) for line in self.stdout.getvalue().splitlines()]

    def way(self, alert="1a"):
        (way,) = self.outbox.deliveries_of(alert)
        return way


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path, {"HOOK_SECRET": "s3cret"})
    yield made
    made.ledger.close()


STDOUT = '[channel.out]\nkind = "jsonl"\nfile = "-"\n'


def test_what_is_due_is_sent_and_marked(desk):
    desk.put(an_alert("1a"), an_alert("1b"))
    desk.put(an_alert("1c"), due="2024-03-23T13:00:00+00:00")
    assert [sent.error for sent in desk.deliver(STDOUT)] == [None, None]
    assert [line["id"] for line in desk.lines()] == ["1a", "1b"]
    assert (desk.way().state, desk.way().settled_at) == ("sent", NOW)
    assert desk.deliver(STDOUT) == []
    desk.clock.pass_(3600)
    desk.deliver(STDOUT)
    assert [line["id"] for line in desk.lines()] == ["1a", "1b", "1c"]
    assert desk.outbox.next_due() is None


def test_a_bundle_goes_as_one_message(desk, hook):
    desk.put(an_alert("1a"), an_alert("1b"), bundle="w:noon")
    desk.put(an_alert("1c"))
    desk.deliver(f'[channel.out]\nkind = "webhook"\nurl = "{hook.url}"\nallow = ["localhost"]\n')
    assert [[a["id"] for a in json.loads(body)["alerts"]] for _, body in hook.got] == [["1a", "1b"], ["1c"]]


def test_a_webhook_is_signed(desk, hook):
    desk.put(an_alert())
    desk.deliver(
        f'[channel.out]\nkind = "webhook"\nurl = "{hook.url}"\nsecret_from = "HOOK_SECRET"\nallow = ["localhost"]\n'
    )
    ((headers, body),) = hook.got
    wanted = hmac.new(b"s3cret", NOW.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert (headers["X-Tocsin-Signature"], headers["X-Tocsin-Id"]) == (f"sha256={wanted}", "1a")
    assert json.loads(body)["alerts"][0]["schema"] == "tocsin.alert/1"


def test_a_webhook_at_a_private_address_is_refused_for_good_unless_it_is_allowed_by_name(desk, hook):
    desk.put(an_alert())
    desk.deliver(f'[channel.out]\nkind = "webhook"\nurl = "{hook.url}"\n')
    assert hook.got == []
    assert (desk.way().state, "allow the host by name" in desk.way().error) == ("dead", True)


def test_what_fails_is_tried_again_later_and_later_and_given_up_in_the_end(desk, hook):
    file = f'[channel.out]\nkind = "webhook"\nurl = "{hook.url}"\nallow = ["localhost"]\n'
    hook.answers = [(500, {})] * 100
    desk.put(an_alert())
    waits = []
    while desk.way().state == "waiting":
        due = desk.outbox.next_due()
        waits.append(due)
        desk.clock.moment = max(due, desk.clock.moment)
        desk.deliver(file)
    assert len(waits) == len(hook.got) == delivering.MOST_ATTEMPTS
    assert waits == sorted(waits)
    assert "2024-03-24" < desk.clock.moment[:10] < "2024-03-28"
    assert [(d.alert, d.channel, d.error) for d in desk.outbox.dead()] == [("1a", "out", "the host answered 500")]
    assert desk.outbox.revive(now=desk.clock.now()) == 1
    hook.answers = []
    desk.deliver(file)
    assert desk.way().state == "sent"


def test_a_host_that_is_busy_is_left_alone_for_as_long_as_it_asks(desk, hook):
    hook.answers = [(429, {"Retry-After": "1000"})]
    desk.put(an_alert())
    desk.deliver(f'[channel.out]\nkind = "webhook"\nurl = "{hook.url}"\nallow = ["localhost"]\n')
    assert desk.outbox.next_due() == later(NOW, 1000)


def test_an_address_that_does_not_want_it_is_not_asked_again(desk, hook):
    hook.answers = [(410, {})]
    desk.put(an_alert())
    desk.deliver(f'[channel.out]\nkind = "webhook"\nurl = "{hook.url}"\nallow = ["localhost"]\n')
    assert desk.way().state == "dead"


def test_a_channel_that_is_gone_and_a_secret_that_is_not_there(desk):
    desk.put(an_alert("1a"), channel="gone")
    desk.put(an_alert("1b"), channel="out")
    desk.deliver('[channel.out]\nkind = "webhook"\nurl = "https://h.example"\nsecret_from = "NO_SUCH"\n')
    assert (desk.way("1a").state, desk.way("1b").state) == ("dead", "waiting")
    assert desk.way("1b").error == "the variable NO_SUCH of the environment is empty"


def test_one_channel_that_fails_keeps_no_other_waiting(desk, tmp_path):
    desk.put(an_alert("1a"), channel="bad")
    desk.put(an_alert("1b"), channel="out")
    bad = f'[channel.bad]\nkind = "jsonl"\nfile = "{tmp_path}/no/such/folder"\n'
    desk.deliver(STDOUT + bad)
    assert [line["id"] for line in desk.lines()] == ["1b"]
    assert desk.way("1a").state == "waiting"


def test_two_couriers_never_send_the_same_thing(desk):
    desk.put(*(an_alert(f"1{n:03}") for n in range(20)))
    one, other = desk.courier(STDOUT).deliver(), desk.courier(STDOUT).deliver()
    next(one), next(other, None)
    list(one), list(other)
    assert sorted(line["id"] for line in desk.lines()) == [f"1{n:03}" for n in range(20)]


def test_mail(desk, mail):
    file = f'[channel.out]\nkind = "mail"\nserver = "localhost"\nport = {mail.server_address[1]}\ntls = "none"\nfrom = "tocsin@desk.example"\nto = ["a@desk.example", "b@desk.example"]\nallow = ["localhost"]\n'
    desk.put(an_alert(headline="Toll: Bombing in Kano:\r\nBcc: x@y.example\n14 killed"))
    desk.deliver(file)
    ((readers, raw),) = mail.got
    got = message_from_bytes(raw, policy=policy.default)
    assert len(readers) == 2
    assert (got["Subject"], got["Message-ID"], got["Bcc"]) == (
        "Toll: Bombing in Kano: Bcc: x@y.example 14 killed",
        "<1a@desk.example>",
        None,
    )
    assert "Why this rang: Kano lies in NG (watch w)" in got.get_content()


@pytest.mark.parametrize(("code", "state"), [(550, "dead"), (450, "waiting")])
def test_a_mail_that_is_refused(desk, mail, code, state):
    mail.refusing = code
    desk.put(an_alert())
    desk.deliver(
        f'[channel.out]\nkind = "mail"\nserver = "localhost"\nport = {mail.server_address[1]}\ntls = "none"\nfrom = "a@b.example"\nto = ["a@b.example"]\nallow = ["localhost"]\n'
    )
    assert desk.way().state == state


def test_a_mail_server_at_home_is_refused_unless_it_is_allowed_by_name(desk, mail):
    desk.put(an_alert())
    desk.deliver(
        f'[channel.out]\nkind = "mail"\nserver = "localhost"\nport = {mail.server_address[1]}\ntls = "none"\nfrom = "a@b.example"\nto = ["a@b.example"]\n'
    )
    assert mail.got == []


def test_an_atom_feed_has_each_alert_once_the_newest_first(desk, tmp_path):
    file = f'[channel.out]\nkind = "atom"\nfile = "{tmp_path}/feed.xml"\nmost = 2\n'
    for id in ("1a", "1b", "1c", "1c"):
        desk.put(an_alert(id, headline=f"Toll <{id}> \x07& more", link=f"https://desk.example/{id}"))
        desk.deliver(file)
    feed = etree.parse(tmp_path / "feed.xml")
    assert feed.xpath("a:entry/a:id/text()", namespaces=ATOM) == ["urn:tocsin:alert:1c", "urn:tocsin:alert:1b"]
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM)[0] == "Toll <1c> & more"
    for needed in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:entry/a:updated", "a:entry/a:link/@href"):
        assert feed.xpath(needed, namespaces=ATOM), needed


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the libraries that Apprise imports
def test_chat_goes_through_apprise(desk, hook):
    pytest.importorskip("apprise")
    desk.environment["CHAT"] = hook.url.replace("http://", "json://")
    desk.put(an_alert())
    (sent,) = desk.deliver('[channel.out]\nkind = "chat"\nurl_from = "CHAT"\nallow = ["localhost"]\n')
    assert sent.error is None
    assert json.loads(hook.got[0][1])["title"] == "Toll: Bombing in Kano: 14 killed"


def test_chat_without_apprise_says_what_to_install(desk, monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    desk.environment["CHAT"] = "slack://a/b/c"
    desk.put(an_alert())
    (sent,) = desk.deliver('[channel.out]\nkind = "chat"\nurl_from = "CHAT"\n')
    assert (str(sent.error), desk.way().state) == (
        "channel out: chat needs Apprise: pip install 'tocsin[alerts]'",
        "waiting",
    )


KILLED = """
import os, signal, sys
from watching.test_delivering import Desk, an_alert
from pathlib import Path
folder, moment = Path(sys.argv[1]), sys.argv[2]
desk = Desk(folder, {})
desk.put(*(an_alert(f"1{n}") for n in range(5)))
settle, count = type(desk.outbox).settle, [0]
def dying(self, each):
    count[0] += 1
    if count[0] == 3 and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    settle(self, each)
    if count[0] == 3:
        os.kill(os.getpid(), signal.SIGKILL)
type(desk.outbox).settle = dying
desk.deliver(f'[channel.out]\\nkind = "jsonl"\\nfile = "{folder}/out.jsonl"\\n')
"""


@pytest.mark.parametrize(("moment", "twice"), [("before", ["12"]), ("after", [])])
def test_a_kill_between_sending_and_marking_is_the_only_way_to_a_duplicate(desk, tmp_path, moment, twice):
    desk.ledger.close()
    tests = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), *sys.path])}
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), moment], env=environment, timeout=60)
    assert done.returncode == -signal.SIGKILL
    again = Desk(tmp_path, {})
    file = f'[channel.out]\nkind = "jsonl"\nfile = "{tmp_path}/out.jsonl"\n'
    assert again.deliver(file) == []  # what the dead one claimed is left to it for a while
    again.clock.pass_(delivering.CLAIMED + 1)
    again.deliver(file)
    sent = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert sorted(sent) == sorted(["10", "11", "12", "13", "14", *twice])
    assert {again.way(f"1{n}").state for n in range(5)} == {"sent"}
    again.ledger.close()
