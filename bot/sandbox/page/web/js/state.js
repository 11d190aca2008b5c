/** What this tab knows; views listen for the parts that they show. */

export const state = {
  /** @type {number} whose tab this is */ me: 0,
  /** @type {{id: number, name: string, part: Record<string, string>}[]} */ people: [],
  bot: { id: 0, first_name: "", username: "", description: {}, supports_inline_queries: false },
  /** By person, chat and topic. @type {Record<string, Record<string, Record<string, number>>>} */ unread: {},
  /** @type {any[]} chats as the API gives them, the private one first */ chats: [],
  /** The chat and topic on the screen; topic null shows all. @type {{chat: number|null, topic: number|null}} */ open: { chat: null, topic: null },
  /** Those of the open chat, oldest first. @type {any[]} */ messages: [],
  /** Names of commands offered in the open chat. @type {any[]} */ commands: [],
  /** @type {any[]} */ calls: [],
  /** The number of the last call before this tab's last action, or before it was opened. @type {number|null} */ action: null,
  faults: {},
  now: "",
  /** Buttons that wait for their answer: "chat message data". @type {Set<string>} */ pending: new Set(),
  /** By chat. @type {Map<number, {action: string, timer: number}>} */ typing: new Map(),
};

const listeners = new Map();

/** @param {string} parts names with spaces between @param {() => void} listener */
export function on(parts, listener) {
  for (const part of parts.split(" ")) listeners.set(part, [...(listeners.get(part) ?? []), listener]);
}

/** Tell views that these parts changed. @param {...string} parts */
export function changed(...parts) {
  const called = new Set(parts.flatMap((part) => listeners.get(part) ?? []));
  for (const listener of called) listener();
}

export const openChat = () => state.chats.find((chat) => chat.id === state.open.chat);

/** The topic to write to: the open one, or General. */
export const openTopic = () => state.open.topic ?? 1;

const sum = (counts) => Object.values(counts ?? {}).reduce((total, n) => total + n, 0);

export const unreadOfTopic = (chat, topic) => state.unread[state.me]?.[chat]?.[topic] ?? 0;
export const unreadOfChat = (chat, person = state.me) => sum(state.unread[person]?.[chat]);
export const unreadOfPerson = (person) => Object.values(state.unread[person] ?? {}).reduce((total, topics) => total + sum(topics), 0);

/** Messages of the open topic. */
export const shownMessages = () => state.messages.filter((one) => state.open.topic === null || one.topic === state.open.topic);

/** Marks the moment of an action, for the panel's "after your action". */
export function markAction() {
  state.action = state.calls.at(-1)?.number ?? 0;
}
