"""The issue forms ask for what the record needs, with its words, and ``make cite`` reads what becomes of them."""

from __future__ import annotations

import argparse
import re
import shutil

import pytest
import yaml
from claims.source_checks import REQUIRED
from claims.vocabulary import Field, Instrument, Language, ReadState, Relation, SourceType, Stage, Standpoint

from _tools import cite, fmt, issue_form, questions
from _tools.bibfile import Refused

FORMS = issue_form.FORM.parent
KEY = "red-cross-2023-07-25-aid"
LISTS = {
    ("source", "type"): SourceType,
    ("source", "langid"): Language,
    ("source", "standpoint"): Standpoint,
    ("source", "read"): ReadState,
    ("source", "relation"): Relation,
    ("source", "entrysubtype"): [*Stage, *Instrument],
    ("correction", "read"): ReadState,
}
GOOD = {
    "from": "```text\nhttps://www.icrc.org/en/aid\n```",
    "type": f"online: {SourceType.ONLINE.meaning}",
    "title": "Aid could not pass",
    "institution": "Red Cross",
    "date": "25 July 2023",
    "langid": "english",
    "standpoint": f"igo: {Standpoint.IGO.meaning}",
    "read": f"text: {ReadState.TEXT.meaning}",
    "relation": f"supports: {Relation.SUPPORTS.meaning}",
    "claims": "C05, C07",
    "at": "para. 2",
    "quote": "“no aid\npassed”",
    "says": "Aid could not pass.",
    "agreed": "- [X] I read it.",
}


def fields(name):
    body = yaml.safe_load((FORMS / f"{name}.yml").read_text("utf-8"))["body"]
    return {item["id"]: item for item in body if item["type"] != "markdown"}


def issue(**changed):
    """Return what GitHub makes of the form: every heading, and the answer or that there is none."""
    answers = {**GOOD, **changed}
    return "\n\n".join(
        f"### {item['attributes']['label']}\n\n{answers.get(field) or '_No response_'}"
        for field, item in fields("source").items()
    )


def label(field):
    return fields("source")[field]["attributes"]["label"]


@pytest.fixture
def run(tmp_path, rootdir, capsys, monkeypatch):
    """Return a function that gives an issue to ``make cite`` over a tiny set; it returns status, output and messages."""
    root = tmp_path / "set"
    shutil.copytree(rootdir / "test-set", root)
    assert fmt.main([str(root / "references.bib")]) == 0
    monkeypatch.chdir(tmp_path)

    def run(text, *options):
        (tmp_path / "issue.md").write_text(text, "utf-8")
        capsys.readouterr()
        places = ["--bib", str(root / "references.bib"), "--chapters", str(root)]
        status = cite.main(["--form", "issue.md", *options, *places], terminal=False)
        return (status, *capsys.readouterr())

    run.bib = root / "references.bib"
    return run


@pytest.mark.parametrize("form, field", LISTS)
def test_a_list_of_a_form_is_the_closed_vocabulary(form, field):
    words = LISTS[form, field]
    meant = [str(word) if word.meaning == word.title() else f"{word}: {word.meaning}" for word in words]
    assert fields(form)[field]["attributes"]["options"] == meant


def test_no_other_list_of_words_stands_in_a_form():
    lists = {
        (form, field)
        for form in ("source", "correction")
        for field, item in fields(form).items()
        if item["type"] == "dropdown"
    }
    assert lists == set(LISTS)


def test_the_form_asks_for_every_field_that_the_terminal_asks_for_and_that_a_type_needs():
    asked = {
        "title",
        "entrysubtype",
        *questions._QUESTIONS,
        *(name for names in questions.ASKED.values() for name in names),
    }
    needed = {name for groups in REQUIRED.values() for group in groups for name in group}
    assert (asked | needed) - {"url"} <= set(fields("source"))  # 'from' asks for the address
    assert set(fields("source")) <= {"from", "type", "relation", "claims", "at", "quote", "says", "agreed", *Field}


def test_every_field_of_the_form_is_an_option_of_the_command():
    options = vars(cite.parser().parse_args([]))
    assert set(fields("source")) - {"from", "relation", "claims", "agreed"} <= set(options)


def test_the_fields_of_a_correction_keep_their_names_since_pages_link_to_them():
    assert list(fields("correction")) == ["record", "stands", "instead", "source", "at", "read"]
    assert fields("correction")["record"]["type"] == "input"  # only such a field is filled by an address


def test_what_identifies_a_field_stands_once():
    for form in ("source", "correction"):
        body = [item for item in yaml.safe_load((FORMS / f"{form}.yml").read_text("utf-8"))["body"] if "id" in item]
        labels = [re.sub(r"\W", "", item["attributes"]["label"]).casefold() for item in body]
        assert len(labels) == len(set(labels)) == len({item["id"] for item in body})


def test_an_issue_becomes_the_entry_and_the_block(run):
    before = run.bib.read_text("utf-8")
    status, out, err = run(issue())
    assert status == 0, err
    entry = f"@online{{{KEY},\n  institution = {{{{Red Cross}}}},\n  title = {{Aid could not pass}},\n  date = {{2023-07-25}},\n  url = {{https://www.icrc.org/en/aid}},\n  langid = {{english}},\n  read = {{text}},\n  standpoint = {{igo}},\n}}\n\n"
    assert run.bib.read_text("utf-8").replace(entry, "") == before
    assert out.endswith(
        f":::{{evidence}} {KEY}\n:supports: C05 C07\n:at: para. 2\n:quote: no aid passed\nAid could not pass.\n:::\n"
    )


