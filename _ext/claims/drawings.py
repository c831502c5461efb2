"""What is better seen than read: the balance of evidence on every claim, and the events of a period."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterator
from itertools import groupby

from docutils import nodes

from .build import paragraph, table, xref
from .dates import is_date, is_period, last_day, prose_date
from .nodes import drawing, drawn
from .records import Claim, Event
from .shelf import Maker
from .svg import FAINT, SIZE, Drawing
from .vocabulary import Relation

ROW = 17
"""Height of the row of one claim."""
WIDTH, LABEL, GAP = 400, 34, 10
"""Width of a drawing; where identifiers end; the space between the parts of a row."""
DAY, LINE = 3.2, 17
"""Height of one day on the axis of time, and of one line of words beside it."""
AXIS, WORDS = 62, 96
"""Where the axis of time stands, and where the words beside it begin."""

EVENTS_DRAWING = "events-drawing"
"""The name of the drawing of events, which asks for a period."""


class Drawings(Maker):
    """Makes the drawings of one chapter (*docname*), whose links start there."""

    def balance(self, _: str) -> list[nodes.Node]:
        """One row for each claim, one square for each source; the same numbers in a table below."""
        claims = list(self.corpus.claims.values())
        if not claims:
            return []
        return [self._balance_drawing(claims), self._balance_table(claims)]

    def _tallies(self, claim: Claim) -> dict[Relation, tuple[int, int]]:
        """Return by relation how many sources were known when the letter appeared, and how many were not."""
        standing = self.corpus.standing(claim.id)
        known = {relation: standing.tallies["known"].counts.get(relation, 0) for relation in _WEIGHED}
        return {relation: (n, len(standing.sources[relation]) - n) for relation, n in known.items()}

    def _balance_drawing(self, claims: list[Claim]) -> drawing:
        subjects = [(subject, list(group)) for subject, group in groupby(_by_subject(claims), lambda c: c.subject)]
        most = {r: max(len(self.corpus.standing(claim.id).sources[r]) for claim in claims) for r in _WEIGHED}
        total = sum(len(self.corpus.standing(claim.id).sources[r]) for claim in claims for r in _WEIGHED)
        unit = min(9.0, (WIDTH - LABEL - 3 * GAP) / max(sum(most.values()), 1))
        axis = LABEL + GAP + unit * most[Relation.DISPUTES]
        right = axis + unit * most[Relation.SUPPORTS] + 2 * GAP
        picture = Drawing(
            "balance",
            WIDTH,
            ROW * (len(claims) + 2 * len(subjects) + 1),
            "The balance of evidence, claim by claim",
            f"For each of {len(claims)} claims, sources that dispute it stand to the left of an axis and sources that "
            f"support it to the right; those that qualify it follow at the far right. One square is one source, "
            f"{total} in all; a full square was known on 8 September 2023, a hollow one came later or has no date. "
            "The table below gives the same numbers.",
        )
        picture.words(axis - 4, SIZE, "disputes", "head", "end")
        picture.words(axis + 4, SIZE, "supports", "head")
        picture.words(right, SIZE, "qualifies", "head")
        y = 2.0 * ROW
        for subject, group in subjects:
            picture.words(0, y + SIZE - 2, subject, "subject", size=SIZE)
            y += ROW * 1.2
            picture.line([(axis, y - 2), (axis, y + ROW * len(group) - 4)], "axis", FAINT)
            for claim in group:
                link = self.shelf.record_address(claim, self.docname)
                picture.words(LABEL, y + 9, claim.id, "ident", "end", SIZE - 1, link=link)
                tallies = self._tallies(claim)
                _squares(picture, tallies[Relation.DISPUTES], axis - 1 - unit, y, -unit)
                _squares(picture, tallies[Relation.SUPPORTS], axis + 2, y, unit)
                _squares(picture, tallies[Relation.QUALIFIES], right, y, unit)
                y += ROW
            y += ROW * 0.8
        return drawn(picture)

    def _balance_table(self, claims: list[Claim]) -> nodes.table:
        rows = []
        for claim in claims:
            numbers = [f"{known} + {later}" for known, later in self._tallies(claim).values()]
            link = paragraph(xref("claim", claim.id, self.docname), f" {claim.statement}")
            rows.append([[link], *([paragraph(number)] for number in numbers)])
        head = ("Claim", *(relation.capitalize() for relation in _WEIGHED))
        return table(head, rows, (64, *(12 for _ in _WEIGHED)), "balance-table")

    def events(self, period: str) -> list[nodes.Node]:
        """The events of a period (``2022-12-12/2023-09-19``) along an axis; those with a label have words beside it."""
        if not is_period(period):  # reported where it is written
            return []
        first, last = (datetime.date.fromisoformat(day) for day in period.split("/"))
        dated = [event for event in self.corpus.events.values() if is_date(event.date)]
        shown = sorted((e for e in dated if first <= _day(e) <= last), key=lambda e: (_day(e), e.part))
        return [self._events_drawing(shown, first, last)]

    def _events_drawing(self, events: list[Event], first: datetime.date, last: datetime.date) -> drawing:
        labelled = [event for event in events if event.label]
        places = _spread([(_day(event) - first).days * DAY + LINE for event in labelled], LINE)
        height = max(((last - first).days + 1) * DAY + LINE, places[-1] if places else 0) + LINE
        contested = sum(bool(event.contested) for event in events)
        picture = Drawing(
            "events",
            WIDTH,
            height,
            f"From {prose_date(first.isoformat())} to {prose_date(last.isoformat())}",
            f"{len(events)} dated events along an axis that runs downwards in time, {contested} of them contested by a "
            f"party and drawn hollow. {len(labelled)} have words beside them: "
            + "; ".join(f"{prose_date(event.date)}, {event.label}" for event in labelled)
            + ". All events follow as text.",
        )
        picture.line([(AXIS, LINE / 2), (AXIS, LINE + ((last - first).days) * DAY + LINE / 2)], "axis", FAINT)
        for month in _months(first, last):
            y = (month - first).days * DAY + LINE
            picture.line([(AXIS - 6, y), (AXIS, y)], "axis", FAINT)
            picture.words(AXIS - 9, y + 4, f"{calendar.month_abbr[month.month]} {month.year}", "month", "end", SIZE - 2)
        for day, group in groupby(events, _day):
            for number, event in enumerate(group):
                y = (day - first).days * DAY + LINE
                picture.dot(AXIS + 5 * number, y, 2.6, "event", full=not event.contested)
        for event, y in zip(labelled, places, strict=True):
            mark = (_day(event) - first).days * DAY + LINE
            picture.line([(AXIS + 14, mark), (WORDS - 11, y)], "leader", FAINT, 0.7)
            picture.dot(WORDS - 8, y, 2.6, "event", full=not event.contested)
            link = self.shelf.record_address(event, self.docname)
            picture.words(WORDS, y + 4, f"{_short_day(event)}: {event.label}", "label", size=SIZE - 1, link=link)
        return drawn(picture)


def _by_subject(claims: list[Claim]) -> list[Claim]:
    """Return *claims* with those of one subject together, subjects in the order of their first claim."""
    order = list(dict.fromkeys(claim.subject for claim in claims))
    return sorted(claims, key=lambda claim: order.index(claim.subject))


def _squares(picture: Drawing, tally: tuple[int, int], x: float, y: float, step: float) -> None:
    """Draw one square a source from *x* on, those known when the letter appeared (the first number) first."""
    for number in range(sum(tally)):
        picture.square(x + step * number, y, abs(step) - 1, "source", full=number < tally[0])


def _day(event: Event) -> datetime.date:
    """Return the day on which an event is drawn: its first, or the last that a partial date can mean."""
    start = event.date.split("/")[0]
    return datetime.date.fromisoformat(last_day(start))


def _short_day(event: Event) -> str:
    """Return the day of an event without its year, as short as it is clear: ``12 Dec``."""
    day = _day(event)
    return f"{day.day} {calendar.month_abbr[day.month]}"


def _months(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Yield the first day of each month within the period."""
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        day = (day + datetime.timedelta(days=32)).replace(day=1)


def _spread(wanted: list[float], gap: float) -> list[float]:
    """Return places as near to those *wanted* (in order) as a distance of *gap* between neighbours allows.

    Places that would touch are drawn together into a block around the middle of what they want.

    >>> _spread([0, 1, 40], 10)
    [-4.5, 5.5, 40.0]
    """
    blocks: list[tuple[float, int]] = []  # (sum of the wanted starts, number of places)
    for place in wanted:
        total, count = place, 1
        while blocks and blocks[-1][0] / blocks[-1][1] + blocks[-1][1] * gap > total / count:
            before, number = blocks.pop()
            total, count = before + total - count * number * gap, number + count
        blocks.append((total, count))
    return [total / count + i * gap for total, count in blocks for i in range(count)]


_WEIGHED = (Relation.SUPPORTS, Relation.DISPUTES, Relation.QUALIFIES)

GENERATED: dict[str, Callable[[Drawings, str], list[nodes.Node]]] = {
    "balance-drawing": Drawings.balance,
    EVENTS_DRAWING: Drawings.events,
}
