/** Photos, documents and albums. */

import { fileAddress } from "./api.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { words } from "./i18n.js";

const UNITS = ["Б", "КБ", "МБ"];
const KINDS = ["photo", "document", "video", "audio"];

/** `photo`, `document`, `video`, `audio`, or undefined for a text. */
export const kindOf = (card) => KINDS.find((kind) => kind in card);

/** What stands for a message in one line. */
export function briefOf(card) {
  const kind = kindOf(card);
  return card.text ?? card.caption ?? (kind ? card[kind].file_name ?? words[kind === "document" ? "file" : kind] : "");
}

/** @param {any[]} cards of one message, or of an album */
export function media(cards) {
  const parts = cards.filter(kindOf).map((card) => ("photo" in card ? photo(card) : file(card[kindOf(card)])));
  if (parts.length === 0) return null;
  const isGallery = cards.some((card) => "photo" in card) && parts.length > 1;
  return el("div", { class: isGallery ? "media gallery" : "media" }, ...parts);
}

function photo(card) {
  const size = card.photo.at(-1);
  const name = card.caption ? card.caption.slice(0, 80) : words.photo;
  const image = el("img", { src: fileAddress(size.file_id), alt: name, width: size.width, height: size.height, loading: "lazy" });
  return el("button", { type: "button", class: "photo", on: { click: () => enlarge(size, name) } }, image);
}

function enlarge(size, name) {
  const dialog = byId("picture");
  const close = iconButton("close", words.close, () => dialog.close());
  dialog.replaceChildren(close, el("img", { src: fileAddress(size.file_id), alt: name }));
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  dialog.showModal();
}

function file(stored) {
  const name = stored.file_name ?? words.file;
  return el(
    "a", { class: "file", href: fileAddress(stored.file_id), download: name },
    el("span", { class: "file-icon", "aria-hidden": "true" }, icon("file")),
    el("span", { class: "file-names" }, el("span", { class: "file-name", text: name }), el("span", { class: "file-size", text: sizeOf(stored.file_size) })),
  );
}

function sizeOf(bytes) {
  let unit = 0;
  let left = bytes ?? 0;
  while (left >= 1024 && unit < UNITS.length - 1) {
    left /= 1024;
    unit += 1;
  }
  return `${left.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${document.documentElement.lang === "ru" ? UNITS[unit] : ["B", "KB", "MB"][unit]}`;
}
