"""The source as syntax trees, and who imports whom."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PACKAGES: Final = ("bot", "handlers", "data")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the product by its dotted name; a package has the name of its folder."""
    return {
        module_name(path): ast.parse(path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    }


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports() -> dict[str, frozenset[str]]:
    """The modules of the product that each module imports, anywhere in its text."""
    return {name: frozenset(_imported(tree)) for name, tree in modules().items()}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield from (name for name in (inner, node.module) if name in modules())


def rooms(depth: int) -> dict[str, set[str]]:
    """The folders and loose modules of so many parts, and which of them each imports."""
    found: dict[str, set[str]] = {}
    for importer, imported in imports().items():
        room = room_of(importer, depth)
        found.setdefault(room, set()).update(
            other for name in imported if not is_kin(room, other := room_of(name, depth))
        )
    return found


def room_of(module: str, depth: int) -> str:
    return ".".join(module.split(".")[:depth])


def is_kin(one: str, other: str) -> bool:
    """The same, or parent and child."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def ring(graph: dict[str, set[str]]) -> list[str]:
    """What imports itself by way of others, with what lies between two rings; empty where nothing does."""
    left = {name: set(others) for name, others in graph.items()}
    while ends := left.keys() - _between(left):
        left = {name: others - ends for name, others in left.items() if name not in ends}
    return sorted(left)


def _between(graph: dict[str, set[str]]) -> set[str]:
    """Those that import another one and are imported by one."""
    return {name for name, others in graph.items() if others} & set().union(*graph.values())


def classes() -> Iterator[tuple[str, str]]:
    """Each class as its module and its name."""
    for module, tree in modules().items():
        yield from ((module, node.name) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many there are in the function, those within others counted, its docstring not."""
    inner = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inner - bool(ast.get_docstring(function))


def variables(module: str) -> Iterator[str]:
    """The names of the module's variables, parameters and attributes, wherever they are set."""
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg


def calls(module: str) -> Iterator[str]:
    """The names of the methods called in the module."""
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr
