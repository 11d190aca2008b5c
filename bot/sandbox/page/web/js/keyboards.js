/** Buttons under messages, and the bot's own keyboard under the message field. */

import { act } from "./api.js";
import { el } from "./dom.js";
import { words } from "./i18n.js";
import { copyText, follow } from "./links.js";
import { ask, reportErrors, toast } from "./notices.js";
import { changed, markAction, openTopic, state } from "./state.js";

const SPIN_AT_MOST = 30000; // milliseconds
const STYLES = ["primary", "success", "danger"];

/** @param {any} card a Message @param {(query: string) => void} askInline starts inline mode here */
export function inlineKeyboard(card, askInline) {
  const rows = card.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  const made = rows.map((row) => el("div", { class: "row" }, ...row.map((button) => inlineButton(card, button, askInline))));
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": words.buttons }, ...made);
}

function inlineButton(card, button, askInline) {
  const style = STYLES.includes(button.style) ? ` ${button.style}` : "";
  const waits = "callback_data" in button && state.pending.has(keyOf(card, button.callback_data));
  const action = actionOf(card, button, askInline);
  return el(
    "button",
    { type: "button", class: `key${style}${waits ? " waits" : ""}`, "aria-busy": waits ? "true" : null, disabled: "disabled" in button, on: { click: action } },
    el("span", { text: button.text }),
    "url" in button && el("span", { class: "corner", "aria-hidden": "true", text: "↗" }),
  );
}

function actionOf(card, button, askInline) {
  if ("callback_data" in button) return () => reportErrors(press(card, button.callback_data));
  if ("url" in button) return () => follow(button.url);
  if ("copy_text" in button) return () => copyText(button.copy_text.text);
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query;
  return query === undefined ? () => toast(words.elsewhere) : () => askInline(query);
}

const keyOf = (card, data) => `${card.chat.id} ${card.message_id} ${data}`;

async function press(card, data) {
  const key = keyOf(card, data);
  if (state.pending.has(key)) return;
  state.pending.add(key);
  markAction();
  changed("pending", "calls");
  setTimeout(() => settle(key), SPIN_AT_MOST);
  try {
    const { answer } = await act("press", { as: state.me, chat: card.chat.id, message: card.message_id, data });
    if (answer && settle(key)) showAnswer(answer);
  } catch (error) {
    settle(key);
    throw error;
  }
}

function settle(key) {
  const waited = state.pending.delete(key);
  if (waited) changed("pending");
  return waited;
}

/** @param {{text?: string, show_alert?: boolean, url?: string}} answer of answerCallbackQuery */
export function showAnswer(answer) {
  if (answer.url) follow(answer.url);
  if (!answer.text) return;
  if (answer.show_alert) ask(answer.text);
  else toast(answer.text);
}

/** The keyboard that the newest message with a markup brought; null when there is none. */
export function replyMarkup(messages) {
  const markup = messages.findLast((one) => one.markup && !one.mine)?.markup;
  return markup && "keyboard" in markup ? markup : null;
}

/** @param {any} markup a ReplyKeyboardMarkup */
export function replyKeyboard(markup) {
  const send = (text) => {
    markAction();
    reportErrors(act("send", { as: state.me, chat: state.open.chat, topic: openTopic(), text }));
  };
  const key = (button) => el("button", { type: "button", class: "key", text: button.text, on: { click: () => send(button.text) } });
  const rows = markup.keyboard.map((row) => el("div", { class: "row" }, ...row.map(key)));
  return el("div", { class: "reply-keyboard", role: "group", "aria-label": words.replyKeyboard }, ...rows);
}
