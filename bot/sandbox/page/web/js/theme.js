/** Light or dark: as the system has it, until a visitor chooses. */

import { byId, dress } from "./dom.js";
import { words } from "./i18n.js";

const KEPT = "page.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (localStorage.getItem(KEPT) ?? (system.matches ? "dark" : "light")) === "dark";

function show() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  dress(byId("theme"), isDark() ? "sun" : "moon", isDark() ? words.light : words.dark, turn);
}

function turn() {
  localStorage.setItem(KEPT, isDark() ? "light" : "dark");
  show();
}

export function startTheme() {
  system.addEventListener("change", show);
  show();
}
