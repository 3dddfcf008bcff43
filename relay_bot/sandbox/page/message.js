// One message (or one album) as a bubble, or a service message as a centred line.

import { avatar, fullName, h, icon } from "./dom.js";
import { fullTimeOf, t, timeOf } from "./strings.js";
import { formatted, isFewEmoji } from "./entities.js";
import { album, attachment, pictureWidth, preview, shortened } from "./media.js";
import { inlineKeyboard } from "./keyboard.js";
import { copyText, menu } from "./overlays.js";

const QUICK_REACTIONS = ["👍", "❤️", "🔥", "👏", "🤝", "🙏", "🤔", "🙈"];
const LONG_PRESS_MS = 450;

const SERVICE = {
  forum_topic_created: (m) => t("topicCreated", { name: m.forum_topic_created.name }),
  forum_topic_edited: (m) => {
    const { name, icon_custom_emoji_id: id } = m.forum_topic_edited;
    if (name) return t("topicRenamed", { name });
    return t(id ? "topicIcon" : "topicIconGone");
  },
  forum_topic_closed: () => t("topicClosed"),
  forum_topic_reopened: () => t("topicReopened"),
  general_forum_topic_hidden: () => t("generalHidden"),
  general_forum_topic_unhidden: () => t("generalShown"),
  pinned_message: (m) => t("pinnedService", { who: fullName(m.from), what: shortened(preview(m.pinned_message), 50) }),
  new_chat_members: (m) => t("joined", { who: m.new_chat_members.map(fullName).join(", ") }),
  left_chat_member: (m) => t("left", { who: fullName(m.left_chat_member) }),
  new_chat_title: (m) => t("titleChanged", { name: m.new_chat_title }),
  new_chat_photo: () => t("photoChanged"),
  group_chat_created: (m) => t("groupCreated", { name: m.chat.title || "" }),
  supergroup_chat_created: (m) => t("groupCreated", { name: m.chat.title || "" }),
};
const serviceKind = (message) => Object.keys(SERVICE).find((kind) => message[kind]);
export const isService = (message) => Boolean(serviceKind(message));
export const serviceText = (message) => SERVICE[serviceKind(message)](message);

/** A centred line: what happened in the chat. */
export function serviceLine(message, actions) {
  const line = h("div", { class: "service", data: { id: message.message_id } }, h("span", { title: fullTimeOf(message.date) }, serviceText(message)));
  if (message.pinned_message) {
    line.firstChild.classList.add("service-link");
    line.firstChild.addEventListener("click", () => actions.goTo(message.pinned_message.message_id));
  }
  return line;
}

/** The message that this one answers, or null: in a topic every message carries the topic's first one. */
export function answered(message) {
  const other = message.reply_to_message;
  return !other || other.forum_topic_created || other.message_id === message.message_thread_id ? null : other;
}

/** What it answers: the words that it quotes, or the beginning of all. */
function quote(other, words, actions) {
  return h(
    "button",
    { type: "button", class: `quote tint-${Math.abs(other.from?.id || 0) % 7}`, on: { click: () => actions.goTo(other.message_id) } },
    h("b", {}, other.from?.id === actions.as ? fullName(actions.person) : fullName(other.from)),
    h("span", {}, words || preview(other)),
  );
}

function meta(message, actions) {
  const rings = message.chat?.type !== "private" && message.rings?.includes(actions.as) ? fullName(actions.person) : "";
  return h(
    "span",
    { class: "meta" },
    rings ? h("span", { class: "meta-ring", role: "img", title: t("rings", { who: rings }), "aria-label": t("rings", { who: rings }) }, icon("bell")) : null,
    message.silent ? h("span", { role: "img", "aria-label": t("silent"), title: t("silent") }, "🔕") : null,
    message.pinned ? icon("pin") : null,
    message.edited ? t("edited") : null,
    h("time", { title: fullTimeOf(message.date) }, timeOf(message.date)),
    message.waiting ? h("span", { class: "meta-waiting", role: "img", "aria-label": t("waiting"), title: t("waiting") }, icon("clock")) : null,
  );
}

function reactions(message, actions) {
  if (!message.reactions?.length) return null;
  return h(
    "div",
    { class: "reactions" },
    message.reactions.map(({ emoji, count }) =>
      h(
        "button",
        { type: "button", class: "reaction", "aria-label": t("react", { emoji }), "aria-pressed": String(actions.myReaction(message) === emoji), on: { click: () => actions.toggleReaction(message, emoji) } },
        h("span", {}, emoji),
        count > 1 ? h("b", {}, String(count)) : null,
      ),
    ),
  );
}

/** What is selected of the words of `message` in its bubble; empty: nothing, or more than these. */
function selectedIn(bubble, message) {
  const words = message.text || message.caption || "";
  const selection = getSelection();
  const text = bubble.querySelector(".text");
  const inside = !selection.isCollapsed && text.contains(selection.anchorNode) && text.contains(selection.focusNode);
  const chosen = inside ? selection.toString().trim() : "";
  return words.includes(chosen) ? chosen : "";
}

