// The list of messages of one chat or topic: grouping, days, pins, and a scroll position that is never lost.

import { h, icon, onceAFrame } from "./dom.js";
import { dayKey, dayOf, t } from "./strings.js";
import { isService, messageRow, serviceLine } from "./message.js";
import { preview } from "./media.js";

const GROUP_GAP_S = 600;
const NEAR_BOTTOM_PX = 80;
const sender = (message) => (message.sender_chat || message.from)?.id;

/** Splits messages into what is drawn: days, service lines and rows (an album is one row). */
function rowsOf(messages) {
  const rows = [];
  for (const message of messages) {
    const before = rows.at(-1);
    const day = dayKey(message.date);
    if (!before || before.day !== day) rows.push({ kind: "day", key: `day${day}`, day, parts: [message.date] });
    if (isService(message)) rows.push({ kind: "service", key: `m${message.message_id}`, day, parts: [message] });
    else if (message.media_group_id && before?.group === message.media_group_id) before.parts.push(message);
    else rows.push({ kind: "row", key: `m${message.message_id}`, day, parts: [message], group: message.media_group_id });
  }
  const joined = (a, b) =>
    a?.kind === "row" && b?.kind === "row" && sender(a.parts[0]) === sender(b.parts[0]) && b.parts[0].date - a.parts.at(-1).date < GROUP_GAP_S;
  rows.forEach((row, at) => {
    row.first = !joined(rows[at - 1], row);
    row.last = !joined(row, rows[at + 1]);
  });
  return rows;
}

export class ChatView {
  #rows = new Map();
  #places = new Map();
  #stuck = true;
  #top = 0;
  #height = 0;
  #fresh = 0;
  #pinAt = 0;

