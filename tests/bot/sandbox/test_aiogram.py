"""An unmodified aiogram bot over real HTTP: only the server's address differs."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CallbackQuery,
    ChatMemberAdministrator,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from bot.sandbox.state.members import Status
from tests.bot.sandbox.tiny_png import png

SECRET = "s" * 32


def keyboard(step: int) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Дальше", callback_data=f"step:{step}")]]
    )


def dispatcher() -> Dispatcher:
    """A bot with a start, a counter under a button, and a document it sends back."""
    dp = Dispatcher()

    @dp.message(CommandStart(deep_link=True))
    async def deep(message: Message) -> None:
        await message.answer(f"ссылка {(message.text or '').partition(' ')[2]}")

    @dp.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("<b>Здравствуйте</b>", reply_markup=keyboard(0))

    @dp.message(F.document)
    async def returned(message: Message, bot: Bot) -> None:
        assert message.document is not None
        body = await bot.download(message.document)
        assert body is not None
        await message.answer_document(
            BufferedInputFile(body.read()[::-1], "назад.txt"), caption="<i>назад</i>"
        )

    @dp.callback_query(F.data.startswith("step:"))
    async def step(query: CallbackQuery) -> None:
        number = int((query.data or "").partition(":")[2]) + 1
        await query.answer()
        assert isinstance(query.message, Message)
        await query.message.edit_text(f"шаг {number}", reply_markup=keyboard(number))

    return dp


@pytest.fixture
def options() -> Options:
    return Options(rates=None, patience=3.0, conflict_pause=0.0)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    bot = Bot(sandbox.token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    yield bot
    await session.close()


@pytest.fixture
async def polling(bot: Bot, sandbox: Sandbox) -> AsyncIterator[None]:
    dp = dispatcher()
    running = asyncio.create_task(dp.start_polling(bot, handle_signals=False, close_bot_session=False))
    await sandbox.until(lambda: sandbox.telegram.polling.is_open)
    yield
    await dp.stop_polling()
    await running


@pytest.fixture
async def webhook(bot: Bot) -> AsyncIterator[str]:
    """The bot's address; it answers deliveries with the method to call."""
    app = web.Application()
    SimpleRequestHandler(dispatcher(), bot, secret_token=SECRET, handle_in_background=False).register(
        app, "/hook"
    )
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def walks(anna: Person, sandbox: Sandbox) -> None:
    """The whole walk: start, three presses, a document there and back."""
    seen = await anna.sends("/start")
    assert (seen.text, seen.covered("bold")) == ("Здравствуйте", ["Здравствуйте"])
    for step in (1, 2, 3):
        assert (await anna.presses("Дальше")).text == f"шаг {step}"
    assert (await anna.starts("a_1-1")).text == "ссылка a_1-1"
    seen = await anna.sends_document("вперёд.txt", b"abc")
    assert (anna.downloads(seen), seen.covered("italic")) == (b"cba", ["назад"])
    await sandbox.settled()
    sandbox.check()


@pytest.mark.usefixtures("polling")
async def test_polling(anna: Person, sandbox: Sandbox) -> None:
    """Messages, buttons, deep links and files work over long polling, within the rules."""
    await walks(anna, sandbox)


async def test_webhook(anna: Person, sandbox: Sandbox, bot: Bot, webhook: str) -> None:
    """The same over a webhook with a secret."""
    await bot.set_webhook(webhook, secret_token=SECRET)
    await walks(anna, sandbox)


async def test_a_webhook_with_the_wrong_secret(
    anna: Person, sandbox: Sandbox, bot: Bot, webhook: str
) -> None:
    """aiogram answers 401; the delivery is told as failed."""
    await bot.set_webhook(webhook, secret_token="wrong")
    anna.writes("/start")

    async def failed() -> bool:
        return "401" in ((await bot.get_webhook_info()).last_error_message or "")

    await sandbox.until(failed)


