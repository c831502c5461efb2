"""Dates: whole, partial, ranges."""

import pytest
from claims.dates import is_date, last_day, period, prose_date


@pytest.mark.parametrize("text", ["2023", "2023-02", "2024-02-29", "2022-12-12/2023-09-19", "1915/1916"])
def test_dates_that_are(text):
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "n.d.", "2023-13", "2023-02-30", "23-02-01", "2023-2-1", "2023/", "8 September 2023"])
def test_dates_that_are_not(text):
    assert not is_date(text)


def test_the_last_day_that_a_date_can_mean():
    assert last_day("2023-02") == "2023-02-28"
    assert last_day("2024") == "2024-12-31"
    assert last_day("2022-12-12/2023-09") == "2023-09-30"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-09-08", "known"),
        ("2023-09-09", "since"),
        ("2023-08", "known"),
        ("2023-09", "since"),  # it may be later than the letter
        ("2023", "since"),
        ("2022", "known"),
        ("", "undated"),
    ],
)
def test_known_on_the_day_of_the_letter(date, expected):
    assert period(date) == expected


def test_prose():
    assert prose_date("2023-02-22") == "22 February 2023"
    assert prose_date("2023-02") == "February 2023"
    assert prose_date("1915/1916") == "1915 – 1916"
    assert prose_date("") == "undated"