/** `chosen`: the part of its words that is selected. */
function openActions(message, at, actions, { chosen = "", owner } = {}) {
  const words = message.text || message.caption;
  let popup = null;
  const faces = h(
    "div",
    { class: "menu-reactions" },
    QUICK_REACTIONS.map((emoji) =>
      h(
        "button",
        {
          type: "button",
          "aria-label": t("react", { emoji }),
          on: {
            click: () => {
              popup.close();
              actions.toggleReaction(message, emoji);
            },
          },
        },
        emoji,
      ),
    ),
  );
  popup = menu(
    at,
    [
      { icon: "reply", text: t("reply"), run: () => actions.reply(message) },
      chosen ? { icon: "reply", text: t("replyQuote"), run: () => actions.reply(message, chosen) } : null,
      message.from?.id === actions.as && words ? { icon: "edit", text: t("edit"), run: () => actions.edit(message) } : null,
      words ? { icon: "copy", text: t("copy"), run: () => copyText(words) } : null,
      actions.mayRemove(message) ? { icon: "trash", text: t("deleteForAll"), danger: true, run: () => actions.remove(message) } : null,
    ],
    { top: faces, extra: "message-menu", owner },
  );
}

function listenForActions(bubble, message, actions) {
  let timer = null;
  bubble.addEventListener("contextmenu", (event) => {
    const chosen = selectedIn(bubble, message);
    if (event.target.closest("a, input, video") || (!chosen && !getSelection().isCollapsed)) return;
    event.preventDefault();
    openActions(message, { x: event.clientX, y: event.clientY }, actions, { chosen });
  });
  bubble.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("a, button, input, video")) return;
    timer = setTimeout(() => openActions(message, { x: event.clientX, y: event.clientY }, actions), LONG_PRESS_MS);
  });
  for (const end of ["pointerup", "pointercancel", "pointermove"]) bubble.addEventListener(end, () => clearTimeout(timer));
  bubble.addEventListener("dblclick", (event) => {
    if (!event.target.closest("button, a, input, video, code, pre")) actions.reply(message);
  });
}

/**
 * A row with a bubble. `messages` has more than one member for an album; `first`/`last` say where it stands
 * among neighbours of the same sender; `named` shows names and avatars (groups).
 */
export function messageRow(messages, { first, last, named }, actions) {
  const message = messages[0];
  const worded = messages.find((one) => one.text || one.caption) || message;
  const out = message.from?.id === actions.as;
  const words = worded.text || worded.caption || "";
  const files = messages.length > 1 ? album(messages) : [attachment(message)].filter(Boolean);
  const reply = answered(message);
  const emojiOnly = !files.length && !reply && !worded.entities && isFewEmoji(words);
  const visual = messages.some((one) => one.photo || one.video || one.animation || one.sticker || one.video_note);
  const width = pictureWidth(messages, words);
  const author = message.sender_chat || message.from;
  const keyboard = inlineKeyboard(worded, actions);
  const kinds = [
    files.length ? "with-files" : "", visual ? "with-picture" : "", visual && !words ? "bare-picture" : "", emojiOnly ? "emoji-only" : "",
    message.sticker ? "bare" : "", keyboard ? "with-keyboard" : "", files.length && !words && !visual ? "wordless" : "",
  ];
  const content = words || !(files.length || isService(message)) ? formatted(words || t("unsupported"), worded.entities || worded.caption_entities, actions) : [];
  const bubble = h(
    "div",
    { class: `bubble ${kinds.filter(Boolean).join(" ")}`, style: width ? `width:${width}px` : null },
    named && !out && first ? h("div", { class: `author tint-${Math.abs(author?.id || 0) % 7}` }, fullName(author), author?.is_bot ? h("span", { class: "author-bot" }, t("bot")) : null) : null,
    reply ? quote(reply, message.quote?.text, actions) : null,
    files,
    h("div", { class: "text", dir: "auto" }, content, meta(messages.at(-1), actions)),
    reactions(message, actions),
  );
  let chosen = "";
  const more = h(
    "button",
    {
      type: "button", class: "more", "aria-label": t("messageMenu"), title: t("messageMenu"),
      on: {
        pointerdown: () => {
          chosen = selectedIn(bubble, message); // a click may end the selection
        },
        click: () => openActions(message, more, actions, { chosen }),
      },
    },
    icon("dots"),
  );
  if (!message.waiting) listenForActions(bubble, message, actions);
  return h(
    "div",
    { class: `row ${out ? "out" : "in"} ${first ? "first" : ""} ${last ? "last" : ""} ${named && !out ? "named" : ""}`, data: { id: message.message_id } },
    named && !out && last ? avatar(fullName(author), author?.id, "row-avatar") : null,
    h("div", { class: "stack" }, h("div", { class: "line" }, bubble, message.waiting ? null : more), keyboard),
  );
}
