// The topics of a group as a list: pinned boards first, then by the latest message; quick with hundreds.

import { avatar, h, icon, onceAFrame } from "./dom.js";
import { preview } from "./media.js";
import { isService, serviceText } from "./message.js";
import { stampOf, t } from "./strings.js";
import { menu } from "./overlays.js";

const COLOURS = new Set([0x6fb9f0, 0xffd67e, 0xcb86db, 0x8eee98, 0xff93b2, 0xfb6f5f]);
const folded = (text) => text.toLowerCase().replace(/ё/g, "е");

/** The topic's icon: its emoji, General's mark, or a coloured bubble with the first letter. */
export function topicIcon(topic) {
  if (topic.icon_emoji) return h("span", { class: "topic-icon topic-emoji", "aria-hidden": "true" }, topic.icon_emoji);
  if (topic.thread_id === 0) return h("span", { class: "topic-icon topic-general", "aria-hidden": "true" }, icon("hash"));
  const colour = COLOURS.has(topic.icon_color) ? topic.icon_color : 0x6fb9f0;
  const letter = [...topic.name.replace(/[^\p{L}\p{N}]/gu, "")][0]?.toUpperCase() || "#";
  return h("span", { class: "topic-icon topic-bubble", style: `--bubble:#${colour.toString(16).padStart(6, "0")}`, "aria-hidden": "true" }, letter);
}

const lastId = (topic) => topic.last?.message_id || topic.thread_id;
const order = (a, b) => Number(b.pinned) - Number(a.pinned) || (a.pinned ? a.thread_id - b.thread_id : lastId(b) - lastId(a));

export class TopicList {
  #rows = new Map();

  /** `open(topic)`, `openPrivate()`, `manage(topic, action)` with pin_topic, close_topic … */
  constructor({ open, openPrivate, manage }) {
    Object.assign(this, { open, openPrivate, manage, selected: null });
    this.search = h("input", { type: "search", class: "search", placeholder: t("searchTopics"), "aria-label": t("searchTopics"), on: { input: () => this.draw() } });
    this.personal = h("div", { class: "topic-personal" });
    this.list = h("div", { class: "topic-rows", role: "list", "aria-label": t("searchTopics") });
    this.note = h("div", { class: "topics-note", hidden: true });
    this.element = h("div", { class: "topics" }, h("div", { class: "search-box" }, icon("search"), this.search), h("div", { class: "topics-scroll" }, this.personal, this.list, this.note));
    this.element.addEventListener("keydown", (event) => this.#walk(event));
    this.redraw = onceAFrame(() => this.draw());
  }

  /** `chat` null: a person without a group, who has only the private chat. */
  show(chat, bot) {
    if (this.chat !== chat) this.#rows.clear();
    this.chat = chat;
    this.bot = bot;
    this.draw();
  }

  /** Marks what is open: a thread id, or "private". */
  select(selected) {
    this.selected = selected;
    this.draw();
    this.list.querySelector(".selected")?.scrollIntoView({ block: "nearest" });
  }

  draw() {
    if (!this.bot) return;
    const words = folded(this.search.value).split(/\s+/).filter(Boolean);
    const fits = (topic) => words.every((word) => folded(`${topic.name} ${topic.last?.text || ""}`).includes(word));
    const shown = [...(this.chat?.topics.values() || [])].filter((topic) => !topic.hidden && fits(topic)).sort(order);
    const nodes = shown.map((topic) => this.#row(topic));
    let place = this.list.firstChild;
    for (const node of nodes) {
      if (node === place) place = place.nextSibling;
      else this.list.insertBefore(node, place);
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
    this.personal.replaceChildren(...(words.length ? [] : [this.#personalRow()]));
    this.note.hidden = shown.length > 0 || !this.chat?.loaded;
    this.note.replaceChildren(words.length ? t("nothingFound") : h("span", {}, h("b", {}, t("noTopics")), h("br"), t("noTopicsHint")));
  }

  #personalRow() {
    const name = this.bot.first_name;
    const chosen = this.selected === "private";
    return h(
      "button",
      { type: "button", class: chosen ? "topic selected" : "topic", "aria-current": chosen ? "true" : null, on: { click: this.openPrivate } },
      avatar(name, this.bot.id, "topic-avatar"),
      h("span", { class: "topic-text" }, h("span", { class: "topic-name" }, name), h("span", { class: "topic-last" }, t("privateChat"))),
    );
  }

  #row(topic) {
    const chosen = this.selected === topic.thread_id;
    const day = topic.last ? stampOf(topic.last.date) : "";
    const old = this.#rows.get(topic.thread_id);
    if (old && old.topic === topic && old.chosen === chosen && old.day === day) return old.node;
    const node = h(
      "div",
      { role: "listitem", class: "topic-row" },
      h(
        "button",
        {
          type: "button", class: `topic ${chosen ? "selected" : ""} ${topic.closed ? "closed" : ""}`, "aria-current": chosen ? "true" : null, data: { thread: topic.thread_id },
          on: {
            click: () => this.open(topic),
            contextmenu: (event) => {
              event.preventDefault();
              this.openMenu(topic, { x: event.clientX, y: event.clientY });
            },
          },
        },
        topicIcon(topic),
        h(
          "span",
          { class: topic.last ? "topic-text" : "topic-text topic-bare" },
          h("span", { class: "topic-top" }, h("span", { class: "topic-name" }, topic.name), topic.closed ? h("span", { class: "topic-mark", role: "img", "aria-label": t("closed"), title: t("closed") }, icon("lock")) : null, h("time", {}, day)),
          h(
            "span",
            { class: "topic-bottom" },
            h("span", { class: "topic-last" }, this.#lastWords(topic)),
            topic.unread ? h("b", { class: "badge", "aria-label": t("unread", { n: topic.unread }) }, topic.unread > 999 ? "999+" : String(topic.unread)) : null,
            topic.pinned && !topic.unread ? h("span", { class: "topic-mark", role: "img", "aria-label": t("pinned"), title: t("pinned") }, icon("pin")) : null,
          ),
        ),
      ),
    );
    this.#rows.set(topic.thread_id, { topic, chosen, day, node });
    return node;
  }

  /** The line under a topic's name. The server sends no words for a voice message or an event: those are ours. */
  #lastWords({ last }) {
    const message = this.chat.messages.get(last?.message_id);
    if (!message || /[\p{L}\p{N}]/u.test(last.text)) return last?.text || "";
    return isService(message) ? serviceText(message) : preview(message);
  }

  openMenu(topic, at) {
    const item = (name, text, action, danger) => ({ icon: name, text: t(text), danger, run: () => this.manage(topic, action) });
    menu(at, [
      topic.pinned ? item("pin", "unpinTopic", "unpin_topic") : item("pin", "pinTopic", "pin_topic"),
      topic.closed ? item("unlock", "reopenTopic", "reopen_topic") : item("lock", "closeTopic", "close_topic"),
      topic.thread_id === 0 ? null : item("trash", "deleteTopic", "delete_topic", true),
    ]);
  }

  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = [...this.element.querySelectorAll(".topic")];
    const at = rows.indexOf(document.activeElement);
    event.preventDefault();
    rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
  }
}
