/** A text with its MessageEntity objects as DOM. Offsets are UTF-16 units, as in JavaScript's own strings. */

import { act } from "./api.js";
import { el } from "./dom.js";
import { momentOf, words } from "./i18n.js";
import { copyText, follow, read } from "./links.js";
import { reportErrors } from "./notices.js";
import { markAction, openTopic, state } from "./state.js";

const FOLDED_LINES = 3;

/** @param {string} text @param {any[]} [entities] sorted, the outer one first @returns {DocumentFragment} */
export function formatted(text, entities = []) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, entities);
  return fragment;
}

function fill(parent, text, begin, end, entities) {
  let at = begin;
  entities.forEach((entity, index) => {
    if (entity.offset < at) return;
    const finish = Math.min(entity.offset + entity.length, end);
    const inner = entities.slice(index + 1).filter((one) => one.offset < finish);
    const [outer, hole] = wrapping(entity, text.slice(entity.offset, finish));
    parent.append(text.slice(at, entity.offset), outer);
    fill(hole, text, entity.offset, finish, inner);
    at = finish;
  });
  parent.append(text.slice(at, end));
}

/** The element for an entity and, within it, the one that takes the text. */
function wrapping(entity, covered) {
  const made = (WRAPPERS[entity.type] ?? plain)(entity, covered);
  return Array.isArray(made) ? made : [made, made];
}

const plain = () => el("span");
const tag = (name, traits) => () => el(name, traits);

const WRAPPERS = {
  bold: tag("strong"),
  italic: tag("em"),
  underline: tag("u"),
  strikethrough: tag("s"),
  code: (_, covered) => el("code", { class: "copied", title: words.copy, on: { click: () => copyText(covered) } }),
  pre: (entity) => { const code = el("code", { "data-language": entity.language }); return [el("pre", { tabindex: "0" }, code), code]; },
  blockquote: tag("blockquote"),
  expandable_blockquote: (_, covered) => foldable(covered),
  spoiler,
  url: (_, covered) => link(/^[a-z]+:\/\//i.test(covered) ? covered : `https://${covered}`),
  email: (_, covered) => link(`mailto:${covered}`),
  text_link: (entity) => link(entity.url),
  mention: (_, covered) => link(`https://t.me/${covered.slice(1)}`),
  text_mention: tag("span", { class: "mention" }),
  hashtag: tag("span", { class: "mention" }),
  cashtag: tag("span", { class: "mention" }),
  bot_command: (_, covered) => el("button", { type: "button", class: "command", on: { click: () => command(covered) } }),
  date_time: (entity) => el("time", { datetime: new Date(entity.unix_time * 1000).toISOString(), title: momentOf(entity.unix_time * 1000) }),
};

/** Only addresses a person may safely follow become links. */
function link(address) {
  if (!/^(https?|tg|mailto):/i.test(address)) return plain();
  const opensHere = read(address) !== null;
  const press = (event) => {
    event.preventDefault();
    follow(address);
  };
  return el("a", { href: address, title: address, target: "_blank", rel: "noopener noreferrer", on: opensHere ? { click: press } : {} });
}

function command(text) {
  markAction();
  reportErrors(act("send", { as: state.me, chat: state.open.chat, topic: openTopic(), text }));
}

function spoiler() {
  const hidden = el("span", { class: "hidden-text" });
  const cover = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": words.spoiler }, hidden);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    cover.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
  };
  cover.addEventListener("click", reveal, { once: true });
  cover.addEventListener("keydown", reveal);
  return [cover, hidden];
}

/** A quote that shows its first lines until it is opened. */
function foldable(covered) {
  const body = el("div", { class: "quote-body" });
  const isLong = covered.split("\n").length > FOLDED_LINES || covered.length > 150;
  const toggle = el("button", { type: "button", class: "unfold", "aria-expanded": "false", text: words.more });
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("folded") === false;
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? words.less : words.more;
  });
  const quote = el("blockquote", { class: isLong ? "folded" : "" }, body, isLong && toggle);
  return [quote, body];
}
