"""The real bibliography: complete, told apart, and honest about what was not seen."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from claims.citing import brief, full, plain, short
from claims.sources import read_bibliography
from claims.vocabulary import BIBLIOGRAPHY, SourceType


@pytest.fixture(scope="module")
def sources(project):
    return read_bibliography(project / "references.bib").sources


def test_many_sources(sources):
    assert len(sources) >= 350


@pytest.mark.parametrize("form", [brief, short])
def test_no_two_sources_are_cited_alike(sources, form):
    cited = defaultdict(list)
    for key, source in sources.items():
        cited[plain(form(source))].append(key)
    assert [keys for keys in cited.values() if len(keys) > 1] == []


def test_nothing_known_from_memory_only_is_printed(sources):
    doubtful = re.compile(r"from memory|not seen|unverified|\?\?|\bTODO\b", re.I)
    assert [key for key, source in sources.items() if doubtful.search(plain(full(source, sources)))] == []


def test_second_hand_sources_say_through_what(sources):
    second_hand = [source for source in sources.values() if source.read == "secondhand"]
    assert len(second_hand) >= 40
    assert [source.key for source in second_hand if ", as cited in " not in plain(full(source, sources))] == []


def test_titles_keep_the_letters_of_their_languages(sources):
    text = " ".join(plain(full(source, sources)) for source in sources.values())
    for letters in ("Akçam", "Jelisić", "Brđanin", "Krstić", "Perinçek", "Население", "Divan-ı Harb-i Örfi", "Völkermord"):
        assert letters in text


def test_every_kind_of_source_has_its_part_of_the_bibliography():
    parts = [kind for kinds in BIBLIOGRAPHY.values() for kind in kinds]
    assert sorted(parts) == sorted(SourceType)


def test_every_source_has_one_entry_and_one_line_in_the_bibliography(sources, real_site):
    entries = "".join(path.read_text("utf-8") for path in sorted((real_site / "chapters/reference/sources").glob("*.html")))
    anchors = re.findall(r'id="cite-([a-z0-9-]+)"', entries)
    assert sorted(anchors) == sorted(sources)
    lines = re.findall(r'href="sources/[^"]+#cite-([a-z0-9-]+)"', (real_site / "chapters/reference/bibliography.html").read_text("utf-8"))
    assert sorted(lines) == sorted(sources)
