"""The questions that ``make cite`` asks where there is a terminal; every answer is held to the rules of the build."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import questionary
from claims.checks import QUOTE_LIMIT
from claims.records import Element, Source
from claims.source_checks import check_source
from claims.vocabulary import SUBTYPES, Language, ReadState, Relation, SourceType, Standpoint, Term
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from . import block, intake, keys, latex, snippets
from .chapters import Chapters
from .duplicates import Duplicate

ASKED: dict[str, tuple[str, ...]] = {
    SourceType.JURISDICTION: ("institution", "titleaddon", "number"),
    SourceType.LEGISLATION: ("institution", "number"),
    SourceType.LEGAL: ("institution", "author", "number"),
    SourceType.REPORT: ("institution", "author", "number"),
    SourceType.ARTICLE: ("author", "journaltitle", "institution"),
    SourceType.BOOK: ("author", "editor", "publisher"),
    SourceType.INCOLLECTION: ("author", "editor", "booktitle", "publisher"),
    SourceType.ONLINE: ("institution", "author", "journaltitle"),
    SourceType.MISC: ("institution", "author"),
}
"""Which fields are asked for each type, besides title, date and what every source needs."""

_NEEDLESS = {("article", "institution"): "journaltitle", ("book", "editor"): "author"}
"""A field that is asked only while another one says nothing."""

_QUESTIONS = {
    "title": "Title, as it stands there",
    "titletranslation": "Title in English, translated by us (empty if it is in English)",
    "entrysubtype": "What kind of document is it?",
    "institution": "Which organisation, court or government speaks",
    "author": "Who wrote it: Family, Given; several with a semicolon",
    "editor": "Who edited it: Family, Given; several with a semicolon",
    "journaltitle": "Journal, newspaper, agency or site that carries it",
    "titleaddon": "What the court calls the document, like Merits, Judgment",
    "number": "Docket, document symbol or other number",
    "booktitle": "Title of the book",
    "publisher": "Publisher",
    "date": "Date, like 2023-07-25, 2023-07 or 2023",
    "langid": "Language",
    "url": "Its own address",
    "standpoint": "From where does it speak?",
    "read": "How much of it did you read?",
    "citedin": "Through what is it known: the key of a source, or a name and date",
    "readat": "Address of the copy you read (empty if you read it at its own address)",
}
"""How each field is asked for; the wording of its meaning is for those who write the file by hand."""

_Check = Callable[[str], bool | str]


class Matching(Completer):
    """Completes a word from its letters or from those of its meaning."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield the words that begin with, hold or mean what was typed so far, in this order."""
        typed = document.text_before_cursor
        looked = typed.casefold().strip()
        ranks = {word: _rank(looked, word.casefold(), self.words[word].casefold()) for word in self.words}
        for word in sorted((word for word in ranks if ranks[word] < 3), key=lambda word: ranks[word]):
            yield Completion(word, start_position=-len(typed), display_meta=self.words[word])


def _rank(looked: str, word: str, meaning: str) -> int:
    if word.startswith(looked):
        return 0
    return 1 if looked in word else 2 if looked in meaning else 3


def given() -> str:
    """Ask for the address, DOI or snippet; a snippet may be pasted whole or line by line."""

    def check(text: str) -> bool | str:
        if not snippets.is_whole(text):
            return "the entry is not whole yet: its last brace is missing"
        try:
            return bool(not text.strip() or intake.draft(text))
        except snippets.Unreadable as fault:
            return str(fault)

    return _text("Address, DOI, or BibTeX, CSL-JSON or RIS entry (empty: type everything)", check=check)


def duplicate(found: Duplicate) -> str:
    """Ask what to do about an entry that stands already: ``use`` it, write a ``new`` one, or ``stop``."""
    choices = {"use": f"Cite it as it stands: {found.source.key}"}
    if not found.certain:
        choices["new"] = "It is another source: add it"
    return _select("What now?", {**choices, "stop": "Stop"})