def test_an_exported_entry_in_an_issue_is_read_and_the_answers_count_before_it(run):
    exported = "```text\n@online{x, title={Another title}, author={Doe, Jane}, url={https://www.icrc.org/en/aid}}\n```"
    status, out, err = run(issue(**{"from": exported, "author": "Roe, Richard; Hikmət Hacıyev"}), "--dry-run")
    assert status == 0, err
    assert "title = {Aid could not pass}" in out
    assert "author = {Roe, Richard and Hacıyev, Hikmət}" in out


def test_identifiers_are_understood_as_people_write_them(run):
    status, out, err = run(issue(claims="c5; C7 and E4"), "--dry-run")
    assert status == 0, err
    assert ":supports: C05 C07 E4\n" in out


def test_a_key_that_another_source_has_can_be_changed(run):
    taken = re.search(r"@\w+\{([^,]+),", run.bib.read_text("utf-8"))[1]
    status, _, err = run(issue(), "--key", taken)
    assert status == 1
    assert "Add --use-existing to cite it, or take another --key if it is another source." in err


def test_an_option_of_the_maintainer_counts_before_the_answer(run):
    status, out, _ = run(
        issue(standpoint="igoo", relation="", claims=""), "--standpoint", "ngo", "--qualifies", "C07", "--dry-run"
    )
    assert status == 0
    assert "standpoint = {ngo}" in out
    assert ":qualifies: C07" in out


WRONG = {
    "standpoint": ("scolar", "unknown standpoint 'scolar': did you mean 'scholar'?"),
    "read": ("", "field 'read' is missing"),
    "title": ("", "field 'title' is missing"),
    "type": ("onlin", "unknown entry type 'onlin'"),
    "langid": ("klingon", "unknown langid 'klingon'"),
    "date": ("25.7.23", "date '25.7.23' is not ISO 8601"),
    "institution": ("", "a source of type 'online' needs 'author' or 'institution' or 'journaltitle'"),
    "from": ("see the attachment", "'see the attachment' is no address"),
    "readat": ("in my library", "'readat' is no address"),
    "citedin": ("amnesty", "'citedin' is for second-hand sources"),
    "relation": ("proves", "unknown relation 'proves'"),
    "claims": ("C99", "unknown claim, element or step 'C99'"),
    "quote": ("word " * 41, "quotation of 41 words"),
    "says": ("", "has no text"),
}


@pytest.mark.parametrize("field", WRONG)
def test_a_bad_answer_is_reported_with_the_field_of_the_form_and_its_line(run, field):
    answer, meant = WRONG[field]
    text = issue(**{field: answer})
    line = text.splitlines().index(f"### {label(field)}") + 1
    before = run.bib.read_bytes()
    status, _, err = run(text)
    assert status == 1
    message = next(one for one in err.splitlines() if meant in one)
    assert f"issue.md:{line} ({label(field)})" in message.partition(": ")[0] + message
    assert "Nothing was written." in err
    assert run.bib.read_bytes() == before


OTHER = {
    "a relation to nothing": ({"claims": ""}, "claims", "name what the source supports, like C13 or E4"),
    "nothing said of it": ({"relation": ""}, "relation", "choose one for C05, C07: supports, disputes"),
    "no relation at all": ({"relation": "", "claims": ""}, "relation", "names no relation"),
    "an element's word for a claim": ({"relation": "interprets"}, "relation", "only elements are interpreted"),
    "the same claim twice": ({"claims": "C05 C05"}, "claims", "C05 stands twice in one block"),
    "second-hand, but through what": ({"read": "secondhand"}, "citedin", "say in 'citedin' through what"),
    "a court document of no kind": (
        {"type": "jurisdiction", "titleaddon": "Order"},
        "entrysubtype",
        "'entrysubtype' must be one of",
    ),
}


@pytest.mark.parametrize("case", OTHER)
def test_answers_that_do_not_fit_together(run, case):
    changed, field, meant = OTHER[case]
    status, _, err = run(issue(**changed))
    assert status == 1
    assert re.search(rf"issue\.md:\d+ \({re.escape(label(field))}\).*: .*{re.escape(meant)}", err), err


def test_a_text_that_is_no_such_issue_is_refused():
    with pytest.raises(Refused, match=r"no issue of the form 'New source'.*### Address, DOI or exported entry"):
        issue_form.read("Please add this source.", "issue.md")
    with pytest.raises(Refused, match=r"issue\.md:3: unknown heading 'Titel': did you mean 'Title'\?"):
        issue_form.read("### Title\n\n### Titel\n", "issue.md")
    with pytest.raises(Refused, match=r"issue\.md:5: the heading 'Title' stands twice"):
        issue_form.read("### Title\n\nX\n\n### Title\n", "issue.md")


def test_an_address_after_the_wrong_option(capsys):
    assert cite.main(["--form", "https://www.icrc.org/en/aid"], terminal=False) == 1
    assert "there is no such file; an address or a DOI is given with --from" in capsys.readouterr().err


def test_line_ends_marks_and_missing_headings():
    found = issue_form.read(
        "\ufeffSent today\r\n\r\n### Title\r\n\r\nA\r\nB\r\n\r\n### Date\r\n\r\nNone\r\n", "issue.md"
    )
    assert found.texts == {"title": "A\nB", "date": ""}
    assert found.place("title") == "issue.md:3 (Title)"
    assert found.place("number") == "issue.md (Number)"
    assert found.named("x: field 'title' is missing") == "issue.md:3 (Title): x: field 'title' is missing"
    assert (
        found.named("L05 is a passage: name the claim")
        == "issue.md (Which statement?): L05 is a passage: name the claim"
    )
    assert found.named("k was not read, so nothing is quoted from it").startswith("issue.md (Its words): ")
    assert found.named("the weather is fine") == "the weather is fine"
    options = argparse.Namespace(**{name: None for name in ("title", "from_file", *Relation)})
    found.fill(options)
    assert options.title == "A\nB"
