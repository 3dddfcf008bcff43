// What was asked of the server and not confirmed yet. It goes again after a lost connection or a reload, in order;
// the server does each `id` once. What is a message is shown meanwhile, with a clock.

import { keep, recall } from "./kept.js";
import { unmarked } from "./marks.js";

const CONTENT = {
  send: ({ text }) => unmarked(text),
  sticker: ({ emoji, picture }) => ({ sticker: { emoji, picture } }),
  location: ({ latitude, longitude }) => ({ location: { latitude, longitude } }),
  contact: (action, { id, phone, ...names }) => ({ contact: { user_id: id, phone_number: phone.replace("+", ""), ...names } }),
};

export class Outbox {
  #actions = recall("outbox") || [];
  #shown = new Map();

  /** `changed(action, added)` is called when an action that shows as a message is added, and when it is done. */
  constructor(changed) {
    this.changed = changed;
  }

  /** The actions that wait, oldest first. */
  get waiting() {
    return [...this.#actions];
  }

  /** Keeps an action until it is done; the action to send. */
  add(action) {
    const kept = { ...action, id: `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`, date: Math.floor(Date.now() / 1000) };
    this.#actions.push(kept);
    this.#tell(kept, true);
    return kept;
  }

  /** The server has done it, or refused. */
  done(id) {
    const at = this.#actions.findIndex((one) => one.id === id);
    if (at >= 0) this.#tell(this.#actions.splice(at, 1)[0], false);
  }

  #tell(action, added) {
    keep("outbox", this.#actions);
    if (!added) this.#shown.delete(action.id);
    if (CONTENT[action.type]) this.changed(action, added);
  }

  /** The messages of `person` that wait to go into a thread of a chat, as the page draws messages. */
  messages(person, chat, thread) {
    const here = (one) => one.as === person.id && one.chat === chat && (one.topic || 0) === thread && CONTENT[one.type];
    return this.#actions.filter(here).map((one) => this.#message(one, person));
  }

  #message(action, person) {
    if (!this.#shown.has(action.id))
      this.#shown.set(action.id, { message_id: action.id, date: action.date, from: person, waiting: true, ...CONTENT[action.type](action, person) });
    return this.#shown.get(action.id);
  }
}
