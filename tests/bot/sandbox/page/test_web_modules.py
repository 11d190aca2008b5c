"""The page's JavaScript modules."""

import re
from pathlib import Path

from bot.sandbox.page.web_files import FOLDER


def imported(module: Path) -> set[str]:
    return set(re.findall(r'from "\./([\w.]+)"', module.read_text(encoding="utf-8")))


def test_no_module_imports_itself_by_way_of_others() -> None:
    modules = {path.name: imported(path) for path in (FOLDER / "js").glob("*.js")}
    while leaves := {name for name, imports in modules.items() if not imports}:
        modules = {name: imports - leaves for name, imports in modules.items() if name not in leaves}
    assert modules == {}
