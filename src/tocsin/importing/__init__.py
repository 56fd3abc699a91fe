"""What others pass on comes in as documents and readings of theirs: never as our own statements, and with its level.

A partner's record is a text that we write of it line by line, each value read from its line on the partner's word.
"""

from tocsin.importing.brought import Brought, Lost
from tocsin.importing.files import bring_all

__all__ = ["Brought", "Lost", "bring_all"]
