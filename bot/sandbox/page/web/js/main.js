/** The page: the character of this tab, and which view shows which part of the state. */

import { look } from "./api.js";
import { renderHead, renderPinned, renderTopics, renderTyping } from "./chat.js";
import { about, clearComposer, renderComposer, startInline } from "./composer.js";
import { byId, dress } from "./dom.js";
import { switchLanguage, translatePage, words } from "./i18n.js";
import { renderChats, renderPeople } from "./lists.js";
import { readAll, renderLog, startLog, toEnd } from "./log.js";
import { applyEvent } from "./events.js";
import { reportErrors } from "./notices.js";
import { addressOf, fetchChat, readAddress, refresh, view } from "./opening.js";
import { renderCalls, renderClock, renderFaults, startPanel } from "./panel.js";
import { changed, on, state, unreadOfPerson } from "./state.js";
import { Stream } from "./stream.js";
import { startTheme } from "./theme.js";

const stream = new Stream((event) => (CONNECTION_HANDLERS[event.kind] ?? applyEvent)(event), connected);
/** Events about the connection itself. */
const CONNECTION_HANDLERS = {
  hello: () => reportErrors(refresh()),
  reset: () => connected(false, words.preparing),
};
let isOpened = false;

/** Makes this person the character of this tab. @param {number} person */
function become(person, chat = person, topic = null) {
  Object.assign(state, { me: person, open: { chat, topic }, messages: [], chats: [] });
  state.pending.clear();
  state.typing.clear();
  history.replaceState(null, "", addressOf(person, chat, topic));
  changed("unread", "opened");
  stream.open(person);
}

/** @param {boolean} open @param {string} [why] it is not */
function connected(open, why) {
  const bar = byId("offline");
  if (why || bar.hidden) bar.textContent = why ?? words.offline;
  bar.hidden = open;
}

function renderTitle() {
  const n = unreadOfPerson(state.me);
  const name = state.people.find((one) => one.id === state.me)?.name ?? "";
  document.title = `${n > 0 ? `(${n}) ` : ""}${name} · ${words.title}`;
}

function wire() {
  on("people unread", () => { renderPeople(become); renderTitle(); });
  on("chats unread chat", renderChats);
  on("chat chats opened unread", () => { renderTopics(); renderHead(); });
  on("opened", () => { isOpened = true; clearComposer(); renderLog(true); });
  on("messages", () => { renderLog(isOpened); isOpened = false; renderPinned(); renderComposer(); });
  on("chat chats opened", () => { renderPinned(); renderComposer(); });
  on("pending", () => renderLog());
  on("unread", readAll);
  on("typing", renderTyping);
  on("sent", toEnd);
  on("entered", () => reportErrors(fetchChat()));
  on("calls", renderCalls);
  on("now", renderClock);
  on("faults", renderFaults);
}

async function begin() {
  translatePage();
  startTheme();
  startPanel();
  startLog({ reply: about("reply"), edit: about("edit"), askInline: startInline });
  byId("language").textContent = words.language;
  byId("language").onclick = switchLanguage;
  dress(byId("back"), "back", words.back, () => view("lists"));
  wire();
  const { people } = await look("people");
  state.people = people;
  const { me, chat, topic } = readAddress();
  const known = people.some((one) => one.id === me) ? me : people[0].id;
  if (me !== null) view("chat");
  become(known, known === me ? chat ?? known : known, topic);
}

reportErrors(begin());
