"""Imports point one way: rooms speak `record` and nothing of each other's insides."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "tocsin"
BASE = {"errors", "record"}
ALLOWED = {
    "record": {"errors"},
    "errors": set(),
    "ports": BASE | {"notes", "secret", "tlp"},
    "notes": BASE | {"ports"},
    "lexicon": {"errors"},
    "resolve": BASE | {"lexicon"},
    "read": BASE | {"lexicon", "resolve", "ports"},
    "gather": BASE | {"resolve", "ports"},
    "keep": BASE | {"notes", "ports", "tlp"},
    "fuse": BASE | {"lexicon", "resolve", "notes", "ports"},
    "care": BASE | {"fuse"},
    "written": {"errors"},
    "watch": BASE | {"atom", "cap", "care", "markup", "tlp", "fuse", "ports", "written"},
    "markup": set(),
    "cap": BASE | {"markup"},
    "atom": {"markup"},
    "share": BASE | {"atom", "cap", "care", "registry", "resolve", "selection", "tlp", "written"},
    "demo": BASE,
    "registry": {"errors"},
    "settings": {"cap", "errors", "logs", "secret", "tlp"},
    "logs": set(),
    "secret": set(),
    "tlp": set(),
    "clock": {"ports"},
    "selection": BASE,
    "view": BASE | {"lexicon"},
    "evaluate": BASE | {"ports", "pipeline", "registry", "lexicon", "resolve", "read", "fuse", "settings"},
    "pipeline": BASE
    | {
        "notes",
        "ports",
        "gather",
        "resolve",
        "read",
        "keep",
        "fuse",
        "folding",
        "share",
        "registry",
        "settings",
        "clock",
        "demo",
        "selection",
    },
}
ALLOWED["folding"] = BASE | {"notes", "ports", "fuse"}
ALLOWED["coded"] = BASE | {"resolve"}
ALLOWED["compare"] = BASE | {"coded", "resolve", "view"}
ALLOWED["analyse"] = BASE | {"coded", "view"}
ALLOWED["analysing"] = BASE | {"analyse", "coded", "pipeline", "ports", "view"}
ALLOWED["follow"] = BASE | {"ports", "pipeline", "gather", "settings", "clock"}
ALLOWED["exporting"] = BASE | {"care", "ports", "selection", "settings", "share", "tlp"}
ALLOWED["importing"] = BASE | {"gather", "resolve", "share", "tlp"}
ALLOWED["imports"] = BASE | {"gather", "importing", "pipeline", "ports", "share", "tlp"}
ALLOWED["follow"] = BASE | {"folding", "ports", "pipeline", "gather", "settings", "clock"}
ALLOWED["whereabouts"] = BASE | {"folding", "pipeline", "ports"}
ALLOWED["disputes"] = BASE | {"ports", "read"}
ALLOWED["review"] = BASE | {"ports", "pipeline", "fuse", "resolve", "whereabouts"}
ALLOWED["watching"] = BASE | {
    "ports",
    "pipeline",
    "fuse",
    "resolve",
    "read",
    "settings",
    "clock",
    "watch",
    "gather",
    "care",
    "view",
}
ALLOWED["web"] = BASE | {
    "analyse", "analysing", "clock", "disputes", "exporting", "folding", "lexicon", "pipeline", "ports", "registry", "review", "secret", "selection",
    "settings", "share", "sharing", "tlp", "view", "watch", "watching",
}  # fmt: skip
ALLOWED["sharing"] = BASE | {
    "care", "clock", "fuse", "pipeline", "ports", "review", "secret", "settings", "share", "tlp", "view",
}  # fmt: skip
ALLOWED["bulk"] = BASE | {"gather", "pipeline", "ports", "settings"}
ALLOWED["train"] = BASE | {"read"}
ALLOWED["bulk"] = BASE | {"fuse", "gather", "pipeline", "ports", "settings"}
ABOVE_ALL = {"cli"}


def room_of(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [node.module or ""]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("tocsin."))


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_imports_only_what_it_may(path):
    room = room_of(path)
    if room in ABOVE_ALL | {"__init__", "__main__"}:
        return
    assert room in ALLOWED, f"a new room: {room}; say here what it may import"
    strangers = set(imports_of(path)) - ALLOWED[room] - {room}
    assert not strangers, f"{path.name} of {room} imports {sorted(strangers)}"
