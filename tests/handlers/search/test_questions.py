"""Questions in plain words."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.sandbox.api.options import Options
from bot.sandbox.people.person import Person
from bot.sandbox.server import Sandbox
from data.notes.notes import ConfirmingDocument, NoteVersion
from data.notes.states import select_states
from data.notes.statuses import NoteStatus
from data.notes.versions import insert_note, insert_version
from data.regions.regional_clocks import MOSCOW
from data.roadmap.roadmap import select_content
from tests.bot_harness import BotHarness, serving
from tests.handlers.notes.note_fixtures import coordinate, open_office


@pytest.fixture
def anna(bot: BotHarness) -> Person:
    return bot.person()


async def test_an_agency_asked_for_in_any_case_is_found(anna: Person) -> None:
    """The answer says how it was understood and lists the activities of that body, by sphere, with their numbers."""
    await anna.sends("что за Минстроем?")
    assert anna.text.startswith(
        "3 мероприятия\nПонял так: ведомство — Министерство строительства Пермского края"
    )
    assert "3. В сфере строительства\n3.1 " in anna.text
    assert anna.buttons[:3] == ["3.1", "3.2", "3.3"]
    await anna.presses("3.2")
    assert "Жилье и городская среда" in anna.text
    await anna.presses("Назад")
    assert "ведомство — Министерство строительства" in anna.text.splitlines()[1]


async def test_what_only_lasts_through_the_time_stands_apart(anna: Person) -> None:
    """The activity due in December comes first; those that merely go on then are under their own heading."""
    await anna.sends("что у Минстроя в декабре?")
    due, _, ongoing = anna.text.partition("Исполняются в это время")
    assert "3.2" in due
    assert "3.1" not in due
    assert "3.1" in ongoing


async def test_what_both_sides_have_done_is_not_overdue(bot: BotHarness, anna: Person) -> None:
    """Closed activities are asked for by number or body, never as overdue; those that are open stay in the answer."""
    bot.clock.leap(datetime(2027, 1, 18, 9, 0, tzinfo=UTC))
    await anna.sends("просрочено")
    number = next(label for label in anna.buttons if label[0].isdigit())
    await close(bot, number)
    await anna.sends("просрочено")
    assert number not in anna.buttons
    assert any(label[0].isdigit() for label in anna.buttons)
    card = await anna.sends(number)
    assert "Состояние: исполнено" in card.text


async def close(bot: BotHarness, number: str) -> None:
    """Each side's first agency says «исполнено»."""
    async with bot.db.writing() as connection:
        rows = await connection.execute_fetchall(
            "SELECT r.activity_id, min(r.agency_id) FROM responsibilities AS r"
            " JOIN activities AS a ON a.id = r.activity_id JOIN agencies AS g ON g.id = r.agency_id"
            " WHERE a.number = ? GROUP BY g.party_id",
            (number,),
        )
        for activity_id, agency_id in rows:
            note_id = await insert_note(connection, activity_id, agency_id, 1, 1)
            said = NoteVersion(note_id, 1, "Сделано", NoteStatus.DONE, ConfirmingDocument(), 1, 1, 1, ())
            await insert_version(connection, said, (), draft_id=note_id, update_id=None)


async def test_another_reading_is_one_press_away(anna: Person) -> None:
    """A word that fits the bodies of both sides offers the other one; «Назад» leads to the first reading again."""
    await anna.sends("минкульт")
    first = anna.text
    await anna.presses("Или: Комитет по культуре")
    assert "ведомство — Комитет по культуре Санкт-Петербурга" in anna.text
    await anna.presses("Назад")
    assert anna.text == first


async def test_a_number_opens_its_card(anna: Person) -> None:
    """«10,3», «п. 10.3», `/10.3` and `/10_3` are all the card itself."""
    for question in ("10,3", "п. 10.3", "/10_3", "/10.3"):
        await anna.sends(question)
        assert anna.text.startswith("10.3\nОрганизация и проведение фестиваля")


async def test_a_number_after_a_slash_is_the_number(anna: Person) -> None:
    """`/3` opens the sphere that `3` opens."""
    await anna.sends("3")
    plain = anna.text
    await anna.sends("/3")
    assert anna.text == plain
    assert plain.splitlines()[1] == "3. В сфере строительства"


