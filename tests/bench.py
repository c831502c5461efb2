"""Times the build, side by side with the plain theme-and-bibtex stack on the same content. Run by ``make bench``.

A second table (``bench_growth.py``) shows how the times of both, and of MkDocs Material, grow with the number of chapters; ``bench_book.py`` measures the PDF.

The plain stack is what one would use without the claims extension: myst-parser, sphinx-book-theme and
sphinxcontrib-bibtex with its own style. Its chapters hold the same words: records become paragraphs, evidence becomes
list items with citations; what our site generates (collected evidence, tables, timeline) it does not have.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_book
import bench_growth
from content import BLOCK, PROJECT

PLAIN_CONF = '''
project = author = "Plain"
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
include_patterns = ["index.md", "chapters/**"]
myst_enable_extensions = ["colon_fence", "deflist", "smartquotes"]
bibtex_bibfiles = ["references.bib"]
html_theme = "sphinx_book_theme"
suppress_warnings = ["bibtex", "ref", "toc"]
'''
STOCK_TYPES = {"jurisdiction": "misc", "legislation": "misc", "legal": "misc", "online": "misc", "report": "techreport"}


def plain_chapter(text: str) -> str:
    """Rewrite a chapter for the plain stack: the same words, citations by ``{cite:p}``, no records."""
    text = BLOCK.sub(plain_block, text)
    text = re.sub(r"\{source\}`([\w-]+)[^`]*`", r"{cite:p}`\1`", text)
    return re.sub(r"\{(claim|passage|element|step|event)\}`([^`]+)`", r"\2", text)


def plain_block(found: re.Match[str]) -> str:
    kind, name, body = found["kind"], found["name"], found["body"].strip()
    if kind == "toctree":
        return found[0]
    if kind == "bibliography-by-kind":
        return ":::{bibliography}\n:all:\n:::\n"
    if kind == "evidence":
        quote = re.search(r"^:quote: (.*)$", found["options"], re.M)
        said = f" “{quote[1]}”" if quote else ""
        return f"- {{cite:p}}`{name}` {body}{said}\n"
    if not body:
        return ""
    sources = re.search(r"^:(?:sources|witnesses): (.*)$", found["options"], re.M)
    cited = f" {{cite:p}}`{','.join(sources[1].split())}`" if sources else ""
    return f"**{name}** {body}{cited}\n"


def plain_bibliography(text: str) -> str:
    """Rewrite BibLaTeX types and fields for the stock style, which knows only BibTeX's."""
    text = re.sub(r"^@(\w+)", lambda m: "@" + STOCK_TYPES.get(m[1], m[1]), text, flags=re.M)
    text = re.sub(r"^  date = \{(\d{4}).*\},", r"  year = {\1},", text, flags=re.M)
    return text.replace("  journaltitle =", "  journal =")


def copy_ours(folder: Path) -> None:
    for name in ("_ext", "_static", "_templates", "fonts", "chapters"):
        shutil.copytree(PROJECT / name, folder / name)
    for name in ("conf.py", "docutils.conf", "index.md", "references.bib"):
        shutil.copy(PROJECT / name, folder)


def copy_plain(folder: Path) -> None:
    for path in [PROJECT / "index.md", *sorted((PROJECT / "chapters").rglob("*.md"))]:
        target = folder / path.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(plain_chapter(path.read_text("utf-8")), "utf-8")
    bibliography = (PROJECT / "references.bib").read_text("utf-8")
    (folder / "references.bib").write_text(plain_bibliography(bibliography), "utf-8")
    (folder / "conf.py").write_text(PLAIN_CONF, "utf-8")


def build(folder: Path) -> float:
    """Build the site in *folder*; return the seconds it took."""
    run = [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "out"]
    start = time.perf_counter()
    subprocess.run(run, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(copy) -> tuple[float, float, float]:
    """Return the seconds of a clean build, of one after an edited chapter, and of one with nothing changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(folder)
        clean = build(folder)
        chapter = folder / "chapters/claims/blockade/C05.md"
        chapter.write_text(chapter.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
        return clean, build(folder), build(folder)


def main() -> None:
    chapters = sorted((PROJECT / "chapters").rglob("*.md"))
    words = sum(len(path.read_text("utf-8").split()) for path in chapters)
    sources = (PROJECT / "references.bib").read_text("utf-8").count("\n@") + 1
    print(f"{len(chapters)} chapters, {words} words, {sources} sources; wall time in seconds")
    ours, plain = measure(copy_ours), measure(copy_plain)
    print(f"{'':32}{'ours':>8}{'plain':>8}{'ratio':>8}")
    for label, one, other in zip(("clean build", "one chapter edited", "nothing changed"), ours, plain, strict=True):
        print(f"{label:32}{one:8.1f}{other:8.1f}{one / other:8.2f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"highest memory of one process: {peak:.0f} MB")
    bench_book.compare(PROJECT)
    bench_growth.compare()


if __name__ == "__main__":
    main()
