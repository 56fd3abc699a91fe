"""Asking the workbench as its forms do."""

import re


def form_token(page):
    return re.search(r'name="form_token" value="([^"]+)"', page.text)[1]


def post(client, address, *, at="/account", **fields):
    token = form_token(client.get(at))
    return client.post(address, data={"form_token": token, **fields})
