"""What the bot begins by itself leaves through `bot.services.messages`, which alone chooses its language."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.services.messages.kinds import MessageKind

ROOT: Final = Path(__file__).parents[4]
ROOM: Final = ROOT / "bot" / "services" / "messages"
SENDING: Final = frozenset({"send_message", "SendMessage"})
# A person's own update asked for what these send; the language is that of the update.
ANSWERING: Final = {
    "bot/services/notes/form.py": {"send"},
    "bot/services/notes/publisher.py": {"send"},
    "bot/services/decisions/meetings.py": {"speaking"},  # the protocol is kept in every language
    "bot/services/summaries/admin.py": {"SendMessage"},  # the posts of a week as the group will get them
    "handlers/settings.py": {"speaking"},  # the settings at once in the language just chosen
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Those in which an unasked message may begin."""
    rooms = [ROOT / "bot" / "services", ROOT / "handlers"]
    paths = [path for room in rooms for path in room.rglob("*.py") if ROOM not in path.parents]
    for path in [*paths, ROOT / "bot" / "app.py", ROOT / "bot" / "scheduler.py"]:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def test_the_language_is_chosen_in_one_room() -> None:
    """No other module turns to a language, or sends a message past the notifier."""
    for name, tree in modules():
        found = {word for module, word in imported(tree) if module == "bot.i18n"} & {
            "speaking",
            "spoken_locale",
        }
        found |= {
            word for module, word in imported(tree) if (module, word) == ("bot.telegram.rendering", "send")
        }
        called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        found |= {getattr(func, "attr", getattr(func, "id", "")) for func in called} & SENDING
        found |= {word for _module, word in imported(tree)} & SENDING
        assert found == ANSWERING.get(name, set()), name


def test_every_kind_is_sent_somewhere() -> None:
    """No kind is left over: a scenario for it would prove nothing."""
    named = {
        node.attr
        for tree in [ast.parse((ROOM / "given_up.py").read_text()), *(tree for _name, tree in modules())]
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "MessageKind"
    }
    assert named == {kind.name for kind in MessageKind}
