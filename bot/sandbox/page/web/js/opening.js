/** Which person, chat and topic this tab shows. The address names them, so that a tab can be opened anew. */

import { look } from "./api.js";
import { byId } from "./dom.js";
import { words } from "./i18n.js";
import { toast } from "./notices.js";
import { changed, markAction, openChat, state } from "./state.js";

const GENERAL = 1;

export function readAddress() {
  const query = new URLSearchParams(location.search);
  const number = (name) => (query.get(name) ? Number(query.get(name)) : null);
  return { me: number("as"), chat: number("chat"), topic: number("topic") };
}

export function addressOf(person, chat = null, topic = null) {
  const query = new URLSearchParams({ as: String(person) });
  if (chat !== null && chat !== person) query.set("chat", String(chat));
  if (topic !== null) query.set("topic", String(topic));
  return `/?${query}`;
}

/** On a phone one column is seen at a time. @param {"lists"|"chat"} name */
export function view(name) {
  document.body.dataset.view = name;
}

/** Fetch everything that is on the screen. */
export async function refresh() {
  const { me } = state;
  const [known, chats, calls] = await Promise.all([look("people"), look("chats", { as: me }), look("calls")]);
  if (state.me !== me) return;
  Object.assign(state, { people: known.people, bot: known.bot, unread: known.unread, now: known.now, faults: known.faults, chats, calls });
  if (state.action === null) markAction();
  if (!openChat()) state.open = { chat: state.me, topic: null };
  await fetchChat();
  changed("people", "chats", "unread", "now", "faults", "calls");
}

/** Messages and commands of the open chat. */
export async function fetchChat() {
  const { me, open: { chat } } = state;
  const inside = openChat()?.inside;
  const place = { as: me, chat };
  const [messages, commands] = inside ? await Promise.all([look("messages", place), look("commands", place)]) : [[], []];
  if (state.me !== me || state.open.chat !== chat) return;
  Object.assign(state, { messages, commands });
  changed("chat", "messages");
}

/** @param {number} chat @param {number|null} [topic] null shows all @param {number|null} [message] to scroll to */
export async function openAt(chat, topic = null, message = null) {
  const target = state.chats.find((one) => one.id === chat);
  if (!target) {
    toast(words.notFound);
    return;
  }
  const exists = target.topics.length > 0 && (topic === GENERAL || target.topics.some((one) => one.id === topic));
  state.open = { chat, topic: exists ? topic : null };
  state.messages = [];
  history.replaceState(null, "", addressOf(state.me, chat, state.open.topic));
  view("chat");
  changed("chats", "opened");
  await fetchChat();
  if (message !== null) scrollTo(message);
}

/** @param {number} message */
export function scrollTo(message) {
  const node = byId("log").querySelector(`[data-messages~="${message}"]`);
  if (!node) {
    toast(words.notFound);
    return;
  }
  node.scrollIntoView({ block: "center" });
  node.classList.remove("found");
  requestAnimationFrame(() => node.classList.add("found"));
}
