/** What the stream tells, taken into the state. */

import { showAnswer } from "./keyboards.js";
import { changed, state } from "./state.js";

const TYPING_LASTS = 5000; // milliseconds, as in Telegram
const MOST_CALLS = 200;

/** @type {Record<string, (news: any) => void>} */
const HEARERS = {
  message: (news) => { stopTyping(news); placeMessage(news); noteLast(news); },
  edit: (news) => { stopTyping(news); placeMessage(news); noteLast(news, true); },
  reaction: placeMessage,
  delete: removeMessage,
  pin: replaceChat, member: replaceChat, chat: replaceChat,
  action: startTyping,
  answer: hearAnswer,
  call: addCall,
  clock: (news) => { state.now = news.now; changed("now"); },
  unread: (news) => { state.unread = news.unread; changed("unread"); },
};

/** @param {any} news */
export const hear = (news) => HEARERS[news.kind]?.(news);

const isOpen = (news) => news.chat === state.open.chat;

function placeMessage(news) {
  if (!isOpen(news)) return;
  const at = state.messages.findIndex((one) => one.card.message_id === news.message.card.message_id);
  if (at < 0) state.messages.push(news.message);
  else state.messages[at] = news.message;
  changed("messages");
}

function noteLast(news, edited = false) {
  const chat = state.chats.find((one) => one.id === news.chat);
  const isLast = chat?.last?.card.message_id === news.message.card.message_id;
  if (!chat || (edited && !isLast)) return;
  chat.last = news.message;
  if (news.chat === state.me) chat.started ||= news.message.mine;
  changed("chats");
}

function removeMessage(news) {
  if (!isOpen(news)) return;
  state.messages = state.messages.filter((one) => one.card.message_id !== news.message_id);
  changed("messages");
}

function replaceChat(news) {
  const at = state.chats.findIndex((one) => one.id === news.view.id);
  const cameIn = news.view.inside && !state.chats[at]?.inside;
  if (at < 0) state.chats.push(news.view);
  else state.chats[at] = news.view;
  changed("chats", "chat");
  if (isOpen(news) && cameIn) changed("entered");
}

function startTyping(news) {
  clearTimeout(state.typing.get(news.chat)?.timer);
  const timer = setTimeout(() => stopTyping(news), TYPING_LASTS);
  state.typing.set(news.chat, { action: news.action, timer });
  changed("typing");
}

function stopTyping(news) {
  const isBots = news.message === undefined || news.message.card.from?.id === state.bot.id;
  if (isBots && state.typing.delete(news.chat)) changed("typing");
}

/** Only the tab that pressed has the button spinning, and shows the answer. */
function hearAnswer(news) {
  const key = `${news.chat} ${news.message_id} ${news.data}`;
  if (!state.pending.delete(key)) return;
  changed("pending");
  showAnswer(news.answer ?? {});
}

function addCall(news) {
  state.calls.push(news.call);
  state.calls.sort((one, other) => one.number - other.number);
  state.calls.splice(0, state.calls.length - MOST_CALLS);
  changed("calls");
}
