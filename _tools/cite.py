"""``make cite``: puts one source into ``references.bib`` and prints the evidence block that cites it.

Takes an address, a DOI, an exported entry or an issue that was opened with the form "New source"; asks, where there is
a terminal, for what the record needs besides; every answer can also be given as an option. Nothing that stands already
is ever changed. Exit status: 0 written or printed, 1 refused, 2 wrong usage, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from claims.canonical import entry_text
from claims.records import Evidence, Source
from claims.source_checks import check_source
from claims.vocabulary import Field, Relation

from . import bibfile, block, duplicates, intake, issue_form, keys, questions
from .bibfile import Refused
from .chapters import Chapters, read_chapters
from .intake import Draft
from .snippets import Unreadable

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class _Desk:
    """What one run works with: the options, whether it may ask, and what stands already."""

    options: argparse.Namespace
    asks: bool
    sources: dict[str, Source]
    chapters: Chapters
    answers: issue_form.Answers | None = None  # what an issue answered to the form
    told_apart: set[str] = field(default_factory=set)  # keys of entries that the contributor said are others


def parser() -> argparse.ArgumentParser:
    """Return the options: one for every field of a source, one for every relation, and those of the command."""
    made = argparse.ArgumentParser(prog="make cite", description=__doc__, allow_abbrev=False)
    made.add_argument(
        "--from", dest="given", metavar="TEXT", help="an address, a DOI, or a BibTeX, CSL-JSON or RIS entry"
    )
    made.add_argument("--from-file", metavar="F", help="a file with one of these; - is standard input")
    made.add_argument(
        "--form", metavar="F", help="a file with the text of an issue of the form 'New source'; - the same"
    )
    made.add_argument("--key", help="the key of the source: issuer-date-thing; suggested if it is not given")
    made.add_argument("--type", help="the type of the entry: report, article, online, jurisdiction …")
    fields = made.add_argument_group("fields of the source")
    for name in Field:
        action = "append" if name in ("author", "editor") else "store"
        fields.add_argument(f"--{name}", action=action, metavar="X", help=name.meaning.replace("%", "%%"))
    evidence = made.add_argument_group("the evidence block")
    for relation in Relation:
        evidence.add_argument(f"--{relation}", nargs="+", action="extend", metavar="ID", help=relation.meaning)
    evidence.add_argument("--at", default="", help="where in the source: para. 2, p. 7, paras 54–57")
    evidence.add_argument("--quote", default="", help="its words, exactly as read")
    evidence.add_argument("--says", default="", help="what it says, in our own words")
    evidence.add_argument("--entry-only", action="store_true", help="print no evidence block")
    made.add_argument("--use-existing", action="store_true", help="if the source stands already, print a block for it")
    made.add_argument(
        "--another", action="store_true", help="it is another source, though it looks like one that stands"
    )
    made.add_argument("--bib", type=Path, default=_ROOT / "references.bib", help="the bibliography")
    made.add_argument("--chapters", type=Path, default=_ROOT / "chapters", help="the folder of the chapters")
    made.add_argument("--dry-run", action="store_true", help="print the entry, write nothing")
    made.add_argument("--no-input", action="store_true", help="never ask; so it is, too, where there is no terminal")
    return made


def main(arguments: Sequence[str] | None = None, terminal: bool | None = None) -> int:
    """Run the command; *terminal* tells whether somebody can be asked, by default whether there is a terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without Armenian letters still shows the rest
            stream.reconfigure(errors="backslashreplace")
    made = parser()
    options = made.parse_args(arguments)
    asks = (sys.stdin.isatty() and sys.stdout.isatty()) if terminal is None else terminal
    asks = asks and not options.no_input and "-" not in (options.from_file, options.form)
    if options.given is not None and options.from_file is not None:
        made.error("give either --from or --from-file")
    if not asks and not (options.given or options.from_file or options.form or options.title):
        made.error(
            "give the source with --from (an address, a DOI or an exported entry), --from-file, --form or --title"
        )
    try:
        return _run(options, asks)
    except (KeyboardInterrupt, EOFError):
        print("\nStopped: nothing was written.", file=sys.stderr)
        return 130
    except (Refused, Unreadable) as fault:
        messages = [str(message) for message in fault.args]
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        messages = [f"{fault.filename}: {fault.strerror}"]
    except UnicodeError:
        messages = ["a letter that was given is not UTF-8: give it again in UTF-8"]
    print("\n".join([*messages, "Nothing was written."]), file=sys.stderr)
    return 1


