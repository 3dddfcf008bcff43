// What both sides share: one chat with its header, messages and composer, seen by one person.

import { avatar, h, iconButton } from "./dom.js";
import { t } from "./strings.js";
import { ChatView } from "./chat.js";
import { Composer } from "./composer.js";
import { ask, toast } from "./overlays.js";
import { uploadFiles } from "./upload.js";

const TYPING_MS = 5000;
const PRESS_MS = 30_000;

export class Pane {
  #presses = [];
  #typing = null;

  /** `follow(innerLink, pane)` opens a topic elsewhere on the page; it returns false when it can't. */
  constructor(store, deliver, follow) {
    Object.assign(this, { store, deliver });
    this.actions = {
      as: null,
      person: null,
      follow: (link) => follow(link, this),
      command: (text) => this.act({ type: "send", topic: this.thread, text }),
      press: (message, data, button) => this.#press(message, data, button),
      reply: (message, chosen) => this.composer.about(message, false, chosen),
      edit: (message) => this.composer.about(message, true),
      mayRemove: (message) => this.chatId > 0 || message.from?.id === this.person.id || this.mayRemoveOthers(),
      remove: (message) => this.#remove(message),
      waiting: () => store.outbox.messages(this.person, this.chatId, this.thread),
      goTo: (id) => this.view.goTo(id),
      myReaction: (message) => this.#myReaction(message),
      toggleReaction: (message, emoji) => this.#react(message, emoji),
    };
    this.title = h("b", { class: "chat-title" });
    this.state = h("span", { class: "chat-state" });
    this.face = h("span", { class: "chat-face" });
    this.menuButton = iconButton("dots", t("menu"), () => this.openMenu());
    this.backButton = iconButton("back", t("back"), () => this.back(), { class: "back" });
    this.header = h("header", { class: "chat-header" }, this.backButton, this.face, h("span", { class: "chat-names" }, this.title, this.state), this.menuButton);
    this.composer = new Composer({
      bot: () => store.bot,
      deliver,
      lastOwn: () => this.#lastOwn(),
      upload: (kind, files, caption) => uploadFiles({ as: this.person.id, chat: this.chatId, topic: this.thread }, kind, files, caption),
    });
    this.gate = h("footer", { class: "gate" });
    this.welcome = h("div", { class: "welcome", hidden: true });
    this.privateView = new ChatView(this.actions);
    this.groupView = new ChatView(this.actions, { named: true, seen: () => this.#seen() });
    this.view = this.privateView;
    this.place = h("div", { class: "chat-place" }, this.view.element, this.welcome);
    this.chat = h("section", { class: "chat" }, this.header, this.place, this.composer.element, this.gate);
    this.#acceptDrops();
    addEventListener("visibilitychange", () => this.#seen());
    store.listen((change) => this.#changed(change));
  }

  async #remove({ message_id }) {
    const where = { as: this.person.id, chat: this.chatId }; // which may be another one by the time of the answer
    if (await ask("", t("deleteAsk"), t("delete"), { danger: true })) this.deliver({ type: "delete", ...where, message_id });
  }

  #lastOwn() {
    const here = (one) => one.from?.id === this.person.id && (one.text || one.caption) && (!this.thread || one.message_thread_id === this.thread);
    return [...this.chatState.messages.values()].filter(here).sort((a, b) => b.message_id - a.message_id)[0];
  }

  get chatId() {
    return this.chatState.chat;
  }

  act(action) {
    this.deliver({ as: this.person.id, chat: this.chatId, ...action });
  }

  /** Shows `thread` of `chat` to `person`, asking the server for it the first time. */
  display(person, chat, thread) {
    this.person = person;
    this.thread = thread;
    Object.assign(this.actions, { as: person.id, person });
    this.chatState = this.store.chat(person.id, chat);
    if (!this.chatState.asked) {
      this.chatState.asked = true;
      this.deliver({ type: "open", as: person.id, chat });
    }
    const view = chat < 0 ? this.groupView : this.privateView;
    if (view !== this.view) this.view.element.replaceWith(view.element);
    this.view = view;
    this.#stopTyping();
    this.view.show(this.chatState, thread);
    this.composer.show({ as: person.id, chat, topic: thread, person, state: this.chatState });
    this.drawAround();
  }

  /** Draws the header and what replaces the composer when the bot is stopped or not started. */
  drawAround() {
    const isPrivate = this.chatId > 0;
    const person = this.store.people.get(this.person.id) || this.person;
    const locked = isPrivate && this.chatState.loaded && (person.blocked || !this.chatState.started);
    this.composer.element.hidden = locked || !this.chatState.loaded;
    this.gate.hidden = !locked;
    this.welcome.hidden = !(locked && !person.blocked && !this.chatState.list(0).length);
    if (locked) this.#drawGate(person);
    if (isPrivate) this.drawBotHeader(person);
    else this.drawTopicHeader();
  }

  #drawGate(person) {
    const run = () => (person.blocked ? this.act({ type: "unblock" }) : this.act({ type: "start", payload: person.start_link || "" }));
    this.gate.replaceChildren(h("button", { type: "button", class: "start-button", on: { click: run } }, person.blocked ? t("unblockBot") : t("start")));
    const { bot } = this.store;
    this.welcome.replaceChildren(avatar(bot.first_name, bot.id, "welcome-face"), h("b", {}, bot.first_name), h("p", {}, h("strong", {}, t("whatCanBotDo")), h("br"), t("botAbout")));
  }

  drawBotHeader(person) {
    const { bot } = this.store;
    this.face.replaceChildren(avatar(bot.first_name, bot.id));
    this.title.textContent = bot.first_name;
    this.#drawState(person.blocked ? t("blockedState") : t("bot"));
    this.menuButton.hidden = false;
  }

  #drawState(text) {
    const typing = this.#typing !== null;
    this.state.classList.toggle("typing", typing);
    this.state.replaceChildren(...(typing ? [t("typing"), h("i"), h("i"), h("i")] : [text]));
  }

