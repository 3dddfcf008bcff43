// The two keyboards of a bot: buttons under a message, and the reply keyboard under the composer.

import { h, icon } from "./dom.js";
import { t } from "./strings.js";
import { ask, copyText } from "./overlays.js";
import { innerLink, safeUrl } from "./entities.js";

function act(button, message, actions, key) {
  if (button.callback_data !== undefined) return actions.press(message, button.callback_data, key);
  if (button.copy_text) return copyText(button.copy_text.text);
  const url = button.url || button.web_app?.url || button.login_url?.url;
  const href = url && safeUrl(url);
  if (!href) return null;
  const inner = innerLink(href);
  if (!inner || !actions.follow(inner)) window.open(href, "_blank", "noopener,noreferrer");
  return null;
}

/** Rows of buttons under a message, or null. `actions.press(message, data, button)` sends a callback. */
export function inlineKeyboard(message, actions) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    { class: "inline-keyboard" },
    rows.map((row) =>
      h(
        "div",
        { class: "keyboard-row" },
        row.map((button) => {
          const mark = button.copy_text ? "copy" : button.url || button.web_app || button.login_url ? "link" : null;
          const key = h("button", { type: "button", class: "key", on: { click: () => act(button, message, actions, key) } }, h("span", {}, button.text), mark ? icon(mark) : null);
          return key;
        }),
      ),
    ),
  );
}

async function shareContact(hooks) {
  const { bot, person } = hooks;
  if (!person.phone) return void ask(t("shareContact"), t("noPhoneToShare"), t("ok"), { no: null });
  const text = t("shareContactText", { bot: bot.first_name, phone: person.phone });
  if (await ask(t("shareContact"), text, t("share"))) hooks.contact();
}

function pressReply(button, hooks) {
  if (button.request_contact) return shareContact(hooks);
  if (button.request_location) return hooks.location();
  return hooks.text(button.text);
}

/** The reply keyboard. Hooks: bot, person, text(words), contact(), location(). */
export function replyKeyboard(markup, hooks) {
  const label = (button) => (typeof button === "string" ? { text: button } : button);
  return h(
    "div",
    { class: "reply-keyboard", role: "group", "aria-label": t("botKeyboard") },
    markup.keyboard.map((row) =>
      h(
        "div",
        { class: "keyboard-row" },
        row.map(label).map((button) => h("button", { type: "button", class: "reply-key", on: { click: () => pressReply(button, hooks) } }, button.text)),
      ),
    ),
  );
}