@pytest.mark.parametrize(
    ("word", "begins"),
    [
        ("меню", "Дорожная карта"),
        ("сферы", "Сферы"),
        ("ведомства", "Ведомства"),
        ("Открой сроки, пожалуйста", "Сроки"),
        ("отчёты", "Последние отчёты"),
        ("сводка", "Сводка"),
        ("помощь", "Справка"),
        ("settings", "Настройки"),
        ("отмена", "Отменять нечего"),
        ("мои", "Это доступно только сотруднику ведомства"),
    ],
)
async def test_a_word_of_the_menu_opens_it(anna: Person, word: str, begins: str) -> None:
    """Sent alone it does what the button or the command of that name does, for those who may."""
    await anna.sends(word)
    assert anna.text.startswith(begins)


async def test_a_question_with_a_word_of_the_menu_is_answered(anna: Person) -> None:
    """«Сроки Минстроя» asks about the ministry."""
    for question in ("сроки минстроя", "/find сроки минстроя"):
        await anna.sends(question)
        assert "ведомство — Министерство строительства" in anna.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("привет", "Здравствуйте."),
        ("Минфин", "В этой дорожной карте «Минфин» не упоминается."),
        ("3.9", "Пункта «3.9» в этой дорожной карте нет."),
        ("/3_9", "Пункта «3.9» в этой дорожной карте нет."),
    ],
)
async def test_no_answer_is_said_so(anna: Person, question: str, answer: str) -> None:
    """What the roadmap does not have is not guessed at."""
    await anna.sends(question)
    assert anna.text.startswith(answer)
    assert "Главная" in anna.buttons


@pytest.mark.parametrize(
    ("question", "said"), [("2027", "2027 год"), ("в январе", "январь"), ("завтра", "25 ноября 2026, ср")]
)
async def test_a_time_without_activities_is_said_as_it_was_understood(
    bot: BotHarness, anna: Person, question: str, said: str
) -> None:
    """The nearest date and all deadlines are one press away."""
    bot.clock.leap(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    await anna.sends(question)
    assert anna.text == (
        f"Понял так: срок — {said}. На это время мероприятий нет."
        " Ближайшая контрольная дата: 30 декабря 2026, ср."
    )
    await anna.presses("Или: 30.12.2026")
    assert anna.text.splitlines()[1] == "Понял так: срок — 30 декабря 2026, ср"
    await anna.presses("Назад")
    await anna.presses("Сроки")
    assert anna.text.startswith("Сроки")


async def test_a_refusal_gives_examples_that_work(anna: Person) -> None:
    """The two examples under a refusal are answered when they are sent."""
    await anna.sends("погода")
    examples = anna.text.partition("Например: ")[2].rstrip(".").split(", ")
    assert len(examples) == 2
    for example in examples:
        await anna.sends(example.strip("«»"))
        assert "мероприяти" in anna.text.splitlines()[0]


async def test_a_phrase_that_was_not_understood_is_kept_without_the_person(
    bot: BotHarness, anna: Person
) -> None:
    """It is counted as a hint for new names, at most 200 characters of it, and nothing says who asked."""
    phrase = "погода на завтра " * 15
    await anna.sends(phrase)
    await anna.sends(phrase)
    rows = await bot.db.reader.execute_fetchall("SELECT question, times FROM unanswered_questions")
    assert [tuple(row) for row in rows] == [(phrase[:200], 2)]
    for table in ("unanswered_questions", "questions"):
        content = await bot.db.reader.execute_fetchall(f"SELECT * FROM {table}")
        assert str(anna.id) not in str([tuple(row) for row in content])


async def test_a_question_that_is_too_long_is_refused_with_the_limit(anna: Person) -> None:
    """More than 300 characters are not a question; the person is told how many may be."""
    await anna.sends("минстрой " * 40)
    assert anna.text == "Вопрос слишком длинный. Уложите его в 300 знаков."


async def test_find_asks_too_and_explains_itself(anna: Person) -> None:
    """`/find TEXT` is the same as the text; without a text it shows how to use it."""
    await anna.sends("/find спорт")
    assert "сфера — 10. В сфере физической культуры и спорта" in anna.text
    await anna.sends("/find")
    assert anna.text == "Напишите вопрос после команды: /find Минэк"


async def test_only_text_is_a_question(anna: Person) -> None:
    """A picture or a file gets a polite line that says what it is taken for, and by whom."""
    await anna.sends_document("вопрос.txt", b"?")
    assert anna.text.startswith("Фотографии и файлы принимаются только в отчёты")
    assert anna.text.endswith("Вопросы принимаются текстом.")


async def test_commands_nobody_knows_get_one_helpful_line(anna: Person) -> None:
    """An unknown command points to the help; `/cancel` says that there is nothing to cancel."""
    await anna.sends("/weather")
    assert anna.text.startswith("Такой команды нет.")
    await anna.sends("/cancel")
    assert anna.text == "Отменять нечего."


async def test_answers_work_after_a_restart(tmp_path: Path) -> None:
    """Pages and corrections of an answer are good after the bot was stopped and started again."""
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, tmp_path / "roadmap.db") as running:
            anna = running.person()
            await anna.sends("что в декабре")
        async with serving(sandbox, tmp_path / "roadmap.db"):
            await anna.presses("›")
            assert "2/" in "".join(anna.buttons)
            await anna.presses("Назад")
            assert anna.text.startswith("Дорожная карта")


