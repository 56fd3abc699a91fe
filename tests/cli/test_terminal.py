"""On a terminal: colour, its width, progress on standard error; and none of it in a pipe."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import termios

from cli.program import command, environment

TEXT = b"2024-03-26 An attack in Goma left more than 130 people killed. ISKP claimed it and Moscow blamed Kyiv."


def on_a_terminal(*args, stdin=b"", columns=60, streams=("stdout",), env=None):
    """What is written on a terminal, what into a pipe, and the exit code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    ends = {name: (theirs if name in streams else subprocess.PIPE) for name in ("stdout", "stderr")}
    clean = {**environment(TERM="xterm"), **(env or {})}
    clean.pop("COLUMNS", None)
    running = subprocess.Popen(command(*args), stdin=subprocess.PIPE, env=clean, **ends)
    os.close(theirs)
    piped, errors = running.communicate(stdin, timeout=60)
    shown = b""
    try:
        while part := os.read(ours, 1 << 16):
            shown += part
    except OSError:  # the terminal has gone with the program
        pass
    os.close(ours)
    return shown.decode(), (piped or errors or b"").decode(), running.returncode


def test_a_terminal_gets_colour_and_its_width():
    shown, _, code = on_a_terminal("read", "-", stdin=TEXT)
    assert code == 0
    assert "\x1b[31mmore than 130 killed" in shown
    assert "\x1b[33mMoscow blames Kyiv" in shown
    plain, _, _ = on_a_terminal("read", "--no-color", "-", stdin=TEXT)
    assert "\x1b" not in plain
    assert 50 < max(map(len, plain.splitlines())) <= 60


def test_a_terminal_without_colours_gets_none():
    assert "\x1b" not in on_a_terminal("read", "-", stdin=TEXT, env={"TERM": "dumb"})[0]
    assert "\x1b" not in on_a_terminal("read", "-", stdin=TEXT, env={"NO_COLOR": "1"})[0]


def test_progress_goes_to_the_terminal_and_the_data_into_the_pipe():
    lines = b"".join(b'{"id": "d%d", "text": "An attack.", "published": "2024-03-26"}\n' % n for n in range(300))
    shown, piped, code = on_a_terminal("read", "--format", "jsonl", "-", stdin=lines, streams=("stderr",))
    assert code == 0
    assert "documents" in shown
    assert [json.loads(each)["document"]["id"] for each in piped.splitlines()] == [f"d{n}" for n in range(300)]