async def test_every_answer_is_a_valid_object(anna: Person, sandbox: Sandbox, bot: Bot) -> None:
    """Whatever is asked, aiogram's types accept the answer."""
    group = sandbox.group("Рабочая группа", members=[anna], topics=["Отчёты"], bot=Status.ADMINISTRATOR)
    me = await bot.get_me()
    assert (me.is_bot, me.username) == (True, sandbox.telegram.bot.username)
    chat = await bot.get_chat(group.id)
    assert (chat.type, chat.is_forum) == ("supergroup", True)
    assert chat.permissions is not None
    assert (await bot.get_chat(anna.id)).first_name == "Анна"
    own = await bot.get_chat_member(group.id, me.id)
    assert isinstance(own, ChatMemberAdministrator)
    assert own.can_manage_topics is True
    assert isinstance(await bot.get_chat_member(group.id, anna.id), ChatMemberOwner)
    assert len(await bot.get_chat_administrators(group.id)) == 2
    topic = await bot.create_forum_topic(group.id, "Сводки")
    sent = await bot.send_message(group.id, "да", message_thread_id=topic.message_thread_id)
    assert (sent.is_topic_message, sent.chat.type) == (True, "supergroup")
    await bot.pin_chat_message(group.id, sent.message_id)
    await bot.set_message_reaction(group.id, sent.message_id, reaction=[ReactionTypeEmoji(emoji="👍")])
    updates = await bot.get_updates()
    assert [update.event_type for update in updates] == ["message", "message"]
    sandbox.check()


async def test_sending_of_every_kind(anna: Person, sandbox: Sandbox, bot: Bot) -> None:
    """Texts with previews and replies, photos, albums, copies and forwards."""
    first = await bot.send_message(anna.id, "раз", link_preview_options=LinkPreviewOptions(is_disabled=True))
    reply = ReplyParameters(message_id=first.message_id)
    second = await bot.send_message(anna.id, "два", reply_parameters=reply, disable_notification=True)
    assert second.reply_to_message is not None
    assert second.reply_to_message.message_id == first.message_id
    picture = BufferedInputFile(png(64, 32), "a.png")
    photo = await bot.send_photo(anna.id, picture, caption="<b>фото</b>", reply_markup=keyboard(0))
    assert photo.photo is not None
    assert (photo.photo[-1].width, photo.caption) == (64, "фото")
    media = [
        InputMediaPhoto(media=BufferedInputFile(png(9, 9), f"{n}.png"), caption=f"{n}") for n in range(3)
    ]
    album = await bot.send_media_group(anna.id, media)  # type: ignore[arg-type]
    assert len({message.media_group_id for message in album}) == 1
    again = await bot.send_photo(anna.id, photo.photo[-1].file_id)
    assert again.photo is not None
    copied = await bot.copy_message(anna.id, anna.id, photo.message_id)
    forwarded = await bot.forward_message(anna.id, anna.id, copied.message_id)
    assert forwarded.forward_origin is not None
    edited = await bot.edit_message_caption(chat_id=anna.id, message_id=photo.message_id, caption="новая")
    assert isinstance(edited, Message)
    assert await bot.delete_messages(anna.id, [first.message_id, second.message_id])
    sandbox.check()


async def test_commands_and_names(sandbox: Sandbox, bot: Bot) -> None:
    """Settings of the bot itself."""
    commands = [BotCommand(command="find", description="Найти")]
    scope = BotCommandScopeAllPrivateChats()
    assert await bot.set_my_commands(commands, scope=scope, language_code="ru")
    found = await bot.get_my_commands(scope=scope, language_code="ru")
    assert [(one.command, one.description) for one in found] == [("find", "Найти")]
    assert await bot.set_my_description("Отвечает по дорожной карте")
    assert (await bot.get_my_description()).description == "Отвечает по дорожной карте"
    assert (await bot.get_chat_menu_button()).type == "commands"
    sandbox.check()


async def test_errors_become_their_exceptions(anna: Person, sandbox: Sandbox, bot: Bot) -> None:
    """Each refusal is the exception that aiogram has for it."""
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await bot.send_message(anna.id, "")
    sandbox.faults.too_many_requests(7)
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(anna.id, "да")
    assert flood.value.retry_after == 7
    group = sandbox.group("Рабочая группа", members=[anna], bot=Status.MEMBER)
    grown = anna.upgrades(group)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(group.id, "да")
    assert moved.value.migrate_to_chat_id == grown.id
    anna.blocks_bot()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(anna.id, "да")
    sandbox.faults.server_error()
    with pytest.raises(TelegramServerError):
        await bot.get_me()
    sandbox.faults.conflict()
    with pytest.raises(TelegramConflictError):
        await bot.get_updates()
    sandbox.faults.bad_gateway()
    with pytest.raises(ClientDecodeError):
        await bot.get_me()
    sandbox.faults.dropped_connection(executes=True)
    with pytest.raises(TelegramNetworkError):
        await bot.get_me()
    sandbox.telegram.account.revoked = True
    with pytest.raises(TelegramUnauthorizedError):
        await bot.get_me()
