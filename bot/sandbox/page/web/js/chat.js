/** Above the messages: whose chat it is, its topics, what is pinned. */

import { colourOf, initialsOf } from "./avatars.js";
import { byId, el, icon, replace } from "./dom.js";
import { counted, words } from "./i18n.js";
import { briefOf } from "./media.js";
import { openAt, scrollTo } from "./opening.js";
import { openChat, shownMessages, state, unreadOfTopic } from "./state.js";

const GENERAL = 1;

export function renderHead() {
  const chat = openChat();
  if (!chat) return;
  const isPrivate = chat.type === "private";
  const title = isPrivate ? state.bot.first_name : chat.title;
  byId("chat-title").textContent = title;
  byId("chat-avatar").textContent = initialsOf(title);
  byId("chat-avatar").className = `avatar colour-${colourOf(isPrivate ? state.bot.id : chat.id)}`;
  renderTyping();
}

export function renderTyping() {
  const chat = openChat();
  if (!chat) return;
  const typing = state.typing.get(chat.id);
  const note = byId("chat-note");
  const doing = typing && (typing.action.startsWith("upload") ? words.upload : words.typing);
  const quiet = chat.type === "private" ? words.bot : counted("members", chat.members);
  note.textContent = doing ?? quiet;
  note.classList.toggle("typing", Boolean(typing));
}

export function renderTopics() {
  const bar = byId("topics");
  const topics = openChat()?.topics ?? [];
  bar.hidden = topics.length === 0;
  const all = [{ id: null, name: words.allTopics }, { id: GENERAL, name: words.general }, ...topics];
  replace(bar, all.map(topicButton));
}

function topicButton(topic) {
  const n = topic.id === null ? 0 : unreadOfTopic(state.open.chat, topic.id);
  const press = () => openAt(state.open.chat, topic.id);
  return el(
    "button", { type: "button", class: "topic", "aria-pressed": String(topic.id === state.open.topic), on: { click: press } },
    topic.closed && el("span", { text: "🔒 " }), el("span", { text: topic.name }), n > 0 && el("span", { class: "badge", "aria-label": counted("unread", n), role: "img", text: String(n) }),
  );
}

/** The newest pinned message that stands in the open topic. */
export function renderPinned() {
  const bar = byId("pinned");
  const pinned = openChat()?.pinned ?? [];
  const view = pinned.map((number) => shownMessages().find((one) => one.card.message_id === number)).filter(Boolean).at(-1);
  bar.hidden = !view;
  if (!view) return;
  bar.replaceChildren(icon("pin"), el("span", { class: "names" }, el("strong", { text: words.pinned }), el("span", { text: briefOf(view.card).replaceAll("\n", " ") })));
  bar.onclick = () => scrollTo(view.card.message_id);
}