async def test_a_forgotten_question_is_asked_for_again(bot: BotHarness, anna: Person) -> None:
    """When a question was pruned its buttons say so instead of failing."""
    answer = await anna.sends("что в декабре")
    async with bot.db.writing() as connection:
        await connection.execute("DELETE FROM questions")
    await anna.presses("›")
    assert anna.alert == "Этот вопрос уже не хранится. Спросите ещё раз."
    assert anna.text == answer.text


async def test_english_is_answered_in_english(bot: BotHarness) -> None:
    """A person with an English Telegram asks and reads in English; the document's texts stay as signed."""
    john = bot.person("John", language_code="en")
    await john.sends("what does Минстрой own?")
    assert john.text.startswith(
        "3 activities\nUnderstood as: agency — Министерство строительства Пермского края"
    )


async def test_the_next_question_goes_on_from_the_last_one(bot: BotHarness, anna: Person) -> None:
    """What is left out is completed for half an hour, each person for themselves; a button shows the same answer again."""
    bot.clock.leap(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    boris = bot.person("Борис")
    await anna.sends("мероприятия по культуре")
    await anna.sends("а кто отвечает?")
    assert anna.text.startswith("Отвечают — Санкт-Петербург: Комитет по культуре")
    await anna.sends("а второе?")
    assert anna.text.startswith("7.2")
    await boris.sends("а срок?")
    assert boris.text.startswith("О каком мероприятии, сфере или ведомстве речь?")
    bot.clock.leap(datetime(2026, 11, 24, 9, 31, tzinfo=UTC))
    await anna.sends("а срок?")
    assert anna.text.startswith("О каком мероприятии, сфере или ведомстве речь?")


async def test_reports_are_answered_with_reports(bot: BotHarness, anna: Person) -> None:
    """Those on the subject are listed and counted; who has written none is named."""
    await close(bot, "10.2")
    await anna.sends("последние отчёты по спорту")
    assert anna.text.startswith("2 отчёта")
    assert "№ 1" in anna.text
    await anna.sends("сколько отчётов по туризму")
    assert anna.text.startswith("0 отчётов")
    await anna.sends("по каким пунктам нет отчётов")
    assert anna.text.startswith("Нет сведений: 35 мероприятий")
    await anna.sends("отчёт 7")
    assert anna.text.startswith("Отчёта № 7 нет.")
    await anna.sends("что выполнено")
    assert anna.text.startswith("Исполнено всеми сторонами: 1 мероприятие")


async def test_a_refusal_offers_the_nearest_questions(anna: Person) -> None:
    """Never as an answer: by buttons, which ask them."""
    await anna.sends("кто не отчитался про ктулху")
    assert "«ктулху»" in anna.text
    await anna.presses("Возможно: кто не отчитался")
    assert anna.text.startswith("Нет сведений")


async def test_own_activities_are_those_of_the_person_who_asks(bot: BotHarness) -> None:
    """An official is told of their body's, a coordinator of their side's, as lists and counts; another person has none."""
    office = await open_office(bot)
    (agency,) = await bot.db.reader.execute_fetchall(
        "SELECT count(*) AS lines FROM responsibilities WHERE agency_id = ?", (office.north[0].id,)
    )
    await office.anna.sends("за что я отвечаю")
    assert office.anna.text.startswith(f"{agency['lines']} мероприят")
    vera = bot.person("Вера")
    await coordinate(bot, vera, office.south[0].party_id)
    (side,) = await bot.db.reader.execute_fetchall(
        "SELECT count(DISTINCT activity_id) AS lines FROM responsibilities JOIN agencies ON agencies.id = agency_id"
        " WHERE party_id = ?",
        (office.south[0].party_id,),
    )
    await vera.sends("что с меня")
    assert vera.text.startswith(f"{side['lines']} мероприят")
    assert side["lines"] > agency["lines"]
    gleb = bot.person("Глеб")
    await gleb.sends("за что я отвечаю")
    assert not any(label[0].isdigit() for label in gleb.buttons)


async def test_a_restart_keeps_the_conversation(tmp_path: Path) -> None:
    """What a bot was asked before it stopped completes what the next one is asked."""
    path = tmp_path / "roadmap.db"
    async with Sandbox.running(options=Options(rates=None), strict=True) as sandbox:
        async with serving(sandbox, path) as before:
            anna = before.person("Анна")
            await anna.sends("мероприятия по культуре")
            await before.settled()
        async with serving(sandbox, path) as after:
            await anna.sends("а кто отвечает?")
            await after.settled()
    assert anna.text.startswith("Отвечают — Санкт-Петербург: Комитет по культуре")


async def test_answers_count_the_states_that_cards_show(bot: BotHarness, anna: Person) -> None:
    """What is overdue is one number in the list and as a count, of a sphere too, and what is done is no part of it; both are what the states of the record say."""
    bot.clock.leap(datetime(2027, 1, 18, 9, 0, tzinfo=UTC))
    await close(bot, "10.2")
    content = await select_content(bot.db.reader, 1)
    assert content
    states = await select_states(bot.db.reader, content, bot.clock().date(), MOSCOW)
    late = sum(state.now.is_overdue for state in states.values())
    assert 1 < late < len(states)
    await anna.sends("что просрочено")
    assert re.findall(r"\d+", anna.text.splitlines()[0])[0] == str(late)
    await anna.sends("сколько просрочено")
    assert re.findall(r"\d+", anna.text.splitlines()[0])[0] == str(late)
    sport = {activity.id for activity in content.activities if activity.number.startswith("10.")}
    late_in_sport = sum(states[activity].now.is_overdue for activity in sport)
    assert 0 < late_in_sport < len(sport)
    await anna.sends("а по спорту?")
    assert re.findall(r"\d+", anna.text.splitlines()[0])[0] == str(late_in_sport)
    await anna.sends("сколько выполнено")
    assert re.findall(r"\d+", anna.text.splitlines()[0])[0] == "1"


async def test_bodies_stand_under_their_side_once(anna: Person) -> None:
    """A list of bodies is grouped by side, however the document mixes them."""
    await anna.sends("кто не отчитался?")
    assert anna.text.splitlines().count("Санкт-Петербург") == 1
    assert "Пермский край" not in anna.text
    await anna.presses("›")
    await anna.presses("›")
    assert anna.text.count("\nСанкт-Петербург\n") == 1
    assert anna.text.count("\nПермский край\n") == 1


async def test_a_list_by_state_is_of_the_whole_roadmap(anna: Person) -> None:
    """After a card and after days a named state asks anew: no other subject is joined to it in silence."""
    for before in ("1.1", "ближайшие сроки", "что исполнено"):
        await anna.sends(before)
        await anna.sends("просрочено")
        assert anna.text.startswith("2 просрочено")
