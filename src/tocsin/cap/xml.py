"""Messages of the Common Alerting Protocol 1.2 (OASIS, July 2010) as XML, elements in the order of the standard."""

from __future__ import annotations

from lxml import etree

from tocsin.cap import NAMESPACE, Area, Info, Message, Reference, cap_time, faults
from tocsin.errors import FormError
from tocsin.markup import xml_words


def document(message: Message) -> bytes:
    """The message as an XML document. Raises `FormError` where it is none that CAP allows."""
    root = element(message)
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return whole


def element(message: Message) -> etree._Element:
    """The message as an `alert` element. Raises `FormError` where it is none that CAP allows."""
    if wrong := faults(message):
        raise FormError("CAP", "; ".join(wrong))
    alert = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    _add(alert, "identifier", message.identifier)
    _add(alert, "sender", message.sender)
    _add(alert, "sent", cap_time(message.sent))
    _add(alert, "status", message.status)
    _add(alert, "msgType", message.msg_type)
    _add(alert, "source", message.source)
    _add(alert, "scope", message.scope)
    _add(alert, "restriction", message.restriction)
    for code in message.codes:
        _add(alert, "code", code)
    _add(alert, "note", message.note)
    _add(alert, "references", " ".join(map(_reference, message.references)) or None)
    _add(alert, "incidents", " ".join(map(_quoted, message.incidents)) or None)
    if message.info is not None:
        _add_info(alert, message.info)
    return alert


def _add_info(alert: etree._Element, info: Info) -> None:
    form = _add(alert, "info")
    _add(form, "language", info.language)
    for category in info.categories:
        _add(form, "category", category)
    _add(form, "event", info.event)
    _add(form, "urgency", info.urgency)
    _add(form, "severity", info.severity)
    _add(form, "certainty", info.certainty)
    _add(form, "onset", None if info.onset is None else cap_time(info.onset))
    _add(form, "expires", cap_time(info.expires))
    _add(form, "senderName", info.sender_name)
    _add(form, "headline", info.headline)
    _add(form, "description", info.description)
    _add(form, "web", info.web)
    for name, value in info.parameters:
        _add_pair(form, "parameter", name, value)
    for area in info.areas:
        _add_area(form, area)


def _add_area(info: etree._Element, area: Area) -> None:
    form = _add(info, "area")
    _add(form, "areaDesc", area.description)
    for circle in area.circles:
        _add(form, "circle", f"{circle.latitude:.5f},{circle.longitude:.5f} {circle.radius_km:.1f}")
    for name, value in area.geocodes:
        _add_pair(form, "geocode", name, value)


def _add_pair(parent: etree._Element, tag: str, name: str, value: str) -> None:
    pair = _add(parent, tag)
    _add(pair, "valueName", name)
    _add(pair, "value", value)


def _add(parent: etree._Element, tag: str, text: str | None = "") -> etree._Element:
    """A new element; none is added where the text is None."""
    if text is None:
        return parent
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    child.text = xml_words(text) or None
    return child


def _reference(reference: Reference) -> str:
    return f"{reference.sender},{reference.identifier},{cap_time(reference.sent)}"


def _quoted(name: str) -> str:
    """A name of a list: in quotation marks where it has a space."""
    return f'"{name}"' if any(c.isspace() for c in name) else name
