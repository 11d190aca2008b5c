/** The page's own words. What the bot says comes as it is. */

const RU = {
  title: "Локальный Telegram",
  hint: "Выберите, кем быть. Каждая вкладка может быть другим человеком.",
  skip: "К сообщению",
  lists: "Люди и чаты", people: "Кем быть", chats: "Чаты", topics: "Темы", log: "Сообщения", panel: "Что происходит",
  picture: "Фото", language: "In English", dark: "Тёмная тема", light: "Светлая тема", back: "К списку", close: "Закрыть",
  newTab: "В новой вкладке", me: "Вы", bot: "бот", group: "группа", typing: "печатает…", upload: "отправляет файл…",
  offline: "Связь с демонстрацией потеряна, подключаюсь снова…", preparing: "Данные готовятся заново…", empty: "Сообщений пока нет.", start: "Запустить", join: "Вступить в группу", notInside: "Вы не состоите в этой группе.",
  write: "Сообщение", send: "Отправить", attach: "Прикрепить", asPhoto: "Фото", asFile: "Файл", commands: "Команды",
  replyKeyboard: "Клавиатура бота", reply: "Ответить", edit: "Изменить", copy: "Копировать текст", react: "Реакция", leave: "Выйти из группы", actions: "Действия с сообщением",
  replyTo: "Ответ", editing: "Правка", cancel: "Отменить", edited: "изменено", silent: "Без звука", via: "через",
  forwarded: "Переслано от", pinned: "Закреплённое сообщение", toEnd: "К последнему сообщению", file: "Файл", photo: "Фото", video: "Видео", audio: "Аудио", message: "Сообщение",
  buttons: "Кнопки под сообщением", wait: "ждёт ответа", copied: "Скопировано", elsewhere: "Эта кнопка здесь не действует.", allTopics: "Все", general: "Общее",
  more: "Показать полностью", less: "Свернуть", spoiler: "Скрытый текст, показать", ok: "Понятно", notFound: "Сообщение не найдено.", nothing: "Ничего не нашлось.", asking: "Бот думает…",
  clock: "Часы", forwardHour: "+ 1 час", forwardDay: "+ 1 день", forwardWeek: "+ 1 неделя", moved: "Часы переведены.",
  faults: "Сбои", flood: "429: слишком много запросов", floodNote: "Telegram просит подождать 3 с, пока включено.",
  lost: "Связь оборвана", lostNote: "Запросы бота не доходят.", unanswered: "Ответ потерян", unansweredNote: "Запрос выполнен, но бот об этом не узнаёт.",
  gateway: "Ошибка 502", gatewayNote: "Страница прокси вместо ответа.",
  restart: "Перезапустить бота", restarted: "Бот убит и запущен снова.", reset: "Начать заново", resetSure: "Все сообщения и изменения пропадут, данные станут как вначале. Начать заново?", resetDone: "Всё начато заново.",
  calls: "Вызовы Bot API", lastAction: "После Вашего действия", allCalls: "Все", noCalls: "Пока ничего: нажмите что-нибудь в чате.", ms: "мс", openCalls: "Показать, что происходит",
  services: {
    group_chat_created: "Группа создана", supergroup_chat_created: "Группа создана", new_chat_members: "{who}: теперь в группе", left_chat_member: "{who}: теперь не в группе",
    pinned_message: "Закреплено: «{what}»", forum_topic_created: "Тема «{what}» создана", forum_topic_closed: "Тема закрыта", forum_topic_reopened: "Тема открыта снова", forum_topic_edited: "Тема изменена",
    new_chat_title: "Название теперь «{what}»", migrate_to_chat_id: "Группа стала супергруппой", migrate_from_chat_id: "Группа стала супергруппой",
  },
  members: { one: "{n} участник", few: "{n} участника", many: "{n} участников", other: "{n} участника" },
  unread: { one: "{n} непрочитанное", few: "{n} непрочитанных", many: "{n} непрочитанных", other: "{n} непрочитанных" },
};

