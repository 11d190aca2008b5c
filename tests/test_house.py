"""Every line has one room, and rooms know each other in one direction."""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from tests.source_tree import (
    ROOT,
    calls,
    classes,
    functions,
    imports,
    is_kin,
    modules,
    ring,
    room_of,
    rooms,
    statements,
    variables,
)

SQL: Final = {"execute", "executemany", "cursor", "execute_fetchall"}
LOOSE: Final = {"bot": 9, "data": 5, "handlers": 10, "bot/screens": 10}  # most modules outside any room
FEATURES: Final = {
    *("roadmap", "search", "notes", "people", "groups", "decisions", "reminders", "summaries"),
    *("documents", "reports"),
}
# Words of the beginning, each with another name now. Not among them is what has become the name of something else.
OLD_MODULES: Final = {
    *(
        "doors",
        "acquaintance",
        "acting",
        "admission",
        "interruption",
        "leaving",
        "intake",
        "receiving",
        "feeding",
    ),
    *(
        "failures",
        "handling",
        "limits",
        "delivery",
        "division",
        "desk",
        "personnel",
        "notification",
    ),
    *("tongues", "trail", "via", "display", "asking", "menu_words", "exits", "rounds", "duty", "roadmaps"),
    *(
        "standings",
        "stamp",
        "unplaced",
        "placing",
        "offering",
        "ways",
        "taking",
        "steps",
        "pieces",
        "charges",
    ),
    *("demands", "novelty", "silent", "letters", "moving", "deciding", "closing", "office", "vacant"),
    *(
        "unconnected",
        "enrolment",
        "roster",
        "outstanding",
        "recording",
        "lexicon",
        "readings",
        "heard",
        "meanings",
    ),
    *("mentions", "selection", "alternatives", "frames", "roots", "slips", "neighbours", "apart", "marks"),
    *("compounds", "shorthand", "layouts", "lazy", "idioms", "bodies", "continuity", "wording", "heading"),
    *(
        "sights",
        "deeds",
        "acts",
        "looking",
        "mounting",
        "founding",
        "watching",
        "picture",
        "targets",
        "cleaning",
    ),
    *("world", "cast", "past", "stage", "living", "remembered"),
}
OLD_CLASSES: Final = {
    *("Passage", "Allowance", "Feeder", "Marks", "StrangeAnswer", "Uncertain", "Hooks", "News", "Doubtful"),
    *(
        "Rejected",
        "Postponed",
        "Group",
        "Part",
        "Address",
        "About",
        "Trouble",
        "Deed",
        "Press",
        "Voice",
        "Taking",
    ),
    *(
        "Audience",
        "Called",
        "Leaving",
        "Kept",
        "Charge",
        "Memory",
        "Scene",
        "Facts",
        "Told",
        "Step",
        "Said",
        "Troupe",
    ),
}
OLD_FUNCTIONS: Final = {
    *(
        "deed",
        "desk",
        "doors",
        "acts",
        "hear",
        "heard",
        "tongues",
        "trail",
        "via",
        "charges",
        "demands",
        "novelty",
    ),
    *(
        "unconnected",
        "vacant",
        "reachable",
        "enrolment",
        "roster",
        "standings",
        "unplaced",
        "placing",
        "offering",
    ),
    *("lexicon", "readings", "slips", "neighbours", "shorthand", "idioms", "mounting", "founding", "troupe"),
}
OLD_VARIABLES: Final = {
    *("deed", "desk", "press", "voice", "taking", "tongues", "trail", "via", "charges", "demands", "novelty"),
    *("said", "told", "kept", "standing", "standings", "each", "somebody", "nobody", "whoever", "everybody"),
    *("scene", "unplaced", "placing", "vacant", "lexicon", "slips", "idioms", "frames", "roster", "bodies"),
}
FLOORS: Final = ("handlers", "bot.services", "bot.screens")
# Modules of under 25 lines, each for a reason that CONTRIBUTING.md gives; all others stand with a neighbour.
SMALL: Final = {
    *("problems", "fields", "thresholds", "screen", "refusal", "refusals", "text_commands", "fatal_errors"),
    *("cell_list", "fingerprint", "__main__"),
}


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def children(package: str) -> set[str]:
    return {name.split(".")[1] for name in modules() if name.startswith(f"{package}.")}


@pytest.mark.parametrize("package", ["bot", "data"])
def test_every_child_is_in_the_contract(package: str) -> None:
    """A new room or loose module has to be put into the order of imports."""
    layers = [
        layer.strip(" ()")
        for contract in contracts()
        if contract.get("containers") == [package]
        for line in contract["layers"]
        for layer in line.replace("|", ":").split(":")
    ]
    assert children(package) <= set(layers)
    assert len(layers) == len(set(layers))


@pytest.mark.parametrize("depth", [2, 3, 99], ids=["rooms", "inner rooms", "modules"])
def test_nothing_imports_itself_by_way_of_others(depth: int) -> None:
    assert ring(rooms(depth)) == []


