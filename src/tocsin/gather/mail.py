"""Mail to drafts: bulletins, alerts and press releases that come as messages (.eml)."""

from __future__ import annotations

from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from tocsin.errors import DocumentError
from tocsin.gather.dates import parse_loose
from tocsin.gather.draft import Draft
from tocsin.gather.html import draft_html
from tocsin.gather.terms import Terms


def draft_mail(raw: bytes, *, name: str, terms: Terms) -> Draft:
    """The draft of one message: its text, or the words of its page where it has no text. Attachments stay unread.

    The source is the list or the sender's domain; a sender's name and address are nobody's business and not kept
    apart. Raises `DocumentError` where it holds no text.
    """
    try:
        message: EmailMessage = BytesParser(policy=policy.default).parsebytes(raw)
        body = message.get_body(("plain", "html"))
        content = body.get_content() if body is not None else ""
    except (MessageError, LookupError, ValueError, KeyError, AttributeError) as error:
        raise DocumentError(name, f"is mail that cannot be read ({error})") from error
    if not isinstance(content, str) or not content.strip():
        raise DocumentError(name, "is mail without text")
    draft = Draft(name=name, raw=raw, text=content.replace("\r\n", "\n").strip())
    if body is not None and body.get_content_type() == "text/html":
        draft = replace(draft_html(content.encode(), name=name, terms=terms), raw=raw)
    return replace(
        draft,
        title=_header(message, "subject") or draft.title,
        found_date=parse_loose(_header(message, "date")) or draft.found_date,
        found_source=_source(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, LookupError, AttributeError):  # a header may be damaged in its own way
        return ""


def _source(message: EmailMessage) -> str | None:
    listed = _header(message, "list-id").rpartition("<")[2].rstrip("> ")
    return listed or parseaddr(_header(message, "from"))[1].rpartition("@")[2].lower() or None
