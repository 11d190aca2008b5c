/** The message field, and what stands in its place: «Start», «Join». */

import { act, upload } from "./api.js";
import { byId, el, iconButton } from "./dom.js";
import { words } from "./i18n.js";
import { replyKeyboard, replyMarkup } from "./keyboards.js";
import { briefOf } from "./media.js";
import { reportErrors } from "./notices.js";
import { changed, markAction, openChat, openTopic, state } from "./state.js";
import { enter, hide, offerCommands, suggest } from "./suggestions.js";

const TALLEST = 160; // pixels
const footer = byId("composer");
const field = el("textarea", { rows: "1", placeholder: words.write, "aria-label": words.write, enterkeyhint: "send", on: { input: typed, keydown: keyed } });
const files = el("input", { type: "file", multiple: true, hidden: true, "aria-label": words.attach, on: { change: chosen } });
const bar = el("div", { class: "context", hidden: true });
const keyboard = el("div", { class: "keyboard-place" });
const attaching = el("div", { class: "attach-menu", role: "group", "aria-label": words.attach, hidden: true }, attachAs("photo", words.asPhoto, "image/*"), attachAs("document", words.asFile, ""));
const slash = iconButton("commands", words.commands, () => offerCommands("", send));
const line = el(
  "form", { class: "line", on: { submit: submitted } },
  iconButton("attach", words.attach, () => { attaching.hidden = !attaching.hidden; }),
  slash, field, iconButton("send", words.send, null, { type: "submit", class: "tool send" }),
);
/** What the next text is about. @type {{kind: "reply"|"edit", view: any} | null} */
let context = null;

const place = () => ({ as: state.me, chat: state.open.chat, topic: openTopic() });

/** Another chat: nothing half-typed goes along. */
export function clearComposer() {
  setContext(null);
  write("");
  attaching.hidden = true;
}

export function renderComposer() {
  const chat = openChat();
  const parts = !chat?.inside ? [mainButton(words.join, () => act("join", { as: state.me, chat: state.open.chat }))]
    : !chat.started ? [mainButton(words.start, () => act("start", { as: state.me }))]
    : [bar, attaching, line, files, keyboard];
  if (parts.some((part, at) => footer.children[at] !== part)) footer.replaceChildren(...parts);
  const markup = replyMarkup(state.messages);
  keyboard.replaceChildren(...(markup ? [replyKeyboard(markup)] : []));
  slash.hidden = state.commands.length === 0;
}

function mainButton(label, request) {
  const press = () => {
    markAction();
    changed("calls");
    reportErrors(request());
  };
  return el("button", { type: "button", class: "main", text: label, on: { click: press } });
}

/** @param {"reply"|"edit"} kind */
export const about = (kind) => (view) => {
  setContext({ kind, view });
  if (kind === "edit") write(view.card.text);
  field.focus();
};

/** Begin inline mode in this chat. @param {string} query */
export function startInline(query) {
  write(`@${state.bot.username} ${query}`);
  field.focus();
  typed();
}

function setContext(next) {
  context = next;
  bar.hidden = next === null;
  if (next === null) return;
  const label = next.kind === "edit" ? words.editing : words.replyTo;
  const cancel = iconButton("close", words.cancel, () => { if (context?.kind === "edit") write(""); setContext(null); field.focus(); });
  bar.replaceChildren(el("span", { class: "names" }, el("strong", { text: label }), el("span", { text: briefOf(next.view.card) })), cancel);
}

function write(text) {
  field.value = text;
  fit();
  hide();
}

function fit() {
  field.style.height = "";
  if (field.value) field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
}

function typed() {
  fit();
  suggest(field.value, send);
}

function keyed(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submitted(event);
  else if (event.key === "ArrowUp" && (enter() || editLast())) event.preventDefault();
  else if (event.key === "ArrowDown" && enter()) event.preventDefault();
  else if (event.key === "Escape") { hide(); setContext(null); }
}

/** With an empty field, the arrow up edits the last own message. */
function editLast() {
  const last = field.value === "" && state.messages.findLast((one) => one.mine && one.card.text && !one.service);
  if (last) about("edit")(last);
  return Boolean(last);
}

function submitted(event) {
  event.preventDefault();
  if (field.value.trim()) send(field.value);
}

/** @param {string|null} text null when something else was sent in its place */
function send(text) {
  const { kind, view } = context ?? {};
  const message = view?.card.message_id;
  const topic = kind === "reply" ? view.topic : openTopic();
  const before = field.value;
  setContext(null);
  write("");
  markAction();
  changed("calls", "sent");
  if (text === null) return;
  const sending = kind === "edit" ? act("edit", { ...place(), message, text }) : act("send", { ...place(), topic, text, reply_to: message });
  reportErrors(sending.catch((error) => { write(before); throw error; }));
}

function attachAs(kind, label, accept) {
  const press = () => {
    attaching.hidden = true;
    files.accept = accept;
    files.dataset.kind = kind;
    files.click();
  };
  return el("button", { type: "button", text: label, on: { click: press } });
}

/** The typed text goes along as the caption. */
function chosen() {
  const given = [...files.files];
  if (given.length === 0) return;
  const caption = field.value;
  markAction();
  reportErrors(upload({ ...place(), kind: files.dataset.kind, caption }, given).then(() => write("")));
  files.value = "";
}
