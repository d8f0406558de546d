"""The rules of the house that no linter holds: who may import whom, and what the README owes."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import VARIABLES

ROOT = Path(__file__).parents[1]
CORE = sorted((ROOT / "core").rglob("*.py"))
PAGES = [ROOT / "app.py", ROOT / "server.py", *sorted((ROOT / "pages").rglob("*.py"))]
SHELF = {path for path in CORE if "adapters" not in path.parts and path.name != "__main__.py"}
LONGEST_FILE = 300
NOUNS = ROOT / "core" / "models.py"
"""One list by design; most of its lines say what a field means."""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def imports(body: list[ast.stmt], *, deep: bool) -> Iterator[str]:
    """Name what a module imports: at its top, or anywhere in it."""
    for node in body:
        if is_type_checking(node):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif deep:
            yield from imports(
                [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)],
                deep=True,
            )


def imported(path: Path, *, deep: bool = False) -> set[str]:
    return set(imports(ast.parse(path.read_text(encoding="utf-8")).body, deep=deep))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_modules_import_in_one_direction() -> None:
    """No module of core/ imports, however far around, itself."""
    known = {module_name(path): path for path in CORE}
    graph = {name: {n for n in imported(path) if n in known} for name, path in known.items()}

    def reachable(name: str) -> set[str]:
        seen: set[str] = set()
        todo = list(graph[name])
        while todo:
            if (here := todo.pop()) not in seen:
                seen.add(here)
                todo.extend(graph[here])
        return seen

    cycles = [name for name in graph if name in reachable(name)]

    assert cycles == []


def test_core_never_imports_streamlit_or_pages() -> None:
    """The core draws nothing, not even inside a function."""
    guilty = [
        module_name(path)
        for path in CORE
        for name in imported(path, deep=True)
        if name.split(".")[0] in {"streamlit", "pages", "app", "server"}
    ]

    assert guilty == []


def test_the_shelf_never_imports_an_adapter() -> None:
    """Pure rooms and the pipeline know Protocols; only entrances join adapters to them."""
    entrances = {"core.__main__", "core.terminal"}
    guilty = [
        module_name(path)
        for path in SHELF
        if not any(module_name(path).startswith(entrance) for entrance in entrances)
        for name in imported(path, deep=True)
        if name.startswith("core.adapters")
    ]

    assert guilty == []


@pytest.mark.parametrize("path", [p for p in [*CORE, *PAGES] if p != NOUNS], ids=module_name)
def test_a_file_holds_one_idea(path: Path) -> None:
    """A file that outgrows its limit holds two ideas."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_the_readme_draws_the_whole_tree() -> None:
    """Each file a reader can meet stands in the README's tree."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [path.name for path in [*CORE, *PAGES] if path.name not in readme]

    assert missing == []


def test_the_readme_explains_every_setting() -> None:
    """Each variable the program reads stands in the README's table."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [name for name in VARIABLES if f"`{name}`" not in readme] == []


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of a machine and no package-index address stands in a tracked text."""
    words = ("/" + "root/", "/" + "work/", "index" + "-url", "pypi.org/" + "simple")
    texts = [p for p in tracked() if p.suffix in {".py", ".md", ".txt", ".toml", ".lock", ".json"}]
    guilty = [
        (path.name, word)
        for path in texts
        for word in words
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]

    assert guilty == []
