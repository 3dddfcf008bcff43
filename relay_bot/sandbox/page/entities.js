// Formatted text: Bot API entities (offsets in UTF-16 units, as JavaScript strings count) become DOM nodes.

import { h } from "./dom.js";
import { t } from "./strings.js";
import { copyText } from "./overlays.js";

const SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);
const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** The address if it is one of the schemes we open, else null. */
export function safeUrl(address) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link to a topic or message of a group, or to this bot's start; null for anything else. */
export function innerLink(address) {
  const topic = /^https?:\/\/t\.me\/c\/(\d+)\/(\d+)(?:\/(\d+))?/.exec(address);
  if (topic) return { group: -Number(`100${topic[1]}`), thread: Number(topic[2]), message: topic[3] ? Number(topic[3]) : null };
  const start = /^https?:\/\/t\.me\/(\w+)\?start=([\w-]+)/.exec(address);
  return start ? { bot: start[1], payload: start[2] } : null;
}

/** An anchor for `address`; links to topics stay in the page (`actions.follow`). Unknown schemes stay text. */
export function link(address, children, actions) {
  const href = safeUrl(address);
  if (!href) return h("span", {}, children);
  const inner = innerLink(href);
  const anchor = h("a", { href, rel: "noopener noreferrer", target: "_blank" }, children);
  if (inner)
    anchor.addEventListener("click", (event) => {
      if (!actions.follow(inner)) return;
      event.preventDefault();
    });
  return anchor;
}

function spoiler(children) {
  const hidden = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") }, children);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (!hidden.classList.contains("shown")) event.preventDefault();
    hidden.classList.add("shown");
    hidden.removeAttribute("aria-label");
  };
  hidden.addEventListener("click", show);
  hidden.addEventListener("keydown", show);
  return hidden;
}

function copyable(tag, text, children) {
  return h(tag, { title: t("copyHint"), on: { click: () => getSelection().isCollapsed && copyText(text) } }, children);
}

function wrap(entity, text, children, actions) {
  if (PLAIN[entity.type]) return h(PLAIN[entity.type], {}, children);
  switch (entity.type) {
    case "code":
      return copyable("code", text, children);
    case "pre":
      return copyable("pre", text, [entity.language ? h("span", { class: "pre-language" }, entity.language) : null, ...children]);
    case "spoiler":
      return spoiler(children);
    case "text_link":
      return link(entity.url, children, actions);
    case "url":
      return link(text, children, actions);
    case "email":
      return link(`mailto:${text}`, children, actions);
    case "phone_number":
      return link(`tel:${text.replace(/[^\d+]/g, "")}`, children, actions);
    case "mention":
      return h("span", { class: "mention" }, children);
    case "text_mention":
      return h("span", { class: entity.user?.id === actions.as ? "mention mention-me" : "mention" }, children);
    case "bot_command":
      return h("button", { type: "button", class: "text-command", on: { click: () => actions.command(text) } }, children);
    case "hashtag":
    case "cashtag":
      return h("span", { class: "mention" }, children);
    default:
      return h("span", {}, children);
  }
}

// A block stands on lines of its own: the line breaks around it are not shown twice.
const isBlock = (entity) => entity.type === "pre" || entity.type.endsWith("blockquote");

function span(text, from, to, entities, actions) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const start = Math.max(entities[i].offset, at);
    const end = Math.min(entities[i].offset + entities[i].length, to);
    if (end <= start) continue;
    const before = isBlock(entities[i]) && text[start - 1] === "\n" ? start - 1 : start;
    if (before > at) nodes.push(text.slice(at, before));
    const inside = entities.slice(i + 1).filter((other) => other.offset < end);
    nodes.push(wrap(entities[i], text.slice(start, end), span(text, start, end, inside, actions), actions));
    at = isBlock(entities[i]) && text[end] === "\n" ? end + 1 : end;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

/** The nodes of a text. `actions`: `as` (who looks), `follow(innerLink)`, `command(text)`. */
export function formatted(text, entities, actions) {
  const ordered = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, ordered, actions);
}

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*){1,3}$/u;
export const isFewEmoji = (text) => EMOJI_ONLY.test(text);
