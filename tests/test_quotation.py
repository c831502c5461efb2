"""Whether words stand in a text, whatever a copy does to spaces and marks, and how the nearest passage differs."""

from __future__ import annotations

import pytest

from _tools.quotation import difference, folded, look

TEXT = "The parties met. They agreed that the corridor shall remain under the control of the peacekeepers; no more."


@pytest.mark.parametrize(
    "quotation",
    [
        "the corridor shall remain under the control of the peacekeepers",
        "The corridor shall  remain\nunder the control",
        "the corridor … under the control",
        "the corridor [...] under the control [of the guards]",
        "[T]he corridor shall remain",
        "The parties met. … no more.",
    ],
)
def test_words_that_stand_in_a_text(quotation):
    assert look(quotation, TEXT).stands


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("peace-keepers’ “duty”", 'the peace\u2011keepers\' "duty" ended'),
        ("peacekeepers", "the peace-\n   keepers left"),
        ("peacekeepers", "the peace\u00adkeepers left"),
        ("1915–16, the office", "in 1915-16, the of\ufb01ce"),
        ("no food — no gas", "no food—no gas"),
        ("Əliyev said", "then əliyev\u00a0said"),
        ("Ընդունել է", "նա ընդունել  է"),
    ],
)
def test_what_a_copy_may_change(quotation, text):
    assert look(quotation, text).stands


@pytest.mark.parametrize(
    "quotation", ["under the control … the corridor", "the corridor remains", "peacekeeper no more", ""]
)
def test_words_that_do_not_stand_in_a_text(quotation):
    assert not look(quotation, TEXT).stands


def test_one_changed_word_is_shown_with_the_passage():
    found = look("the corridor will remain under the control of the peacekeepers", TEXT)
    assert found.nearest == "the corridor shall remain under the control of the peacekeepers;"
    assert (
        found.difference == "the corridor [will → shall] remain under the control of the [peacekeepers → peacekeepers;]"
    )
    assert found.likeness > 90


def test_nothing_like_it():
    found = look("an entirely different sentence about wheat", TEXT)
    assert (found.stands, found.nearest) == (False, "")


def test_a_difference_begins_and_ends_with_what_was_quoted():
    assert difference("b c d", "a b x d e") == "b [c → x] d"


def test_folding_is_the_same_for_both_sides():
    assert folded("The  “Peace-\nkeepers’”  DUTY") == "the peacekeepers duty"
