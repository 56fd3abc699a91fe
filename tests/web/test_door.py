"""Accounts, sessions, tokens and rights."""

import html
import re
from pathlib import Path

import pytest

from tocsin.web import secrets
from tocsin.web.inviting import invite_link
from web.asking import form_token, post
from web.conftest import PASSWORD


def test_nobody_unknown_sees_a_page(browser):
    client = browser()
    for address in ("/", "/incidents/x", "/search", "/alerts", "/nowhere", "/accounts"):
        answer = client.get(address)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/login")


def test_a_program_without_a_token_is_told_how_to_send_one(browser):
    answer = browser().get("/api/v1/incidents")
    assert answer.status_code == 401
    assert "Bearer" in answer.json()["error"]
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_an_invitation_makes_one_account_and_signs_in(signed_in, browser, ledger, clock):
    link = invite_link(ledger.accounts, "reader", clock=clock, by="test", base="")
    client = browser()
    assert "reader" in client.get(link).text
    client.post(link, data={"name": "Noor", "password": PASSWORD})
    assert client.get("/").status_code == 200
    assert browser().get(link).status_code == 404
    assert browser().post(link, data={"name": "Mallory", "password": PASSWORD}).status_code == 400
    assert [each.name for each in ledger.accounts.all()] == ["Noor"]


def test_an_invitation_is_over_after_three_days(browser, ledger, clock):
    link = invite_link(ledger.accounts, "reader", clock=clock, by="test", base="")
    clock.at = "2024-09-04T12:00:01+00:00"
    assert browser().get(link).status_code == 404


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa"])
def test_a_password_that_is_guessed_is_refused(browser, ledger, clock, password):
    link = invite_link(ledger.accounts, "reader", clock=clock, by="test", base="")
    assert browser().post(link, data={"name": "Noor", "password": password}).status_code == 400
    assert ledger.accounts.all() == []


def test_a_password_is_kept_as_argon2id_and_a_session_as_a_hash(signed_in, ledger, settings):
    client = signed_in("reader", "Noor")
    assert ledger.accounts.password_of("noor").startswith("$argon2id$")
    secret = client.cookies["tocsin_session"]
    folder = Path(settings.database.removeprefix("sqlite:///")).parent
    raw = b"".join(path.read_bytes() for path in folder.glob("tocsin.db*"))
    assert b"$argon2id$" in raw
    assert secret.encode() not in raw
    assert PASSWORD.encode() not in raw


def test_name_and_password_let_in_and_lead_back(signed_in, browser):
    signed_in("reader", "Noor")
    client = browser()
    answer = client.post("/login", data={"name": "NOOR", "password": PASSWORD, "next": "/search?q=x"})
    assert answer.headers["location"] == "/search?q=x"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"])
def test_signing_in_leads_nowhere_else(signed_in, browser, back):
    signed_in("reader", "Noor")
    answer = browser().post("/login", data={"name": "Noor", "password": PASSWORD, "next": back})
    assert answer.headers["location"] == "/"


