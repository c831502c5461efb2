"""House rules of the prose: exact and short quotations, dates, words, own text apart from the letter's."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from claims.checks import QUOTE_LIMIT
from content import CHAPTERS, PROJECT, blocks, chapters, claims_prose, prose, where

LETTER = "kardashian-esrailian-2023-rollingstone"
LETTER_LIMIT = 400
LOOSE_WORDS = re.compile(
    r"\b(recently|today|nowadays|currently|to date|so far(?! as)|last year|this year|at present)\b", re.I
)
MARKED = re.compile(r"“([^”]+)”")


def words(text):
    return re.findall(r"[\w’'-]+", text)


def letter_words():
    """Yield every run of the letter's words: passages and what stands around them, quotations, and marked words."""
    for _, name, options, body in blocks("passage"):
        yield name, body
        for side in ("prefix", "suffix"):
            yield f"{name} {side}", options.get(side, "")
    for path, key, options, _ in blocks("evidence"):
        if key == LETTER and options.get("quote"):
            yield where(path), options["quote"]
    for path in CHAPTERS:
        if "letter" in path.parts:
            text = re.sub(
                r"^:quote:[^\n]*$|^:{3,}\{passage\}.*?^:{3,}$", "", path.read_text("utf-8"), flags=re.M | re.S
            )
            for found in MARKED.findall(text):
                yield where(path), found


def test_every_passage_is_seen_by_these_tests():
    assert [name for _, name, _, _ in blocks("passage")] == [f"L{n:02}" for n in range(1, 42)]
    assert dict(letter_words())["L34"] == "want to live in peace"


def test_the_letter_is_quoted_with_four_hundred_words_at_most():
    assert sum(len(words(text)) for _, text in letter_words()) <= LETTER_LIMIT


def test_no_passage_is_quoted_at_length():
    assert [name for name, text in letter_words() if len(words(text)) > 25] == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: where(path))
def test_a_marked_quotation_is_short(path):
    text = path.read_text("utf-8")
    assert [found for found in MARKED.findall(text) if len(found.split()) > QUOTE_LIMIT] == []


def test_no_word_that_grows_old():
    found = [
        f"{where(path, number)}: {LOOSE_WORDS.search(line)[0]}"
        for path, number, line in prose()
        if LOOSE_WORDS.search(line)
    ]
    assert found == []


def test_dates_in_prose_are_written_out():
    iso = re.compile(r"(?<![\w/`-])\d{4}-\d\d-\d\d(?![\w`-])")
    allowed = ("{event}", "{events-drawing}", "{claim}", "http", "{source}")
    found = [
        where(path, number)
        for path, number, line in prose()
        if iso.search(line) and not any(a in line for a in allowed)
    ]
    assert found == []


def test_no_path_of_a_machine_is_printed():
    path_of_a_machine = re.compile(r"(?<![\w.:/])/(home|root|tmp|usr|var|Users)/")
    assert [where(path, number) for path, number, line in prose() if path_of_a_machine.search(line)] == []


def two_names():
    """Yield the names of each place in the table of names: those that stand first here, those that stand beside."""
    table = (PROJECT / "chapters/reading/names.md").read_text("utf-8").partition("## Institutions")[0]
    for first, second in re.findall(r"^\| ([^|]+) \| ([^|]+) \|", table, re.M)[2:]:
        if first not in ("Nagorno-Karabakh", "Lachin Corridor"):  # how these are named is a rule of its own
            yield [re.sub(r"\s*\([^)]*\)", "", name).strip() for name in (*first.split(","), "/", *second.split(","))]


@pytest.mark.parametrize("names", list(two_names()), ids=lambda names: names[0])
def test_both_names_of_a_place_at_its_first_use(names):
    firsts, seconds = names[: names.index("/")], names[names.index("/") + 1 :]
    for path, text in chapters():
        text = re.sub(r"^:(?!::).*$", "", text, flags=re.M)
        text = re.sub(r"“[^”]*”|\{[\w-]+\}`[^`]*`|(Lachin|Agh?dam)([–-]Khankendi| road| route| [Cc]orridor)", "", text)
        found = re.search(rf"\b({'|'.join(map(re.escape, firsts + seconds))})\b", text)
        if found and path.parent.name != "reading":  # names of roads are names
            around = text[max(0, found.start() - 60) : found.end() + 60]
            assert any(name in around for name in firsts), where(path)
            assert any(name in around for name in seconds), where(path)


def test_interim_orders_are_never_called_judgments():
    wrong = re.compile(
        r"(order|measure)s? (found|held|ruled) (a|the|that there was a) (breach|violation|genocide)", re.I
    )
    assert [where(path, number) for path, number, line in prose() if wrong.search(line)] == []


def test_quotations_stand_in_the_sources_that_were_read():
    """Held against the material that was read, where it lies beside the project; elsewhere there is nothing to hold."""
    checker = PROJECT.parent / "shared/tools/check_quotes.py"
    if not checker.is_file():
        pytest.skip("the material that was read does not lie beside this checkout")
    run = subprocess.run([sys.executable, checker, PROJECT / "chapters"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(("claim", "text"), sorted(claims_prose().items()))
def test_every_claim_has_prose_of_its_own(claim, text):
    assert 120 <= len(words(text)) <= 400, len(words(text))
