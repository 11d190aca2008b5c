"""Finds a button by its label."""

from bot.sandbox.schema.bot_api import Payload


def labelled(rows: list[list[Payload]], label: str) -> Payload:
    """The button with this label, else the only one that begins with it, else the only one that contains it.

    Raises `AssertionError` with the labels there are.
    """
    buttons = [button for row in rows for button in row]
    wanted = _plain(label)
    for fits in (_is, _begins, _holds):
        found = [button for button in buttons if fits(_plain(button["text"]), wanted)]
        if len(found) == 1 or (found and fits is _is):
            return found[0]
        if found:
            raise AssertionError(f"«{label}» fits several buttons: {_listed(found)}")
    raise AssertionError(f"there is no button «{label}»; there are: {_listed(buttons) or 'none'}")


def _plain(label: str) -> str:
    return " ".join(label.split()).casefold()


def _is(label: str, wanted: str) -> bool:
    return label == wanted


def _begins(label: str, wanted: str) -> bool:
    return label.startswith(wanted)


def _holds(label: str, wanted: str) -> bool:
    return wanted in label


def _listed(buttons: list[Payload]) -> str:
    return ", ".join(f"«{button['text']}»" for button in buttons)
