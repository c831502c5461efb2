"""The exports, read back by the programs' own parsers: bibtexparser, pybtex, rispy, citeproc-py, PyLD."""

from __future__ import annotations

import importlib.resources
import json
import re
import tomllib
import warnings as python_warnings
from urllib.parse import parse_qs

import jsonschema
import pytest
import rispy
import yaml
from bibtexparser.entrypoint import parse_string
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from claims.canonical import entry_text
from claims.dates import prose_date
from claims.exchange import coins, csl, foreign, ris
from claims.model import Corpus
from claims.records import Claim, Passage, Source
from claims.sources import names, read_bibliography
from claims.vocabulary import LANGUAGE_TAGS, Instrument, Language, SourceType
from claims.web_annotations import CONTEXT, collection
from pyld import jsonld

CSL_SCHEMA = "data/schema/schemas/styles"


@pytest.fixture(scope="module")
def sources(project) -> dict[str, Source]:
    return read_bibliography(project / "references.bib").sources


@pytest.fixture(scope="module")
def csl_items(real_site):
    return json.loads((real_site / "data/references.csl.json").read_text("utf-8"))


def test_bibtex_comes_back_whole(real_site, sources):
    library = parse_string((real_site / "data/references.bib").read_text("utf-8"))
    assert not library.failed_blocks
    assert {entry.key: {f.key: f.value for f in entry.fields} for entry in library.entries} == {
        key: dict(source.fields) for key, source in sources.items()
    }


def test_each_source_has_its_three_files(real_site, sources):
    folder = real_site / "data/sources"
    assert {path.name for path in folder.iterdir()} == {f"{key}.{ext}" for key in sources for ext in ("bib", "json", "ris")}
    key = "icj-2023-02-22-order"
    assert (folder / f"{key}.bib").read_text("utf-8") == entry_text(sources[key]) + "\n"
    assert json.loads((folder / f"{key}.json").read_text("utf-8")) == [csl(sources[key])]
    assert (folder / f"{key}.ris").read_text("utf-8") == ris(sources[key])


def test_ris_comes_back_whole(real_site, sources):
    records = {record["id"]: record for record in rispy.loads((real_site / "data/references.ris").read_text("utf-8"))}
    assert set(records) == set(sources)
    for key, record in records.items():
        source = sources[key]
        assert record["type_of_reference"] == foreign(source).ris
        assert record["title"] == source.get("title").replace("{", "").replace("}", "")
        assert record.get("year", "") == source.date[:4]
        assert record.get("urls", [""]) == [source.address]
        assert len(record.get("authors", [])) == (
            len(list(names(source.get("author")))) or int(bool(source.get("institution") and source.type != SourceType.JURISDICTION))
        )  # fmt: skip


def test_csl_json_has_only_types_and_variables_of_csl(csl_items):
    """Held against the vocabularies of the CSL schema, which citeproc-py carries."""
    folder = importlib.resources.files("citeproc").joinpath(CSL_SCHEMA)
    types, variables = (
        set(re.findall(r'"([\w-]+)"', folder.joinpath(name).read_text("utf-8").partition("div {")[2]))
        for name in ("csl-types.rnc", "csl-variables.rnc")
    )
    assert {item["type"] for item in csl_items} <= types
    assert {name for item in csl_items for name in item} <= variables | {"id", "type", "language"}
    assert {"issued", "title", "author"} <= variables


def test_citeproc_sets_every_source(csl_items, sources):
    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")  # it warns of fields of CSL 1.0.2 that it does not know yet
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(csl_items), formatter.plain)
        for item in csl_items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        entries = [str(entry) for entry in bibliography.bibliography()]
    assert len(entries) == len(sources)
    text = " ".join(entries)
    for said in ("Moreno Ocampo", "Rolling Stone", "Convention on the Prevention and Punishment of the Crime of Genocide"):
        assert said in text


