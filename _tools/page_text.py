"""The words of a fetched copy: of an HTML page by trafilatura, of a PDF by pypdf."""

from __future__ import annotations

from io import BytesIO

import trafilatura
from lxml import html as lxml_html
from pypdf import PdfReader
from pypdf.errors import PyPdfError

_NO_WORDS = ("script", "style", "noscript", "template")


class Unreadable(Exception):
    """A copy has no words that can be read; the argument says why."""


def words(body: bytes, kind: str) -> str:
    """Return the text of a copy; *kind* is the media type that the server gave.

    Of a page the article comes first and then all there is on it: an extractor may leave out what was quoted. Raises
    :class:`Unreadable`.
    """
    if body[:1024].lstrip().startswith(b"%PDF-") or kind == "application/pdf":
        return _of_pdf(body)
    if kind.startswith(("text/html", "application/xhtml", "text/xml", "application/xml")) or not kind:
        return _of_page(body)
    if kind.startswith("text/"):
        return str(trafilatura.utils.decode_file(body))
    raise Unreadable(f"it is {kind}, no page and no PDF")


def _of_pdf(body: bytes) -> str:
    try:
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise Unreadable(f"the PDF cannot be read: {fault}") from fault
    if not text.strip():
        raise Unreadable("the PDF has pictures of pages only")
    return text


def _of_page(body: bytes) -> str:
    text = trafilatura.utils.decode_file(body)  # a wrong charset in a header or a page misleads no one
    article = trafilatura.extract(text, include_comments=True, include_tables=True, favor_recall=True) or ""
    try:
        tree = lxml_html.fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (ValueError, lxml_html.etree.ParserError) as fault:
        raise Unreadable("the page is empty") from fault
    for element in list(tree.iter(*_NO_WORDS)):
        element.drop_tree()
    whole = " ".join(tree.itertext())
    if not whole.strip():
        raise Unreadable("the page has no words; it may need a script")
    return f"{article}\n\n{whole}"
