/** Coloured circles with initials, as Telegram draws them where there is no photo. */

import { el } from "./dom.js";

const COLOURS = 7;

/** @param {number} id */
export const colourOf = (id) => Math.abs(id) % COLOURS;

export const initialsOf = (name) => name.split(/[\s–—-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word[0] ?? "")).slice(0, 2).map((word) => word[0]).join("").toUpperCase();

/** @param {number} id @param {string} name */
export const avatar = (id, name) => el("span", { class: `avatar colour-${colourOf(id)}`, "aria-hidden": "true", text: initialsOf(name) });