def test_who_uses_the_local_telegram() -> None:
    """The command line and the demo, which are its front; it imports nothing of ours."""
    users = {
        room_of(importer, 2)
        for importer, imported in imports().items()
        if any(is_kin("bot.sandbox", name) and name != "bot" for name in imported)
    }
    assert users <= {"bot.sandbox", "bot.cli", "bot.demo"}
    used = {
        name
        for importer in imports()
        if importer.startswith("bot.sandbox")
        for name in imports()[importer]
        if not name.startswith("bot.sandbox")
    }
    assert used <= {"bot"}


def test_no_handler_imports_a_handler() -> None:
    """A package composes the routers of its own modules; the filter of text commands is no handler."""
    for importer, imported in imports().items():
        if importer.startswith("handlers."):
            others = {
                name for name in imported if name.startswith("handlers.") and not is_kin(importer, name)
            }
            assert others <= {"handlers.text_commands"}, importer


def test_no_handler_opens_a_transaction() -> None:
    for module in modules():
        if module.startswith("handlers"):
            assert "writing" not in set(calls(module)), module


def test_a_handler_has_at_most_eight_statements() -> None:
    for module in modules():
        if module.startswith("handlers"):
            for function in functions(module):
                if function.name != "router":  # a list of routes
                    assert statements(function) <= 8, f"{module}.{function.name}"


def test_sql_stands_in_data() -> None:
    for module in modules():
        if not module.startswith("data"):
            assert not SQL & set(calls(module)), module


@pytest.mark.parametrize(("folder", "most"), LOOSE.items(), ids=LOOSE)
def test_few_modules_are_loose(folder: str, most: int) -> None:
    loose = [path.stem for path in (ROOT / folder).glob("*.py") if not path.stem.startswith("__")]
    assert len(loose) <= most, sorted(loose)


@pytest.mark.parametrize("floor", FLOORS)
def test_a_feature_has_one_name_on_every_floor(floor: str) -> None:
    extra = {"messages"} if floor == "bot.services" else set()
    found = {path.name for path in folders(ROOT.joinpath(*floor.split(".")))}
    assert found <= FEATURES | extra


def test_a_feature_has_one_name_in_callbacks_and_data() -> None:
    callbacks = {path.stem for path in (ROOT / "bot" / "callbacks").glob("*.py")} - {"__init__"}
    assert callbacks <= FEATURES | {"breadcrumbs", "fields"}
    below = {"editions", "messaging", "regions", "primitives", "shipped"}
    assert {path.name for path in folders(ROOT / "data")} <= FEATURES | below


def test_small_modules_stand_with_a_neighbour() -> None:
    for package in ("bot", "data", "handlers"):
        for path in (ROOT / package).rglob("*.py"):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(("bot/sandbox", "bot/callbacks")) and path.name != "__init__.py":
                lines = len(path.read_text(encoding="utf-8").splitlines())
                assert lines >= 25 or path.stem in SMALL, name


def folders(folder: Path) -> Iterable[Path]:
    return (path for path in folder.iterdir() if path.is_dir() and any(path.glob("*.py")))


def test_a_class_name_stands_for_one_thing() -> None:
    places = defaultdict(set)
    for module, name in classes():
        if not module.startswith("bot.sandbox"):
            places[name].add(module)
    assert {name: sorted(modules) for name, modules in places.items() if len(modules) > 1} == {}


def test_no_old_name_is_left() -> None:
    """Of modules, classes and functions; prose may use the words."""
    names = [(module, module.rpartition(".")[2]) for module in modules()]
    assert [module for module, name in names if name in OLD_MODULES] == []
    assert [(module, name) for module, name in classes() if name in OLD_CLASSES] == []
    named = [(module, function.name) for module in modules() for function in functions(module)]
    assert [(module, name) for module, name in named if name.strip("_") in OLD_FUNCTIONS] == []
    held = [(module, name) for module in modules() for name in variables(module)]
    product = [(module, name) for module, name in held if not module.startswith("bot.sandbox")]
    assert [(module, name) for module, name in product if name.strip("_").lower() in OLD_VARIABLES] == []


def test_tests_mirror_the_product() -> None:
    """Below `tests` a folder has the name of the room, or loose module, that it tests."""
    own = {"bot/processes", "handlers/year", "bot/sandbox/page/browser", "bot/sandbox/page/pictures"}
    for folder in sorted((ROOT / "tests").rglob("*")):
        name = folder.relative_to(ROOT / "tests").as_posix()
        if folder.is_dir() and name.split("/")[0] in {"bot", "data", "handlers"} and any(folder.glob("*.py")):
            is_there = (ROOT / name).is_dir() or (ROOT / f"{name}.py").is_file()
            assert is_there or name in own, name


def test_public_functions_of_data_and_services_are_documented() -> None:
    for module, tree in modules().items():
        if module.startswith(("data", "bot.services")):
            for function in documented_here(tree.body):
                assert ast.get_docstring(function), f"{module}.{function.name}"


def documented_here(body: list[ast.stmt]) -> Iterable[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Public functions and methods, but for those of protocols, which have no body."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            if not any(ast.unparse(base) == "Protocol" for base in node.bases):
                yield from documented_here(node.body)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