def _run(options: argparse.Namespace, asks: bool) -> int:
    if not options.chapters.is_dir():
        raise Refused(f"{options.chapters} is no folder: name that of the chapters with --chapters")
    answers = _answers(options) if options.form else None
    desk = _Desk(options, asks, bibfile.read(options.bib).sources, read_chapters(options.chapters), answers)
    draft = _merged(_given(desk), options)
    _show(draft)
    source = draft.source
    existing = _existing(source, desk)
    if existing is None and desk.asks:
        source = questions.source(source, desk.sources, draft.type_known)
        existing = _existing(source, desk)  # by title and date, which may be known only now
    source = existing or _keyed(source, desk)
    item = _evidence(source, desk)
    _refuse(source, item, existing is not None, desk)
    if existing is None:
        _write(source, desk)
    _print_block(item, source, desk)
    return 0


def _answers(options: argparse.Namespace) -> issue_form.Answers:
    """Return what the issue answers, and put it into the options; those that are given count before it."""
    if options.form != "-" and not Path(options.form).is_file():
        raise Refused(f"--form {options.form}: there is no such file; an address or a DOI is given with --from")
    found = issue_form.read(_text(options.form), "the issue" if options.form == "-" else options.form)
    found.fill(options)
    return found


def _given(desk: _Desk) -> Draft:
    text = desk.options.given or ""
    if desk.options.from_file:
        text = _text(desk.options.from_file)
    if not text and desk.asks and not desk.options.title:
        text = questions.given()
    if not text and not desk.options.from_file:
        return Draft(Source(""))
    try:
        return intake.draft(text)
    except Unreadable as fault:
        if desk.answers and text == desk.answers.texts.get("from"):
            raise Refused(f"{desk.answers.place('from')}: {fault}") from fault
        raise


def _text(name: str) -> str:
    """Return the text of a file, or of standard input if its name is ``-``."""
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refused(f"{name} is not UTF-8: save it in UTF-8") from fault


def _merged(draft: Draft, options: argparse.Namespace) -> Draft:
    """Return the draft with the answers that are given as options; they count before what was taken in."""
    answers = {str(name): getattr(options, name) for name in Field if getattr(options, name)}
    said = {name: "; ".join(value) if isinstance(value, list) else value for name, value in answers.items()}
    fields = {**draft.source.fields, **{name: intake.tidy(name, value) for name, value in said.items()}}
    source = Source(options.key or draft.source.key, options.type or draft.source.type, fields)
    return replace(draft, source=source, type_known=draft.type_known or bool(options.type))


def _show(draft: Draft) -> None:
    """Say what was understood, and what was not taken."""
    if draft.form in ("BibTeX", "CSL-JSON", "RIS"):
        print(f"Read as {draft.form}: {', '.join([draft.source.type, *draft.source.fields])}.", file=sys.stderr)
    for name, value in draft.left_out:
        print(f"Left out: {name} = {value if len(value) < 60 else value[:59] + '…'}", file=sys.stderr)
    for remark in draft.remarks:
        print(f"Note: {remark}.", file=sys.stderr)


