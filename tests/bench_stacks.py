"""The stacks that ``bench_growth.py`` compares: how each writes what ``bench_sites.py`` says, and its configuration."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench_sites import Evidence, chapter_name, parts, sources
from content import PROJECT


def _write_index(folder: Path, name: str, title: str, entries: list[str]) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    toctree = "\n".join([":::{toctree}", ":maxdepth: 1", "", *entries, ":::"]) if entries else ""
    path.write_text(f"# {title}\n\nWhat this part holds.\n\n{toctree}\n", "utf-8")


def _write_indexes(folder: Path, size: int, reference: list[str]) -> None:
    for part, numbers in enumerate(parts(size)):
        names = [Path(chapter_name(number)).stem for number in numbers]
        _write_index(folder, f"chapters/part-{part:02d}/index.md", f"Part {part}", names)
    _write_index(folder, "chapters/reference/index.md", "Reference", reference)
    indexes = [f"chapters/part-{part:02d}/index" for part in range(len(parts(size)))]
    _write_index(folder, "index.md", "A synthetic set", [*indexes, "chapters/reference/index"])


def _stock_bibliography(size: int) -> str:
    entry = "@misc{{{0.key},\n  author = {{{{{0.issuer}}}}},\n  title = {{{0.title}}},\n  year = {{{0.year}}},\n}}\n"
    return "\n".join(entry.format(source) for source in sources(size))


class Plain:
    """myst-parser, sphinx-book-theme and sphinxcontrib-bibtex, one bibliography page."""

    conf = """
project = author = "Plain"
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
myst_enable_extensions = ["colon_fence", "deflist", "smartquotes"]
bibtex_bibfiles = ["references.bib"]
html_theme = "sphinx_book_theme"
"""

    def cite(self, key: str) -> str:
        return f"{{cite:p}}`{key}`"

    def claim(self, ident: str, said: str) -> str:
        return f"**{ident}** {said}"

    def evidence(self, item: Evidence) -> str:
        return f"- {self.cite(item.key)} supports {item.claim}: {item.said}"

    def finish(self, folder: Path, size: int) -> None:
        _write_indexes(folder, size, ["bibliography"])
        (folder / "chapters/reference/bibliography.md").write_text(
            "# Bibliography\n\n:::{bibliography}\n:all:\n:::\n", "utf-8"
        )
        (folder / "references.bib").write_text(_stock_bibliography(size), "utf-8")
        (folder / "conf.py").write_text(self.conf, "utf-8")


class Ours:
    """The project's own configuration and extension; citations by its ``{source}`` role, evidence as records."""

    def cite(self, key: str) -> str:
        return f"{{source}}`{key}`"

    def claim(self, ident: str, said: str) -> str:
        return f":::{{claim}} {ident}\n:kind: fact\n:contrary-search: 2026-11-23\n{said}\n:::"

    def evidence(self, item: Evidence) -> str:
        part = f":part: {item.part}\n" if item.part else ""
        return f":::{{evidence}} {item.key}\n:supports: {item.claim}\n{part}{item.said}\n:::"

    def finish(self, folder: Path, size: int) -> None:
        letters = sorted({source.key[0] for source in sources(size)})
        _write_indexes(folder, size, [f"sources/{letter}" for letter in letters])
        for letter in letters:
            path = folder / f"chapters/reference/sources/{letter}.md"
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"# Sources: {letter.upper()}\n\n:::{{source-entries}} {letter}\n:::\n", "utf-8")
        (folder / "references.bib").write_text(self.bibliography(size), "utf-8")
        for name in ("_ext", "_static", "_templates"):
            if (PROJECT / name).is_dir():
                shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(PROJECT / "conf.py", folder)

    def bibliography(self, size: int) -> str:
        entry = (
            "@online{{{0.key},\n  institution = {{{{{0.issuer}}}}},\n  title = {{{0.title}}},\n  date = {{{0.year}-02-22}},\n"
            "  url = {{https://example.org/{0.key}}},\n  langid = {{english}},\n  read = {{text}},\n  standpoint = {{press}},\n}}\n"
        )
        return "\n".join(entry.format(source) for source in sources(size))


class OursCiting(Ours):
    """The same configuration, but everything is cited by sphinxcontrib-bibtex's role, and nothing is a record."""

    cite, claim, evidence = Plain.cite, Plain.claim, Plain.evidence


class MkDocs:
    """MkDocs Material with mkdocs-bibtex, everything from this computer."""

    config = """
site_name: A synthetic set
docs_dir: docs
theme:
  name: material
  font: false
  features: [navigation.indexes]
markdown_extensions: [footnotes]
plugins:
  - search
  - bibtex:
      bib_file: references.bib
"""

    def cite(self, key: str) -> str:
        return f"[@{key}]"

    def claim(self, ident: str, said: str) -> str:
        return f"**{ident}** {said}"

    def evidence(self, item: Evidence) -> str:
        return f"- {self.cite(item.key)} supports {item.claim}: {item.said}"

    def finish(self, folder: Path, size: int) -> None:
        for part in range(len(parts(size))):
            _write_index(folder, f"chapters/part-{part:02d}/index.md", f"Part {part}", [])
        _write_index(folder, "chapters/reference/index.md", "Reference", [])
        _write_index(folder, "index.md", "A synthetic set", [])
        (folder / "chapters/reference/bibliography.md").write_text("# Bibliography\n\n\\full_bibliography\n", "utf-8")
        (folder / "docs").mkdir()
        for name in ("index.md", "chapters"):
            (folder / name).rename(folder / "docs" / name)
        (folder / "references.bib").write_text(_stock_bibliography(size), "utf-8")
        (folder / "mkdocs.yml").write_text(self.config, "utf-8")
