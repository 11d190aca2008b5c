"""The grammar of intents: what a question asks to be told, by the concepts of its words.

Rules stand from the most telling to the least; the first that is met holds.
"""

from dataclasses import InitVar, dataclass, field
from typing import Final, TypeVar

from data.search.intents.models import AskedState, Measure, QuestionIntent, Topic


@dataclass
class IntentRule:
    """`patterns` are met one or another; none of the concepts `forbidden` may be said."""

    intent: QuestionIntent
    written: InitVar[str]
    forbidden: InitVar[str] = ""
    state: AskedState | None = None
    topic: Topic | None = None
    patterns: tuple[str, ...] = field(init=False)
    unless: frozenset[str] = field(init=False)

    def __post_init__(self, written: str, forbidden: str) -> None:
        self.patterns = tuple(part.strip() for part in written.split(";") if part.strip())
        self.unless = frozenset(filter(None, forbidden.split("|")))


Q = QuestionIntent
S = AskedState
RULES: Final = (
    # How to do something with the bot.
    IntentRule(
        Q.HELP, "what +you|can can|=уметь; ^help; how|where +use; help +=бот; =научить|=подсказать how use"
    ),
    IntentRule(
        Q.HELP,
        "^help +=me; what +can; what =можно =спросить|=спрашивать; what|how +you can",
        topic=Topic.GENERAL,
    ),
    IntentRule(Q.WRITE, "how reported|fill inf number; how +me reported number; how +reported number"),
    # What would be taken for another intent by its first words.
    IntentRule(Q.WHO, "who =в +=ответ; =кому inf what body"),
    IntentRule(Q.OVERDUE, "many +day overdue; many overdue +day"),
    IntentRule(Q.SILENCE, "silent; forget reported; who forget", forbidden="overdue"),
    IntentRule(Q.WAITING, "=поставить point; not reported =об|=о +=исполнение"),
    IntentRule(Q.SUMMARY, "=в +=целое; =в +=общий"),
    IntentRule(Q.OWN, "what =от +=я; what should =мы; what =мы should"),
    IntentRule(Q.HELP, "where +place; what +=уметь; what =бот +=уметь"),
    IntentRule(Q.DEADLINE, "=успевать =ли"),
    IntentRule(
        Q.NOTES,
        "what +new reported past; what +new report; when last +times reported; =когда reported past; what +new|=нового reported",
    ),
    IntentRule(Q.COMPARE, "=топ; =рейтинг; compare"),
    IntentRule(
        Q.OWN,
        "^what +=я inf; ^what =на +=я; ^what +=я =нужно|=надо|=предстоит; ^=мой overdue; overdue =у +=я; =я overdue; what =я +=просрочить",
    ),
    IntentRule(Q.ACTIVITIES, "=нужный|give =информация|=сведение task"),
    IntentRule(
        Q.HELP,
        "how|where|can +operate; how|where|can +me operate; can =ли operate; how =мне|=нам|=можно operate;"
        "how =правильно|=можно|=нужно|=надо operate; how +to|=i|=do operate; how =to operate; where =можно operate;"
        "=можно =ли operate",
        forbidden="past",
    ),
    IntentRule(
        Q.HELP,
        "how|where =отчет operate; how =сводка operate; what =для =того operate; want +how operate;"
        "=хотеть operate =запись; =что =сделать =чтобы operate; =что =нажать; =куда =нажимать|=нажать;"
        "=куда inf =отчет|=файл; =хотеть =удалить|=исправить|=отозвать|=отменить; =не =мочь operate;"
        "=как =тут|=здесь inf; how =to",
    ),
    # How many.
    IntentRule(
        Q.DEADLINE,
        "many +day left; many day until due; many +day until; many =времени left; how many day until|left|=due",
    ),
    IntentRule(Q.COUNT, "many", forbidden="outside"),
    IntentRule(Q.COUNT, "^=число task|body|report; =общий =число; ^=total"),
    # Rankings and sides against each other.
    IntentRule(
        Q.COMPARE,
        "compare; who|where|what|whose|=самый top; top who; who =из =сторона; =самый +most; ^top body|task|report|=сторона;"
        "=у =кто top; which +=side; =у =кто most task|report|overdue|done; =рейтинг; =кто =самый; =сопоставить;"
        "who|what most report|reported|done|overdue|missed|task|work; who =впереди; who least report|reported|done;"
        "=разница =между; =против; =versus; =самый =загрузить; =самый =занятый; top; =загруженный; =расклад =по =сторона;"
        "=больше|=меньше +=весь",
        forbidden="not",
    ),
    # Who said nothing.
    IntentRule(
        Q.WAITING,
        "not confirm; turn; urge; depend; not =сказать done|word; other =сторона other; =одна =сторона; wait =ли; wait =чего|=что; not lack =чтобы; not lack =слово|confirm; =чей =слово; whose confirm|word|wait; wait confirm|word|=ответ|who;"
        "wait =сторона|=питер|=пермь; who wait; who should confirm; =у =кто word; =за =кто word; who hold; who lack;"
        "whose lack; what wait number; =за =кто =дело; =что wait confirm; =сторона hold; wait number; where wait;"
        "task wait; who =тормоз; =чей =ход; =за =кто +=ход; =кто hold; =чего wait; confirm who; =осталось confirm;"
        "=кто =еще =должный word|confirm|done|=сказать; =в =ожидание; =зависнуть|=завис; wait =from; what +wait;"
        "=по =что wait; =одна =сторона; =только =одна =сторона; =второй =сторона; =другой =сторона; =кто =слово",
    ),
    IntentRule(
        Q.SILENCE,
        "silent; =слух =дух; not report; not reported; ever not report|reported; =давно not; =без report; none report;"
        "report not; who reported not; not =ни =разу; =ни =строчка; =отмолчаться; not =дать =знать; not =выйти =связь;"
        "=без =движение|=вести|=новость|=внимание; not =новость; not =ничего reported; not =ничего =слышно; =тишина;"
        "not =слышно; =пропасть; =давно =быть report|reported; =последний =раз who; not =писать; not =доклад|=обновление;"
        "not =движение; =перестать reported; not =данные; not update|updated; =забросить",
        forbidden="overdue",
    ),
    # What is late.
    IntentRule(
        Q.OVERDUE,
        "overdue; missed due; =красный task; due missed; not manage; not intime; =за =срок; not =уложиться; =выйти =срок;"
        "=не =в +=срок; =behind =schedule; =после =срок; =мимо =срок; =сорвать|=срыв +due; =сорвать|=провалить|=завалить; due =прошлый|=пройти;"
        "not +done +intime; =подводить|=подвести =срок; =уже =должный done; due =уже =пройти; =past +due; =в =минус;"
        "=пожар|=аврал|=горит|=горящий; =отставание; =запаздывать",
    ),
    # Ours.
    IntentRule(
        Q.OWN,
        "what =с|=на|=от|=у|=за|=до +me; =у +me +what; ^give +=мой; what +=я =нужно|=надо; what +=я +inf; what =я =нужно|=надо|=предстоит inf; =за +what +me +act; me task; task me; me act; act +=на =я; me =дорожный;"
        "=за +me; =на +me; what =я demand|should; what +=мне demand|should; what +=мне +inf; =я =отвечать; =мой =зона|=участок|=кусок;"
        "^me +due; what +=я; me report; me =ведомство|=сторона|=долг; what +should +=я; what +=i; =my; =am =i; =у +me task|due; "
        "=моя|=мой|=наш +=часть|=ведомство; what =от =я; =касаться =я; =напомнить =я =мой; ^=мой|=мое|=мои|=моя; =за =мы; =у =мы task",
        forbidden="report|reported|overdue|many|not|want|help|=обстоять|status|partner|=сторона",
    ),
    # The asker wants to write a note.
    IntentRule(
        Q.WRITE,
        "want reported|mark inf; want =отчитаться|=отписаться|=отчет|=сводить; fill report; ^report +=по number want; ^=начать +report; fill report|=сведение;"
        "^reported_inf; ^fill_inf; ^mark_inf;"
        "=давать =отчитаться|=отчитаемся; ^=отчитаемся; =хотеть =доложить|=сообщить|=рассказать|=отметить|=внести; fill =сведение|=информация;"
        "^=report +=on; =готовый =отчитаться|=доложить; =надо|=нужно|=пора reported|fill inf; want =написать|=внести|=подать; =запишите|=записать|=примите;"
        "=i =want report|write; ^=write|=submit|=file; mark done; =новый +report; =по number =хотеть; =прикрепить =отчет; =how =report;"
        "=как =отчитаться number; =отчет =по number =хотеть|=готов",
        forbidden="who|when|not|what|until|many|=должный|=письмо",
    ),
    # What happened.
    IntentRule(
        Q.CHANGES,
        "what change; change =за|=с|=после; ^change; change|new number; what +new; what =is +new; what =там +new; what =у =нас =новый; =новость|=news|=новости;"
        "what +=есть +=новое|=новый; =change|=changed; =изменения|=изменение|=обновление; what =быть =за|=с; =что =случиться|=произойти|=происходить|=двигаться|=добавиться|=поменяться;"
        "due move past; move =за =месяц; =какие due move; =что move; =с =момент; what past|=быть =последний; =подвижка; =сдвиг; what =прибавиться;"
        "=кто =что =делать =за; what =делаться =за; =хронология; =события|=событие =за; =history; =история; =динамика =за",
        forbidden="status_only",
    ),
    # The week in short.
    IntentRule(
        Q.SUMMARY,
        "summary; =два|=пара +=слово; =сводка|=итоги|=итог; =общий =картина|=ситуация|=ход|=положение; draw summary; =в =целое; whole status; whole map status; =status =overall;"
        "=одним =слово; how =дело =в =целом; =ситуация =по map; =кратко|=коротко =по map; =как =дело =по map; =картина; =overall; =how =are =things; =big =picture;"
        "weekly summary|report; =недельный|=еженедельный; =вкратце|=коротко =что; =как =идти map; =что =по map; =положение =дело; =доложить =обстановка; =обстановка",
    ),
    # Reports.
    IntentRule(
        Q.NOTES,
        "report number; last report; report; what|who reported past; reported =ли past; who +=и what reported; =отчитываться|=отчитаться past; what =писать|=сообщать|=докладывать;"
        "^reported past; =отчитаться|=отписаться; reported; =записка; =комментарий|=комментировать; =what =did =say|=report; =said",
        forbidden="until|due|when",
    ),
    IntentRule(
        Q.DEADLINE,
        "until what|=который number|due|=дата; when due|finish|should|=сдавать|=надо|=нужно|done|=быть; when; due; =до|=к +what +number|=число|=день|=месяц; control number;"
        "=крайний =число|=день|=дата; =когда; =какой +=дата|=число; =успевать =до; =к =какой; =до =какой; =deadline; =by +when; =on =what; =сколько left|=осталось; =сколько =остаться|=оставаться",
    ),
    # The state.
    IntentRule(
        Q.STATUS, "risk; =под =угроза; =на =грань; =под =вопрос; =вызывать =опасение|=вопрос", state=S.AT_RISK
    ),
    IntentRule(
        Q.STATUS,
        "move =нужный|=требовать|=нужно|=требоваться|=просить; =требовать|=просить|=нужный|=нужно|=требоваться move; =нужен =перенос; =запросить|=просить move; =кандидат =перенос; =на move",
        state=S.NEEDS_EXTENSION,
    ),
    IntentRule(
        Q.STATUS,
        "not done; not =готово|=готовый; =еще not done; =не =закрыто|=закрыть|=закрытый; =висеть|=зависло; =недоделать; =остаться|=оставаться done|inf; =open +=items; =незакрытый|=неисполненный|=невыполненный; =осталось =сделать",
        state=S.NOT_DONE,
        forbidden="until|when",
    ),
    IntentRule(
        Q.STATUS,
        "what|=какой|where|=который process; =в +=работа|=процесс; =исполняться|=выполняться|=реализовываться; =in =progress; =делаться =сейчас",
        forbidden="how|status_noun|who|when",
        state=S.IN_PROGRESS,
    ),
    IntentRule(
        Q.STATUS,
        "not =начать|=начаться|=приступить|=наступить; =срок not =наступить; =не =приступать|=начинать|=начинаться",
        state=S.NOT_DUE,
    ),
    IntentRule(
        Q.STATUS,
        "what|=какой|where|=все|=уже|=который done; done =ли; ^done; done =уже|=все; =ли +done; ready; =готово|=готовность; past done; what done; done",
        state=S.DONE,
        forbidden="who|until|when|should|=чтобы|how|act_only",
    ),
    IntentRule(
        Q.STATUS,
        "status; going =ли; =ли going; how going; =что +=там number; =что +=там =по +number; =ну =что number; =что +=по +number; how|=как work; how =там =дело; =как =дело; =как =обстоять; ^=что =с number|=пункт|=мероприятие; ^=что +=с; =what =about|=up; =что =там +=с; =что =слышно; =на =какой status; =как =там; =how =is; =жив; =где =мы; =состояние; =на =контроль; =как =оно; =двигаться|=движется|=продвигаться",
    ),
    # Who answers.
    IntentRule(
        Q.WHO,
        "who|whose; executor; ^=ведомство|=исполнитель|=орган; author; who reported =какой body; =за +=кто; =what|=which|=какой|=каков +body act; act body; body act; =какой|=что +body; =у =кто; =с =кто; =с +=какой body; =к =кто; =какая|=какой +=сторона; =ответственный; who +responsible; =какой|=какие +body; =responsible; =участник|=участники",
    ),
)


