"""What a contributor gives becomes a draft: every kind of address, DOI and exported entry, and what is not taken."""

from __future__ import annotations

import json

import pytest
from claims.addresses import folded
from claims.records import Source
from claims.vocabulary import Field, SourceType

from _tools import duplicates, foreign, intake, keys, latex, snippets
from _tools.snippets import Unreadable

BETTER_BIBLATEX = r"""
@report{icrcAidNotPassing2023,
  title = {{{Azerbaijan}}/{{Armenia}}: {{ICRC}} Not Able to Bring Aid},
  shorttitle = {{{Azerbaijan}}/{{Armenia}}},
  author = {{International Committee of the Red Cross}},
  date = {2023-07-25T10:00:00Z},
  institution = {International Committee of the Red Cross},
  location = {Geneva},
  url = {https://www.icrc.org/en/document/aid?utm_source=twitter&utm_medium=social},
  urldate = {2026-11-20},
  langid = {american},
  abstract = {The aid could not pass.},
  keywords = {aid,blockade},
  file = {/home/someone/Zotero/aid.pdf}
}
"""
ZOTERO_BIBTEX = r"""
@article{haciyev_yol_2023,
	title = {Laçın yolu: {Q}arabağ v{\textschwa} H{\textschwa}s{\textschwa}nov},
	volume = {12},
	issn = {1234-5678},
	url = {https://doi.org/10.1080/14623528.2023.1},
	doi = {10.1080/14623528.2023.1},
	language = {az},
	number = {3},
	urldate = {2026-11-20},
	journal = {Journal of {Genocide} Research},
	author = {Hac{\i}yev, Hikm{\textschwa}t and {\"O}zt{\"u}rk, {\.I}lham},
	month = jul,
	year = {2023},
	pages = {12--34},
	annote = {Read it}
}
"""
JABREF = r"""
% Encoding: UTF-8

@InProceedings{Waal2020,
  author    = {Thomas {de Waal} and {Human Rights Watch} and others},
  booktitle = {Proc. of {X}},
  title     = {Ղարաբաղի ճանապարհը \& the road},
  year      = {2020},
  month     = {#mar#},
  editor    = {Smith, Jr, John},
  publisher = {Hurst \& Co.},
  address   = {London},
  pages     = {1-20},
  comment   = {good},
  groups    = {road},
}

@Comment{jabref-meta: databaseType:bibtex;}
"""
THESIS = r"""@phdthesis{Sargsyan2019, author={Sargsyan, Ani}, title={Hunger in {Karabakh}}, school={Yerevan State University},
  year=2019, month="10~" # jun, type={PhD thesis}, language={Armenian}, url={http://etd.asj-oa.am/x\_y\%20z}}"""
ONLINE = r"""@online{bbc, title = {The {{Lachin}} road}, titleaddon = {{BBC News}}, date = {2023-08-01}, langid = {english},
  url = {https://web.archive.org/web/20230802000000/https://www.bbc.com/news/1?at_medium=RSS}, publisher = {BBC}}"""
EXTENDED = "@book{x, author = {family=Waal, given=Thomas, prefix=de, useprefix=true}, title={Black {G}arden}, subtitle={A War}, publisher={NYU Press}, date={2003}}"
CSL = [
    {
        "id": "http://zotero.org/users/1/items/ABC",
        "type": "article-newspaper",
        "title": "Aid <i>could not</i> pass",
        "container-title": "The Daily",
        "author": [{"family": "Waal", "given": "Thomas", "non-dropping-particle": "de"}, {"literal": "Agency"}],
        "issued": {"date-parts": [["2023", 8, 2]]},
        "accessed": {"date-parts": [["2026", 11, 20]]},
        "URL": "https://daily.example/aid",
        "language": "en-GB",
        "abstract": "Long.",
        "custom": {"a": 1},
    }
]
RIS = """TY  - NEWS
TI  - Ճանապարհը փակ է
AU  - Hakobyan, Ani
AU  - International Crisis Group
T2  - Hetq
DA  - 2023/01/02/
PY  - 2023
UR  - https://hetq.am/hy/article/1
LA  - hy
KW  - road
KW  - aid
ER  -
"""


def draft(text):
    found = intake.draft(text)
    return found.source.type, dict(found.source.fields), dict(found.left_out), found


def test_better_biblatex_report():
    kind, fields, left, found = draft(BETTER_BIBLATEX)
    assert kind == "report"
    assert fields == {
        "institution": "{International Committee of the Red Cross}",
        "title": "Azerbaijan/Armenia: ICRC Not Able to Bring Aid",
        "shorttitle": "Azerbaijan/Armenia",
        "location": "Geneva",
        "date": "2023-07-25",
        "url": "https://www.icrc.org/en/document/aid",
        "urldate": "2026-11-20",
        "langid": "english",
    }
    assert sorted(left) == ["abstract", "file", "keywords"]
    assert found.source.key == ""  # the key of another program is not taken over


