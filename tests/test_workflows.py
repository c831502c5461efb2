"""The workflows and settings of the repository: pinned, without rights they do not need, and naming only what there is."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).parent.parent
WORKFLOWS = {path.name: path.read_text("utf-8") for path in sorted((PROJECT / ".github/workflows").glob("*.yml"))}

USES = re.compile(r"^\s*(?:- )?uses:\s*(.*)$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
CODE = re.compile(r"^```.*?^```|(?<!`)`[^`\n]+`(?!`)", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"\bmake(?: [A-Z_]+=\S+)* ([a-z]+)\b")


def faults(text: str) -> list[str]:
    """Return what a workflow does that none of ours may do, in words."""
    workflow = yaml.safe_load(text)
    found = [f"not pinned: {uses}" for uses in USES.findall(text) if not PINNED.fullmatch(uses)]
    if workflow.get("permissions") != {}:
        found.append("rights are not empty at the top")
    if "pull_request_target" in workflow[True]:  # YAML 1.1 takes the key `on` for a truth value
        found.append("pull_request_target")
    for name, job in workflow["jobs"].items():
        found += [f"job {name} has no {key}" for key in ("permissions", "timeout-minutes") if key not in job]
        for step in job["steps"]:
            if (
                "actions/checkout@" in step.get("uses", "")
                and step.get("with", {}).get("persist-credentials") is not False
            ):
                found.append(f"job {name} keeps its credentials")
            if "${{" in step.get("run", ""):
                found.append(f"job {name} writes an expression into a script: pass it through env")
    return found


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_is_sound(name):
    assert faults(WORKFLOWS[name]) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (r"@[0-9a-f]{40} # v", "@v", "not pinned"),
        (r" # v7\.0\.1", "", "not pinned"),
        (r"^permissions: \{\}", "permissions: {contents: read}", "rights are not empty at the top"),
        (r"^permissions: \{\}\n", "", "rights are not empty at the top"),
        (r"^  pull_request:$", "  pull_request_target:", "pull_request_target"),
        (r"    timeout-minutes: 15\n", "", "job check has no timeout-minutes"),
        (r"    permissions:\n      contents: read\n", "", "job check has no permissions"),
        (r"persist-credentials: false", "persist-credentials: true", "keeps its credentials"),
        (r"run: make check", "run: make check ${{ github.head_ref }}", "pass it through env"),
    ],
)
def test_unsound_workflow_is_found(old, new, fault):
    broken, count = re.subn(old, new, WORKFLOWS["ci.yml"], count=1, flags=re.MULTILINE)
    assert count == 1
    assert any(fault in line for line in faults(broken))


def test_an_action_has_one_version():
    pins: dict[str, set[str]] = {}
    for text in WORKFLOWS.values():
        for uses in USES.findall(text):
            pins.setdefault(uses.partition("@")[0], set()).add(uses)
    assert {action: versions for action, versions in pins.items() if len(versions) > 1} == {}


def test_all_green_waits_for_every_job():
    jobs = yaml.safe_load(WORKFLOWS["ci.yml"])["jobs"]
    assert jobs["all-green"]["if"] == "always()"
    assert sorted(jobs["all-green"]["needs"]) == sorted(set(jobs) - {"all-green"})


def test_oldest_python_is_the_one_the_project_promises():
    oldest = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"].removeprefix(
        ">="
    )
    tested = yaml.safe_load(WORKFLOWS["ci.yml"])["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert tested[0] == oldest
    named = [version for text in WORKFLOWS.values() for version in re.findall(r'python-version: "(.*)"', text)]
    named.append(yaml.safe_load((PROJECT / ".readthedocs.yaml").read_text("utf-8"))["build"]["tools"]["python"])
    assert set(named) <= set(tested)


def targets() -> set[str]:
    text = (PROJECT / "Makefile").read_text("utf-8")
    formats = re.search(r"^FORMATS := (.*)$", text, re.MULTILINE)
    return set(re.findall(r"^([a-z]+):(?!=)", text, re.MULTILINE)) | set(formats[1].split())


@pytest.mark.parametrize(
    "path",
    [*(f".github/workflows/{name}" for name in WORKFLOWS), ".readthedocs.yaml", ".pre-commit-config.yaml", ".ci/run"],
)
def test_targets_that_settings_name_exist(path):
    lines = (PROJECT / path).read_text("utf-8").splitlines()
    named = {name for line in lines for name in MAKE.findall(line.partition("#")[0])}
    assert named and named <= targets()


@pytest.mark.parametrize("path", ["README.md", "CONTRIBUTING.md"])
def test_targets_that_guides_name_exist(path):
    named = {name for code in CODE.findall((PROJECT / path).read_text("utf-8")) for name in MAKE.findall(code)}
    assert named and named <= targets()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "/a/b/chapters/law/index.md:12: WARNING: unknown claim 'C55' [claims.unknown_reference]",
            ("/a/b/chapters/law/index.md", "12", "unknown claim 'C55'", "claims.unknown_reference"),
        ),
        (
            "/a/b/chapters/new.md: WARNING: document isn't included in any toctree [toc.not_included]",
            ("/a/b/chapters/new.md", None, "document isn't included in any toctree", "toc.not_included"),
        ),
        ("/a/b/index.md:3: ERROR: Unknown directive type", ("/a/b/index.md", "3", "Unknown directive type", None)),
        ("Built _build/html", None),
    ],
)
def test_warning_of_sphinx_becomes_an_annotation(line, found):
    matcher = json.loads((PROJECT / ".github/sphinx-problem-matcher.json").read_text("utf-8"))["problemMatcher"][0]
    match = re.match(matcher["pattern"][0]["regexp"], line)
    assert (match and match.groups()) == found
