/** One message, or one album, as a bubble. */

import { colourOf } from "./avatars.js";
import { el, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { clockTime, dayOf, filled, words } from "./i18n.js";
import { inlineKeyboard } from "./keyboards.js";
import { briefOf, media } from "./media.js";
import { menuButton } from "./menu.js";
import { scrollTo } from "./opening.js";

const nameOf = (one) => one?.title ?? [one?.first_name, one?.last_name].filter(Boolean).join(" ");
const authorOf = (card) => card.sender_chat ?? card.from ?? card.chat;

/**
 * @param {any[]} views one message, or those of an album
 * @param {{first: boolean, inGroup: boolean, reply: Function, edit: Function, askInline: (query: string) => void}} how
 *   `first` of a run by the same author
 */
export function bubble(views, how) {
  const [view] = views;
  const { card } = view;
  const worded = views.find((one) => one.card.text ?? one.card.caption)?.card;
  const numbers = views.map((one) => one.card.message_id).join(" ");
  const body = el("div", { class: "bubble" }, author(view, how), via(card), forwarded(card), replied(card), media(views.map((one) => one.card)), said(worded), reactions(views), meta(views));
  return el(
    "article",
    { class: `message ${view.mine ? "out" : "in"}${how.first ? " first" : ""}`, "data-messages": numbers, "aria-label": `${view.mine ? words.me : nameOf(authorOf(card))}, ${clockTime(card.date)}` },
    el("div", { class: "line" }, body, menuButton(view, how)),
    inlineKeyboard(views.at(-1).card, how.askInline),
  );
}

const said = (card) => card && el("div", { class: "text", dir: "auto" }, formatted(card.text ?? card.caption, card.entities ?? card.caption_entities));

function author(view, how) {
  const one = authorOf(view.card);
  return how.inGroup && how.first && !view.mine && el("p", { class: `author ink-${colourOf(one.id)}`, text: nameOf(one) });
}

const via = (card) => card.via_bot && el("p", { class: "via", text: `${words.via} @${card.via_bot.username}` });

function forwarded(card) {
  const origin = card.forward_origin;
  return origin && el("p", { class: "via", text: `${words.forwarded} ${nameOf(origin.sender_user ?? origin.chat ?? origin.sender_chat) || origin.sender_user_name}` });
}

function replied(card) {
  const before = card.reply_to_message;
  if (!before || "forum_topic_created" in before) return null;
  return el(
    "button", { type: "button", class: "replied", on: { click: () => scrollTo(before.message_id) } },
    el("strong", { text: nameOf(authorOf(before)) }), el("span", { text: card.quote?.text ?? briefOf(before) }),
  );
}

function reactions(views) {
  const given = Object.entries(Object.assign({}, ...views.map((one) => one.reactions)));
  return given.length > 0 && el("p", { class: "reactions" }, ...given.map(([emoji, n]) => el("span", { text: n > 1 ? `${emoji} ${n}` : emoji })));
}

function meta(views) {
  const [{ card, silent }] = views;
  const mark = silent && el("span", { class: "silent", role: "img", title: words.silent, "aria-label": words.silent }, icon("silent"));
  const edited = views.some((one) => one.card.edit_date) && el("span", { text: words.edited });
  return el("p", { class: "meta" }, mark, edited, el("time", { datetime: new Date(card.date * 1000).toISOString(), text: clockTime(card.date) }));
}

/** A service message, such as a member who joined. */
export function serviceLine(view) {
  const { card } = view;
  const kind = Object.keys(words.services).find((name) => name in card);
  const value = kind ? card[kind] : null;
  const who = nameOf(Array.isArray(value) ? value[0] : value);
  const what = kind === "pinned_message" ? briefOf(value).replaceAll("\n", " ").slice(0, 50) : value?.name ?? value;
  const text = kind ? filled(words.services[kind], { who, what }) : Object.keys(card).at(-1);
  return el("p", { class: "service", "data-messages": String(card.message_id) }, el("span", { text }));
}

/** The date between days. @param {number} seconds Unix time */
export const dayLine = (seconds) => el("p", { class: "service day" }, el("span", { text: dayOf(seconds) }));
