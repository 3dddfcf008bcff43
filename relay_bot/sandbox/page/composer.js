// Where a person writes: text, files, voice, commands and the bot's reply keyboard.

import { fullName, h, icon, iconButton } from "./dom.js";
import { t } from "./strings.js";
import { keep, recall } from "./kept.js";
import { preview } from "./media.js";
import { replyKeyboard } from "./keyboard.js";
import { menu } from "./overlays.js";
import { chooseFiles, offerFiles } from "./upload.js";
import { choosePlace } from "./places.js";
import { Recorder } from "./voice.js";

const TALLEST_PX = 200;
const MARKS = { KeyB: "**", KeyI: "__", "Shift+KeyX": "~~", "Shift+KeyP": "||", "Shift+KeyM": "`" };
const drafts = new Map(recall("drafts") || []);

export class Composer {
  #about = null;
  #keyboardShown = true;
  #highlighted = 0;

  /** `deliver(action)` sends an action of the protocol; `upload(kind, files, caption)` sends files; `lastOwn()` is the
   * person's last message here, to be edited. */
  constructor({ bot, deliver, upload, lastOwn }) {
    Object.assign(this, { bot, deliver, upload, lastOwn });
    this.field = h("textarea", { rows: "1", class: "field", "aria-label": t("message"), placeholder: t("message"), autocomplete: "off" });
    this.commandsButton = h("button", { type: "button", class: "commands-button", "aria-label": t("commands"), title: t("commands"), on: { click: () => this.#listCommands(true) } }, icon("menu"));
    this.attachButton = iconButton("attach", t("attach"), () => this.#attach());
    this.keyboardButton = iconButton("keyboard", t("botKeyboard"), () => this.#toggleKeyboard(), { class: "keyboard-button" });
    this.sendButton = iconButton("send", t("send"), () => this.#submit(), { class: "send" });
    this.recorder = new Recorder((file) => this.upload("voice", [file], ""));
    this.strip = h("div", { class: "about", hidden: true });
    this.suggestions = h("div", { class: "suggestions", role: "listbox", "aria-label": t("commands"), hidden: true });
    this.keys = h("div", { class: "keys" });
    this.line = h("div", { class: "composer-line" }, this.commandsButton, this.attachButton, this.field, this.keyboardButton, this.recorder.element, this.sendButton);
    this.element = h("footer", { class: "composer" }, this.suggestions, this.strip, this.line, this.keys);
    this.#listen();
  }

  #listen() {
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files];
      if (!files.length) return;
      event.preventDefault();
      this.offer(files, "auto");
    });
  }

  /** Turns to another chat: `place` = {as, chat, topic, person, state}. The draft of each chat is kept. */
  show(place) {
    this.place = place;
    this.about(null);
    this.field.value = drafts.get(this.#draftKey()) || "";
    this.#keyboardShown = true;
    this.refresh();
    this.#typed();
  }

  /** Draws what depends on the bot: its keyboard and commands. */
  refresh() {
    const { state, chat } = this.place;
    const markup = state.keyboard?.keyboard?.length ? state.keyboard : null;
    if (this.markup !== state.keyboard) this.#keyboardShown = true;
    this.markup = state.keyboard;
    this.field.placeholder = markup?.input_field_placeholder || t("message");
    this.commandsButton.hidden = chat < 0 || !state.commands.length;
    this.keyboardButton.hidden = !markup;
    this.keyboardButton.classList.toggle("active", this.#keyboardShown);
    this.keyboardButton.setAttribute("aria-pressed", String(this.#keyboardShown));
    this.keys.replaceChildren(...(markup && this.#keyboardShown ? [replyKeyboard(markup, this.#keyboardHooks())] : []));
    this.#grow();
  }

  #keyboardHooks() {
    const used = () => {
      if (!this.markup?.one_time_keyboard) return;
      this.#keyboardShown = false;
      this.refresh();
    };
    return {
      bot: this.bot(),
      person: this.place.person,
      text: (words) => {
        this.#send(words);
        used();
      },
      contact: () => {
        this.deliver({ type: "contact", as: this.place.as });
        used();
      },
      location: () => choosePlace((point) => {
        this.deliver({ type: "location", ...this.#where(), ...point });
        used();
      }),
    };
  }

  #toggleKeyboard() {
    this.#keyboardShown = !this.#keyboardShown;
    this.refresh();
    this.field.focus();
  }

  /** Begins a reply (`edit` false) or an edit of `message`; null ends it. `chosen`: the words of it that are quoted. */
  about(message, edit = false, chosen = "") {
    if (this.#about?.edit && !message) this.field.value = "";
    this.#about = message && { message, edit, chosen };
    this.strip.hidden = !message;
    this.strip.replaceChildren();
    if (!message) return this.#typed();
    this.strip.append(
      icon(edit ? "edit" : "reply"),
      h("span", { class: "about-lines" }, h("b", {}, edit ? t("editing") : fullName(message.from)), h("span", {}, chosen ? `«${chosen}»` : preview(message))),
      iconButton("close", t("cancel"), () => this.about(null)),
    );
    if (edit) this.field.value = message.text || message.caption || "";
    this.field.focus();
    return this.#typed();
  }

  #where() {
    return { as: this.place.as, chat: this.place.chat, topic: this.place.topic };
  }

  #draftKey() {
    return `${this.place.as}:${this.place.chat}:${this.place.topic}`;
  }

  #typed() {
    if (!this.place) return;
    this.#grow();
    const empty = !this.field.value.trim();
    this.element.classList.toggle("is-empty", empty);
    if (!this.#about?.edit) drafts.set(this.#draftKey(), this.field.value);
    if (empty) drafts.delete(this.#draftKey());
    keep("drafts", [...drafts]);
    this.#highlighted = 0;
    this.#listCommands(false);
  }

  #grow() {
    this.field.style.height = "auto";
    const { scrollHeight } = this.field;
    if (scrollHeight && this.field.value) this.field.style.height = `${Math.min(scrollHeight, TALLEST_PX)}px`;
  }

  #key(event) {
    const offered = [...this.suggestions.children];
    if (!this.suggestions.hidden && ["ArrowUp", "ArrowDown", "Tab"].includes(event.key)) {
      event.preventDefault();
      const step = event.key === "ArrowUp" ? -1 : 1;
      this.#highlighted = (this.#highlighted + step + offered.length) % offered.length;
      offered.forEach((row, at) => row.setAttribute("aria-selected", String(at === this.#highlighted)));
      offered[this.#highlighted].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (!this.suggestions.hidden && offered[this.#highlighted]) offered[this.#highlighted].click();
      else this.#submit();
    } else if (event.key === "ArrowUp" && !this.field.value && !this.#about) {
      const message = this.lastOwn();
      if (!message) return;
      event.preventDefault();
      this.about(message, true);
    } else if ((event.ctrlKey || event.metaKey) && !event.altKey && this.#mark(event)) event.preventDefault();
    else if (event.key === "Escape" && this.#about) this.about(null);
    else if (event.key === "Escape") this.suggestions.hidden = true;
  }

  /** Ctrl+B and the like set marks around what is selected; the message becomes formatted when it is sent. */
  #mark(event) {
    const mark = MARKS[`${event.shiftKey ? "Shift+" : ""}${event.code}`];
    const { selectionStart: start, selectionEnd: end, value } = this.field;
    if (!mark || start === end) return false;
    document.execCommand("insertText", false, `${mark}${value.slice(start, end)}${mark}`);
    this.field.setSelectionRange(start + mark.length, end + mark.length);
    return true;
  }

  #submit() {
    const words = this.field.value.trim();
    if (!words) return;
    const about = this.#about;
    this.field.value = "";
    this.about(null);
    if (about?.edit) this.deliver({ type: "edit", as: this.place.as, chat: this.place.chat, message_id: about.message.message_id, text: words });
    else this.#send(words, about ? { reply_to: about.message.message_id, ...(about.chosen ? { quote: about.chosen } : {}) } : {});
    this.field.focus();
  }

  #send(text, answering = {}) {
    this.deliver({ type: "send", ...this.#where(), text, ...answering });
  }

  #listCommands(all) {
    const typed = /^\/(\w*)$/.exec(this.field.value)?.[1];
    const { commands } = this.place.state;
    const fitting = all && this.suggestions.hidden ? commands : typed === undefined ? [] : commands.filter((one) => one.command.startsWith(typed));
    this.suggestions.hidden = !fitting.length;
    this.suggestions.replaceChildren(
      ...fitting.map((one, at) =>
        h(
          "button",
          {
            type: "button", role: "option", class: "suggestion", "aria-selected": String(at === 0),
            on: {
              click: () => {
                this.field.value = "";
                this.#typed();
                this.suggestions.hidden = true;
                this.#send(`/${one.command}`);
              },
            },
          },
          h("b", {}, `/${one.command}`),
          h("span", {}, one.description),
        ),
      ),
    );
  }

  #attach() {
    const pick = (kind, accept) => async () => this.offer(await chooseFiles(accept), kind);
    menu(this.attachButton, [
      { icon: "photo", text: t("photo"), run: pick("photo", "image/*") },
      { icon: "file", text: t("file"), run: pick("document", "") },
      { icon: "mic", text: t("audio"), run: pick("voice", "audio/*") },
      { icon: "place", text: t("location"), run: () => choosePlace((point) => this.deliver({ type: "location", ...this.#where(), ...point })) },
    ]);
  }

  /** Offers files (picked, pasted or dropped) with a caption, then sends them. */
  async offer(files, kind) {
    if (!files.length) return;
    const sending = await offerFiles(files, kind, this.field.value);
    if (!sending) return;
    this.field.value = "";
    this.#typed();
    await this.upload(sending.kind, sending.files, sending.caption);
  }
}
