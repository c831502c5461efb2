"""``data/annotations.jsonld``: what the set says of the letter's words, as W3C Web Annotations.

One annotation for each passage and claim drawn from it, on the address of the letter. Form: the Web Annotation Data
Model, W3C Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

from typing import Any

from .model import Corpus
from .permalinks import permalink
from .records import Claim, Passage

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAME = "annotations.jsonld"


def collection(corpus: Corpus, label: str, base: str = "") -> dict[str, Any]:
    """Return the collection as JSON-LD.

    Claims are named by their permanent addresses. These, and the identifiers of the annotations, begin with *base*, the
    address of the published site; without one they are relative to the file. A passage whose words were not seen, or
    are not printed, is annotated without a selector.
    """
    here, root = (f"{base}data/{NAME}", base) if base else (NAME, "../")
    items = [
        _annotation(passage, claim, corpus, here, root)
        for passage in corpus.passages.values()
        for claim in corpus.claims_on(passage.id)
        if passage.source in corpus.sources
    ]
    page = {"id": f"{here}#page", "type": "AnnotationPage", "partOf": here, "startIndex": 0, "items": items}
    return {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
        "first": page,
    }


def _annotation(passage: Passage, claim: Claim, corpus: Corpus, here: str, root: str) -> dict[str, Any]:
    statement = {"type": "TextualBody", "value": claim.statement, "format": "text/plain", "language": "en"}
    target: dict[str, Any] = {"type": "SpecificResource", "source": corpus.sources[passage.source].get("url")}
    if passage.words:
        target["selector"] = selector(passage)
    page = {"id": f"{root}{permalink(claim.id)}", "format": "text/html", "language": "en"}
    return {
        "id": f"{here}#{passage.id}-{claim.id}",
        "type": "Annotation",
        "motivation": "linking",
        "body": [page, {**statement, "purpose": "describing"}],
        "target": target,
    }


def selector(passage: Passage) -> dict[str, str]:
    """Return the TextQuoteSelector (section 4.2.4 of the model) of a passage's words."""
    prefix = passage.prefix and f"{passage.prefix} "
    suffix = passage.suffix if passage.suffix[:1] in ".,;:!?)’”" else f" {passage.suffix}"
    found = {"type": "TextQuoteSelector", "exact": passage.words, "prefix": prefix, "suffix": suffix}
    return {name: text for name, text in found.items() if text}
