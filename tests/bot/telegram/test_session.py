"""Requests out: their form, and which failures are repeated."""

import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from io import BytesIO
from math import inf

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
)

from bot.telegram.errors import AmbiguousOutcome, NotSent, UnexpectedResponse
from bot.telegram.request_context import RequestContext, request_context
from bot.telegram.session import DownloadFailed, TelegramSession
from tests.bot.scripted_telegram import (
    TOKEN,
    Answer,
    FakeTime,
    ScriptedTelegram,
    bot_at,
    dropped,
    hanging,
    message,
    ok,
    page,
    raw,
    refused,
    scripted_telegram,
)


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
async def bot(telegram: ScriptedTelegram, time: FakeTime) -> AsyncIterator[Bot]:
    async with bot_at(telegram.url, limits=time.limits()) as made:
        yield made


def edit(bot: Bot) -> EditMessageText:
    return EditMessageText(chat_id=7, message_id=1, text="Сферы").as_(bot)


def send(bot: Bot) -> SendMessage:
    return SendMessage(chat_id=7, text="Сферы").as_(bot)


async def test_a_request_is_one_json_body_of_what_is_set(telegram: ScriptedTelegram, bot: Bot) -> None:
    """Nested objects go as they are, in one JSON body, without anything that was not set."""
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Сферы", callback_data="s:1")]]
    )
    bold = MessageEntity(type="bold", offset=0, length=5)
    await bot.send_message(7, "Сферы", entities=[bold], reply_markup=keyboard, disable_notification=False)
    (asked,) = telegram.calls("sendMessage")
    assert asked.content_type == "application/json"
    assert asked.parameters == {
        "chat_id": 7,
        "text": "Сферы",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "reply_markup": {"inline_keyboard": [[{"text": "Сферы", "callback_data": "s:1"}]]},
        "disable_notification": False,
    }


async def test_defaults_of_the_bot_are_filled_in(telegram: ScriptedTelegram) -> None:
    """A default that is set reaches the request, also inside nested objects; one that is not stays out."""
    default = DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True)
    bot = Bot(TOKEN, session=TelegramSession(telegram.url), default=default)
    await bot.send_message(7, "<b>Сферы</b>")
    await bot.send_message(
        7, "Сферы", parse_mode=None, link_preview_options=LinkPreviewOptions(url="https://a.ru")
    )
    await bot.session.close()
    first, second = telegram.calls("sendMessage")
    assert first.parameters["parse_mode"] == "HTML"
    assert first.parameters["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in second.parameters
    assert second.parameters["link_preview_options"] == {"url": "https://a.ru", "is_disabled": True}


async def test_a_file_travels_in_a_form(telegram: ScriptedTelegram, bot: Bot) -> None:
    """Only a request that holds a file is multipart, and the file's bytes arrive."""
    await bot.send_document(7, BufferedInputFile(b"\x00report\xff", "report.docx"))
    (asked,) = telegram.calls("sendDocument")
    assert asked.content_type == "multipart/form-data"
    assert b"\x00report\xff" in asked.body
    assert b"attach://" in asked.body


async def test_half_a_surrogate_pair_does_not_stop_a_message(telegram: ScriptedTelegram, bot: Bot) -> None:
    """A character that no JSON may carry is replaced and the rest arrives, emoji whole."""
    await bot.send_message(7, "до\ud83dпосле😀")
    assert telegram.calls("sendMessage")[0].parameters["text"] == "до\ufffdпосле😀"


async def test_a_result_without_readers_is_not_validated(telegram: ScriptedTelegram, bot: Bot) -> None:
    """An edited message comes back as True, whatever shape Telegram gave it."""
    telegram.on("editMessageText", ok({"message_id": "of a shape no model knows"}))
    assert await edit(bot) is True


async def test_a_sent_message_can_be_used(telegram: ScriptedTelegram, bot: Bot) -> None:
    """A message that was sent comes back as a model that knows its bot."""
    telegram.on("sendMessage", ok(message("Сферы", 42)))
    sent = await send(bot)
    assert isinstance(sent, Message)
    assert sent.message_id == 42
    assert sent.bot is bot


async def test_an_answer_that_cannot_be_read_is_no_reason_to_repeat(
    telegram: ScriptedTelegram, bot: Bot
) -> None:
    """Telegram sent the message: an answer of an unknown shape makes the outcome uncertain, not a failure."""
    telegram.on("sendMessage", ok({"message_id": 42}))
    with pytest.raises(AmbiguousOutcome, match="date"):
        await send(bot)
    assert len(telegram.calls("sendMessage")) == 1


async def test_retry_after_is_obeyed_and_one_message_goes_out(
    telegram: ScriptedTelegram, bot: Bot, time: FakeTime
) -> None:
    """After «retry after 3» the message is repeated once, at least three seconds later."""
    telegram.on("sendMessage", refused(429, "Too Many Requests: retry after 3", retry_after=3), ok(message()))
    started = time.now
    await send(bot)
    assert time.now - started >= 3
    assert len(telegram.calls("sendMessage")) == 2


async def test_a_chat_told_to_wait_leaves_the_others_alone(
    telegram: ScriptedTelegram, bot: Bot, time: FakeTime
) -> None:
    """While one chat must wait another is served without delay."""
    telegram.on(
        "sendMessage", refused(429, "Too Many Requests: retry after 60", retry_after=60), ok(message())
    )
    with pytest.raises(TelegramRetryAfter):
        await send(bot)
    started = time.now
    await bot.send_message(8, "Сферы")
    assert time.now == started


async def test_a_long_wait_is_told_and_not_hammered(
    telegram: ScriptedTelegram, bot: Bot, time: FakeTime
) -> None:
    """A wait of an hour is raised at once, and until it is over nothing more is asked for that chat."""
    telegram.on("sendMessage", refused(429, "Too Many Requests: retry after 3600", retry_after=3600))
    for _ in range(5):
        with pytest.raises(TelegramRetryAfter) as caught:
            await send(bot)
        assert caught.value.retry_after >= 3599
    assert len(telegram.calls("sendMessage")) == 1
    assert time.slept == []


async def test_a_patient_caller_waits_an_hour(telegram: ScriptedTelegram, bot: Bot, time: FakeTime) -> None:
    """What must not be lost waits as long as Telegram asks, and goes out once."""
    telegram.on(
        "sendMessage", refused(429, "Too Many Requests: retry after 3600", retry_after=3600), ok(message())
    )
    started = time.now
    assert isinstance(bot.session, TelegramSession)
    bot.session.patience = inf
    await send(bot)
    assert time.now - started >= 3600
    assert len(telegram.calls("sendMessage")) == 2


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [(refused(429, "Too Many Requests"), 3), (refused(429, "Too Many Requests: retry after 2"), 2)],
)
async def test_too_many_requests_without_parameters(
    telegram: ScriptedTelegram, bot: Bot, time: FakeTime, answer: Answer, seconds: int
) -> None:
    """Where Telegram does not say how long, its sentence does, else a default wait is kept."""
    telegram.on("sendMessage", answer, ok(message()))
    started = time.now
    await send(bot)
    assert time.now - started == seconds


