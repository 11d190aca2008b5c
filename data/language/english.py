"""English words of the roadmaps' world, in Russian dictionary forms."""

# One English word may stand for several Russian ones: all of them are looked for.
RUSSIAN = {
    word: frozenset(russian.split())
    for word, russian in (
        line.strip().split(" = ")
        for line in """
        academic = академический
        affair = дело
        agency = агентство
        agricultural = сельский
        agriculture = сельский хозяйство
        archival = архивный архив
        archive = архив архивный
        arts = искусство
        art = искусство
        business = бизнес предпринимательство
        commission = комиссия
        committee = комитет
        communication = связь
        conference = конференция
        construction = строительство
        cooperation = сотрудничество
        cultural = культурный культура
        culture = культура
        database = база данные
        department = департамент
        development = развитие
        digital = цифровой
        ecological = экологический
        ecology = экология
        economic = экономический
        economics = экономика экономический
        economy = экономика экономический
        education = образование
        educational = образовательный образование
        employment = занятость
        energy = энергетика
        entrepreneurship = предпринимательство
        environment = окружающий среда экология
        environmental = окружающий среда экологический
        evacuation = эвакуация
        excursion = экскурсионный экскурсия
        exhibition = выставка
        external = внешний
        fair = ярмарка
        festival = фестиваль
        finance = финансы финансовый
        foreign = внешний
        forestry = лесной хозяйство
        forum = форум
        grant = грант грантовый
        health = здравоохранение
        healthcare = здравоохранение
        higher = высший
        housing = жилье жилищный
        improvement = благоустройство
        industrial = промышленный
        industry = промышленность
        informatization = информатизация
        innovation = инновация
        inspectorate = инспекция
        interaction = взаимодействие
        internal = внутренний
        investment = инвестиция инвестиционный
        jobs = вакантный вакансия работа
        job = вакантный вакансия работа
        labor = труд
        labour = труд
        management = управление
        mass = массовый
        media = средство массовый информация
        medical = медицинский
        medicine = медицина
        migration = миграция
        ministry = министерство
        mobility = мобильность
        museum = музей
        natural = природный
        nature = природа природный
        organization = организация
        organisation = организация
        partnership = партнерство
        petersburg = петербург
        physical = физический
        policy = политика
        portal = портал
        protection = охрана защита
        public = общественный
        relation = связь
        republic = республика
        research = исследование исследовательский
        resource = ресурс
        road = дорожный дорога
        round = круглый
        route = маршрут
        rural = сельский
        safety = безопасность
        saint = санкт
        school = школа
        science = наука
        scientific = научный
        security = безопасность
        service = служба
        small = малый
        social = социальный
        sport = спорт
        startup = стартап
        student = студент студенческий
        table = стол
        technological = технологический
        technology = технология
        theater = театр
        theatre = театр
        tourism = туризм
        tourist = туристический туризм
        trade = торговля
        transport = транспорт
        transportation = транспорт
        university = университет вуз
        vacancy = вакантный вакансия
        volunteer = волонтер волонтерство
        volunteering = волонтерство добровольчество
        youth = молодежь молодежный
        """.strip().splitlines()
    )
}


def translate(word: str) -> frozenset[str]:
    """The Russian dictionary forms of a folded English word in the singular; empty when it is not listed."""
    return RUSSIAN.get(word, frozenset())
