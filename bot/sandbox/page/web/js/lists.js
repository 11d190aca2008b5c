/** The left column: whom to be, and that person's chats. */

import { avatar } from "./avatars.js";
import { byId, el, icon, replace } from "./dom.js";
import { clockTime, counted, language, words } from "./i18n.js";
import { briefOf } from "./media.js";
import { addressOf, openAt } from "./opening.js";
import { serviceLine } from "./bubbles.js";
import { state, unreadOfChat, unreadOfPerson } from "./state.js";

const badge = (n) => n > 0 && el("span", { class: "badge", role: "img", "aria-label": counted("unread", n), text: String(n) });

/** @param {(person: number) => void} become */
export function renderPeople(become) {
  replace(byId("people"), state.people.map((person) => personEntry(person, become)));
}

function personEntry(person, become) {
  const isMe = person.id === state.me;
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    become(person.id);
  };
  const names = el("span", { class: "names" }, el("span", { class: "name", text: person.name }), el("span", { class: "note", text: person.part[language] ?? Object.values(person.part)[0] }));
  const entry = el("a", { class: "entry", href: addressOf(person.id), "aria-current": isMe ? "true" : null, on: { click: press } }, avatar(person.id, person.name), names, !isMe && badge(unreadOfPerson(person.id)));
  const tab = el("a", { class: "tool tab", href: addressOf(person.id), target: "_blank", title: words.newTab, "aria-label": `${person.name}: ${words.newTab}` }, icon("window"));
  return el("li", {}, entry, tab);
}

export function renderChats() {
  replace(byId("chats"), state.chats.map(chatEntry));
}

function chatEntry(chat) {
  const title = chat.type === "private" ? state.bot.first_name : chat.title;
  const last = chat.last?.card;
  const names = el(
    "span", { class: "names" },
    el("span", { class: "name" }, el("span", { class: "title", text: title }), last && el("span", { class: "when", text: clockTime(last.date) })),
    el("span", { class: "note" }, el("span", { class: "title", text: noteOf(chat) }), badge(unreadOfChat(chat.id))),
  );
  const isOpen = chat.id === state.open.chat;
  return el("li", {}, el("button", { type: "button", class: "entry", "aria-current": isOpen ? "true" : null, on: { click: () => openAt(chat.id) } }, avatar(chat.type === "private" ? state.bot.id : chat.id, title), names));
}

function noteOf(chat) {
  if (!chat.inside) return words.notInside;
  if (!chat.last) return chat.type === "private" ? `@${state.bot.username}` : "";
  if (chat.last.service) return serviceLine(chat.last).textContent;
  const who = chat.last.mine ? words.me : chat.type === "private" ? "" : chat.last.card.from?.first_name;
  return `${who ? `${who}: ` : ""}${briefOf(chat.last.card)}`.replaceAll("\n", " ").slice(0, 90);
}
