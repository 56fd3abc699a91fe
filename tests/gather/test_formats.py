"""Tables, mail, PDF, web archives and GDELT's lists to documents and pages."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.gather import Done, Failed
from tocsin.gather.gdelt import parse_file, parse_list

from .gathering import gather, notes_of, the_document, the_error

STORY = "Twelve people were hurt when a bomb went off in the market of Qasr on Monday, the police said."


# ------------------------------------------------------------------------------------------------ tables
def test_a_table_gives_a_document_a_row(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text(
        f'Headline,Publication Date,Body,Outlet\n"Blast, fire",2024-03-26,"{STORY}\nMore.",Wire\n\nTwo,,{STORY},\n'
    )
    one, two = gather(path)
    assert one.value.title == "Blast, fire"
    assert one.value.published == "2024-03-26"
    assert one.value.source == "Wire"
    assert one.value.text == f"{STORY}\nMore."
    assert two.value.published is None


def test_columns_of_other_names_are_said(tmp_path):
    path = tmp_path / "news.tsv"
    path.write_text(f"was\twann\n{STORY}\t2024-03-26\n")
    assert "--map text=COLUMN" in the_error(gather(path))
    assert the_document(gather(path, columns={"text": "was", "published": "wann"})).published == "2024-03-26"
    assert "no column 'wo'" in the_error(gather(path, columns={"text": "wo"}))


def test_a_row_without_text_fails_alone(tmp_path):
    path = tmp_path / "news.csv"
    path.write_text(f"id,text\n1,\n2,{STORY}\n")
    failed, done = gather(path)
    assert isinstance(failed, Failed)
    assert "row 1" in str(failed.error) or "line 1" in str(failed.error)
    assert done.value.id == "2"


def test_a_table_in_a_folder_is_read_only_where_it_is_named(tmp_path):
    (tmp_path / "coding.csv").write_text("event,dead\n1,12\n")
    (tmp_path / "a.txt").write_text(STORY)
    assert the_document(gather(tmp_path)).text == STORY


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reading_of_tables(noise):
    for content in (noise, b"id,text\n" + noise):
        gather("-", stdin=content, kind="csv")


# -------------------------------------------------------------------------------------------------- mail
MAIL = f"""From: Jane Roe <jane@bulletin.example>
To: desk@example.org
Subject: =?utf-8?q?Blast_in_Qasr=3A_twelve_hurt?=
Date: Tue, 26 Mar 2024 18:00:00 +0300
List-Id: Daily bulletin <daily.bulletin.example>
Content-Type: text/plain; charset=utf-8