def test_whoever_tries_passwords_has_to_wait(signed_in, browser, clock):
    signed_in("reader", "Noor")
    client = browser()
    for _ in range(5):
        assert client.post("/login", data={"name": "Noor", "password": "wrong"}).status_code == 401
    answer = client.post("/login", data={"name": "Noor", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 600
    clock.at = "2024-09-01T12:15:01+00:00"
    assert client.post("/login", data={"name": "Noor", "password": PASSWORD}).status_code == 303


def test_a_session_ends_by_signing_out_and_by_being_idle(signed_in, clock):
    client = signed_in("reader")
    copy = client.cookies["tocsin_session"]
    post(client, "/logout")
    client.cookies.set("tocsin_session", copy)
    assert client.get("/").status_code == 303
    other = signed_in("reader", "Idle")
    clock.at = "2024-09-02T01:00:00+00:00"
    assert other.get("/").status_code == 303


def test_a_form_from_elsewhere_changes_nothing(signed_in, ledger):
    client = signed_in("administrator", "Root")
    fields = {"label": "x", "right": "reader"}
    assert client.post("/account/tokens", data=fields).status_code == 403
    token = form_token(client.get("/account"))
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert client.post("/account/tokens", data={**fields, "form_token": token}, headers=elsewhere).status_code == 403
    other = signed_in("reader", "Other")
    assert other.post("/account/tokens", data={**fields, "form_token": token}).status_code == 403
    assert ledger.accounts.tokens("Root") == []


def test_a_token_lets_a_program_in_with_its_right_and_no_form(signed_in, browser, ledger):
    client = signed_in("editor", "Ed")
    page = post(client, "/account/tokens", label="nightly", right="reader")
    secret = html.unescape(re.search(r'class="secret">([^<]+)', page.text)[1])
    program = browser()
    headers = {"authorization": f"Bearer {secret}"}
    assert program.get("/", headers=headers).status_code == 200
    assert program.get("/accounts", headers=headers).status_code == 403
    assert program.post("/account/tokens", headers=headers, data={"label": "x", "right": "reader"}).status_code == 403
    (token,) = ledger.accounts.tokens("Ed")
    post(client, f"/account/tokens/{token.id}/drop")
    assert program.get("/", headers=headers).status_code == 303


def test_a_token_never_outgrows_its_account(signed_in, browser, ledger):
    client = signed_in("editor", "Ed")
    assert post(client, "/account/tokens", label="x", right="administrator").status_code == 403
    page = post(client, "/account/tokens", label="x", right="editor")
    secret = html.unescape(re.search(r'class="secret">([^<]+)', page.text)[1])
    signed_in("administrator", "Root")
    ledger.accounts.set_right("Ed", "reader")
    headers = {"authorization": f"Bearer {secret}"}
    assert "reader: you may" in browser().get("/account", headers=headers).text


def test_only_an_administrator_lets_others_in(signed_in, ledger):
    for right in ("reader", "analyst", "editor"):
        client = signed_in(right)
        assert client.get("/accounts").status_code == 403
        assert post(client, "/accounts/invite", right="administrator").status_code == 403
    root = signed_in("administrator", "Root")
    page = post(root, "/accounts/invite", at="/accounts", right="analyst")
    assert "/welcome/" in page.text


def test_a_disabled_account_is_out_at_once(signed_in, ledger):
    reader = signed_in("reader", "Noor")
    root = signed_in("administrator", "Root")
    assert post(root, "/accounts/change", at="/accounts", name="Noor", do="disable").status_code == 303
    assert reader.get("/").status_code == 303
    assert reader.post("/login", data={"name": "Noor", "password": PASSWORD}).status_code == 401


def test_the_last_administrator_stays(signed_in, ledger):
    root = signed_in("administrator", "Root")
    page = post(root, "/accounts/change", at="/accounts", name="Root", do="disable")
    assert page.status_code == 400
    assert "last administrator" in page.text
    assert ledger.accounts.account("Root").disabled_at is None


def test_a_new_password_signs_every_browser_out(signed_in, ledger):
    client = signed_in("reader", "Noor")
    answer = post(client, "/account/password", old=PASSWORD, new="eight loud drums at dawn")
    assert answer.status_code == 303
    assert client.get("/").status_code == 303
    assert client.post("/login", data={"name": "Noor", "password": PASSWORD}).status_code == 401
    assert client.post("/login", data={"name": "Noor", "password": "eight loud drums at dawn"}).status_code == 303


def test_a_body_that_is_too_large_is_not_read(browser):
    answer = browser().post("/login", content=b"x" * 2_000_000)
    assert answer.status_code == 413


def test_a_password_costs_whoever_guesses_64_mib_a_try(monkeypatch):
    monkeypatch.undo()
    assert "$m=65536,t=3," in secrets.hash_password("seven quiet lamps", name="Noor")
