/** What is offered above the message field: commands, and results of inline mode. */

import { act } from "./api.js";
import { byId, el } from "./dom.js";
import { words } from "./i18n.js";
import { reportErrors } from "./notices.js";
import { changed, markAction, openTopic, state } from "./state.js";

const PAUSE = 250; // milliseconds of no typing before the bot is asked
const box = byId("suggestions");
let asked = 0;
let timer = 0;

export function hide() {
  asked += 1;
  clearTimeout(timer);
  box.hidden = true;
}

function show(label, ...entries) {
  box.hidden = false;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  box.replaceChildren(...entries);
}

const entry = (title, note, press) => el("button", { type: "button", class: "suggestion", on: { click: press } }, el("strong", { text: title }), note && el("span", { text: note }));
const remark = (text) => el("p", { class: "remark", text });

/** Offer what fits the text. @param {string} text @param {(text: string) => void} send */
export function suggest(text, send) {
  hide();
  const query = inlineQuery(text);
  if (query !== null) timer = setTimeout(() => reportErrors(askInline(query, send)), PAUSE);
  else if (/^\/\w*$/.test(text)) offerCommands(text.slice(1), send);
}

/** @param {string} begin what the command begins with */
export function offerCommands(begin, send) {
  const fitting = state.commands.filter((one) => one.command.startsWith(begin));
  const press = (command) => () => {
    hide();
    send(`/${command}`);
  };
  if (fitting.length > 0) show(words.commands, ...fitting.map((one) => entry(`/${one.command}`, one.description, press(one.command))));
}

/** Arrow keys go between the field and what is offered. @returns {boolean} whether the key was used */
export function enter() {
  const first = box.hidden ? null : box.querySelector("button");
  first?.focus();
  return Boolean(first);
}

box.addEventListener("keydown", (event) => {
  const entries = [...box.querySelectorAll("button")];
  const at = entries.indexOf(document.activeElement);
  const field = byId("composer").querySelector("textarea");
  if (event.key === "ArrowDown") entries[Math.min(at + 1, entries.length - 1)].focus();
  else if (event.key === "ArrowUp") (entries[at - 1] ?? field).focus();
  else if (event.key === "Escape") { hide(); field?.focus(); }
  else return;
  event.preventDefault();
});

/** What is typed after the bot's name; null when it is not inline mode. */
function inlineQuery(text) {
  const name = `@${state.bot.username} `.toLowerCase();
  return state.bot.supports_inline_queries && text.toLowerCase().startsWith(name) ? text.slice(name.length) : null;
}

async function askInline(query, send) {
  const number = ++asked;
  const place = { as: state.me, chat: state.open.chat, topic: openTopic(), query };
  show(words.asking, remark(words.asking));
  markAction();
  changed("calls");
  const answer = await act("inline", place);
  if (number !== asked) return;
  const choose = (result) => () => {
    hide();
    send(null);
    reportErrors(act("choose", { ...place, result: result.id }));
  };
  const entries = answer.results.map((one) => entry(one.title ?? one.id, one.description, choose(one)));
  show(`@${state.bot.username}`, ...(entries.length > 0 ? entries : [remark(words.nothing)]));
}
