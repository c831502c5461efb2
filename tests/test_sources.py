"""Reading references.bib: broken entries are reported with their line, and only they are lost."""

from claims.sources import names, read_bibliography

SOUND = "@online{%s,\n  title = {T},\n  read = {text},\n  standpoint = {press},\n}\n\n"


def read(tmp_path, text):
    path = tmp_path / "references.bib"
    path.write_text(text, "utf-8")
    return read_bibliography(path)


def test_sound_entries_are_sorted_and_know_their_lines(tmp_path):
    found = read(tmp_path, SOUND % "b" + SOUND % "a")
    assert found.problems == ()
    assert [(key, source.line) for key, source in found.sources.items()] == [("a", 7), ("b", 1)]
    assert found.sources["a"].standpoint == "press"


def test_a_missing_file_is_a_problem_not_an_exception(tmp_path):
    found = read_bibliography(tmp_path / "references.bib")
    assert [p.code for p in found.problems] == ["bib"]


def test_an_unclosed_brace_loses_only_its_entry(tmp_path):
    found = read(tmp_path, SOUND % "a" + "@online{broken,\n  title = {T,\n  date = {2023}\n}\n\n" + SOUND % "z")
    assert sorted(found.sources) == ["a", "z"]
    assert [(p.code, p.place.line) for p in found.problems] == [("bib", 7)]
    assert "missing brace" in found.problems[0].message
    assert "broken" not in found.sound


def test_keys_and_fields_that_stand_twice(tmp_path):
    found = read(tmp_path, SOUND % "a" + SOUND % "a" + "@online{c, title = {T}, title = {U}}\n")
    assert [p.place.line for p in found.problems] == [7, 13]
    assert "key 'a' stands twice" in found.problems[0].message
    assert "a field stands twice in one entry (title)" in found.problems[1].message


def test_a_name_that_bibtex_cannot_take_apart(tmp_path):
    found = read(tmp_path, "@online{a,\n  author = {A, B, C, D},\n  title = {T},\n}\n" + SOUND % "b")
    assert list(found.sources) == ["b"]
    assert found.problems[0].place.line == 1


def test_a_file_that_is_not_utf8(tmp_path):
    path = tmp_path / "references.bib"
    path.write_bytes((SOUND % "a" + (SOUND % "b").replace("{T}", "{é}")).encode("latin-1"))
    found = read_bibliography(path)
    assert [(p.place.line, "save the file in UTF-8" in p.message) for p in found.problems] == [(8, True)]
    assert sorted(found.sources) == ["a", "b"]


def test_text_between_entries_that_bibtex_cannot_read(tmp_path):
    found = read(tmp_path, SOUND % "a" + "words @ and {\n")
    assert [p.message.startswith("BibTeX cannot read the file: ") for p in found.problems] == [True]
    assert list(found.sources) == ["a"]


def test_names():
    field = "Moreno Ocampo, Luis and {International Court of Justice} and de Zayas, Alfred and {de la Sota}, Catalina and {X and Y}"
    assert list(names(field)) == [
        ("Moreno Ocampo", "Luis"), ("International Court of Justice", ""), ("de Zayas", "Alfred"), ("de la Sota", "Catalina"), ("X and Y", ""),
    ]  # fmt: skip
