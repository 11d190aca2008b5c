/** The menu of a message: reply, edit, copy, react. */

import { act } from "./api.js";
import { el, iconButton } from "./dom.js";
import { words } from "./i18n.js";
import { copyText } from "./links.js";
import { briefOf } from "./media.js";
import { reportErrors } from "./notices.js";
import { state } from "./state.js";

const EMOJI = ["👍", "❤", "🔥", "👏", "🤔"];
let open = null;

/** A press beside the menu, or on an entry, closes it. */
document.addEventListener("click", (event) => !open?.button.contains(event.target) && close());

/** @param {any} view a message @param {{reply: Function, edit: Function}} actions */
export function menuButton(view, actions) {
  const button = iconButton("more", words.actions, () => toggle(button, view, actions), { class: "tool more", "aria-haspopup": "menu", "aria-expanded": "false" });
  return button;
}

function toggle(button, view, actions) {
  if (close()) return;
  const menu = el("div", { class: "menu", role: "menu", "aria-label": words.actions, on: { keydown: (event) => move(event, menu) } }, reactions(view), ...entries(view, actions));
  open = { menu, button };
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  menu.classList.toggle("upwards", menu.getBoundingClientRect().bottom > button.closest("#log").getBoundingClientRect().bottom);
  menu.querySelector("[role=menuitem]").focus();
}

export function close() {
  if (open === null) return false;
  const { menu, button } = open;
  open = null;
  if (menu.contains(document.activeElement)) button.focus();
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  return true;
}

function entries(view, actions) {
  const entry = (label, action) => el("button", { type: "button", role: "menuitem", tabindex: "-1", text: label, on: { click: action } });
  const found = [entry(words.reply, () => actions.reply(view))];
  if (view.mine && view.card.text) found.push(entry(words.edit, () => actions.edit(view)));
  if (briefOf(view.card)) found.push(entry(words.copy, () => copyText(briefOf(view.card))));
  return found;
}

function reactions(view) {
  const place = { as: state.me, chat: view.card.chat.id, message: view.card.message_id };
  const one = (emoji) => el("button", { type: "button", role: "menuitem", tabindex: "-1", "aria-label": `${words.react} ${emoji}`, text: emoji, on: { click: () => reportErrors(act("react", { ...place, emoji })) } });
  return el("div", { class: "emoji", role: "none" }, ...EMOJI.map(one));
}

function move(event, menu) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  }
  if (event.key === "Escape" || event.key === "Tab") close();
}
