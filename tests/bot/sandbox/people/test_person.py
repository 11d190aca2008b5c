"""The person's side, against a small bot that speaks bare HTTP."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.inspection.waiting import NotSeen
from bot.sandbox.people.person import Person
from bot.sandbox.schema.bot_api import Payload
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.bare_bot import Api

MENU = {
    "inline_keyboard": [
        [
            {"text": "Сферы", "callback_data": "edit:Список сфер"},
            {"text": "Сферы А–Я", "callback_data": "edit:Азбука"},
        ],
        [
            {"text": "Тост", "callback_data": "toast:Записано"},
            {"text": "Тревога", "callback_data": "alert:Нельзя"},
        ],
        [
            {"text": "Новое", "callback_data": "send:Новое сообщение"},
            {"text": "2/5", "callback_data": "nothing:"},
        ],
        [{"text": "Тишина", "callback_data": "silence:"}],
    ]
}


class EchoBot:
    """Confirms updates before it handles them, as real bots do; buttons say what they do."""

    def __init__(self, api: Api) -> None:
        self.api = api

    async def run(self) -> None:
        while True:
            for update in await self.api.updates(timeout=30):
                await (
                    self.pressed(update["callback_query"])
                    if "callback_query" in update
                    else self.told(update)
                )

    async def told(self, update: Payload) -> None:
        message = update.get("message") or update.get("edited_message") or {}
        if "text" in message or "caption" in message:
            said = message.get("text") or message.get("caption")
            await self.api.ok(
                "sendMessage", chat_id=message["chat"]["id"], text=f"эхо: {said}", reply_markup=MENU
            )

    async def pressed(self, query: Payload) -> None:
        verb, _, words = query["data"].partition(":")
        place = {"chat_id": query["message"]["chat"]["id"]}
        if verb == "silence":
            return
        answer = {"text": words} if verb in ("toast", "alert") else {}
        await self.api.ok(
            "answerCallbackQuery", callback_query_id=query["id"], show_alert=verb == "alert", **answer
        )
        if verb == "edit":
            message_id = query["message"]["message_id"]
            await self.api.ok(
                "editMessageText", **place, message_id=message_id, text=words, reply_markup=MENU
            )
        if verb == "send":
            await self.api.ok("sendMessage", **place, text=words)


@pytest.fixture
def options() -> Options:
    return Options(rates=None, patience=0.5)


@pytest.fixture
async def bot(api: Api) -> AsyncIterator[EchoBot]:
    echo = EchoBot(api)
    running = asyncio.create_task(echo.run())
    yield echo
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.usefixtures("bot")
class TestWithABot:
    async def test_sending_returns_what_is_seen(self, anna: Person) -> None:
        """What the bot answers is there when `sends` returns."""
        seen = await anna.sends("/start")
        assert seen.text == "эхо: /start"
        assert anna.screen == seen
        assert anna.buttons[:2] == ["Сферы", "Сферы А–Я"]

    async def test_pressing_waits_for_the_edit(self, anna: Person) -> None:
        """An answer alone is not the reaction: the edit that follows is awaited."""
        await anna.sends("/start")
        assert (await anna.presses("Сферы")).text == "Список сфер"
        assert (anna.toast, anna.alert) == (None, None)

    async def test_a_toast_may_stand_alone(self, anna: Person) -> None:
        """A button that only says something needs no change."""
        await anna.sends("/start")
        await anna.presses("Тост")
        assert anna.toast == "Записано"
        await anna.presses("Тревога")
        assert anna.alert == "Нельзя"

    async def test_a_new_message_is_a_change(self, anna: Person) -> None:
        """A press may be answered by a new message; the buttons above stay within reach."""
        await anna.sends("/start")
        assert (await anna.presses("Новое")).text == "Новое сообщение"
        assert (await anna.presses("Сферы")).text == "Список сфер"

    async def test_a_press_that_changes_nothing(self, anna: Person) -> None:
        """It fails, unless the test said that only the answer counts."""
        await anna.sends("/start")
        with pytest.raises(NotSeen, match=r"(?s)changed nothing within 0.5 s.*«Анна» ends with.*эхо: /start"):
            await anna.presses("2/5")
        await anna.presses("2/5", changes=False)

    async def test_a_press_that_is_not_answered(self, anna: Person, sandbox: Sandbox) -> None:
        """A button that spins fails the press and the strict check."""
        await anna.sends("/start")
        with pytest.raises(NotSeen, match=r"(?s)'silence:' was not answered.*buttons that spin: 'silence:'"):
            await anna.presses("Тишина")
        with pytest.raises(AssertionError, match="left spinning"):
            sandbox.check()

    async def test_a_forged_press(self, anna: Person) -> None:
        """Any data may be pressed; the bot's answer is awaited."""
        await anna.sends("/start")
        await anna.presses_data("toast:подделка")
        assert anna.toast == "подделка"

    async def test_impatient_fingers(self, anna: Person, sandbox: Sandbox) -> None:
        """Several presses at once, each with an answer of its own."""
        await anna.sends("/start")
        queries = [anna.taps("Тост") for _ in range(5)]
        await sandbox.until(lambda: all(query.answer is not None for query in queries))
        await sandbox.settled()
        sandbox.check()

    async def test_files_and_corrections(self, anna: Person) -> None:
        """Documents, replies and edits are answered like texts."""
        assert (await anna.sends_document("a.txt", b"x", "файл")).text == "эхо: файл"
        own = anna.writes("раз")
        await anna.sees("эхо: раз")
        assert (await anna.edits_message(own, "два", until="два")).text == "эхо: два"
        assert (await anna.replies(anna.screen, "ответ")).text == "эхо: ответ"

    async def test_groups_and_topics(self, anna: Person, sandbox: Sandbox) -> None:
        """The same actions in a group; each chat has its own screen."""
        group = sandbox.group("Рабочая группа", members=[anna], topics=["Отчёты"], bot=Status.ADMINISTRATOR)
        seen = await anna.sends("/find мост", chat=group, topic="Отчёты")
        assert seen.text == "эхо: /find мост"
        assert (await anna.presses("Сферы", chat=group)).text == "Список сфер"
        with pytest.raises(AssertionError, match="the bot has not written to the chat «Анна»"):
            anna.looks()

    async def test_silence_that_is_meant(self, anna: Person, sandbox: Sandbox) -> None:
        """A word in a group that the bot is not told of is written, not sent; then all settles."""
        group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
        with pytest.raises(AssertionError, match="privacy mode"):
            await anna.sends("просто слова", chat=group)
        anna.writes("ещё слова", chat=group)
        await sandbox.settled()
        assert [one.text for one in anna.history(group)][1:] == ["просто слова", "ещё слова"]

    async def test_settled_waits_for_probes(self, anna: Person, sandbox: Sandbox) -> None:
        """A bot that knows of unfinished work keeps `settled` waiting."""
        await anna.sends("/start")
        sandbox.settles_when(lambda: False)
        with pytest.raises(NotSeen, match="did not come to rest"):
            await sandbox.settled(timeout=0.2)

    async def test_until_takes_any_condition(self, sandbox: Sandbox) -> None:
        """Conditions may be asynchronous, and may be about things this Telegram knows nothing of."""
        looked = []

        async def third_look() -> bool:
            looked.append(1)
            return len(looked) == 3

        await sandbox.until(third_look)
        with pytest.raises(NotSeen, match=r"the moon did not rise within 0\.1 s"):
            await sandbox.until(lambda: False, timeout=0.1, what="the moon did not rise")


