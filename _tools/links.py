"""``make linkcheck``: asks for every address of the set and says what is known of each.

Sphinx's checker asks; :mod:`_tools.verdicts` judges; a JSON file remembers. Exit status: 0 nothing to do, 1 something
to look at, 2 the set or a file cannot be read, 3 not checked for want of a network.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from _tools import bibfile, ignores, network, outside, verdicts, written
from _tools.bibfile import Refused
from _tools.link_report import Places, report
from _tools.verdicts import Answer, Entry, Verdict

LOOK_UPS = "https://web.archive.org/web/"
"""What the pages show to find an archived copy of each source; they are made of its address, and not asked for."""


def parser() -> argparse.ArgumentParser:
    made = outside.parser("make linkcheck", __doc__, "addresses", "addresses")
    made.add_argument(
        "--history", type=Path, default=Path("_build/links/history.json"), help="what earlier checks found"
    )
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    return outside.run(_run, parser().parse_args(arguments))


def _run(options: argparse.Namespace) -> int:
    sources = bibfile.read(options.set / "references.bib").sources
    left_out = ignores.read(options.set / "links.toml")
    expired = [entry for entry in left_out if entry.until < options.today]
    history = read_history(options.history)
    addresses = sorted(
        {*written.of_chapters(options.set), *(a for source in sources.values() for a in written.of_source(source))}
    )
    only = _chosen(options, addresses)
    if only == []:
        print("No address to check: none is on a line that changed, or fits the pattern.")
        return 0
    chosen = addresses if only is None else only
    if not network.reachable(chosen):
        print(outside.NO_NETWORK, file=sys.stderr)
        return 3
    ignored = [entry.pattern for entry in left_out if entry not in expired]
    answers, whole = ask(options.set, chosen, only is None, ignored)
    online = any(answer.http or answer.status in ("working", "redirected") for answer in answers)
    online = online and network.reachable(chosen)
    found = {a.address: verdicts.judge(a, history.get(a.address), options.today, online) for a in answers}
    known = found if whole and only is None else None
    write_history(options.history, verdicts.merged(history, found, known))
    text = report(found, Places.of(sources), expired, finished=whole)
    print(text)
    if found and all(entry.verdict == Verdict.NOT_CHECKED for entry in found.values()):
        return 3
    if options.report:
        options.report.write_text(text + "\n", "utf-8")
    if not whole:
        return 130
    return 1 if verdicts.findings(found) or expired else 0


def ask(folder: Path, addresses: Sequence[str], whole: bool, ignored: Sequence[str]) -> tuple[list[Answer], bool]:
    """Have Sphinx ask for *addresses*, and if *whole* for all that the pages show; return its answers, and if it ended.

    Raises :class:`Refused` if the set cannot be read.
    """
    out = folder / "_build" / "links"
    out.mkdir(parents=True, exist_ok=True)
    (out / "output.json").unlink(missing_ok=True)
    patterns = [f"(?:{pattern})$" for pattern in ignored]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as plan:
        json.dump({"addresses": addresses, "whole": whole, "skip": LOOK_UPS, "ignore": patterns}, plan)
        plan.flush()
        run = [sys.executable, "-m", "sphinx", "-b", "linkcheck", "-q", "-D", f"linkcheck_plan={plan.name}"]
        sphinx = subprocess.Popen([*run, "-d", str(out / "doctrees"), str(folder), str(out)])
        try:
            status = sphinx.wait()
        except KeyboardInterrupt:
            sphinx.wait()
            print("\nStopped. What was checked is kept.", file=sys.stderr)
            status = None
    if not (out / "output.json").is_file():
        raise Refused("Not checked: the set could not be read; mend what is named above")
    lines = (out / "output.json").read_text("utf-8").splitlines()
    return [_answer(json.loads(line)) for line in lines if line.endswith("}")], status == 0


def _answer(line: Mapping[str, str | int]) -> Answer:
    return Answer(str(line["uri"]), str(line["status"]), int(line["code"]), str(line["message"]))


def read_history(path: Path) -> dict[str, Entry]:
    """Return the history in *path*, empty if there is none yet; raises :class:`Refused` if it is damaged."""
    if not path.is_file():
        return {}
    try:
        return verdicts.from_json(json.loads(path.read_text("utf-8")))
    except ValueError as fault:
        raise Refused(f"{path}: {fault}: put an older copy in its place, or remove it to begin anew") from fault


def write_history(path: Path, history: Mapping[str, Entry]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(verdicts.as_json(history), indent=1, ensure_ascii=False) + "\n", "utf-8")
    new.replace(path)


def _chosen(options: argparse.Namespace, addresses: Sequence[str]) -> list[str] | None:
    """Return the addresses that the options choose; None for all."""
    if options.since is None and options.only is None:
        return None
    chosen = list(addresses)
    if options.since is not None:
        lines = "\n".join(written.changed_lines(options.set, options.since))
        chosen = [address for address in chosen if address in lines]
    if options.only is not None:
        has = outside.has(options.only)
        chosen = [address for address in chosen if has([address])]
    return chosen


if __name__ == "__main__":
    sys.exit(main())