const EN = {
  title: "Local Telegram",
  hint: "Choose whom to be. Each tab can be another person.",
  skip: "Skip to the message field",
  lists: "People and chats", people: "Whom to be", chats: "Chats", topics: "Topics", log: "Messages", panel: "What happens",
  picture: "Photo", language: "По-русски", dark: "Dark theme", light: "Light theme", back: "Back to the list", close: "Close",
  newTab: "In a new tab", me: "You", bot: "bot", group: "group", typing: "is typing…", upload: "is sending a file…",
  offline: "The connection to the demo is lost, connecting again…", preparing: "The data are being prepared anew…", empty: "No messages yet.", start: "Start", join: "Join the group", notInside: "You are not a member of this group.",
  write: "Message", send: "Send", attach: "Attach", asPhoto: "Photo", asFile: "File", commands: "Commands",
  replyKeyboard: "The bot's keyboard", reply: "Reply", edit: "Edit", copy: "Copy text", react: "React", leave: "Leave the group", actions: "Message actions",
  replyTo: "Reply to", editing: "Editing", cancel: "Cancel", edited: "edited", silent: "Without sound", via: "via",
  forwarded: "Forwarded from", pinned: "Pinned message", toEnd: "To the latest message", file: "File", photo: "Photo", video: "Video", audio: "Audio", message: "Message",
  buttons: "Buttons under the message", wait: "waits for an answer", copied: "Copied", elsewhere: "This button does nothing here.", allTopics: "All", general: "General",
  more: "Show all", less: "Collapse", spoiler: "Hidden text, show", ok: "OK", notFound: "The message was not found.", nothing: "Nothing was found.", asking: "The bot is thinking…",
  clock: "Clock", forwardHour: "+ 1 hour", forwardDay: "+ 1 day", forwardWeek: "+ 1 week", moved: "The clock was moved.",
  faults: "Faults", flood: "429: too many requests", floodNote: "While on, Telegram asks to wait 3 s.",
  lost: "Connection lost", lostNote: "The bot's calls do not arrive.", unanswered: "Answer lost", unansweredNote: "The call is carried out, the bot is not told.",
  gateway: "Error 502", gatewayNote: "A proxy's page instead of an answer.",
  restart: "Restart the bot", restarted: "The bot was killed and started again.", reset: "Start afresh", resetSure: "All messages and changes will be lost and the data as in the beginning. Start afresh?", resetDone: "Everything is as in the beginning.",
  calls: "Bot API calls", lastAction: "After your action", allCalls: "All", noCalls: "Nothing yet: press something in the chat.", ms: "ms", openCalls: "Show what happens",
  services: {
    group_chat_created: "The group was created", supergroup_chat_created: "The group was created", new_chat_members: "{who} is in the group now", left_chat_member: "{who} left the group",
    pinned_message: "Pinned: “{what}”", forum_topic_created: "The topic “{what}” was created", forum_topic_closed: "The topic was closed", forum_topic_reopened: "The topic was reopened", forum_topic_edited: "The topic was changed",
    new_chat_title: "The title is now “{what}”", migrate_to_chat_id: "The group became a supergroup", migrate_from_chat_id: "The group became a supergroup",
  },
  members: { one: "{n} member", other: "{n} members" },
  unread: { one: "{n} unread", other: "{n} unread" },
};

const KEPT = "page.language";
const chosen = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEPT) ?? navigator.language.slice(0, 2);

/** `ru` or `en`. */
export const language = chosen === "en" ? "en" : "ru";
export const words = language === "en" ? EN : RU;
const plural = new Intl.PluralRules(language);

/** Fill `{name}` in a text. */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/** @param {"members"|"unread"} name @param {number} n */
export const counted = (name, n) => filled(words[name][plural.select(n)] ?? words[name].other, { n });

export function switchLanguage() {
  localStorage.setItem(KEPT, language === "ru" ? "en" : "ru");
  const address = new URL(location.href);
  address.searchParams.delete("lang");
  location.replace(address);
}

const time = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });
const moment = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });

/** @param {number} seconds Unix time */
export const clockTime = (seconds) => time.format(seconds * 1000);
export const dayOf = (seconds) => day.format(seconds * 1000);
/** @param {string|number} when ISO text or milliseconds */
export const momentOf = (when) => moment.format(new Date(when));

/** Write the words into what stands in index.html. */
export function translatePage() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = words[node.dataset.text];
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words[node.dataset.label]);
}
