"""Times the build of growing sites (``bench_sites.py``): the plain stack, ours, and MkDocs Material side by side.

MkDocs Material with mkdocs-bibtex has an environment of its own under ``_build``, locked by ``bench-requirements.txt``.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_sites
import bench_stacks
from content import PROJECT

SIZES = (50, 200, 400)
LOCK = PROJECT / "tests/bench-requirements.txt"
VENV = PROJECT / "_build/.bench-venv"

SPHINX = [sys.executable, "-m", "sphinx", "-q", "-b", "html", ".", "out"]
MKDOCS = [str(VENV / "bin/mkdocs"), "build", "-q", "-d", "out"]

# name -> how it writes the sites, how it builds them, and what a citation looks like in its pages
STACKS = {
    "plain": (bench_stacks.Plain(), SPHINX, r'class="reference internal" href="[^"]*bibliography\.html#'),
    "ours": (bench_stacks.Ours(), SPHINX, r'class="citation-short reference internal" href="[^"]*#cite-'),
    "ours by {cite}": (bench_stacks.OursCiting(), SPHINX, r'href="[^"]*#cite-'),
    "MkDocs": (bench_stacks.MkDocs(), MKDOCS, r'class="footnote-ref"'),
}


def install_mkdocs() -> str:
    """Install what ``bench-requirements.txt`` locks, unless it is there; return why that could not be done."""
    stamp = VENV / "installed.txt"
    if stamp.is_file() and stamp.read_bytes() == LOCK.read_bytes():
        return ""
    shutil.rmtree(VENV, ignore_errors=True)
    pip = [VENV / "bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    for run in ([sys.executable, "-m", "venv", VENV], [*pip, "-r", LOCK]):
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stderr or done.stdout).strip().splitlines()[-1]
    shutil.copy(LOCK, stamp)
    return ""


def build(run: list[str], folder: Path) -> tuple[float, float]:
    """Build the site in *folder*; return the seconds that it took and the highest memory of the process in MB."""
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        process = subprocess.Popen(run, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        said.seek(0)
        warned = said.read()
    if process.returncode or "WARNING" in warned:
        raise SystemExit(f"This build is not fit to be compared:\n{warned[-2000:]}")
    return seconds, usage.ru_maxrss / 1024


def measure(name: str, size: int) -> tuple[float, float]:
    stack, run, citation = STACKS[name]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        bench_sites.write(stack, folder, size)
        found = build(run, folder)
        page = next(path for path in sorted((folder / "out").rglob("*.html")) if "chapter-001" in str(path))
        cited = len(re.findall(citation, page.read_text("utf-8")))
        if cited < bench_sites.CITATIONS:
            raise SystemExit(f"{name}: a chapter shows {cited} citations, not {bench_sites.CITATIONS}")
        return found


def exponent(points: list[tuple[int, float]]) -> float:
    """Return the slope of the seconds over the sizes, both as logarithms: 1 is linear, 2 quadratic growth.

    >>> round(exponent([(50, 1.0), (200, 4.0), (400, 8.0)]), 2), round(exponent([(50, 1.0), (100, 4.0)]), 2)
    (1.0, 2.0)
    """
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points]
    middle_x, middle_y = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / sum((x - middle_x) ** 2 for x, _ in logs)


def compare(sizes: tuple[int, ...] = SIZES) -> None:
    """Print the table: a row for each stack, a column for each size."""
    fault = install_mkdocs()
    if fault:
        print(f"MkDocs Material cannot be installed from {LOCK.name}, so it is left out: {fault}")
    names = [name for name in STACKS if name != "MkDocs" or not fault]
    print(
        f"\nsynthetic sites: chapters of some 900 words with {bench_sites.CITATIONS} citations, {bench_sites.SOURCES} sources a chapter"
    )
    print("seconds of a clean build, growth exponent (of all sizes; of the last step), highest memory in MB")
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for size in sizes:  # every stack at one size, one after the other, so that what else runs disturbs all alike
        for name in names:
            found[name].append(measure(name, size))
    print(f"{'chapters':20}" + "".join(f"{size:9}" for size in sizes) + f"{'exponent':>10}{'last':>7}{'MB':>7}")
    for name in names:
        points = [(size, seconds) for size, (seconds, _) in zip(sizes, found[name], strict=True)]
        row = "".join(f"{seconds:9.1f}" for _, seconds in points)
        growth = f"{exponent(points):10.2f}{exponent(points[-2:]):7.2f}" if len(points) > 1 else f"{'':17}"
        print(f"{name:20}{row}{growth}{max(memory for _, memory in found[name]):7.0f}")
    for one, other in (("ours", "MkDocs"), ("ours", "plain"), ("ours by {cite}", "plain")):
        if other in names:
            ratios = [a / b for (a, _), (b, _) in zip(found[one], found[other], strict=True)]
            print(f"{one}/{other}".ljust(20) + "".join(f"{ratio:9.2f}" for ratio in ratios))


if __name__ == "__main__":
    compare(tuple(map(int, sys.argv[1:])) or SIZES)
