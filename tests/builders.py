"""Small builders of real values, for every test that needs some."""

from tocsin.record import Document, Evidence, Mention, ReaderStamp, Reading, Statement, document_key

READER = ReaderStamp(name="rules", version="1", digests=(("lexicon", "0" * 16),))


def a_document(text="Gunmen killed 12 people in Kano on Friday.", *, id="d1", published="2024-03-26", **fields):
    key = document_key(text.encode(), source=fields.get("source"), name=id)
    return Document(key=key, id=id, text=text, published=published, published_from="given", **fields)


def quoting(doc, words, field="text"):
    start = doc.field(field).index(words)
    return doc.quote(start, start + len(words), field)


def a_statement(doc, property, value, words, **fields):
    return Statement(property=property, value=value, original=words, evidence=(quoting(doc, words),), **fields)


def a_mention(doc, *statements, id="m1", type="armed_assault", status="occurred", words="killed", **fields):
    own = (a_statement(doc, "type", type, words), a_statement(doc, "status", status, words))
    return Mention(id=id, trigger=quoting(doc, words), statements=(*own, *statements), **fields)


def a_reading(doc, *mentions, **fields):
    return Reading(document=doc, reader=READER, mentions=mentions, relevance=0.9, **fields)


def evidence_holds(doc: Document, evidence: Evidence) -> bool:
    return evidence.document == doc.id and doc.field(evidence.field)[evidence.start : evidence.end] == evidence.quote
