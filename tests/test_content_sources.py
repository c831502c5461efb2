"""The real bibliography: complete, told apart, and honest about what was not seen."""

from __future__ import annotations

import json
import re
from collections import defaultdict

import pytest
from bs4 import BeautifulSoup
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


def pages(site, folder):
    """Return the text of all pages in a folder of the reference."""
    return "".join(path.read_text("utf-8") for path in sorted((site / "chapters/reference" / folder).glob("*.html")))


def test_every_source_has_one_entry(sources, real_site):
    assert sorted(re.findall(r'id="cite-([a-z0-9-]+)"', pages(real_site, "sources"))) == sorted(sources)


@pytest.mark.parametrize("folder", ["bibliography", "sources-by-standpoint"])
def test_every_source_has_one_line_in_each_list(folder, sources, real_site):
    lines = re.findall(r'href="\.\./sources/[^"]+#cite-([a-z0-9-]+)"', pages(real_site, folder))
    assert sorted(lines) == sorted(sources)


@pytest.mark.parametrize("name", ["bibliography", "sources-by-standpoint/index", "sources/index"])
def test_the_lists_of_pages_count_every_source_once(name, sources, real_site):
    text = BeautifulSoup((real_site / f"chapters/reference/{name}.html").read_text("utf-8"), "html.parser").article
    lines = [line.get_text() for line in text.find_all("p") if " (" in line.get_text() and line.a]
    counted = [int(number) for line in lines for number in re.findall(r" \((\d+)\)(?= ·| —|$)", line)]
    assert sum(counted) == len(sources)


def test_every_event_has_one_line_in_the_timeline(real_site):
    events = re.findall(r'href="[^"]+#(event-[\w-]+)"', pages(real_site, "timeline"))
    assert sorted(events) == sorted(record["id"] for record in json.loads((real_site / "data/claims.json").read_text("utf-8"))["events"])
