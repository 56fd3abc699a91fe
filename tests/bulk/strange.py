"""A reader for tests that does what single words of a text say: it dies, hangs, raises, or takes all memory."""

from __future__ import annotations

import os
import signal
import time

from tocsin.record import Document, ReaderStamp, Reading


class StrangeReader:
    """Finds nothing, quickly, but where a text says otherwise."""

    name = "strange"
    version = "1"

    def read(self, doc: Document) -> Reading:
        words = doc.text.split()
        if "DIE" in words:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "HANG" in words:
            time.sleep(1000)
        if "HOG" in words:
            bytearray(8 << 30)
        if "RAISE" in words:
            raise ValueError("no")
        return Reading(document=doc, reader=ReaderStamp(name=self.name, version=self.version, digests=()))
