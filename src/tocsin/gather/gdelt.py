"""GDELT's file lists as a list of pages to read: only addresses are taken, none of what GDELT says is in them.

An audit found three of four GDELT rows not to be a real event, so its codings are left where they are.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import urlsplit

from tocsin.errors import InputError
from tocsin.gather.feeds import FeedItem

MOST_BYTES = 200_000_000
_FILE = re.compile(r"\bhttps?://\S+\.(?:export|mentions|gkg)\.csv\.zip\b", re.I)
# In which column of a file's lines the address of the page stands (GDELT 2.1 codebooks).
COLUMN = {"export": 60, "mentions": 5, "gkg": 4}


def parse_list(body: bytes, *, url: str) -> tuple[str, ...]:
    """The files that a list such as lastupdate.txt names. Raises `InputError` where it names none."""
    found = tuple(dict.fromkeys(_FILE.findall(body.decode("utf-8", "replace"))))
    if not found:
        raise InputError(f"{url}: names no file of GDELT (export, mentions or gkg)")
    return found


def parse_file(body: bytes, *, url: str) -> tuple[FeedItem, ...]:
    """The pages that a file is about, each once, by address. Raises `InputError` for what is no such file.

    GDELT's dates say when it saw a page, so the items have none.
    """
    kind = urlsplit(url).path.lower().rsplit(".", 3)[-3:][0]
    if kind not in COLUMN:
        raise InputError(f"{url}: is no file of GDELT that is known (its name ends in .{kind})")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            found = dict.fromkeys(_addresses(archive, COLUMN[kind]))
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{url}: cannot be unpacked ({error})") from error
    return tuple(FeedItem(key=each, url=each) for each in found)


def _addresses(archive: zipfile.ZipFile, column: int) -> Iterator[str]:
    for member in archive.infolist()[:1]:
        if member.file_size > MOST_BYTES:
            raise ValueError(f"it unpacks to more than {MOST_BYTES} bytes")
        with archive.open(member) as stream:
            for line in stream:
                cells = line.decode("utf-8", "replace").split("\t", column + 1)
                address = cells[column].strip() if len(cells) > column else ""
                if address.startswith(("http://", "https://")):
                    yield address
