// The manager's side: the topics of a group and the chat of the one that is open.

import { h, icon, iconButton } from "./dom.js";
import { t, timeOf } from "./strings.js";
import { keep, recall } from "./kept.js";
import { preview, shortened } from "./media.js";
import { ask, menu, toast } from "./overlays.js";
import { threadOf } from "./store.js";
import { PersonPicker } from "./people.js";
import { Pane } from "./pane.js";
import { topicIcon, TopicList } from "./topics.js";

const RINGS_KEPT = 20;

export class DeskPane extends Pane {
  #rings = [];

  /** `appear()` brings the desk to the front, where only one side is seen at a time. */
  constructor(store, deliver, follow, appear) {
    super(store, deliver, follow);
    this.appear = appear;
    this.picker = new PersonPicker({ caption: t("manager"), choose: (person) => this.choose(person) });
    this.bellCount = h("b", { class: "badge", hidden: true });
    this.bell = iconButton("bell", t("ringState"), () => this.#listRings(), { class: "bell" });
    this.bell.append(this.bellCount);
    this.bell.addEventListener("animationend", () => this.bell.classList.remove("ringing"));
    this.groupTitle = h("button", { type: "button", class: "group-title", on: { click: () => this.#chooseGroup() } });
    this.topics = new TopicList({
      open: (topic) => this.openTopic(topic.thread_id),
      openPrivate: () => this.openPrivate(),
      manage: (topic, action) => this.#manage(topic, action),
    });
    this.side = h("nav", { class: "side", "aria-label": t("searchTopics") }, h("header", { class: "side-header" }, this.groupTitle), this.topics.element);
    store.listen((change) => this.#heard(change));
  }

  #managers() {
    return [...this.store.people.values()].filter((person) => person.role !== "client");
  }

  #groupsOf(person) {
    return this.store.groups.filter((group) => group.managers.includes(person.id));
  }

  #greet() {
    const managers = this.#managers();
    const before = this.manager?.id ?? recall("manager");
    const person = managers.find((one) => one.id === before) || managers.find((one) => this.#groupsOf(one).length) || managers[0];
    if (person) this.choose(person);
    else this.picker.show([], null);
  }

  choose(person) {
    const same = this.manager?.id === person.id;
    this.manager = person;
    keep("manager", person.id);
    this.picker.show(this.#managers(), person);
    if (!same) this.#rings = recall(`rings:${person.id}`) || [];
    this.#drawBell();
    const groups = this.#groupsOf(person);
    const kept = recall(`group:${person.id}`);
    this.#showGroup(groups.find((group) => group.id === kept) || groups[0], same);
  }

  #showGroup(group, keepPlace) {
    this.group = group || null;
    if (!group) {
      this.groupState = null;
      this.openPrivate(false);
      this.drawSide();
      return;
    }
    keep(`group:${this.manager.id}`, group.id);
    this.groupState = this.store.chat(this.manager.id, group.id);
    const place = recall(`place:${this.manager.id}`);
    if (place === "private") this.openPrivate(false);
    else this.display(this.manager, group.id, place || 0);
    if (!keepPlace) document.body.dataset.screen = "topics";
    this.drawSide();
  }

  drawSide() {
    const { group } = this;
    const count = this.groupState ? [...this.groupState.topics.values()].filter((topic) => topic.thread_id && !topic.hidden).length : 0;
    const several = this.manager && this.#groupsOf(this.manager).length > 1;
    this.groupTitle.replaceChildren(h("b", {}, group?.title || t("noGroup"), several ? icon("down") : null), h("span", {}, group ? t("topics", { n: count }) : ""));
    this.groupTitle.disabled = !several;
    this.topics.show(this.groupState, this.store.bot);
    this.topics.select(this.chatId > 0 ? "private" : this.thread);
  }

  openTopic(thread, message = null, reveal = true) {
    keep(`place:${this.manager.id}`, thread);
    this.display(this.manager, this.group.id, thread);
    this.topics.select(thread);
    if (reveal) this.#reveal();
    if (message) requestAnimationFrame(() => this.view.goTo(message));
  }

  openPrivate(reveal = true) {
    keep(`place:${this.manager.id}`, "private");
    this.display(this.manager, this.store.bot.id, 0);
    this.topics.select("private");
    if (reveal) this.#reveal();
  }

  /** Follows a link to a topic of a group that this manager may see; false if there is none. */
  followTopic({ group, thread, message }) {
    const target = this.#groupsOf(this.manager).find((one) => one.id === group);
    if (!target) return false;
    if (target !== this.group) this.#showGroup(target, true);
    const topic = thread === 1 ? 0 : thread;
    const inGeneral = !this.groupState.topics.has(topic) && this.groupState.messages.get(thread);
    if (inGeneral) this.openTopic(inGeneral.message_thread_id || 0, thread);
    else if (this.groupState.topics.has(topic)) this.openTopic(topic, message);
    else return false;
    this.appear();
    return true;
  }

  #reveal() {
    document.body.dataset.screen = "chat";
    this.view.draw();
    if (matchMedia("(hover: hover) and (min-width: 700px)").matches) this.composer.field.focus({ preventScroll: true });
  }

  mayRemoveOthers() {
    return this.chatId < 0 && this.group.may_delete.includes(this.manager.id);
  }

  back() {
    document.body.dataset.screen = "topics";
  }

  drawTopicHeader() {
    const topic = this.chatState.topics.get(this.thread);
    this.menuButton.hidden = !topic;
    this.title.textContent = topic?.name || (this.thread === 0 ? t("general") : "");
    this.face.replaceChildren(...(topic ? [topicIcon(topic)] : []));
    const members = this.group?.members?.length || 0;
    this.drawTopicState(topic?.closed ? t("closed") : `${this.group?.title || ""}${members ? ` · ${t("members", { n: members })}` : ""}`);
  }

  openMenu() {
    if (this.chatId > 0) menu(this.menuButton, this.botMenu());
    else this.topics.openMenu(this.chatState.topics.get(this.thread), this.menuButton);
  }

  async #manage(topic, action) {
    if (action === "delete_topic" && !(await ask(t("deleteTopic"), t("deleteTopicAsk", { name: topic.name }), t("delete"), { danger: true }))) return;
    this.deliver({ type: action, as: this.manager.id, chat: this.group.id, thread_id: topic.thread_id });
  }

  #chooseGroup() {
    menu(this.groupTitle, this.#groupsOf(this.manager).map((group) => ({ icon: "chat", text: group.title, run: () => {
      keep(`place:${this.manager.id}`, 0);
      this.#showGroup(group, true);
    } })));
  }

  #heard(change) {
    if (change.kind === "hello") this.#greet();
    if (!this.manager) return;
    if (change.kind === "person") this.picker.show(this.#managers(), this.store.people.get(this.manager.id));
    if (change.kind === "ring" && change.person === this.manager.id) requestAnimationFrame(() => this.#ring(change));
    if (change.chat !== this.groupState || !this.groupState) return;
    if (["loaded", "topics"].includes(change.kind)) this.#topicsChanged(change);
  }

  #topicsChanged(change) {
    const vanished = this.chatId < 0 && this.groupState.loaded && !this.groupState.topics.has(this.thread);
    if (vanished) {
      this.openTopic(0, null, false);
      this.back();
    }
    if (change.kind === "loaded" || change.gone) this.drawSide();
    else this.topics.redraw();
    if (change.thread !== undefined) this.groupTitle.lastChild.textContent = t("topics", { n: [...this.groupState.topics.values()].filter((topic) => topic.thread_id && !topic.hidden).length });
    if (change.thread === this.thread && this.view === this.groupView) this.view.redraw();
  }

  #ring({ chat, message_id: id }) {
    const message = this.store.chat(this.manager.id, chat).messages.get(id);
    const text = message ? preview(message) : t("ringState");
    const ring = { chat, id, thread: message ? threadOf(message) : null, text, date: message?.date || Date.now() / 1000, seen: false };
    this.#rings.unshift(ring);
    this.#rings.length = Math.min(this.#rings.length, RINGS_KEPT);
    toast(text.startsWith("🔔") ? text : `🔔 ${text}`, "toast-ring", () => this.#openRing(ring));
    this.bell.classList.remove("ringing");
    requestAnimationFrame(() => this.bell.classList.add("ringing"));
    this.#drawBell();
  }

  #drawBell() {
    const unseen = this.#rings.filter((ring) => !ring.seen).length;
    this.bellCount.hidden = !unseen;
    this.bellCount.textContent = String(unseen);
    keep(`rings:${this.manager.id}`, this.#rings);
  }

  #listRings() {
    for (const ring of this.#rings) ring.seen = true;
    this.#drawBell();
    menu(
      this.bell,
      this.#rings.map((ring) => ({ icon: "bell", text: `${timeOf(ring.date)}  ${shortened(ring.text, 60)}`, run: () => this.#openRing(ring) })),
      { top: this.#rings.length ? null : h("p", { class: "menu-note" }, t("noRings")) },
    );
  }

  #openRing(ring) {
    const { chat, id, thread } = ring;
    ring.seen = true;
    this.#drawBell();
    const group = this.#groupsOf(this.manager).find((one) => one.id === chat);
    if (chat > 0) this.openPrivate();
    else if (group && thread !== null) {
      if (group !== this.group) this.#showGroup(group, true);
      this.openTopic(thread, id);
    }
    this.appear();
  }
}
