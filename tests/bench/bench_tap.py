"""CPU of one tap on a button, edit and answer: aiogram as it comes, and this bot's wire.

The server runs in a process of its own, so that only the bot's side is counted, all its threads included.
Run with `python -m tests.bench.bench_tap [TAPS]`.
"""

import asyncio
import gc
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from aiogram import Bot, Dispatcher, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiohttp import web

from bot.app import GC_THRESHOLDS
from bot.cli.run import loop_factory
from bot.telegram.session import TelegramSession
from bot.updates.inbox import UpdateInbox
from bot.updates.polling import Polling
from data.database import Database

TOKEN: Final = "42:AAF-bench-bench-bench-bench-bench-bench"
PEOPLE: Final = 500  # taps come from so many chats, so that no chat meets its flood limit
BATCH: Final = 5
TEXT: Final = "3. В сфере строительства и жилищно-коммунального хозяйства\n" * 12
WARM_UP: Final = 200


def keyboard() -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=f"{n}. В сфере …", callback_data=f"s:{n}:0")] for n in range(12)]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def dispatcher(done: Callable[[], None]) -> Dispatcher:
    router = Router()

    @router.callback_query()
    async def tap(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text(TEXT, reply_markup=keyboard())
        await query.answer()
        done()

    made = Dispatcher(disable_fsm=True)
    made.include_router(router)
    return made


async def stock(url: str, taps: int) -> float:
    """aiogram's polling and session."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    count, finished = 0, asyncio.Event()
    started = 0.0

    def done() -> None:
        nonlocal count, started
        count += 1
        started = time.process_time() if count == WARM_UP else started
        if count == taps + WARM_UP:
            finished.set()

    bot = Bot(TOKEN, session=session)
    made = dispatcher(done)
    polling = asyncio.create_task(made.start_polling(bot, handle_signals=False, polling_timeout=1))
    await finished.wait()
    spent = time.process_time() - started
    await made.stop_polling()
    await polling
    return spent / taps * 1e6


async def ours(url: str, taps: int, folder: Path) -> float:
    """This bot's polling, inbox, session and limits, with the collector spared as after start-up."""
    session = TelegramSession(url)
    count, finished = 0, asyncio.Event()
    started = 0.0

    def done() -> None:
        nonlocal count, started
        count += 1
        started = time.process_time() if count == WARM_UP else started
        if count == taps + WARM_UP:
            finished.set()

    bot = Bot(TOKEN, session=session)
    db = await Database.open(folder / "bench.db")
    inbox = UpdateInbox(db, bot, dispatcher(done))
    await inbox.start()
    # The pace for all chats together is what Telegram allows; the bench asks what a tap costs, not when it may go.
    session.limits._reserve_overall = lambda: 0.0  # type: ignore[method-assign]
    polling = asyncio.create_task(Polling(session, bot, inbox, ["callback_query"]).run())
    await finished.wait()
    spent = time.process_time() - started
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await inbox.stop(5)
    await db.close()
    await session.close()
    return spent / taps * 1e6


def serve() -> None:
    """A Bot API server that has one tap after another and answers edits as Telegram does, whole."""
    user = {"id": 7, "is_bot": False, "first_name": "Анна", "language_code": "ru"}
    edited: dict[str, Any] = {"message_id": 10, "date": 1_790_000_000, "text": TEXT}
    edited["reply_markup"] = keyboard().model_dump(exclude_none=True)

    def tap(number: int) -> dict[str, Any]:
        chat = {"id": 1 + number % PEOPLE, "type": "private", "first_name": "Анна"}
        query = {"id": str(number), "from": user, "chat_instance": "1", "data": f"s:{number % 14}:0"}
        return {
            "update_id": number,
            "callback_query": query | {"message": edited | {"chat": chat, "from": user}},
        }

    asked = 0

    async def handle(request: web.Request) -> web.Response:
        nonlocal asked
        await request.read()
        method = request.match_info["method"].lower()
        if method == "getupdates":
            asked += BATCH
            return web.json_response({"ok": True, "result": [tap(asked - n) for n in reversed(range(BATCH))]})
        chat = {"id": 7, "type": "private", "first_name": "Анна"}
        results: dict[str, Any] = {
            "getme": {"id": 42, "is_bot": True, "first_name": "Карта", "username": "bench_bot"},
            "editmessagetext": edited | {"chat": chat, "from": user},
        }
        return web.json_response({"ok": True, "result": results.get(method, True)})

    async def main() -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", handle)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()

    asyncio.run(main())


def measured(run: Callable[[str], Awaitable[float]], *, spared: bool) -> float:
    """Microseconds of CPU a tap, in a process of its own kind: gc as it comes, or spared."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.bench_tap", "--serve"], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        if spared:
            gc.collect()
            gc.freeze()
            gc.set_threshold(*GC_THRESHOLDS)
        try:
            with asyncio.Runner(loop_factory=loop_factory()) as runner:
                return runner.run(_awaited(run, url))
        finally:
            gc.unfreeze()
            gc.set_threshold(700, 10, 10)
            server.kill()


async def _awaited(run: Callable[[str], Awaitable[float]], url: str) -> float:
    return await run(url)


def main(taps: int = 3000) -> None:
    figures = {"aiogram as it comes": measured(lambda url: stock(url, taps), spared=False)}
    figures["aiogram, collector spared"] = measured(lambda url: stock(url, taps), spared=True)
    with TemporaryDirectory() as folder:
        figures["this bot"] = measured(lambda url: ours(url, taps, Path(folder)), spared=True)
    for name, microseconds in figures.items():
        sys.stdout.write(f"{name:<28}{microseconds:8.0f} µs of CPU a tap\n")
    sys.stdout.write(json.dumps({name: round(figure) for name, figure in figures.items()}) + "\n")


if __name__ == "__main__":
    if "--serve" in sys.argv:
        serve()
    else:
        main(*map(int, sys.argv[1:]))