async def test_without_a_bot_nothing_is_seen(anna: Person) -> None:
    """The failure shows the chat, the calls and what waits."""
    with pytest.raises(NotSeen) as caught:
        await anna.sends("/start")
    picture = str(caught.value)
    assert "the bot did not react within 0.5 s." in picture
    assert "The bot's last calls, getUpdates left out:\n  none" in picture
    assert "Updates not confirmed: 1, of which the bot was given 0; its long poll is not open" in picture


@pytest.mark.parametrize(
    ("label", "failure"),
    [
        ("Архив", "there is no button «Архив»; there are: «Сферы», «Сферы А–Я», «Тост»"),
        ("Т", "«Т» fits several buttons: «Тост», «Тревога», «Тишина»"),
    ],
)
async def test_labels(api: Api, anna: Person, label: str, failure: str) -> None:
    """A label must name one button; the failure lists what there is."""
    await api.ok("sendMessage", chat_id=anna.id, text="меню", reply_markup=MENU)
    with pytest.raises(AssertionError, match=failure):
        anna.taps(label)
    assert anna.taps("нов").data == "send:Новое сообщение"
    assert anna.taps("а–я").data == "edit:Азбука"


async def test_a_disabled_button_cannot_be_pressed(api: Api, anna: Person) -> None:
    """A greyed button fails the test that presses it."""
    markup = {"inline_keyboard": [[{"text": "›", "disabled": {}}]]}
    await api.ok("sendMessage", chat_id=anna.id, text="конец", reply_markup=markup)
    with pytest.raises(AssertionError, match="is disabled"):
        await anna.presses("›")


async def test_events_can_be_watched(sandbox: Sandbox, anna: Person) -> None:
    """A page or a log may follow everything that happens, as plain JSON."""
    watched = sandbox.subscribe()
    following = asyncio.ensure_future(anext(watched))
    await asyncio.sleep(0)
    anna.writes("да")
    event = await following
    assert (event.kind, event.chat_id, event.data["by"]) == ("message", anna.id, anna.id)
    await watched.aclose()  # type: ignore[attr-defined]
