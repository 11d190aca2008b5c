/** Applies the events of the stream to the state. */

import { showAnswer } from "./keyboards.js";
import { changed, state } from "./state.js";

const TYPING_LASTS = 5000; // milliseconds, as in Telegram
const MOST_CALLS = 200;

/** @type {Record<string, (event: any) => void>} */
const HANDLERS = {
  message: (event) => { stopTyping(event); placeMessage(event); noteLast(event); },
  edit: (event) => { stopTyping(event); placeMessage(event); noteLast(event, true); },
  reaction: placeMessage,
  delete: removeMessage,
  pin: replaceChat, member: replaceChat, chat: replaceChat,
  action: startTyping,
  answer: applyAnswer,
  call: addCall,
  clock: (event) => { state.now = event.now; changed("now"); },
  unread: (event) => { state.unread = event.unread; changed("unread"); },
};

/** @param {any} event */
export const applyEvent = (event) => HANDLERS[event.kind]?.(event);

const isOpen = (event) => event.chat === state.open.chat;

function placeMessage(event) {
  if (!isOpen(event)) return;
  const at = state.messages.findIndex((one) => one.card.message_id === event.message.card.message_id);
  if (at < 0) state.messages.push(event.message);
  else state.messages[at] = event.message;
  changed("messages");
}

function noteLast(event, edited = false) {
  const chat = state.chats.find((one) => one.id === event.chat);
  const isLast = chat?.last?.card.message_id === event.message.card.message_id;
  if (!chat || (edited && !isLast)) return;
  chat.last = event.message;
  if (event.chat === state.me) chat.started ||= event.message.mine;
  changed("chats");
}

function removeMessage(event) {
  if (!isOpen(event)) return;
  state.messages = state.messages.filter((one) => one.card.message_id !== event.message_id);
  changed("messages");
}

function replaceChat(event) {
  const at = state.chats.findIndex((one) => one.id === event.view.id);
  const cameIn = event.view.inside && !state.chats[at]?.inside;
  if (at < 0) state.chats.push(event.view);
  else state.chats[at] = event.view;
  changed("chats", "chat");
  if (isOpen(event) && cameIn) changed("entered");
}

function startTyping(event) {
  clearTimeout(state.typing.get(event.chat)?.timer);
  const timer = setTimeout(() => stopTyping(event), TYPING_LASTS);
  state.typing.set(event.chat, { action: event.action, timer });
  changed("typing");
}

function stopTyping(event) {
  const isBots = event.message === undefined || event.message.card.from?.id === state.bot.id;
  if (isBots && state.typing.delete(event.chat)) changed("typing");
}

/** Only the tab that pressed has the button spinning, and shows the answer. */
function applyAnswer(event) {
  const key = `${event.chat} ${event.message_id} ${event.data}`;
  if (!state.pending.delete(key)) return;
  changed("pending");
  showAnswer(event.answer ?? {});
}

function addCall(event) {
  state.calls.push(event.call);
  state.calls.sort((one, other) => one.number - other.number);
  state.calls.splice(0, state.calls.length - MOST_CALLS);
  changed("calls");
}
