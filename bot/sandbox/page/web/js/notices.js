/** Toasts and dialogs. */

import { byId, el } from "./dom.js";
import { words } from "./i18n.js";

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

/** Shows the error of a promise that is not awaited. @param {Promise<any>} promise */
export function reportErrors(promise) {
  promise.catch((error) => toast(error.message));
}
