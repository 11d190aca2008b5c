"""What may be written after `roadmap-bot`."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Final

from data.roadmap.weeks import Week

LAST_PORT: Final = 65535


def parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="roadmap-bot", description="A Telegram bot that answers from a signed inter-regional roadmap."
    )
    commands = made.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="the bot itself")
    _demo(
        commands.add_parser(
            "demo",
            help="the bot against a local Telegram, on a page in the browser and in the terminal; needs no token",
        )
    )
    _import(commands.add_parser("import", help="read a signed document into the database"))
    _ask(commands.add_parser("ask", help="answer a question in the terminal"))
    _summary(commands.add_parser("summary", help="the summary of a week, and publish it"))
    _invite(commands.add_parser("invite", help="a link that lets one person in"))
    _sandbox(commands.add_parser("sandbox", help="the local Telegram alone, to test any bot against"))
    _backup(commands.add_parser("backup", help="a verified copy of the database, also of one in use"))
    _restore(commands.add_parser("restore", help="put a copy in the database's place"))
    commands.add_parser("doctor", help="what is set up, and what is missing")
    return made


def _demo(command: ArgumentParser) -> None:
    command.add_argument(
        "--lang", choices=("ru", "en"), default="ru", help="language of the bot (default: ru)"
    )
    command.add_argument("--terminal", action="store_true", help="no page, only the chat in the terminal")
    command.add_argument("--no-open", action="store_true", help="only print the address of the page")
    command.add_argument(
        "--port", type=_port, metavar="N", help="port of the page, 0 for a free one (default: 8042, if free)"
    )


def _import(command: ArgumentParser) -> None:
    command.add_argument(
        "file", type=Path, metavar="FILE", help="the document; its names, if any, lie beside it"
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would change")
    command.add_argument("--json", action="store_true", help="what the document says, as one line of JSON")
    command.add_argument("--yes", action="store_true", help="confirm a new edition without being asked")
    command.add_argument(
        "--map",
        action="append",
        default=[],
        type=_pair,
        metavar="A=B",
        help="A of the file (an item's number, a body's name) is B as known, or new; may be repeated",
    )
    command.add_argument(
        "--with-hidden",
        action="store_true",
        help="also read hidden rows, columns and sheets; a dry run names what is left out without it",
    )
    which = command.add_mutually_exclusive_group()
    which.add_argument("--as-edition", type=int, metavar="ID", help="the file is an edition of this roadmap")
    which.add_argument("--as-new", action="store_true", help="the file is a roadmap of its own")


def _pair(text: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in text.partition("="))
    if not (left and equals and right):
        raise ArgumentTypeError(f"not two names with = between them: {text!r}")
    return left, right


def _ask(command: ArgumentParser) -> None:
    command.add_argument("text", metavar="TEXT", help="the question; - answers each line of standard input")
    command.add_argument("--json", action="store_true", help="one line of JSON for each question")
    command.add_argument(
        "--chat",
        action="store_true",
        help="each question may continue the one before; an empty line begins another conversation",
    )
    command.add_argument(
        "--as",
        type=int,
        dest="as_user",
        metavar="USER_ID",
        help="answer as this person: their activities, their side",
    )
    command.add_argument(
        "--roadmap", type=int, metavar="ID", help="of several roadmaps, this one (default: the first)"
    )


def _summary(command: ArgumentParser) -> None:
    command.add_argument(
        "--week", type=_week, metavar="2026-W47", help="of this ISO week (default: the one that goes on)"
    )
    command.add_argument("--send", action="store_true", help="publish it in the group, once for each week")
    command.add_argument(
        "--roadmap", type=int, metavar="ID", help="of several roadmaps, this one (default: the first)"
    )


def _week(text: str) -> Week:
    try:
        return Week.parse(text)
    except ValueError:
        raise ArgumentTypeError(f"not an ISO week such as 2026-W47: {text!r}") from None


def _port(text: str) -> int:
    if not (
        text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PORT)) and int(text) <= LAST_PORT
    ):
        raise ArgumentTypeError(f"not a port from 0 to {LAST_PORT}: {text!r}")
    return int(text)


def _invite(command: ArgumentParser) -> None:
    command.add_argument(
        "--role",
        choices=("reader", "official", "coordinator", "admin"),
        required=True,
        help="what they will be",
    )
    command.add_argument(
        "--agency", action="append", default=[], metavar="NAME", help="an official's agency; may be repeated"
    )
    command.add_argument(
        "--party",
        action="append",
        default=[],
        metavar="NAME",
        help="a coordinator's side; tells agencies of one name apart",
    )
    command.add_argument("--position", default="", metavar="TEXT", help="the office held in the agency")
    command.add_argument(
        "--hours", type=int, default=72, metavar="N", help="how long the link works, up to 720 (default: 72)"
    )
    command.add_argument(
        "--roadmap", type=int, metavar="ID", help="of several roadmaps, this one (default: the first)"
    )


def _sandbox(command: ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    command.add_argument(
        "--port", type=_port, default=8081, help="port to listen on, 0 for a free one (default: 8081)"
    )


def _backup(command: ArgumentParser) -> None:
    command.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="the copy (default: named by the time)"
    )


def _restore(command: ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="the copy to put in place")
