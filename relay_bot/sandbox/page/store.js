// What the page knows: people, groups and every open chat. Messages are replaced, never changed in place,
// so that a view can tell by identity what it has to draw again.

import { Outbox } from "./outbox.js";

export const threadOf = (message) => (message.is_topic_message ? message.message_thread_id || 0 : 0);

class Chat {
  constructor(as, chat) {
    this.as = as;
    this.chat = chat;
    this.myReactions = new Map();
    this.load({ started: false, messages: [], topics: [], keyboard: null, commands: [], pinned: [] });
    this.loaded = false;
  }

  load(state) {
    this.loaded = true;
    this.started = state.started;
    this.keyboard = state.keyboard || null;
    this.commands = state.commands || [];
    this.pinned = new Set(state.pinned || []);
    this.topics = new Map((state.topics || []).map((topic) => [topic.thread_id, topic]));
    this.messages = new Map();
    this.threads = new Map();
    for (const message of state.messages || []) this.put(message);
  }

  put(message) {
    const thread = threadOf(message);
    const list = this.threads.get(thread) || [];
    const before = this.messages.get(message.message_id);
    if (before) list[list.indexOf(before)] = message;
    else {
      let at = list.length;
      while (at > 0 && list[at - 1].message_id > message.message_id) at -= 1;
      list.splice(at, 0, message);
    }
    this.messages.set(message.message_id, message);
    this.threads.set(thread, list);
    return thread;
  }

  drop(id) {
    const message = this.messages.get(id);
    if (!message) return null;
    const list = this.threads.get(threadOf(message));
    list.splice(list.indexOf(message), 1);
    this.messages.delete(id);
    this.pinned.delete(id);
    return threadOf(message);
  }

  list(thread) {
    return this.threads.get(thread) || [];
  }

  /** The newest pinned messages of a thread, newest last. */
  pins(thread) {
    return this.list(thread).filter((message) => this.pinned.has(message.message_id));
  }
}

export class Store {
  #listeners = new Set();
  outbox = new Outbox((action, added) => this.tell({ kind: "outbox", action, added }));
  #chats = new Map();
  bot = null;
  people = new Map();
  groups = [];

  /** `listener({kind, …})` hears every change; returns the function that ends it. */
  listen(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(change) {
    for (const listener of this.#listeners) listener(change);
  }

  chat(as, chat) {
    const key = `${as}:${chat}`;
    if (!this.#chats.has(key)) this.#chats.set(key, new Chat(as, chat));
    return this.#chats.get(key);
  }

  openChats() {
    return [...this.#chats.values()];
  }

  *#touched(event) {
    const viewers = event.as === undefined || event.as === null ? null : [event.as].flat();
    for (const chat of this.#chats.values())
      if (chat.chat === event.chat && (!viewers || viewers.includes(chat.as) || event.chat < 0)) yield chat;
  }

  /** Applies one event of the server and tells the views what changed. */
  receive(event) {
    const apply = this[`on_${event.type}`];
    if (apply) apply.call(this, event);
    else this.tell({ kind: event.type, ...event });
  }

  on_hello(event) {
    this.bot = event.bot;
    this.groups = event.groups || [];
    this.people = new Map(event.people.map((person) => [person.id, person]));
    this.tell({ kind: "hello" });
  }

  on_person({ person }) {
    const isNew = !this.people.has(person.id);
    this.people.set(person.id, person);
    this.tell({ kind: "person", person, isNew });
  }

  on_chat(event) {
    const chat = this.chat(event.as, event.chat);
    chat.load(event);
    this.tell({ kind: "loaded", chat });
  }

  on_message(event) {
    if (event.done) this.outbox.done(event.done);
    for (const chat of this.#touched(event)) {
      const isNew = !chat.messages.has(event.message.message_id);
      const thread = chat.put(event.message);
      if (event.chat > 0) chat.started = true;
      this.tell({ kind: "message", chat, thread, message: event.message, isNew });
    }
  }

  on_message_edited(event) {
    for (const chat of this.#touched(event)) {
      if (!chat.messages.has(event.message.message_id)) continue;
      this.tell({ kind: "message", chat, thread: chat.put(event.message), message: event.message, isNew: false });
    }
  }

  on_message_deleted(event) {
    for (const chat of this.#touched(event))
      for (const id of event.message_ids) {
        const thread = chat.drop(id);
        if (thread !== null) this.tell({ kind: "dropped", chat, thread, id });
      }
  }

  on_reactions(event) {
    for (const chat of this.#touched(event)) {
      const message = chat.messages.get(event.message_id);
      if (!message) continue;
      const updated = { ...message, reactions: event.reactions };
      this.tell({ kind: "message", chat, thread: chat.put(updated), message: updated, isNew: false });
    }
  }

  on_topic(event) {
    for (const chat of this.#touched(event)) {
      chat.topics.set(event.topic.thread_id, event.topic);
      this.tell({ kind: "topics", chat, thread: event.topic.thread_id });
    }
  }

  on_topic_deleted(event) {
    for (const chat of this.#touched(event)) {
      for (const message of [...chat.list(event.thread_id)]) chat.drop(message.message_id);
      chat.topics.delete(event.thread_id);
      this.tell({ kind: "topics", chat, thread: event.thread_id, gone: true });
    }
  }

  on_pins(event) {
    for (const chat of this.#touched(event)) {
      const pinned = new Set(event.pinned);
      for (const message of [...chat.list(event.thread_id || 0)]) {
        const is = pinned.has(message.message_id);
        if (is === Boolean(message.pinned)) continue;
        chat.put({ ...message, pinned: is });
      }
      for (const message of chat.list(event.thread_id || 0)) chat.pinned.delete(message.message_id);
      for (const id of pinned) chat.pinned.add(id);
      this.tell({ kind: "pins", chat, thread: event.thread_id || 0 });
    }
  }

  on_keyboard(event) {
    for (const chat of this.#touched(event)) {
      chat.keyboard = event.keyboard;
      this.tell({ kind: "keyboard", chat });
    }
  }

  on_commands(event) {
    for (const chat of this.#touched(event)) {
      chat.commands = event.commands;
      this.tell({ kind: "commands", chat });
    }
  }

  on_done({ id }) {
    this.outbox.done(id);
  }

  on_typing(event) {
    for (const chat of this.#touched(event)) this.tell({ kind: "typing", chat, thread: event.thread_id || 0 });
  }
}
