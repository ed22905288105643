"""The rules of the house that no tool checks."""

import ast
import re
from collections.abc import Iterator
from io import StringIO
from statistics import median

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from packaging.requirements import Requirement

from tests.house import (
    PACKAGE,
    PIN,
    ROOT,
    calls,
    functions,
    normal,
    pins,
    project,
    rooms,
    sources,
    text_of,
    tracked_files,
    tree,
)

# Written in two halves, so that this file does not hold what it forbids.
FORBIDDEN = [
    first + second
    for first, second in [
        ("/wo", "rk/"), ("/tm", "p/"), ("/ro", "ot/"), ("/opt/py", "pi"), ("pypi", ".org"), ("python", "hosted"),
        ("npmjs", ".org"), ("npmjs", ".com"), ("npm", "mirror"), ("deb.deb", "ian.org"), ("tuna.tsing", "hua"),
        ("Cla", "ude"), ("Anthro", "pic"), ("Open", "AI"), ("Chat", "GPT"), ("Co-Autho", "red-By"),
    ]
]  # fmt: skip

CLOCKS = {
    "date.today", "datetime.today", "datetime.now", "datetime.utcnow", "datetime.date.today", "datetime.datetime.now",
    "timezone.now", "timezone.localdate", "timezone.localtime", "localdate", "time.time", "clock.today", "clock.now",
}  # fmt: skip
MAY_READ_THE_CLOCK = {"views", "views.py", "api.py", "management", "jobs.py"}
WITHOUT_CLOCK = ("law", "organs", "registers", "disclosure", "report", "demo")


def test_functions_are_short() -> None:
    lengths = dict(functions())
    too_long = {where: lines for where, lines in lengths.items() if lines > 60}
    assert not too_long
    assert median(lengths.values()) <= 8
    within = sum(lines <= 25 for lines in lengths.values()) / len(lengths)
    assert within >= 0.9, sorted(
        ((lines, where) for where, lines in lengths.items() if lines > 25), reverse=True
    )[:40]


def test_modules_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert not {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > 400}


def test_texts_are_read_and_written_as_utf8() -> None:
    """An office machine may be set to GB 18030; our own files are UTF-8 there too."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("read_text", "write_text")
        and "encoding" not in {keyword.arg for keyword in node.keywords}
    ]
    assert not found


def test_the_repository_speaks_of_itself_alone() -> None:
    files = tracked_files()
    if not files:
        pytest.skip("这里不是 git 检出")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in files
        for word in FORBIDDEN
        if word.lower() in text_of(path).lower()
    ]
    assert not found


def test_every_room_says_what_it_is_for() -> None:
    assert not [room.name for room in rooms() if not (room / "README.md").exists()]


def test_the_glossary_names_what_is_there() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(r"`([A-Za-z_][\w.]*)`", glossary)
    program = "\n".join(text_of(path) for path in PACKAGE.rglob("*") if path.suffix in (".py", ".toml"))
    words = set(re.findall(r"\w+", program))
    assert len(terms) > 20
    assert not [term for term in terms if not set(term.split(".")) <= words]


@pytest.mark.django_db
def test_the_tables_follow_the_models() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "12345678-1234-5678-1234-567812345678"}
OPEN_DOORS = {"/office/login/"}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address of the program, with something in the place of its parameters."""
    for pattern in patterns:
        if isinstance(pattern.pattern, RegexPattern):
            continue  # no sample is sure to fit; the editor that uses them is guarded as a whole
        route = before + re.sub(
            r"<(?:(\w+):)?\w+>", lambda match: SAMPLES.get(match[1] or "str", "1"), str(pattern.pattern)
        )
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route


def office_addresses() -> list[str]:
    """The addresses of the office that ask who is there."""
    found = [each for each in addresses(get_resolver().url_patterns) if each.startswith("/office/")]
    return sorted(set(found) - OPEN_DOORS)


@pytest.mark.django_db
def test_the_office_lets_in_nobody_without_an_account() -> None:
    client = Client()
    checked = office_addresses()
    assert len(checked) > 10
    for address in checked:
        answers = [client.get(address), client.post(address)]
        asked = [answer for answer in answers if answer.status_code != 405]
        assert asked, address
        for answer in asked:
            assert answer.status_code == 302 and answer["Location"].startswith("/office/login/"), (
                address,
                answer,
            )


def test_the_day_is_an_argument() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] in WITHOUT_CLOCK
        and not MAY_READ_THE_CLOCK & set(path.relative_to(PACKAGE).parts)
        for line, name in calls(path)
        if name in CLOCKS
    ]
    assert not found


def test_every_model_says_in_chinese_what_it_is() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources()
        if "models" in path.relative_to(PACKAGE).as_posix()
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
        and not re.search("[一-鿿]", (ast.get_docstring(node) or "").split("\n")[0])
    ]
    assert not bare


def test_every_dependency_says_why_it_is_here() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start, end = lines.index("dependencies = ["), lines.index("[tool.setuptools.dynamic]")
    asked = [line for line in lines[start:end] if re.match(r'\s+"', line)]
    assert len(asked) > 20
    assert not [line for line in asked if "#" not in line]


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_the_lock_files_follow_the_project_file(lock: str) -> None:
    wanted = list(project()["project"]["dependencies"])
    if lock == "dev":
        wanted += project()["dependency-groups"]["dev"]
    locked = pins(lock)
    for line in wanted:
        requirement = Requirement(line)
        version = locked.get(normal(requirement.name))
        assert version and requirement.specifier.contains(version), f"{line}: run make lock"
    assert {name: locked[name] for name in pins("run")} == pins("run")


@pytest.mark.parametrize("lock", ["bootstrap", "run", "dev"])
def test_locks_hold_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[A-Za-z])", text.partition("make lock\n")[2])
    assert len(blocks) == len(PIN.findall(text)) and all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_every_setting_is_explained() -> None:
    explained = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    read = {name for path in sources() for name in re.findall(r"\bMINGTANG_[A-Z][A-Z_]*\b", text_of(path))}
    assert read, "no setting found: has the prefix changed?"
    assert not [name for name in sorted(read) if f"`{name}`" not in explained]
