"""The rules of the house, as far as a program can check them."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in MODULES]
# In the order in which a report passes through; a stage imports only stages before it.
STAGES = ("reading", "structure", "extraction", "linking", "facts", "graph", "site", "evaluation")
# What no stage may import: these put the stages together.
ABOVE = ("pipeline", "build", "cli")
EVERYWHERE = ("ontology", "records")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

modules = pytest.mark.parametrize("path", MODULES, ids=NAMES)


def imported(tree: ast.AST) -> set[str]:
    """Return the second name of everything imported from kg: its stages and other parts."""
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: a relative import"
            base = node.module or ""
            names += [f"{base}.{alias.name}" for alias in node.names] if base == "kg" else [base]
    return {name.split(".")[1] for name in names if name.startswith("kg.")} - {"__version__"}


def docstrings(tree: ast.AST) -> set[tuple[int, int]]:
    """Return the positions (line, column) of all docstrings."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                found.add((first.value.lineno, first.value.col_offset))
    return found


def han_in_code(source: str) -> list[str]:
    """Return ``line: token`` for every token with a Han character that is neither comment nor docstring."""
    allowed = docstrings(ast.parse(source))
    return [
        f"{token.start[0]}: {token.string[:40]}"
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type != tokenize.COMMENT and token.start not in allowed and HAN.search(token.string)
    ]


@modules
def test_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400, "a module that passes 400 lines is two modules"


@modules
def test_docstring_and_menu(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "a module says in its docstring what it does"
    menus = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets)
    ]
    offers = any(isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom) for n in tree.body)
    assert menus or not offers, "a module lists what it offers in __all__"


@modules
def test_words_that_decide_live_in_the_ontology(path: Path) -> None:
    assert not han_in_code(path.read_text("utf-8")), "Chinese words belong into ontology/*.yaml"


@modules
def test_a_stage_imports_only_stages_before_it(path: Path) -> None:
    parts = path.relative_to(ROOT / "kg").parts
    own = parts[0].removesuffix(".py")
    names = imported(ast.parse(path.read_text("utf-8"))) - {own}
    if own in EVERYWHERE:
        assert names <= set(EVERYWHERE)
    elif own in STAGES:
        assert names <= {*EVERYWHERE, *STAGES[: STAGES.index(own)]}
    elif own == "pipeline":
        assert names <= {*EVERYWHERE, *STAGES}
    elif own == "build":
        assert names <= {*EVERYWHERE, *STAGES, "pipeline"}
    else:
        known = {"cli", "api", "serve", "endpoint", "__init__", "__main__"}
        assert own in known, "a new part of the house: say here what it may import"


def test_every_part_has_its_place() -> None:
    folders = {path.name for path in (ROOT / "kg").iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders == {*STAGES, "ontology", "build", "cli"}


def test_no_part_stands_for_everything() -> None:
    assert not [name for name in NAMES if re.search(r"(^|[/_])(utils?|helpers?|managers?|misc|common)(\.py|/|_)", name)]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""区政府"""\n', []),
        ("x = 1  # 区政府\n", []),
        ('def f():\n    """区政府"""\n', []),
        ('x = "区政府"\n', ['1: "区政府"']),
        ('def f():\n    """f"""\n    return ["a", "局"]\n', ['3: "局"']),
    ],
)
def test_the_check_for_chinese_sees_what_it_should(source: str, found: list[str]) -> None:
    assert han_in_code(source) == found


def test_f_strings_are_seen() -> None:
    assert han_in_code('x = f"区{1}政府"\n')


def test_the_check_for_imports_sees_what_it_should() -> None:
    source = "import kg.site.write\nfrom kg import __version__, pipeline\nfrom kg.graph import serialize\nimport os\n"
    assert imported(ast.parse(source)) == {"site", "pipeline", "graph"}