  /** `actions` go to the messages; `seen()` is called when the newest message is on the screen. */
  constructor(actions, { named = false, seen = () => {} } = {}) {
    this.actions = actions;
    this.named = named;
    this.seen = seen;
    this.list = h("div", { class: "messages", role: "log", "aria-live": "polite", "aria-relevant": "additions" });
    this.scroller = h("div", { class: "scroller", tabindex: "0" }, this.list);
    this.pinText = h("span", { class: "pin-text" });
    this.pinBar = h("button", { type: "button", class: "pin-bar", hidden: true, on: { click: () => this.#nextPin() } }, icon("pin"), h("span", { class: "pin-lines" }, h("b", {}, t("pinnedMessage")), this.pinText));
    this.badge = h("b", { class: "badge", hidden: true });
    this.down = h("button", { type: "button", class: "down", "aria-label": t("toBottom"), hidden: true, on: { click: () => this.toBottom(true) } }, icon("down"), this.badge);
    this.empty = h("div", { class: "empty" });
    this.element = h("div", { class: "chat-view" }, this.pinBar, this.scroller, this.empty, this.down);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const keep = new ResizeObserver(() => this.#stuck && this.#jump());
    keep.observe(this.list);
    keep.observe(this.scroller);
    this.redraw = onceAFrame(() => this.draw());
  }

  /** Shows another chat or topic; its scroll position is where it was left. */
  show(chat, thread) {
    this.#remember();
    this.chat = chat;
    this.thread = thread;
    this.#rows.clear();
    this.list.replaceChildren();
    this.#fresh = 0;
    this.#pinAt = 0;
    const place = this.#places.get(this.#key());
    this.#stuck = place === undefined;
    this.draw();
    if (this.#stuck) this.#jump();
    else this.scroller.scrollTop = place;
    this.#scrolled();
  }

  /** A message came or changed: `added` true when it is new. */
  touch(message, added) {
    if (added && !this.#stuck && sender(message) !== this.actions.as) this.#fresh += 1;
    if (added && sender(message) === this.actions.as) this.#stuck = true;
    this.redraw();
  }

  /** Something of one's own waits to be sent: it stands at the end. */
  toEnd() {
    this.#stuck = true;
    this.redraw();
  }

  draw() {
    if (!this.chat) return;
    const messages = [...this.chat.list(this.thread), ...this.actions.waiting()];
    const rows = rowsOf(messages);
    const kept = new Map();
    let place = this.list.firstChild;
    for (const row of rows) {
      const node = this.#node(row);
      kept.set(row.key, { ...row, node });
      if (node === place) place = place.nextSibling;
      else this.list.insertBefore(node, place);
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
    this.#rows = kept;
    this.#drawPins();
    this.element.classList.toggle("is-empty", !messages.length);
    this.empty.textContent = messages.length || !this.chat.loaded ? "" : t("noMessages");
    if (this.#stuck) this.#jump();
    this.#drawDown();
  }

  #node(row) {
    const old = this.#rows.get(row.key);
    const same = old && old.kind === row.kind && old.first === row.first && old.last === row.last;
    if (same && old.parts.length === row.parts.length && old.parts.every((part, at) => part === row.parts[at])) return old.node;
    if (row.kind === "day") return h("div", { class: "day" }, h("span", {}, dayOf(row.parts[0])));
    if (row.kind === "service") return serviceLine(row.parts[0], this.actions);
    const node = messageRow(row.parts, { first: row.first, last: row.last, named: this.named }, this.actions);
    if (!old && this.#rows.size) node.classList.add("arriving");
    return node;
  }

  #drawPins() {
    const pins = this.chat.pins(this.thread);
    this.pinBar.hidden = !pins.length;
    if (!pins.length) return;
    this.#pinAt = Math.min(this.#pinAt, pins.length - 1);
    this.pinText.textContent = preview(pins[pins.length - 1 - this.#pinAt]);
    this.pinBar.dataset.count = pins.length > 1 ? String(pins.length) : "";
  }

  #nextPin() {
    const pins = this.chat.pins(this.thread);
    const shown = pins[pins.length - 1 - this.#pinAt];
    this.#pinAt = (this.#pinAt + 1) % pins.length;
    this.#drawPins();
    if (shown) this.goTo(shown.message_id);
  }

  /** Scrolls to a message and lights it up; false if it is not here. */
  goTo(id) {
    const row = [...this.#rows.values()].find((one) => one.kind !== "day" && one.parts.some((part) => part.message_id === id));
    if (!row) return false;
    this.#stuck = false;
    row.node.scrollIntoView({ block: "center", behavior: "smooth" });
    row.node.classList.remove("lit");
    requestAnimationFrame(() => row.node.classList.add("lit"));
    setTimeout(() => row.node.classList.remove("lit"), 1800);
    return true;
  }

  toBottom(smooth) {
    this.#stuck = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  #jump() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #key() {
    return `${this.chat.as}:${this.chat.chat}:${this.thread}`;
  }

  #remember() {
    if (!this.chat) return;
    if (this.#stuck) this.#places.delete(this.#key());
    else this.#places.set(this.#key(), this.scroller.scrollTop);
  }

  // Only a person's move upwards lets go of the bottom: a keyboard that opens or a photo that loads must not.
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const raised = scrollTop < this.#top && clientHeight === this.#height;
    this.#top = scrollTop;
    this.#height = clientHeight;
    if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX) this.#stuck = true;
    else if (raised) this.#stuck = false;
    this.#drawDown();
  }

  #drawDown() {
    if (this.#stuck) {
      this.#fresh = 0;
      if (this.chat?.loaded && !document.hidden) this.seen();
    }
    this.down.hidden = this.#stuck || !this.#rows.size;
    this.badge.hidden = !this.#fresh;
    this.badge.textContent = String(this.#fresh);
    this.down.setAttribute("aria-label", this.#fresh ? t("newMessages", { n: this.#fresh }) : t("toBottom"));
    this.down.title = this.down.getAttribute("aria-label");
  }
}