def source(draft: Source, sources: Mapping[str, Source], type_known: bool) -> Source:
    """Ask for what the entry does not say yet, and return it whole but for its key."""
    if not type_known or draft.type not in set(SourceType):
        draft = replace(draft, type=_word("What is it?", SourceType, draft.type))
    fields = _sound(draft, sources)
    names = [name for name in _names(draft.type) if not fields.get(name)]
    for place, name in enumerate(names):
        current = replace(draft, fields=fields)
        if _is_needed(name, current):
            answer = _ask_field(name, current, names[place + 1 :], sources)
            fields = {**fields, name: answer} if answer else fields
    return replace(draft, fields=fields)


def key(draft: Source, sources: Mapping[str, Source]) -> str:
    """Ask for the key; one is suggested. A given key that can be used is not asked for."""

    def check(text: str) -> bool | str:
        if text in sources:
            return f"{text} stands already in references.bib:{sources[text].line}: take another key"
        found = _messages(replace(draft, key=text), sources) - _messages(replace(draft, key="x"), sources)
        return next((message for message in sorted(found) if message.startswith(f"{text!r}: ")), True)

    if draft.key and check(draft.key) is True:
        return draft.key
    return _text("Key (never changed later)", draft.key or keys.suggest(draft, sources), check)


def relations(item_key: str, chapters: Chapters, sources: Mapping[str, Source]) -> list[tuple[str, str]]:
    """Ask which claims, elements and steps the source bears on, and how; none if only the entry is wanted."""
    statements = {ident: record.statement or getattr(record, "title", "") for ident, record in chapters.targets.items()}
    found: list[tuple[str, str]] = []

    def check(text: str) -> bool | str:
        ident = text.strip()
        if not ident:
            return True
        if not ident.isalnum():
            return "name one claim, element or step at a time, like C05; letters of its statement find it"
        named = [*found, (Relation.CONTEXT, _ident(ident, statements))]
        trial = block.evidence(item_key, named, block.next_part(chapters.parts(item_key)), says="x")
        return next(iter(block.problems(trial, chapters, sources)), True)

    while True:
        more = "other claim, element or step (empty: no other)" if found else "claim, element or step (empty: no block)"
        ident = _text(f"On which {more}", check=check, completer=Matching(statements)).strip()
        if not ident:
            return found
        ident = _ident(ident, statements)
        allowed = [word for word in Relation if word != Relation.INTERPRETS or ident in _elements(chapters)]
        shown = statements[ident] if len(statements[ident]) < 200 else f"{statements[ident][:199]}…"
        print(f"  {ident}: {shown}")
        found.append((_word(f"What does the source do to {ident}?", allowed), ident))


def words(draft: Source, at: str, quote: str, says: str) -> tuple[str, str, str]:
    """Ask for pinpoint, quotation and what the source says, as far as they are not given."""
    at = at or _text("Where in the source? (like para. 2, p. 7, paras 54–57; empty: nowhere in particular)")
    if not quote and draft.read != ReadState.METADATA:
        limit = f"a quotation has at most {QUOTE_LIMIT} words, this one has "
        quote = _text(
            f"Its words, exactly as read (at most {QUOTE_LIMIT}; empty: none)",
            check=lambda text: len(text.split()) <= QUOTE_LIMIT or f"{limit}{len(text.split())}: shorten it",
        )
    needed = "say it in our own words, in one to three sentences"
    says = says or _text("What it says, in our own words", check=lambda text: bool(text.strip(" :")) or needed)
    return at, quote, says


def confirm(question: str) -> bool:
    """Ask a question to be answered with yes or no; Enter means yes."""
    return bool(questionary.confirm(question, default=True).unsafe_ask())


def _sound(draft: Source, sources: Mapping[str, Source]) -> dict[str, str]:
    """Return the given fields that break no rule, and say which do; those that are asked for are asked anew."""
    verdicts = {name: _judge(name, value, draft, (), sources) for name, value in draft.fields.items()}
    for name, verdict in verdicts.items():
        if verdict is not True:
            print(f"  {name} = {draft.get(name)} cannot stay: {verdict}")
    return {name: value for name, value in draft.fields.items() if verdicts[name] is True}


def _names(kind: str) -> list[str]:
    others = ["date", "langid", "titletranslation", "url", "standpoint", "read", "citedin", "readat"]
    return ["title", *_subtypes(kind), *ASKED.get(kind, ("institution", "author")), *others]