  drawTopicState(text) {
    this.#drawState(text);
  }

  botMenu() {
    const person = this.store.people.get(this.person.id) || this.person;
    return [
      { icon: "play", text: t("restart"), run: () => this.act({ type: "start", payload: "" }) },
      person.blocked ? { icon: "play", text: t("unblockBot"), run: () => this.act({ type: "unblock" }) } : { icon: "stop", text: t("blockBot"), danger: true, run: () => this.act({ type: "block" }) },
    ];
  }

  #changed(change) {
    if (!this.person) return;
    if (change.kind === "callback_answer") this.#answered(change);
    if (change.kind === "error") for (const press of [...this.#presses]) this.#release(press);
    if (change.kind === "person" && change.person.id === this.person.id) this.drawAround();
    if (change.kind === "outbox") this.#drawWaiting(change);
    if (change.chat !== this.chatState || !this.chatState) return;
    const here = change.thread === undefined || change.thread === this.thread;
    if (change.kind === "loaded") this.view.show(this.chatState, this.thread);
    if (change.kind === "message" && here) {
      if (change.isNew && change.message.from?.is_bot) this.#stopTyping();
      this.view.touch(change.message, change.isNew);
    }
    if (["dropped", "pins"].includes(change.kind) && here) this.view.redraw();
    if (change.kind === "typing" && here) this.#startTyping();
    if (["keyboard", "commands", "loaded"].includes(change.kind)) this.composer.refresh();
    if (["loaded", "topics"].includes(change.kind) || (change.kind === "message" && change.isNew)) this.drawAround();
  }

  #drawWaiting({ action, added }) {
    if (action.as !== this.person.id || action.chat !== this.chatId) return;
    if (added) this.view.toEnd();
    else this.view.redraw();
  }

  #startTyping() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#stopTyping(), TYPING_MS);
    this.drawAround();
  }

  #stopTyping() {
    if (this.#typing === null) return;
    clearTimeout(this.#typing);
    this.#typing = null;
    this.drawAround();
  }

  #press(message, data, button) {
    if (button.classList.contains("waiting")) return;
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    const press = { as: this.person.id, button, message: message.message_id };
    press.timer = setTimeout(() => this.#release(press), PRESS_MS);
    this.#presses.push(press);
    this.act({ type: "press", message_id: message.message_id, data });
  }

  #release(press) {
    clearTimeout(press.timer);
    press.button.classList.remove("waiting");
    press.button.removeAttribute("aria-busy");
    this.#presses.splice(this.#presses.indexOf(press), 1);
  }

  #answered(answer) {
    const press = this.#presses.find((one) => (answer.as === undefined || one.as === answer.as) && (!answer.message_id || answer.message_id === one.message));
    if (!press) return;
    this.#release(press);
    if (!answer.text) return;
    if (answer.show_alert) ask("", answer.text, t("ok"), { no: null });
    else toast(answer.text);
  }

  #react(message, emoji) {
    const mine = this.#myReaction(message);
    const wanted = mine === emoji ? null : emoji;
    this.chatState.myReactions.set(message.message_id, wanted);
    this.act({ type: "react", message_id: message.message_id, emoji: wanted });
  }

  #myReaction(message) {
    const given = this.chatState.myReactions.get(message.message_id);
    return message.reactions?.some((one) => one.emoji === given) ? given : null;
  }

  #seen() {
    if (!this.chatState?.loaded || document.hidden || this.chatId > 0 || !this.chat.checkVisibility()) return;
    if (this.chatState.topics.get(this.thread)?.unread) this.act({ type: "read", thread_id: this.thread });
  }

  #acceptDrops() {
    const carries = (event) => event.dataTransfer.types.includes("Files") && !this.composer.element.hidden;
    this.chat.addEventListener("dragover", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      this.chat.classList.add("dropping");
    });
    for (const end of ["dragleave", "drop"]) this.chat.addEventListener(end, () => this.chat.classList.remove("dropping"));
    this.chat.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      this.composer.offer([...event.dataTransfer.files], "auto");
    });
  }

  /** Whether this person may delete what others have written here. */
  mayRemoveOthers() {
    return false;
  }

  back() {}
  openMenu() {}
  drawTopicHeader() {}
}
