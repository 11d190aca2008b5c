/** Toasts and alerts, as the answer to a button shows them. */

import { byId, el } from "./dom.js";
import { words } from "./i18n.js";
import { follow } from "./links.js";

const SHOWN = 3500; // milliseconds

/** @param {string} text */
export function toast(text) {
  const note = el("p", { class: "toast", text });
  byId("toasts").append(note);
  setTimeout(() => note.remove(), SHOWN);
}

/** Shows the text until it is closed; with `sure`, a choice. @returns {Promise<boolean>} */
export function ask(text, sure = "") {
  const dialog = byId("alert");
  const yes = el("button", { type: "submit", value: "yes", class: "main", text: sure || words.ok });
  const no = sure && el("button", { type: "submit", value: "no", text: words.cancel });
  const form = el("form", { method: "dialog" }, el("p", { id: "alert-text", text }), el("div", { class: "choices" }, no, yes));
  dialog.replaceChildren(form);
  dialog.returnValue = "no";
  dialog.showModal();
  yes.focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

/** @param {{text?: string, show_alert?: boolean, url?: string}} answer of answerCallbackQuery */
export function showAnswer(answer) {
  if (answer.url) follow(answer.url);
  if (!answer.text) return;
  if (answer.show_alert) ask(answer.text);
  else toast(answer.text);
}

/** For promises nobody awaits: a refusal is told. @param {Promise<any>} promise */
export function telling(promise) {
  promise.catch((error) => toast(error.message));
}
