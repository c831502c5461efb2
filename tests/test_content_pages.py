"""The real pages: light enough for a slow line, and one for each claim, element and step."""

from __future__ import annotations

import gzip
import re

import pytest
from content import CHAPTERS, blocks

LIMIT = 12_000
"""Bytes of a page's article as it is sent, packed by gzip: with what is around it, a page must cost 15 kB at most."""
HEAVIER = {
    # The claim at the centre of the letter has the most evidence, fifty-one pieces; to show a part of it elsewhere would
    # show one side without the other.
    "chapters/claims/hunger/C08.html": 14_500,
}
"""Pages that may be heavier, each with its own limit and the reason."""


def weights(site):
    """Return the weight of each page's article."""
    found = {}
    for path in sorted(site.glob("chapters/**/*.html")):
        article = re.search(r"<article.*</article>", path.read_text("utf-8"), re.S)
        found[path.relative_to(site).as_posix()] = len(gzip.compress(article[0].encode(), 9, mtime=0))
    return found


def test_every_page_is_light(real_site):
    found = weights(real_site)
    assert len(found) > 200
    assert {page: weight for page, weight in found.items() if weight > HEAVIER.get(page, LIMIT)} == {}
    assert [page for page in HEAVIER if found[page] <= LIMIT] == []


@pytest.mark.parametrize("kind", ["claim", "element", "step"])
def test_each_has_a_page_of_its_own_whose_title_begins_with_its_id(kind):
    for path, ident, _, _ in blocks(kind):
        assert path.stem == ident
        assert path.read_text("utf-8").startswith(f"# {ident} · ")
        assert re.findall(r"^:{3,}\{(?:claim|element|step)\} (\w+)$", path.read_text("utf-8"), re.M) == [ident]


def test_evidence_on_the_page_of_a_claim_is_about_it():
    own = {ident: path for kind in ("claim", "element", "step") for path, ident, _, _ in blocks(kind)}
    pages = {path: ident for ident, path in own.items()}
    assert len(pages) == len(own) < len(CHAPTERS)
    for path, key, options, _ in blocks("evidence"):
        if path in pages:
            about = {
                ident
                for relation in ("supports", "disputes", "qualifies", "context", "interprets")
                for ident in options.get(relation, "").split()
            }
            assert pages[path] in about, (path.name, key)