def test_every_kind_has_its_names_in_other_programs():
    kinds = [Source("k", kind) for kind in SourceType if kind != SourceType.LEGISLATION]
    kinds += [Source("k", SourceType.LEGISLATION, {"entrysubtype": kind}) for kind in Instrument]
    kinds += [Source("k", SourceType.ARTICLE, {"volume": "1"})]
    assert [foreign(kind).zotero for kind in kinds] == [
        "case", "document", "report", "newspaperArticle", "book", "bookSection", "webpage", "document",
        "statute", "statute", "bill", "journalArticle",
    ]  # fmt: skip
    assert set(LANGUAGE_TAGS) == set(Language)


def test_dates_and_what_has_no_field_elsewhere():
    source = Source("k", "report", {
        "institution": "{UN}", "title": "T", "date": "2023-10-12/2023-11", "citedin": "a review", "readat": "https://c.example",
        "url": "https://a.example", "read": "secondhand", "standpoint": "igo", "note": "Headline not seen",
    })  # fmt: skip
    item = csl(source)
    assert item["issued"] == {"date-parts": [[2023, 10, 12], [2023, 11]]}
    assert item["author"] == [{"literal": "UN"}]
    assert item["note"] == (
        "Known through: a review. Read at: https://c.example. "
        "Read for Conditions of Life: secondhand. Standpoint: igo. Headline not seen."
    )
    assert "DA  - 2023/10/12/\n" in ris(source)
    assert prose_date(source.date) == "12 October 2023 – November 2023"


def test_pages_names_and_addresses_as_other_programs_want_them():
    source = Source("k", "article", {
        "author": "King, Jr., Martin Luther and {van der} Waal, Jan and others", "title": "T", "pages": "12–34", "doi": "10.1080/1",
        "readat": "https://interview.example", "citedin": "an interview", "read": "secondhand", "standpoint": "press", "volume": "1",
    })  # fmt: skip
    item, record = csl(source), ris(source)
    assert item["author"] == [{"family": "King Jr.", "given": "Martin Luther"}, {"family": "van der Waal", "given": "Jan"}]
    assert item["note"].startswith("Not every author is named. Known through: an interview. Read at: https://interview.example.")
    assert item["page"] == "12-34"
    assert item["URL"] == "https://doi.org/10.1080/1"
    assert "SP  - 12\nEP  - 34\n" in record
    assert "AU  - others" not in record
    unread = Source("k", "online", {"readat": "https://report.example", "read": "secondhand"})
    assert unread.address == ""
    assert Source("k", "online", {"readat": "https://copy.example", "read": "excerpt"}).address == "https://copy.example"


def test_coins_carry_what_zotero_reads():
    """Keys and values as Zotero's OpenURL module takes them: the item type from ``rft.type``, the DOI from ``rft_id``."""
    source = Source("k", "article", {
        "author": "Saparov, Arsène", "title": "Why Autonomy? & more", "journaltitle": "Europe-Asia Studies", "volume": "64", "pages": "281-323",
        "date": "2012", "doi": "10.1080/1", "langid": "english",
    })  # fmt: skip
    assert parse_qs(coins(source), strict_parsing=True) == {
        "ctx_ver": ["Z39.88-2004"], "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"], "rft.type": ["journalArticle"],
        "rft.title": ["Why Autonomy? & more"], "rft.source": ["Europe-Asia Studies"], "rft.creator": ["Saparov, Arsène"],
        "rft.date": ["2012"], "rft.volume": ["64"], "rft.pages": ["281-323"], "rft.language": ["en"],
        "rft_id": ["info:doi/10.1080/1"], "rft.identifier": ["https://doi.org/10.1080/1"],
    }  # fmt: skip


# Web annotations


def expanded(data, project):
    """Expand JSON-LD with the context that lies in the repository; anything that the context does not know falls away."""
    context = json.loads((project / "tests/schemas/anno.jsonld").read_text("utf-8"))

    def load(address, options):
        assert address == CONTEXT
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": context}

    return jsonld.expand(data, {"documentLoader": load, "base": "https://example.org/data/annotations.jsonld"})


