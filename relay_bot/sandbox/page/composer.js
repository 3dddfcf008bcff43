// Where a person writes: text, files, voice, commands and the bot's reply keyboard.

import { fullName, h, icon, iconButton } from "./dom.js";
import { t } from "./strings.js";
import { keep, recall } from "./kept.js";
import { preview } from "./media.js";
import { replyKeyboard } from "./keyboard.js";
import { remarked } from "./marks.js";
import { menu } from "./overlays.js";
import { chooseFiles, offerFiles } from "./upload.js";
import { choosePlace } from "./places.js";
import { chooseSticker } from "./stickers.js";
import { Suggestions } from "./suggestions.js";
import { Recorder } from "./voice.js";

const TALLEST_PX = 200;
const MARKS = { KeyB: "**", KeyI: "__", "Shift+KeyX": "~~", "Shift+KeyP": "||", "Shift+KeyM": "`" };
const drafts = new Map(recall("drafts") || []);

export class Composer {
  #about = null;
  #keyboardShown = true;

  /** `deliver(action)` sends an action of the protocol; `upload(kind, files, caption)` sends files; `lastOwn()` is the
   * person's last message here, to be edited. */
  constructor({ bot, deliver, upload, lastOwn }) {
    Object.assign(this, { bot, deliver, upload, lastOwn });
    this.field = h("textarea", { rows: "1", class: "field", "aria-label": t("message"), placeholder: t("message"), autocomplete: "off" });
    this.commandsButton = h("button", { type: "button", class: "commands-button", "aria-label": t("commands"), title: t("commands"), on: { click: () => this.#listCommands(true) } }, icon("menu"));
    this.attachButton = iconButton("attach", t("attach"), () => this.#attach());
    this.stickerButton = iconButton("smile", t("stickers"), () => this.#chooseSticker(), { class: "sticker-button" });
    this.keyboardButton = iconButton("keyboard", t("botKeyboard"), () => this.#toggleKeyboard(), { class: "keyboard-button" });
    this.sendButton = iconButton("send", t("send"), () => this.#submit(), { class: "send" });
    this.recorder = new Recorder((file) => this.upload("voice", [file], ""));
    this.strip = h("div", { class: "about", hidden: true });
    this.suggestions = new Suggestions((command) => {
      this.field.value = "";
      this.#typed();
      this.#send(`/${command}`);
    });
    this.keys = h("div", { class: "keys" });
    this.line = h("div", { class: "composer-line" }, this.commandsButton, this.attachButton, this.field, this.stickerButton, this.keyboardButton, this.recorder.element, this.sendButton);
    this.element = h("footer", { class: "composer" }, this.suggestions.element, this.strip, this.line, this.keys);
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

  /** Turns to a chat: `place` = {as, chat, topic, person, state}. The draft of each is kept; the same once more, as after
   * a lost connection, leaves everything as it is. */
  show(place) {
    const before = this.place && this.#draftKey();
    this.place = place;
    if (this.#draftKey() !== before) {
      this.field.value = drafts.get(this.#draftKey()) || "";
      this.#about = null;
      this.about(null);
      this.#keyboardShown = true;
    }
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
        this.deliver({ type: "contact", ...this.#where() });
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
    if (edit) this.field.value = remarked(message.text || message.caption || "", message.entities || message.caption_entities);
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
    this.#listCommands(false);
  }

  #grow() {
    this.field.style.height = "auto";
    const { scrollHeight } = this.field;
    if (scrollHeight && this.field.value) this.field.style.height = `${Math.min(scrollHeight, TALLEST_PX)}px`;
  }

  #key(event) {
    if (!this.suggestions.hidden && ["ArrowUp", "ArrowDown", "Tab"].includes(event.key)) {
      event.preventDefault();
      this.suggestions.move(event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (!this.suggestions.pick()) this.#submit();
    } else if (event.key === "ArrowUp" && !this.field.value && !this.#about) {
      const message = this.lastOwn();
      if (!message) return;
      event.preventDefault();
      this.about(message, true);
    } else if ((event.ctrlKey || event.metaKey) && !event.altKey && this.#mark(event)) event.preventDefault();
    else if (event.key === "Escape" && this.#about) this.about(null);
    else if (event.key === "Escape") this.suggestions.show([]);
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

  /** A sticker may answer a message, as words do. */
  #chooseSticker() {
    chooseSticker(this.stickerButton, (sticker) => {
      const answering = this.#about && !this.#about.edit ? { reply_to: this.#about.message.message_id } : {};
      this.deliver({ type: "sticker", ...this.#where(), ...sticker, ...answering });
      if (answering.reply_to) this.about(null);
    });
  }

  #listCommands(all) {
    const typed = /^\/(\w*)$/.exec(this.field.value)?.[1];
    const { commands } = this.place.state;
    this.suggestions.show(all && this.suggestions.hidden ? commands : typed === undefined ? [] : commands.filter((one) => one.command.startsWith(typed)));
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