def test_zotero_bibtex_article_with_azerbaijani_letters():
    kind, fields, left, _ = draft(ZOTERO_BIBTEX)
    assert kind == "article"
    assert fields["title"] == "Laçın yolu: Qarabağ və Həsənov"
    assert fields["author"] == "Hacıyev, Hikmət and Öztürk, İlham"
    assert fields["journaltitle"] == "Journal of Genocide Research"
    assert (fields["date"], fields["langid"], fields["pages"]) == ("2023-07", "azerbaijani", "12–34")
    assert (fields["doi"], fields["volume"], fields["number"]) == ("10.1080/14623528.2023.1", "12", "3")
    assert "url" not in fields  # it was the address of the DOI
    assert sorted(left) == ["annote", "issn"]


def test_jabref_chapter_with_armenian_letters():
    kind, fields, left, found = draft(JABREF)
    assert kind == "incollection"
    assert fields["author"] == "{de Waal}, Thomas and {Human Rights Watch} and others"
    assert fields["title"] == "Ղարաբաղի ճանապարհը & the road"
    assert fields["editor"] == "Smith, Jr, John"
    assert (fields["booktitle"], fields["publisher"], fields["location"]) == ("Proc. of X", "Hurst & Co.", "London")
    assert fields["date"] == "2020-03"
    assert sorted(left) == ["comment", "groups"]
    assert any("and others" in remark for remark in found.remarks)


def test_a_thesis_is_a_report_of_its_school():
    kind, fields, left, _ = draft(THESIS)
    assert kind == "report"
    assert fields["institution"] == "{Yerevan State University}"
    assert (fields["date"], fields["langid"]) == ("2019-06-10", "armenian")
    assert fields["url"] == "https://etd.asj-oa.am/x_y%20z"
    assert left == {"type": "PhD thesis"}


def test_a_web_page_in_an_archive():
    kind, fields, left, _ = draft(ONLINE)
    assert kind == "online"
    assert fields["url"] == "https://www.bbc.com/news/1"
    assert fields["readat"].startswith("https://web.archive.org/web/20230802000000/")
    assert (fields["journaltitle"], fields["institution"]) == ("BBC News", "{BBC}")
    assert left == {}


def test_names_in_the_extended_form():
    _, fields, _, _ = draft(EXTENDED)
    assert fields["author"] == "{de Waal}, Thomas"
    assert fields["title"] == "Black Garden: A War"
    assert fields["publisher"] == "NYU Press"


@pytest.mark.parametrize("shape", [CSL, CSL[0], {"items": CSL}])
def test_csl_json(shape):
    kind, fields, left, _ = draft(json.dumps(shape))
    assert kind == "article"
    assert fields["author"] == "{de Waal}, Thomas and {Agency}"
    assert (fields["title"], fields["journaltitle"]) == ("Aid could not pass", "The Daily")
    assert (fields["date"], fields["urldate"], fields["langid"]) == ("2023-08-02", "2026-11-20", "english")
    assert sorted(left) == ["abstract", "custom"]


def test_ris():
    kind, fields, left, _ = draft(RIS)
    assert kind == "article"
    assert fields["title"] == "Ճանապարհը փակ է"
    assert fields["author"] == "Hakobyan, Ani and {International Crisis Group}"
    assert (fields["date"], fields["langid"], fields["journaltitle"]) == ("2023-01-02", "armenian", "Hetq")
    assert left == {"keywords": "road; aid"}


@pytest.mark.parametrize(
    "text",
    ["10.1080/x.1", "doi:10.1080/x.1", "DOI: 10.1080/x.1", "https://doi.org/10.1080/x.1", "http://dx.doi.org/10.1080/x.1.", "doi.org/10.1080/x.1?utm_source=a"],
)
def test_every_spelling_of_a_doi(text):
    kind, fields, _, found = draft(text)
    assert fields == {"doi": "10.1080/x.1"}
    assert (kind, found.type_known) == ("article", False)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("http://example.org/a", "https://example.org/a"),
        ("example.org/a?id=1&fbclid=x&gclid=y", "https://example.org/a?id=1"),
        ("https://Example.org/a?utm_source=a&utm_campaign=b", "https://example.org/a"),
        ("https://example.org/a#part:~:text=some%20words", "https://example.org/a#part"),
        ("https://example.org/Ճանապարհ", "https://example.org/Ճանապարհ"),
        ("<https://example.org/a{b}>", "https://example.org/a%7Bb%7D"),
        ("https://epub.example/x?locale=en&redirect=%2Fomeka", "https://epub.example/x?locale=en&redirect=%2Fomeka"),
    ],
)
def test_addresses_are_cleaned(text, written):
    kind, fields, _, _ = draft(text)
    assert (kind, fields) == ("online", {"url": written})


