"""The types of columns, which mean the same in every database.

Words are compared and sorted by their code points, as SQLite does; a server would go by the language it was set up for.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer
from sqlalchemy import String as AnyString
from sqlalchemy import Text as AnyText

# SQLite numbers rows by itself only where the key is called INTEGER.
Number = BigInteger().with_variant(Integer, "sqlite")
String = AnyString().with_variant(AnyString(collation="C"), "postgresql")
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")