def terms(value):
    """Return how many names and values a JSON-LD document holds, list wrappers apart."""
    if isinstance(value, dict):
        return sum(1 + terms(inner) for name, inner in value.items() if name != "@context")
    return sum(terms(inner) for inner in value) if isinstance(value, list) else 0


def test_annotations_of_the_letter(real_site, project):
    data = json.loads((real_site / "data/annotations.jsonld").read_text("utf-8"))
    everything = json.loads((real_site / "data/claims.json").read_text("utf-8"))
    claims = {claim["id"]: claim for claim in everything["claims"]}
    words = {passage["id"]: passage["words"] for passage in everything["passages"]}
    pairs = sorted(f"{passage}-{claim['id']}" for claim in claims.values() for passage in claim["said_in"])
    items = data["first"]["items"]
    assert sorted(item["id"].split("#")[1] for item in items) == pairs
    assert data["total"] == len(items)
    for item in items:
        page = (real_site / "data" / item["body"][0]["id"]).resolve()
        assert page == real_site / f"id/{page.stem}.html"
        assert page.is_file()
        assert claims[page.stem]["statement"] == item["body"][1]["value"]
        assert item["target"]["source"].startswith("https://www.rollingstone.com/")
        passage = item["id"].split("#")[1].split("-")[0]
        assert item["target"].get("selector", {}).get("exact", "") == words[passage]
        assert ("selector" in item["target"]) is bool(words[passage])
    (result,) = expanded(data, project)
    assert result["@type"] == ["http://www.w3.org/ns/activitystreams#OrderedCollection"]
    first = result["https://www.w3.org/ns/activitystreams#first".replace("https", "http")][0]
    annotations = first["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(annotations) == len(items)
    selectors = [selector for item in annotations for target in item["http://www.w3.org/ns/oa#hasTarget"] for selector in target.get("http://www.w3.org/ns/oa#hasSelector", [])]
    assert {tuple(selector["@type"]) for selector in selectors} == {("http://www.w3.org/ns/oa#TextQuoteSelector",)}
    assert len(selectors) == len([item for item in items if "selector" in item["target"]])


def test_no_term_of_the_annotations_is_unknown_to_the_model(project):
    corpus = Corpus(
        [Passage("L05", source="letter", words="the only lifeline", prefix="has blockaded", suffix="between"), Claim("C05", said_in=("L05",), statement="S.")],
        {"letter": Source("letter", "article", {"url": "https://example.org/letter"})},
    )
    data = collection(corpus, "Set 1")
    selector = data["first"]["items"][0]["target"]["selector"]
    assert selector == {"type": "TextQuoteSelector", "exact": "the only lifeline", "prefix": "has blockaded ", "suffix": " between"}
    known = json.dumps(expanded(data, project))
    for said in ("the only lifeline", "has blockaded", "between", "S.", "text/plain", "https://example.org/id/C05.html", "Set 1", "oa#linking"):
        assert said in known
    published = collection(corpus, "Set 1", "https://set.example/")
    assert published["first"]["items"][0]["id"] == "https://set.example/data/annotations.jsonld#L05-C05"
    assert published["first"]["items"][0]["body"][0]["id"] == "https://set.example/id/C05.html"


def test_the_set_says_how_it_is_cited(project):
    cff = yaml.safe_load((project / "CITATION.cff").read_text("utf-8"))
    jsonschema.validate(cff, json.loads((project / "tests/schemas/cff-1.2.0.schema.json").read_text("utf-8")))
    conf: dict[str, object] = {"__file__": str(project / "conf.py")}
    exec(compile((project / "conf.py").read_text("utf-8"), "conf.py", "exec"), conf)
    assert cff["version"] == conf["version"]
    assert cff["authors"] == [{"name": conf["author"]}]
    assert tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["version"].startswith(str(conf["version"]))