@pytest.mark.parametrize("other", ["http://www.example.org/a/", "https://example.org/a/amp", "https://amp.example.org/a?amp=1", "https://m.example.org/a#x", "HTTPS://EXAMPLE.ORG/a?utm_id=1"])
def test_addresses_are_folded(other):
    assert folded(other) == folded("https://example.org/a")
    assert folded("https://example.org/b") != folded(other)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "'nothing' is no address"),
        ("some words", "no BibTeX, CSL-JSON or RIS entry"),
        ("http://[", "is no address"),
        ("@article{a, title={T}", "missing brace or comma"),
        ("@article{a, title={T}, title={U}}", "a field twice (title)"),
        ("@article{a, title={T}}\n@book{b, title={U}}", "holds 2 entries"),
        ("[]", "holds 0 entries"),
        ('{"a": 1}', "neither 'type' nor 'title'"),
        ("[1]", "neither 'type' nor 'title'"),
        ('{"title": ', "cannot be read (line 1"),
        ("TY  - JOUR\nTY  - BOOK\n", "holds 2 entries"),
    ],
)
def test_what_cannot_be_used_says_what_to_give(text, says):
    with pytest.raises(Unreadable, match=None) as fault:
        intake.draft(text)
    assert says in str(fault.value)


def test_an_entry_of_our_own_comes_back_unchanged():
    fields = {"institution": "{ICJ}", "title": "A v. B", "titleaddon": "Order", "entrysubtype": "provisional", "date": "2023", "read": "text", "standpoint": "court", "keywords": "background"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    found = intake.draft(f"@jurisdiction{{icj-2023-order,\n{lines}}}")
    assert (found.source.key, found.source.type, dict(found.source.fields), found.left_out) == ("icj-2023-order", "jurisdiction", fields, ())


def test_an_unknown_type_and_a_foreign_subtype_are_said():
    kind, _, left, found = draft("@quux{a, title={T}, entrysubtype={newspaper}, doi={x}, langid={tlh}, howpublished={Letter}}")
    assert (kind, found.type_known) == ("misc", False)
    assert "'quux' is not known" in found.remarks[0]
    assert left == {"entrysubtype": "newspaper", "doi": "x", "langid": "tlh", "howpublished": "Letter"}


def test_every_type_and_field_in_the_tables_is_ours():
    assert set(foreign.TYPES.values()) == set(SourceType)
    assert set(foreign.FIELDS.values()) <= set(Field)


def test_nothing_of_a_field_is_lost_to_unescaped_marks():
    assert latex.decoded("5% of $20 million & more #1") == "5% of $20 million & more #1"
    assert latex.plain("a {b c") == "a b c"


@pytest.mark.parametrize(("text", "whole"), [("@a{b,", False), ("@a{b, t={T}}", True), ("https://x.org", True), (r"@a{b, t={\{}}", True)])
def test_a_snippet_pasted_line_by_line_is_known_to_be_whole(text, whole):
    assert snippets.is_whole(text) is whole


OLD = {
    "icrc-2023-07-25-aid": Source("icrc-2023-07-25-aid", "online", {"institution": "{Red Cross}", "title": "Aid", "date": "2023-07-25", "url": "https://www.icrc.org/aid", "doi": "10.1000/A"}),
    "icrc-2023-08-01-road": Source("icrc-2023-08-01-road", "online", {"institution": "{Red Cross}", "title": "The road is closed to aid", "date": "2023-08-01", "readat": "https://copy.org/road"}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "key", "certain"),
    [
        (Source("icrc-2023-07-25-aid"), "icrc-2023-07-25-aid", True),
        (Source("", fields={"doi": "10.1000/a"}), "icrc-2023-07-25-aid", True),
        (Source("", fields={"url": "http://icrc.org/aid/?utm_source=x"}), "icrc-2023-07-25-aid", True),
        (Source("", fields={"url": "https://copy.org/road/amp"}), "icrc-2023-08-01-road", False),
        (Source("", fields={"readat": "https://icrc.org/aid"}), "icrc-2023-07-25-aid", False),
        (Source("", fields={"title": "‘The Road is closed to Aid’", "date": "2023-08"}), "icrc-2023-08-01-road", False),
    ],
)
def test_duplicates(source, key, certain):
    found = duplicates.find(source, OLD)
    assert (found.source.key, found.certain) == (key, certain)
    assert key in found.message


def test_no_duplicate():
    assert duplicates.find(Source("new", fields={"title": "The road is closed to aid", "date": "2024", "url": "https://icrc.org/b"}), OLD) is None


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"institution": "{Red Cross}", "date": "2023-09-01", "title": "The Red Cross on the Convoys"}, "icrc-2023-09-01-convoys"),
        ({"institution": "{International Committee of Blue Crosses}", "date": "2023"}, "icbc-2023"),
        ({"institution": "{European Union Monitoring Mission (EUMM)}", "title": "Road"}, "eumm-road"),
        ({"author": "Hacıyev, Hikmət", "date": "2023-05/2023-06", "title": "Şuşa və yol"}, "haciyev-2023-05-susa"),
        ({"author": "{de Waal}, Thomas", "date": "nonsense", "title": "Black Garden"}, "de-waal-black"),
        ({"title": "Ճանապարհը"}, "misc"),
        ({"institution": "{Red Cross}", "date": "2023-07-25", "title": "Aid"}, "icrc-2023-07-25-aid-2"),
    ],
)
def test_suggested_keys(fields, key):
    assert keys.suggest(Source("", "misc", fields), OLD) == key


def test_suggested_keys_are_free():
    taken = {key: Source(key) for key in ("misc", "misc-2")}
    assert keys.suggest(Source("", "misc"), taken) == "misc-3"
