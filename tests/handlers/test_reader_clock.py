"""A person whose clock shows another day than the bot's reads whose day it is."""

from datetime import UTC, datetime

from bot.services.reminders.loading import own_zone
from data.people.members import select_members
from data.regions.regional_clocks import MOSCOW
from data.reminders.choices import select_choices, select_own_zone
from tests.bot_harness import BotHarness
from tests.handlers.notes.note_fixtures import coordinate, open_office

MORNING = datetime(
    2026, 11, 30, 20, 31, tzinfo=UTC
)  # 08:31 on 1 December in Kamchatka, 23:31 on 30 November in Moscow


async def test_days_and_times_of_another_clock_are_marked(bot: BotHarness) -> None:
    """At 08:31 on 1 December in Kamchatka: «30 ноября (МСК)» of today, of a note, of a journal row; unmarked in Moscow."""
    office = await open_office(bot, group=False)
    anna, vera = office.anna, bot.person("Вера")
    bot.clock.leap(MORNING)
    bot.sandbox.clock.advance(MORNING.timestamp() - bot.sandbox.clock.now())
    await office.publishes(anna, "Ночная запись")
    await coordinate(bot, vera, office.north[0].party_id)
    await vera.sends("/start")
    for reader in (anna, vera):
        await reader.sends("что сегодня")
        assert "30 ноября 2026" in reader.text
        assert "(МСК)" not in reader.text
    async with bot.db.writing() as connection:
        await connection.execute(
            "INSERT INTO reminder_choices (user_id, zone) VALUES (?, 'Asia/Kamchatka')", (vera.id,)
        )
    await vera.sends("что сегодня")
    assert "30 ноября 2026, пн (МСК)" in vera.text
    await vera.sends("/start")
    await vera.presses("Последние отчёты")
    assert "30.11.2026 (МСК)" in vera.text
    bot.clock.leap(datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
    await vera.sends("что сегодня")
    assert "1 декабря 2026" in vera.text
    assert "(МСК)" not in vera.text


async def test_the_zone_is_the_one_reminders_go_by(bot: BotHarness) -> None:
    """What marks days and what times reminders agree on each person's clock."""
    office = await open_office(bot, group=False)
    vera = bot.person("Вера")
    await vera.sends("/start")
    await coordinate(bot, vera, office.south[0].party_id)
    contents = await bot.app.roadmaps.contents()
    members = await select_members(bot.db.reader)
    assert len(members) == 3
    zones = []
    for member in members:
        choices = await select_choices(bot.db.reader, member.user_id)
        zones.append(await select_own_zone(bot.db.reader, member.user_id, MOSCOW))
        assert zones[-1] == own_zone(member, choices, contents, MOSCOW)
    assert {zone.key for zone in zones} == {"Europe/Moscow", "Asia/Yekaterinburg"}