@pytest.mark.parametrize(
    "answer", [page(502), page(200, "<html>Доступ ограничен</html>"), dropped, raw(b"[1]")]
)
async def test_a_message_of_uncertain_fate_is_not_repeated(
    telegram: ScriptedTelegram, bot: Bot, answer: Answer
) -> None:
    """A gateway's page, a stub or a broken connection may hide a sent message: it is asked for once only."""
    telegram.on("sendMessage", answer)
    with pytest.raises(AmbiguousOutcome):
        await send(bot)
    assert len(telegram.calls("sendMessage")) == 1


@pytest.mark.parametrize("answer", [page(502), page(200, "<html>Доступ ограничен</html>"), dropped])
async def test_an_edit_of_uncertain_fate_is_repeated(
    telegram: ScriptedTelegram, bot: Bot, answer: Answer
) -> None:
    """The same edit twice shows the same, so it is tried again until it gets through."""
    telegram.on("editMessageText", answer, answer, ok(message()))
    assert await edit(bot)
    assert len(telegram.calls("editMessageText")) == 3


async def test_an_edit_is_not_repeated_for_ever(telegram: ScriptedTelegram, bot: Bot) -> None:
    """After three gateway pages the caller is told."""
    telegram.on("editMessageText", page(502))
    with pytest.raises(UnexpectedResponse):
        await edit(bot)
    assert len(telegram.calls("editMessageText")) == 3


async def test_a_time_out_after_the_body_was_sent_is_uncertain(telegram: ScriptedTelegram, bot: Bot) -> None:
    """No answer in time does not mean no message: it is never sent blindly again."""
    telegram.on("sendMessage", hanging)
    with pytest.raises(AmbiguousOutcome):
        await bot(SendMessage(chat_id=7, text="Сферы"), request_timeout=1)
    assert len(telegram.calls("sendMessage")) == 1