def _existing(source: Source, desk: _Desk) -> Source | None:
    """Return the entry to cite instead of a new one; None if the source is new. Refuses what is not settled."""
    found = duplicates.find(source, desk.sources)
    if found is None or found.source.key in desk.told_apart or (desk.options.another and not found.certain):
        return None
    if desk.options.use_existing:
        choice = "use"
    elif desk.asks:
        print(found.message, file=sys.stderr)
        choice = questions.duplicate(found)
    else:
        ways = "--use-existing to cite it" + ("" if found.certain else ", or --another if it is another source")
        other_key = ", or take another --key if it is another source" if found.source.key == source.key else ""
        raise Refused(found.message, f"Add {ways}{other_key}.")
    if choice == "stop":
        raise Refused(f"Left as it is: {found.source.key}.")
    desk.told_apart.add(found.source.key)
    return found.source if choice == "use" else None


def _keyed(source: Source, desk: _Desk) -> Source:
    """Return the source with its key: the given one, or else the suggested one."""
    if desk.asks:
        return replace(source, key=questions.key(source, desk.sources))
    return replace(source, key=source.key or keys.suggest(source, desk.sources))


def _evidence(source: Source, desk: _Desk) -> Evidence | None:
    """Return the record of the block to print; None if only the entry is wanted."""
    options = desk.options
    if options.entry_only:
        return None
    split = {name: " ".join(getattr(options, name) or ()).replace(",", " ").split() for name in Relation}
    named = [(str(name), _ident(one, desk.chapters)) for name, idents in split.items() for one in idents]
    at, quote, says = options.at, options.quote, options.says
    if desk.asks and not named:
        named = questions.relations(source.key, desk.chapters, {**desk.sources, source.key: source})
        if not named:
            return None
    if desk.asks:
        at, quote, says = questions.words(source, at, quote, says)
    part = block.next_part(desk.chapters.parts(source.key))
    return block.evidence(source.key, named, part, at, quote, says)


def _ident(text: str, chapters: Chapters) -> str:
    """Return the identifier that *text* means, also without its capital or its zero (c5 for C05); else *text*."""
    return next((ident for ident in chapters.targets if _folded(ident) == _folded(text)), text)


def _folded(ident: str) -> str:
    return re.sub(r"(?<=\D)0+(?=\d)", "", ident.casefold())


def _refuse(source: Source, item: Evidence | None, stands: bool, desk: _Desk) -> None:
    """Raise :class:`Refused` with every message that the build would give about the entry and the block."""
    found = [] if stands else [problem.message for problem in check_source(source, desk.sources)]
    if item:
        found += block.problems(item, desk.chapters, {**desk.sources, source.key: source})
    if found:
        if desk.answers:
            found = [desk.answers.named(message) for message in found]
        if not desk.asks:
            found.append("Every answer can be given as an option of its name (--read text …), or asked in a terminal.")
        raise Refused(*found)


def _write(source: Source, desk: _Desk) -> None:
    """Write the entry and say where, or only print it."""
    path = desk.options.bib
    if desk.options.dry_run or desk.asks:
        print(f"\n{entry_text(source)}\n")
    if desk.options.dry_run:
        print("Nothing was written (--dry-run).", file=sys.stderr)
        return
    if desk.asks and not questions.confirm(f"Write it to {path.name}?"):
        raise Refused("Not written, as you wished.")
    tidy = bibfile.is_canonical(path)
    line = bibfile.add(path, source)
    print(f"Written: {_shown(path)}:{line}")
    if not tidy:
        print(f"Note: {path.name} was not in its one form before: run `make fmt`.", file=sys.stderr)


def _print_block(item: Evidence | None, source: Source, desk: _Desk) -> None:
    """Print what to do next: the block, where it belongs, and the command that builds the site."""
    if item is None:
        print(f"Cite it with {{source}}`{source.key}` or in a block: the build reports a source that nothing cites.")
        return
    target = desk.chapters.targets[item.targets[0]]
    place = f"{_shown(Path(target.place.docname))}:{target.place.line}"
    print(f"Paste this where {target.id} stands ({place}), or into another chapter, and run `make html`:\n")
    print(block.text(item))


def _shown(path: Path) -> str:
    """Return a path as it is shortest to read: from the folder in which the command runs, if it is below it."""
    whole, here = path.resolve(), Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(path)


if __name__ == "__main__":
    sys.exit(main())
