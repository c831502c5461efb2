"""The addresses that the set's authors wrote: in the bibliography and in the chapters, all or those that changed."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from claims.records import Source

from _tools.bibfile import Refused

ADDRESS = re.compile(r"https?://[^\s<>{}()\"'`\]]*[^\s<>{}()\"'`\].,;:!?]")
"""An address in running text: without the punctuation behind it."""
_WHOLE = ("url", "readat")
"""The fields of a source that are one address, whatever letters it has."""


def of_source(source: Source) -> Iterator[str]:
    """Yield the addresses of a source: its own, that of the copy read, its DOI's, and those in its notes."""
    for name, text in source.fields.items():
        if name in _WHOLE:
            yield text
        elif name == "doi":
            yield f"https://doi.org/{text}"
        else:
            yield from ADDRESS.findall(text)


def of_chapters(folder: Path) -> Iterator[str]:
    """Yield every address in the Markdown files of the set in *folder*."""
    for file in [folder / "index.md", *sorted(folder.glob("chapters/**/*.md"))]:
        if file.is_file():
            yield from ADDRESS.findall(file.read_text("utf-8"))


def changed_lines(folder: Path, ref: str) -> list[str]:
    """Return the lines of the set that were written since it parted from a Git revision; raises :class:`Refused`."""
    run = ["git", "-C", str(folder), "diff", "-U0", "--merge-base", "--end-of-options", ref, "--"]
    done = subprocess.run([*run, "references.bib", "chapters", "index.md"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"--since {ref}: {done.stderr.strip() or 'Git does not know it'}")
    return [line[1:] for line in done.stdout.splitlines() if line.startswith("+") and not line.startswith("+++")]