async def test_telegrams_own_failure_is_repeated_within_bounds(telegram: ScriptedTelegram, bot: Bot) -> None:
    """A JSON 500 is Telegram's word that nothing was done: three attempts, then the caller is told."""
    telegram.on("sendMessage", refused(500, "Internal Server Error"), ok(message()))
    assert await send(bot)
    telegram.on("sendMessage", refused(500, "Internal Server Error: restart"))
    telegram.asked.clear()
    with pytest.raises(TelegramServerError):
        await send(bot)
    assert len(telegram.calls("sendMessage")) == 3


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (refused(400, "Bad Request: message is not modified"), TelegramBadRequest),
        (refused(401, "Unauthorized"), TelegramUnauthorizedError),
        (refused(403, "Forbidden: bot was blocked by the user"), TelegramForbiddenError),
        (refused(404, "Not Found"), TelegramNotFound),
        (refused(409, "Conflict: terminated by other getUpdates request"), TelegramConflictError),
        (refused(413, "Request Entity Too Large"), TelegramEntityTooLarge),
        (refused(400, "upgraded to a supergroup", migrate_to_chat_id=-1007), TelegramMigrateToChat),
        (refused(418, ""), TelegramAPIError),
    ],
)
async def test_a_refusal_is_named_and_not_repeated(
    telegram: ScriptedTelegram, bot: Bot, answer: Answer, expected: type[TelegramAPIError]
) -> None:
    """Telegram's "no" becomes the exception aiogram has for it, after one request."""
    telegram.on("sendMessage", answer)
    with pytest.raises(expected) as caught:
        await send(bot)
    assert type(caught.value) is expected
    assert len(telegram.calls("sendMessage")) == 1


async def test_a_redirect_is_not_followed(telegram: ScriptedTelegram, bot: Bot) -> None:
    """Nobody leads the token to another address."""

    def elsewhere(request: object) -> object:
        answer = page(302)(request)  # type: ignore[arg-type]
        answer.headers["Location"] = f"{telegram.url}/bot1:x/getMe"  # type: ignore[union-attr]
        return answer

    telegram.on("editMessageText", elsewhere)  # type: ignore[arg-type]
    with pytest.raises(UnexpectedResponse):
        await edit(bot)
    assert telegram.calls("getMe") == []


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_refused_connection_is_tried_again_and_delivers_once(time: FakeTime) -> None:
    """While nothing listens the message waits; once Telegram is back it arrives exactly once."""
    port = free_port()
    server = scripted_telegram(port)

    async def return_after_two(seconds: float) -> None:
        time.slept.append(seconds)
        if len(time.slept) == 2:
            telegrams.append(await server.__aenter__())

    telegrams: list[ScriptedTelegram] = []
    limits = time.limits()
    limits.sleep = return_after_two
    async with bot_at(f"http://127.0.0.1:{port}", limits=limits) as bot:
        await send(bot)
    assert len(telegrams[0].calls("sendMessage")) == 1
    await server.__aexit__(None, None, None)


@pytest.mark.parametrize("host", ["127.0.0.1:1", "no-such-host.invalid"])
async def test_what_never_left_is_named_so(time: FakeTime, host: str) -> None:
    """A refused connection and an unknown host end in NotSent after a bounded number of attempts."""
    async with bot_at(f"http://{host}", limits=time.limits()) as bot:
        with pytest.raises(NotSent, match="not reached"):
            await send(bot)
    assert len(time.slept) == 4
    assert sum(time.slept) <= 5


async def test_a_failed_download_hides_its_address(bot: Bot) -> None:
    """The address of a file holds the token; neither the error nor what hangs on it shows it."""
    with pytest.raises(DownloadFailed) as caught:
        await bot.download_file("documents/report.docx", BytesIO())
    error: BaseException | None = caught.value
    while error:
        assert TOKEN not in f"{error} {error!r}"
        error = error.__cause__ or error.__context__


async def test_a_reply_is_noted_once_and_before_it_goes_out(telegram: ScriptedTelegram, bot: Bot) -> None:
    """What cannot be repeated is announced before its request; an edit is not."""
    seen: list[int] = []

    async def note() -> None:
        seen.append(len(telegram.calls("sendMessage")))

    with request_context(RequestContext(note)) as _:
        await edit(bot)
        assert seen == []
        await send(bot)
        await send(bot)
    assert seen == [0]


@pytest.mark.parametrize(
    ("answer", "may_repeat"),
    [(ok(message()), False), (dropped, False), (refused(400, "Bad Request: chat not found"), False)],
)
async def test_an_update_whose_reply_may_have_arrived_is_not_handled_again(
    telegram: ScriptedTelegram, bot: Bot, answer: Answer, may_repeat: bool
) -> None:
    """Neither a sent reply, nor an uncertain one, nor a refused one is a reason to start over."""

    async def note() -> None: ...

    telegram.on("sendMessage", answer)
    update = RequestContext(note)
    with request_context(update), suppress(TelegramAPIError):
        await send(bot)
    assert update.may_repeat is may_repeat


async def test_an_update_whose_reply_never_left_may_be_handled_again(time: FakeTime) -> None:
    """A reply that did not reach Telegram leaves the update open."""

    async def note() -> None: ...

    update = RequestContext(note)
    async with bot_at("http://127.0.0.1:1", limits=time.limits()) as bot:
        with request_context(update), pytest.raises(NotSent):
            await send(bot)
    assert update.may_repeat
