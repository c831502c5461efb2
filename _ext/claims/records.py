"""The records of the set: what an author writes in a directive or in ``references.bib``, kept as written.

A record judges nothing; its words are checked by :mod:`claims.checks` and weighed by :mod:`claims.model`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .vocabulary import ReadState

_KEY_LIKE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+$")


@dataclass(frozen=True)
class Place:
    """Where a record is written: a document's name and a line, for messages."""

    docname: str = ""
    line: int = 0


@dataclass(frozen=True)
class Source:
    """One entry of ``references.bib``; words are kept as written, checks judge them."""

    key: str
    type: str = "misc"
    fields: Mapping[str, str] = field(default_factory=dict)
    line: int = 0

    def get(self, name: str) -> str:
        return self.fields.get(name, "")

    def plain(self, name: str) -> str:
        """Return a field without the braces that keep words together for BibTeX."""
        return self.get(name).replace("{", "").replace("}", "")

    @property
    def date(self) -> str:
        return self.get("date")

    @property
    def standpoint(self) -> str:
        return self.get("standpoint")

    @property
    def read(self) -> str:
        return self.get("read")

    @property
    def initial(self) -> str:
        """Under which its entry stands: the first letter of its key, or ``0-9``."""
        return self.key[:1] if self.key[:1].isalpha() else "0-9"

    @property
    def address(self) -> str:
        """Where it can be found: its own address, else its DOI, else the copy of it that was read.

        The page through which a second-hand source is known is no copy of it.
        """
        doi = self.get("doi") and f"https://doi.org/{self.get('doi')}"
        return self.get("url") or doi or (self.get("readat") if self.read != ReadState.SECONDHAND else "")

    @property
    def through(self) -> tuple[str, ...]:
        """The keys in ``citedin``, through which a second-hand source is known; none if it names something else.

        >>> Source("k", fields={"citedin": "amnesty-2023 hrw-2023"}).through
        ('amnesty-2023', 'hrw-2023')
        >>> Source("k", fields={"citedin": "review in Foreign Affairs"}).through
        ()
        """
        words = tuple(self.get("citedin").split())
        return words if all(_KEY_LIKE.match(word) for word in words) else ()


@dataclass(frozen=True)
class Passage:
    """Words of the letter on which claims rest, with the copies that witness them.

    ``prefix`` and ``suffix`` are the words right before and after, by which a program finds the place in a copy.
    """

    id: str
    source: str = ""
    witnesses: tuple[str, ...] = ()
    reading: str = ""
    says: str = ""
    words: str = ""
    prefix: str = ""
    suffix: str = ""
    place: Place = Place()

    @property
    def cites(self) -> tuple[str, ...]:
        """Keys of the sources that the record names itself; every record has this property."""
        return tuple(key for key in (self.source, *self.witnesses) if key)


@dataclass(frozen=True)
class Claim:
    """One atomic statement of the letter, of the news article or of the opinion quoted in the letter."""

    id: str
    kind: str = ""
    said_by: str = "letter"
    said_in: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    contrary_search: str = ""
    outcome: str = ""
    outcome_by: tuple[str, ...] = ()
    as_of: str = ""
    statement: str = ""
    subject: str = ""
    place: Place = Place()

    @property
    def cites(self) -> tuple[str, ...]:
        return self.outcome_by


@dataclass(frozen=True)
class Element:
    """One element of Article II(c)."""

    id: str
    title: str = ""
    statement: str = ""
    place: Place = Place()
    cites: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class Step:
    """One step of Luis Moreno Ocampo's argument."""

    id: str
    title: str = ""
    elements: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    statement: str = ""
    place: Place = Place()
    cites: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class Evidence:
    """One statement of one source, with its relation to every claim, element or step it bears on."""

    source: str
    part: str = ""
    relations: tuple[tuple[str, str], ...] = ()  # (relation, id), in the order written
    decides: tuple[str, ...] = ()
    at: str = ""
    quote: str = ""
    statement: str = ""
    place: Place = Place()

    @property
    def id(self) -> str:
        return f"ev-{self.source}-{self.part}" if self.part else f"ev-{self.source}"

    @property
    def cites(self) -> tuple[str, ...]:
        return (self.source,)

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(target for _, target in self.relations)


@dataclass(frozen=True)
class Event:
    """A dated happening with its sources and the standpoints that contest it.

    ``label`` names it in a few words where a drawing has no room for more; most events have none.
    """

    date: str
    part: str = ""
    sources: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    label: str = ""
    statement: str = ""
    place: Place = Place()

    @property
    def id(self) -> str:
        day = self.date.replace("/", "-to-").replace(" ", "-")
        return f"event-{day}-{self.part}" if self.part else f"event-{day}"

    @property
    def cites(self) -> tuple[str, ...]:
        return self.sources


Target = Claim | Element | Step
"""What evidence bears on."""
Record = Passage | Claim | Element | Step | Evidence | Event