{STORY}
""".encode()


def test_mail_gives_its_text_subject_date_and_list_but_not_its_sender(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(MAIL)
    doc = the_document(gather(path))
    assert doc.text == STORY
    assert doc.title == "Blast in Qasr: twelve hurt"
    assert (doc.published, doc.published_from) == ("2024-03-26T18:00:00+03:00", "metadata")
    assert doc.source == "daily.bulletin.example"
    assert "Roe" not in repr(doc)


def test_mail_that_is_a_page_gives_the_page_s_words(tmp_path):
    page = f"<html><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>"
    body = MAIL.replace(b"text/plain", b"text/html").partition(b"\n\n")[0] + b"\n\n" + page.encode()
    assert the_document(gather("-", stdin=body, kind="mail")).text.startswith(STORY)


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reading_of_mail(noise):
    for content in (noise, MAIL[:200] + noise, MAIL + noise):
        gather("-", stdin=content, kind="mail")


# --------------------------------------------------------------------------------------------------- PDF
def pdf(pages):
    """A small PDF of our own: Helvetica, a line of text after another."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines).encode()
        stream = b"BT /F1 11 Tf 40 780 Td " + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    objects.append(b"<< /Title (Weekly report) /CreationDate (D:20240326120000Z) >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + trailer
        + b"\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def test_pdf_gives_running_text_without_heads_hyphens_and_line_ends(tmp_path):
    head = "Weekly report, page"
    body = [
        "Twelve people were hurt when a bomb went off in the mar-",
        "ket of Qasr on Monday, the police said. The wounded were",
        "taken to two hospitals.",
        "A second blast followed at dusk in the same street there.",
    ]
    path = tmp_path / "a.pdf"
    others = ["Nothing else was known.", "A third town was calm.", "The road was closed."]
    pages = [body, *([line, f"So it was there: {line}"] for line in others)]
    path.write_bytes(pdf([[f"{head} {n}", "", *lines, f"Printed {n}"] for n, lines in enumerate(pages, start=1)]))
    doc = the_document(gather(path))
    assert "in the market of Qasr on Monday, the police said. The wounded were taken to two hospitals.\n" in doc.text
    assert head not in doc.text
    assert "Printed" not in doc.text
    assert doc.title == "Weekly report"
    assert (doc.published, doc.published_from) == ("2024-03-26", "guessed")
    assert doc.extractor.startswith("pypdfium2 ")


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing", pdf([[""]]), pdf([["x"]])[:200]])
def test_a_pdf_that_is_damaged_or_holds_no_text_is_an_error(content):
    assert "PDF" in the_error(gather("-", stdin=content))


# -------------------------------------------------------------------------------------------------- WARC
def warc(*records, gz=False):
    out = b""
    for url, status, media_type, body in records:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-27T01:02:03Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        out += gzip.compress(record) if gz else record
    return out


PAGE = f"<html><head><title>Blast</title></head><body><article><p>{STORY}</p><p>{STORY}</p></article></body></html>".encode()


@pytest.mark.parametrize("gz", [True, False])
def test_a_web_archive_gives_its_pages(tmp_path, gz):
    path = tmp_path / f"CC-NEWS-1.warc{'.gz' if gz else ''}"
    path.write_bytes(
        warc(
            ("https://a.example/1", "200 OK", "text/html; charset=utf-8", PAGE),
            ("https://a.example/2", "404 Not Found", "text/html", PAGE),
            ("https://a.example/3", "200 OK", "image/png", b"\x89PNG"),
            ("https://a.example/4", "200 OK", "text/html", b"<html></html>"),
            ("https://a.example/5", "200 OK", "text/html", PAGE),
            gz=gz,
        )
    )
    one, empty, five = gather(path)
    assert one.value.url == "https://a.example/1"
    assert one.value.retrieved == "2024-03-27T01:02:03+00:00"
    assert isinstance(empty, Failed)
    assert five.value.url == "https://a.example/5"
    assert one.value.key != five.value.key


def test_an_archive_that_breaks_off_gives_what_is_whole_and_says_so():
    whole = warc(
        ("https://a.example/1", "200 OK", "text/html", PAGE), ("https://a.example/2", "200 OK", "text/html", PAGE)
    )
    outcomes = gather("-", stdin=whole[:-80])
    assert isinstance(outcomes[0], Done)
    assert isinstance(outcomes[-1], Failed)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reading_of_archives(noise):
    for content in (noise, b"WARC/1.0\r\n" + noise):
        gather("-", stdin=content, kind="warc")


# ------------------------------------------------------------------------------------------------- GDELT
def zipped(lines):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", "\n".join(lines))
    return out.getvalue()


def test_a_list_of_gdelt_names_its_files():
    body = b"1 a http://data.example/20240326.export.CSV.zip\n2 b http://data.example/20240326.gkg.csv.zip\n"
    assert len(parse_list(body, url="u")) == 2
    with pytest.raises(InputError, match="names no file"):
        parse_list(b"<html>", url="u")


def test_a_file_of_gdelt_gives_the_addresses_of_pages_and_nothing_else():
    line = "\t".join([*(["x"] * 60), "https://a.example/1"])
    items = parse_file(zipped([line, line, "short"]), url="http://data.example/20240326.export.CSV.zip")
    assert [(item.url, item.title, item.published) for item in items] == [("https://a.example/1", None, None)]


@pytest.mark.parametrize(("body", "url"), [(b"no zip", "u/a.gkg.csv.zip"), (zipped([""]), "u/a.other.zip")])
def test_what_is_no_file_of_gdelt_is_said_to_be_none(body, url):
    with pytest.raises(InputError):
        parse_file(body, url=url)


def test_a_document_in_another_language_is_marked_and_said_to_be(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Una explosión dejó doce muertos y treinta heridos en la ciudad el lunes, según la policía local.")
    outcomes = gather(path, published="2024-03-26")
    assert the_document(outcomes).language == "es"
    assert "'es'" in notes_of(outcomes)
