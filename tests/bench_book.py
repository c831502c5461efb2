"""Measures the book beside the site it is made from: time, memory of the largest process, size, sameness."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pypdf import PdfReader

COPIED = ("_ext", "_static", "_templates", "fonts", "chapters", "conf.py", "docutils.conf", "index.md", "references.bib")


def build(project: Path, folder: Path, builder: str) -> tuple[float, int]:
    """Build clean into *folder*; return the seconds and the highest memory of the process in bytes."""
    for name in COPIED:
        (folder / name).symlink_to(project / name)
    start = time.perf_counter()
    run = [sys.executable, "-m", "sphinx", "-q", "-b", builder, ".", "out"]
    process = subprocess.Popen(run, cwd=folder, env={**os.environ, "SOURCE_DATE_EPOCH": "0"}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"the {builder} build failed"
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def compare(project: Path) -> None:
    """Print the table of the book."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name, folder) for folder in ("site", "book", "again")]
        for folder in folders:
            folder.mkdir()
        site, _ = build(project, folders[0], "html")
        book, memory = build(project, folders[1], "typst")
        build(project, folders[2], "typst")
        one, two = (folder / "out/conditions-of-life.pdf" for folder in folders[1:])
        pages = len(PdfReader(one).pages)
        size = one.stat().st_size
        print("\nThe book")
        print(f"  clean build: site {site:.1f} s, book {book:.1f} s, ratio {book / site:.2f}")
        print(f"  {pages} pages, {size / 1e6:.2f} MB, {size / pages / 1e3:.1f} kB a page")
        print(f"  memory {memory / 1e6:.0f} MB, {memory / pages / 1e6:.2f} MB a page")
        print(f"  the same bytes in another folder: {'yes' if one.read_bytes() == two.read_bytes() else 'NO'}")