def _is_needed(name: str, current: Source) -> bool:
    read = current.read
    rules = {
        "url": not any(current.get(field) for field in ("url", "readat", "doi", "isbn")),
        "citedin": read == ReadState.SECONDHAND,
        "readat": bool(current.get("url")) and read in (ReadState.TEXT, ReadState.EXCERPT),
        "titletranslation": current.get("langid") not in ("", Language.ENGLISH),
    }
    other = _NEEDLESS.get((current.type, name))
    return rules.get(name, not (other and current.get(other)))


def _ask_field(name: str, current: Source, later: Sequence[str], sources: Mapping[str, Source]) -> str:
    vocabularies: dict[str, type[Term]] = {
        "langid": Language,
        "standpoint": Standpoint,
        "read": ReadState,
        **_subtypes(current.type),
    }
    question = _QUESTIONS[name]
    if name in vocabularies:
        usual = str(Language.ENGLISH) if name == "langid" else _usual(name, current, sources)
        return _word(question, vocabularies[name], usual)
    fillers = {
        "citedin": {source.key: latex.plain(source.get("title")) for source in sources.values()},
        "institution": dict.fromkeys(_values("institution", sources), ""),
        "journaltitle": dict.fromkeys(_values("journaltitle", sources), ""),
    }

    def judge(text: str) -> bool | str:
        return _judge(name, intake.tidy(name, text), current, later, sources)

    optional = "(" not in question and judge("") is True
    completer = Matching(fillers[name]) if name in fillers else None
    answer = _text(f"{question} (may be empty)" if optional else question, check=judge, completer=completer)
    return intake.tidy(name, answer)


def _subtypes(kind: str) -> dict[str, type[Term]]:
    return {"entrysubtype": SUBTYPES[kind]} if kind in SUBTYPES else {}


def _values(name: str, sources: Mapping[str, Source]) -> list[str]:
    return sorted({source.get(name).strip("{}") for source in sources.values() if source.get(name)})


def _judge(name: str, answer: str, current: Source, later: Sequence[str], sources: Mapping[str, Source]) -> bool | str:
    """Return True, or the message of the first rule that the source breaks because of this answer alone."""
    base = {**dict.fromkeys(later, "x"), **current.fields}
    trials = [{**base, name: answer}, {**base, name: "x"}, {other: base[other] for other in base if other != name}]
    broken, dummy, without = (_messages(replace(current, key="x", fields=fields), sources) for fields in trials)
    found = sorted(message for message in broken if message not in dummy or message not in without)
    return found[0].removeprefix("x: ") if found else True


def _messages(current: Source, sources: Mapping[str, Source]) -> set[str]:
    fields = {name: value for name, value in current.fields.items() if value}
    return {problem.message for problem in check_source(replace(current, fields=fields), sources)}


def _usual(name: str, current: Source, sources: Mapping[str, Source]) -> str:
    """Return the word that the sources of the same issuer have most often; empty if there are none."""
    for field in ("institution", "journaltitle"):
        value = current.get(field)
        found = [other.get(name) for other in sources.values() if value and other.get(field) == value]
        if found and name == "standpoint":
            return max(sorted(set(found)), key=found.count)
    return ""


def _elements(chapters: Chapters) -> set[str]:
    return {ident for ident, record in chapters.targets.items() if isinstance(record, Element)}


def _ident(text: str, known: Iterable[str]) -> str:
    return next((ident for ident in known if ident.casefold() == text.casefold()), text)


def _word(question: str, words: Iterable[Term], default: str = "") -> str:
    meanings = {str(word): f"{word}: {word.meaning}" if word.meaning != word.title() else str(word) for word in words}
    return _select(question, meanings, default)


def _select(question: str, choices: Mapping[str, str], default: str = "") -> str:
    width = shutil.get_terminal_size().columns - 6
    made = [
        questionary.Choice(title, value=word, description=title.partition(": ")[2] if len(title) > width else None)
        for word, title in choices.items()
    ]
    extra: dict[str, Any] = {"default": default} if default in choices else {}
    asked = questionary.select(question, made, use_search_filter=True, use_jk_keys=False, **extra)
    return str(asked.unsafe_ask())


def _text(question: str, default: str = "", check: _Check | None = None, completer: Completer | None = None) -> str:
    asked = questionary.text(
        question, default=default, validate=check, completer=completer, validate_while_typing=False
    )
    return str(asked.unsafe_ask()).strip()
