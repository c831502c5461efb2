"""The words of the set as each format has them, so that one can be held against the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from pypdf import PageObject, PdfReader

BLOCKS = ["p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"]
BREAK = "\x00"
"""Stands where another format may have more: a note instead of a citation, a page number behind a link."""


def squeezed(text: str) -> str:
    """Return the letters and digits of *text* alone: what hyphenation, spaces and marks cannot change.

    Without letters that run from right to left, which a PDF keeps in the order in which they are seen.
    """
    return re.sub(r"[\W_\u0590-\u08ff]+", "", text)


def runs_of_site(site: Path, excluded: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (document, run of words) for every piece of the site's text that citations and links do not interrupt."""
    for page in sorted([*site.glob("chapters/**/*.html"), site / "index.html"]):
        name = page.relative_to(site).with_suffix("").as_posix()
        if not any(fnmatch(name, pattern) for pattern in excluded):
            article = BeautifulSoup(page.read_text("utf-8"), "html.parser").find(class_="bd-article")
            for run in _broken(article).get_text().split(BREAK):
                if squeezed(run):
                    yield name, " ".join(run.split())


def _broken(article: Tag) -> Tag:
    for part in article.find_all("svg") + article.find_all(class_=["headerlink", "Z3988", "toctree-wrapper", "moved"]):
        part.decompose()
    for link in article.find_all("a", href=re.compile(r"(^|/)data/")):  # files that only a site has
        link.decompose()
    for citation in article.find_all(class_=["citation-short", "to-words"]):  # only a site leads to quoted words
        citation.replace_with(BREAK)
    for link in article.find_all("a"):
        link.insert_after(BREAK)
    for block in article.find_all(BLOCKS):
        block.insert_before(BREAK)
        block.insert_after(BREAK)
    return article


def words_of_book(pdf: Path) -> tuple[str, str]:
    """Return the squeezed words of a PDF, without running heads and page numbers: without and with the notes."""
    text: list[str] = []
    notes: list[str] = []
    for page in PdfReader(pdf).pages:
        for piece, height, size in _pieces(page):
            if 55 < height < float(page.mediabox.height) - 57:
                notes.append(piece)
                text.append("" if abs(size - 8) < 0.01 else piece)
    return squeezed("".join(text)), squeezed("".join(notes))


def _pieces(page: PageObject) -> list[tuple[str, float, float]]:
    """Return the pieces of text of a page in the order in which it has them, each with its height and size in points."""
    found: list[tuple[str, float, float]] = []
    page.extract_text(visitor_text=lambda piece, cm, tm, _, size: found.append((piece, cm[5] + tm[5], size)))
    return found


def words_of_latex(source: Path) -> str:
    """Return the squeezed words of a LaTeX file: what is left when commands and labels are taken out."""
    text = source.read_text("utf-8").partition(r"\begin{document}")[2]
    text = re.sub(r"\\detokenize\{[^{}]*\}|\\href\{[^{}]*\}|\\begin\{[^{}]*\}|\\end\{[^{}]*\}", "", text)
    return squeezed(re.sub(r"\\[a-zA-Z@]+\*?", "", text))


def lost(runs: Iterable[tuple[str, str]], *texts: str) -> list[tuple[str, str]]:
    """Return the runs whose words stand in none of *texts*, in their order and with at most one page break between."""
    return [(name, run) for name, run in runs if not any(_stands(squeezed(run), text) for text in texts)]


def _stands(run: str, text: str) -> bool:
    if run in text:
        return True
    low, high = 0, len(run)
    while low < high:  # the longest beginning that stands in the text
        middle = (low + high + 1) // 2
        low, high = (middle, high) if run[:middle] in text else (low, middle - 1)
    return low > 0 and run[low:] in text
