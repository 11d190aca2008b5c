"""Months, units of time and repetitions in Russian and English words."""

from data.roadmap.models import DeadlineKind
from data.roadmap.months import MONTHS
from data.search.language.numerals import CARDINALS, ORDINALS

SEASONS = {
    name: months
    for names, months in (
        ("зима зимой зимний winter", (12, 1, 2)),
        ("весна весной весенний spring", (3, 4, 5)),
        ("лето летом летний summer", (6, 7, 8)),
        ("осень осенью осенний autumn fall", (9, 10, 11)),
    )
    for name in names.split()
}
UNITS = {
    name: unit
    for unit, names in {
        "day": "день сутки day",
        "week": "неделя week",
        "month": "месяц мес month",
        "quarter": "квартал кв quarter",
        "half": "полугодие полугод half",
        "year": "год г гг year",
    }.items()
    for name in names.split()
}
UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half": 182, "year": 365}
REPEATED = {
    name: kind
    for kind, names in {
        DeadlineKind.ANNUAL: "ежегодно ежегодный annual annually yearly",
        DeadlineKind.QUARTERLY: "ежеквартально ежеквартальный quarterly",
        DeadlineKind.MONTHLY: "ежемесячно ежемесячный monthly",
        DeadlineKind.ONGOING: "постоянно постоянный continuously continuous ongoing permanent permanently",
        DeadlineKind.BY_SCHEDULE: "график schedule",
    }.items()
    for name in names.split()
}
UNIT_REPEATED = {
    "year": DeadlineKind.ANNUAL,
    "quarter": DeadlineKind.QUARTERLY,
    "month": DeadlineKind.MONTHLY,
}
RECURRING = frozenset(
    [
        "периодически",
        "периодический",
        "регулярно",
        "регулярный",
        "recurring",
        "recurrent",
        "повторяться",
        "повторяющийся",
    ]
)

OVERDUE = frozenset(
    [
        "просрочить",
        "просрочка",
        "просроченный",
        "опаздывать",
        "опоздать",
        "опоздание",
        "отставать",
        "отставание",
        "overdue",
        "late",
        "delayed",
        "delay",
        "missed",
    ]
)
EXPIRED = frozenset(["истечь", "пройти", "выйти", "миновать", "прошедший", "истекший", "passed", "expired"])
URGENT = frozenset(["гореть", "горящий", "горячий", "срочно", "срочный", "urgent", "urgently", "burning"])
# Said of the asking as well as of what is asked for: «всё по спорту, срочно».
URGENCY = frozenset(["срочно", "urgent", "urgently"])
SOON = frozenset(
    [
        "скоро",
        "вскоре",
        "ближайший",
        "близкий",
        "nearest",
        "soon",
        "upcoming",
        "coming",
        "надвигаться",
        "приближаться",
        "истекать",
    ]
)
NOW = {
    "позавчера": -2,
    "вчера": -1,
    "yesterday": -1,
    "сегодня": 0,
    "today": 0,
    "завтра": 1,
    "tomorrow": 1,
    "послезавтра": 2,
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "понедельник monday",
            "вторник tuesday",
            "среда wednesday",
            "четверг thursday",
            "пятница friday",
            "суббота saturday",
            "воскресенье sunday",
        )
    )
    for name in names.split()
}
# What stands before a day and bounds it; each reads on only where a date follows.
BOUNDS = frozenset(
    [
        "не",
        "с",
        "со",
        "по",
        "после",
        "позже",
        "позднее",
        "раньше",
        "ранее",
        "начиная",
        "между",
        "since",
        "from",
        "after",
        "before",
        "between",
        "starting",
        "no",
        "not",
        "later",
        "earlier",
        "through",
        "up",
        "the",
        "day",
    ]
)
NEARBY = frozenset(["дня", "днях"])

THIS = frozenset(["этот", "текущий", "нынешний", "данный", "this", "current"])
NEXT = frozenset(["следующий", "будущий", "next", "following"])
LAST = frozenset(["прошлый", "минувший", "прошедший", "предыдущий", "last", "previous", "past"])
EVERY = frozenset(["каждый", "every", "each"])
WITHOUT = frozenset(["без", "нет", "no", "without"])
TERM = frozenset(["срок", "дата", "дедлайн", "deadline", "date"])
UNDATED = frozenset(["бессрочно", "бессрочный", "undated"])
UNTIL = frozenset(["до", "к", "ко", "by", "before", "until", "till"])
END = frozenset(["конец", "end"])
FROM = frozenset(["с", "со", "from", "since"])
TO = frozenset(["по", "до", "to", "through", "until", "till"])
WITHIN = frozenset(["течение", "протяжение", "за", "через", "within", "during", "in"])

# The first word of every expression of time that does not begin with a number.
BEGINNINGS = frozenset().union(
    *(UNDATED, WITHOUT, OVERDUE, TERM, EXPIRED, REPEATED, RECURRING, EVERY, URGENT, SOON, NOW),
    *(THIS, NEXT, LAST, UNTIL, END, UNITS, MONTHS, SEASONS, CARDINALS, ORDINALS, WEEKDAYS, BOUNDS),
    ("отдельный", "раз", "once", "на", "полгода", "полугода", "q", "h"),
)

TIME_WORDS = frozenset().union(
    *(MONTHS, SEASONS, UNITS, REPEATED, RECURRING, OVERDUE, URGENT, SOON, NOW),
    *(THIS, NEXT, LAST, EVERY, UNDATED, END, WITHIN, WEEKDAYS, BOUNDS),
    ("просрочено", "срок", "сроки"),
)
