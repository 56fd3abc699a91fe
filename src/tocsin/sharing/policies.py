"""The files of policies, a folder with one file a partner: `policies/NAME.toml`."""

from __future__ import annotations

import re
from pathlib import Path

from tocsin.errors import InputError
from tocsin.record.json_form import dumps
from tocsin.share.policy import Policy, parse_policy
from tocsin.share.policy.file import TEMPLATE

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def policy_path(folder: str, partner: str) -> Path:
    """Where the policy of a partner stands. Raises `InputError` for what is no name of a partner."""
    if not NAME.fullmatch(partner):
        raise InputError(f"{partner!r} is no name for a partner: small letters, digits and - only, at most 63")
    return Path(folder) / f"{partner}.toml"


def load_policy(folder: str, partner: str) -> tuple[Policy, str]:
    """The policy of a partner, and the text that says so.

    Raises `PolicyError` with everything that is wrong in it, and `InputError` where it cannot be read.
    """
    path = policy_path(folder, partner)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"the policy {path} cannot be read ({error}); without one, nothing goes to {partner}"
        ) from error
    return parse_policy(text, name=str(path)), text


def write_policy(folder: str, partner: str, *, about: str | None) -> bool:
    """Write the policy of a new partner, which lets nothing out; whether there was none. Raises `InputError`."""
    path = policy_path(folder, partner)
    if path.exists():
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEMPLATE.format(name=partner, about=dumps(about or partner)), "utf-8")  # type: ignore[arg-type]
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error})") from error
    return True