Value = TypeVar("Value")


def _row(value: Value, written: str) -> tuple[Value, tuple[str, ...]]:
    """Returns a row of a table: what is meant, and the patterns that say it."""
    return value, tuple(part.strip() for part in written.split(";"))


STATES: Final = (
    _row(S.OVERDUE, "overdue; missed due; due missed; not intime; not manage; =вышли =срок; =срок =сорвать"),
    _row(S.AWAITED, "not confirm; wait; confirm"),
    _row(S.NO_WORD, "none report; not report; not reported; silent"),
    _row(S.NOT_DONE, "not done; not ready; =осталось; left"),
    _row(S.AT_RISK, "risk"),
    _row(S.NEEDS_EXTENSION, "move"),
    _row(S.IN_PROGRESS, "process; =в =работа"),
    _row(S.DONE, "done; ready"),
)
MEASURES: Final = {
    QuestionIntent.COUNT: (
        _row(Measure.NOTES, "many report; many reported; =число report; =раз reported; many =раз"),
        _row(Measure.SPHERES, "many =сфера|=раздел|=направление|=sphere"),
        _row(Measure.PARTIES, "many =сторона|=регион|=участник"),
        _row(Measure.AGENCIES, "many body|executor; many =кто"),
    ),
    QuestionIntent.COMPARE: (_row(Measure.NOTES, "report; reported; =активный; =молчать"),),
}
TOPICS: Final = (
    _row(
        Topic.WITHDRAW,
        "=удалить|=удалять|=отозвать|=стереть|=убрать|=delete|=withdraw|=remove =запись|=отчет|report; =отозвать|=withdraw; =удалить|=delete",
    ),
    _row(
        Topic.CORRECT,
        "=исправить|=изменить|=отредактировать|=править|=поправить|=edit|=редактировать|=править =запись|=отчет|report; =исправить|=отредактировать|=edit",
    ),
    _row(
        Topic.PEOPLE,
        "=сотрудник|=коллега|=пользователь|=человек|=доступ|=роль|=user|=colleague|=дело|=координатор|=приглашение; =пригласить|=invite",
    ),
    _row(Topic.GROUP, "=группа|=чат|=group|=chat"),
    _row(Topic.REMINDERS, "=напоминание|=уведомление|=reminder|=отпуск"),
    _row(Topic.LANGUAGE, "=язык|=language|=английский|=русский"),
    _row(Topic.DEADLINES, "=срок|=дедлайн|=deadline|=дата"),
    _row(Topic.SUMMARY, "=сводка|=summary"),
    _row(
        Topic.FILES,
        "=файл|=фото|=приложить|=прикрепить|=документ =отчет; =прикрепить|=приложить|=attach; =файл|=фото",
    ),
    _row(Topic.DOCUMENTS, "=документ|=редакция|=карта|=выгрузить|=скачать|=загрузить|=document"),
    _row(Topic.WRITE, "=отчет|=отчитаться|=написать|=report|=сведение|=внести"),
)
RANKED: Final = (
    _row(Measure.SPHERES, "=сфера|=раздел|=направление|=sphere|=area"),
    _row(Measure.PARTIES, "=сторона|=регион|=субъект|=side|=region; =город|=край|=область"),
)
