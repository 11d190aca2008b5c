"""Words a question is framed with: they say that something is asked, not what."""

from data.search.language.words import PartOfSpeech, Word, word_set

RUSSIAN_STOPWORDS = word_set(
    """
    ведомство орган исполнительный власть
    весь какой который каждый данный другой любой наш ваш свой этот такой разный соответствующий
    профильный нужный где когда куда откуда почему зачем сколько как так там тут здесь еще уже только
    теперь сейчас вообще всего пока подробный подробно подробнее кратко коротко быстро точно именно
    конкретно лично примерно вместе совместно быть есть мочь хотеть хотеться нужно надо можно нельзя
    должный следует стоит отвечать ответить ответ заниматься заняться занять занятый делать сделать
    делаться вести вестись курировать куратор исполнять исполнить исполняться выполнять выполнить
    выполняться реализовывать реализовать реализовываться участвовать поучаствовать задействовать привлечь
    осуществлять обеспечивать координировать показать показывать рассказать рассказывать сказать говорить
    подсказать подсказывать найти искать поискать поиск вывести выдать дать давать перечислить перечислять
    назвать называть назваться знать узнать понять понимать интересовать интересоваться посмотреть
    смотреть глянуть увидеть прислать скинуть напомнить объяснить пояснить уточнить открыть получить
    прочитать сообщить написать отправить вспомнить ознакомиться помочь иметь иметься значиться числиться
    закрепить закрепленный поручить касаться касаемо относиться относительно происходить идти
    предусмотреть предусматривать запланировать планировать планироваться намечать наметить требоваться
    предстоять висеть остаться оставаться входить включать включить содержать содержаться состоять
    являться проводить проводиться проходить пройти провести наступать наступить истекать заканчиваться
    закончиться кончаться завершаться завершиться завершить закончить начинаться начаться успеть успевать
    готовить готовиться сдавать сдать ждать ожидать ожидаться выпадать приходиться прийтись длиться
    продолжаться действовать существовать находиться написанный указанный записать указать закреплять
    назначить назначать подписать подписывать подведомственный список перечень полный прогресс результат
    отчет заметка примечание содержание краткий информация сведение подробность мероприятие активность
    пункт подпункт пп строка задача тема вопрос направление обязанность ответственность ответственный
    исполнитель соисполнитель отвечающий компетенция ведение зона часть отношение рамка статус состояние
    ход исполнение выполнение контроль поручение срок дедлайн дата число время период конец начало карта
    дорожный дорожка план документ роудмап сторона регион коллега друг товарищ бот имя название сфера
    область раздел блок глава здравствуйте здравствовать привет приветствовать приветствие добрый день
    утро вечер пожалуйста спасибо благодарить плиз правительство губернатор ли же бы нет да ну ок окей ага
    угу пож плз рамках счет плане поводу насчет общий оба обоюдный закрыть закрывать решить решать
    доделать отчитаться отчитываться предоставить представить подготовить год месяц неделя квартал
    полугодие главный основной конкретный прийти поступить готовый начать уважаемый уважать господин
    господа дама просить попросить просьба любезный любезность разрешить позволить позволять интересно
    интересный необходимый необходимо желательно возможно вопросик карточка ссылка текст формулировка
    дословно оригинал деталь суть касательно народ ребята обращение обращаться обратиться беспокоить
    извинить извините простить заранее благодарный признательный слышать слушать думать считать казаться
    кажется забыть разобраться разбираться нуждаться хороший новый сотрудник недавно работать устроиться
    звать внимание желать пожелать актуальный текущий скажи-ка распечатать продублировать повторить
    дополнительно заодно полностью целиком отдельно просто вроде например собственно оперативно смочь
    удаться взять браться взяться ведущий головной обязательство обязать обязанный полномочие функция
    справка доклад письмо записка руководитель руководство направить направлять переслать нибудь либо кое
    номер обещать пообещать обещание договориться договариваться согласовать согласовывать утвердить утверждать
    ехать поехать приехать приезжать выезжать собираться собраться встречаться встретиться выступать выступить
    подтвердить подтверждать отработать отрабатывать довести доводить проверить проверять сверить сверять
    дополнить добавить выбрать отобрать выгрузить выгружать подобрать собрать свести подытожить обсудить
    обсуждать обсуждение совещание заседание планерка встреча повестка шеф начальство босс зам
    замминистр зампред помощник референт пжл пжлст
    больше меньше чаще реже пжста спс срочно быстренько кратенько вкратце че чо шо чето чего-то щас ща скока кароч короче типа блин
    """
)
ENGLISH_STOPWORDS = word_set(
    """
    a an the and or of for in on at by to from with about into as is are was were be been am do does did
    doing done has have had what which who whom whose when where why how it its this that these those
    there here all any every each everything anything something i me my we us our you your he she they
    them their can could would should will shall must may might show tell give get find list see look
    search know want need like let please thanks thank hello hi hey good morning afternoon evening day due
    deadline date time own owned owner responsible responsibility charge accountable activity action item
    point section sphere area field measure event task plan roadmap map road not no yes ok so if work
    working handle handled involve involved participate participating under regarding related concerning
    assigned run running lead leading scheduled planned happen happening going side both many much more
    wonder wondering curious kindly dear sir madam colleague question regards sincerely interested card
    link info information detail status month week quarter year common now currently still happens holds deal
    take takes part topic subject name entitled full complete pls plz thx asap check pull bring open print
    send share display explain describe summarize summarise overview briefly quick quickly urgently boss up
    off over out involved anywhere yet already still ever but except excluding besides anything
    """
)
# Framing in company, but a topic when they stand alone: «что за работа у Минтруда» and «работа».
SOFT_STOPWORDS = word_set("работа дело контакт work")
# Words every such document is built of: they never decide which activity is meant.
DOCUMENT_WORDS = word_set(
    """
    развитие дело вопрос политика сфера область охрана обеспечение взаимодействие хозяйство деятельность
    население обмен опыт сотрудничество проведение организация участие содействие оказание реализация
    совершенствование рамка цель мероприятие практика совместный региональный межрегиональный
    государственный уровень территория край город регион год работа орган власть представитель специалист
    учреждение информация система создание подготовка развиваться помощь домой
    """
)
# Words for agencies of any kind.
AGENCY_WORDS = word_set("ведомство орган исполнитель agencies bodies authorities departments")
# Parts of names that people leave out: «комитет по молодёжи» is the one for «молодёжная политика».
NAME_FILLERS = word_set(
    """
    развитие дело вопрос политика сфера область охрана обеспечение взаимодействие деятельность население
    ресурс хозяйство отношение регулирование управление обслуживание государственный
    """
)


def is_stopword(word: Word) -> bool:
    """True for a word that frames the question in Russian or English."""
    keys = word.form.keys
    return word.form.part is PartOfSpeech.FUNCTION or not (
        RUSSIAN_STOPWORDS.isdisjoint(keys) and ENGLISH_STOPWORDS.isdisjoint(keys)
    )


def is_person(word: Word) -> bool:
    """True for the name of a person addressed or quoted: «Анна Петровна просит узнать»."""
    return word.form.person and word.written[0].isupper()


def is_soft_stopword(word: Word) -> bool:
    """True for a word that is noise unless a name of the roadmap has it."""
    return not SOFT_STOPWORDS.isdisjoint(word.form.keys)


def is_document_word(word: Word) -> bool:
    """True for a word so common in such documents that it tells nothing alone."""
    return not DOCUMENT_WORDS.isdisjoint(word.keys)


def is_filler(keys: frozenset[str]) -> bool:
    """True for a word of a name that may be left out when people say it."""
    return not NAME_FILLERS.isdisjoint(keys)
