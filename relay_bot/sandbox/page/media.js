// Everything in a message that is not text: photos and albums, documents, players, places, contacts, polls.

import { avatar, fullName, h, icon, iconButton } from "./dom.js";
import { durationOf, sizeOf, t } from "./strings.js";
import { BASE } from "./kept.js";
import { viewer } from "./overlays.js";

export const fileUrl = (id) => `${BASE}page-file/${encodeURIComponent(id)}`;
const PHOTO_MAX = 320;
const TALLEST = 380;
const ALBUM_WIDTH = 342;
const isPdf = (file) => file.mime_type === "application/pdf" || /\.pdf$/i.test(file.file_name || "");

const largest = (sizes) => sizes.reduce((best, size) => (size.width > best.width ? size : best));
const fitting = (sizes) => sizes.find((size) => size.width >= 2 * PHOTO_MAX) || largest(sizes);

/** Opens photos full-window; arrows walk through `photos` (lists of PhotoSize). */
export function lightbox(photos, start) {
  let at = start;
  const image = h("img", { class: "lightbox-photo", alt: t("photo") });
  const save = h("a", { class: "icon-button", download: "photo.jpg", "aria-label": t("download"), title: t("download") }, icon("download"));
  const show = (step) => {
    at = (at + step + photos.length) % photos.length;
    image.src = fileUrl(largest(photos[at]).file_id);
    save.href = image.src;
  };
  const arrow = (name, step, label) => iconButton(name, label, () => show(step), { class: `lightbox-${step > 0 ? "next" : "previous"}` });
  viewer(
    t("photo"),
    [save],
    (close) => {
      const stage = h(
        "div",
        { class: "lightbox-stage", on: { click: (event) => event.target === stage && close() } },
        photos.length > 1 ? arrow("back", -1, t("previous")) : null,
        image,
        photos.length > 1 ? arrow("back", 1, t("next")) : null,
      );
      stage.addEventListener("wheel", (event) => event.preventDefault(), { passive: false });
      return stage;
    },
    "lightbox",
  );
  image.closest("dialog").addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(1);
    if (event.key === "ArrowLeft") show(-1);
  });
  show(0);
}

function pdfViewer(file) {
  const url = fileUrl(file.file_id);
  const name = file.file_name || t("document");
  viewer(
    name,
    [h("a", { class: "icon-button", href: url, download: name, "aria-label": t("download"), title: t("download") }, icon("download"))],
    () => h("iframe", { class: "pdf-frame", src: `${url}#navpanes=0`, title: name }),
    "pdf-viewer",
  );
}

const tile = (message, open, style) =>
  h(
    "button",
    { type: "button", class: "photo", "aria-label": t("enlarge"), style, on: { click: open } },
    h("img", { src: fileUrl(fitting(message.photo).file_id), alt: "", loading: "lazy", draggable: "false" }),
  );

function photo(message) {
  const size = largest(message.photo);
  return tile(message, () => lightbox([message.photo], 0), `aspect-ratio:${size.width}/${size.height}`);
}

/** How wide the bubble of a picture or an album is, in pixels; null when the words decide. */
export function pictureWidth(messages, worded) {
  const photos = messages.filter((message) => message.photo);
  if (photos.length > 1) return ALBUM_WIDTH;
  const shape = photos.length ? largest(photos[0].photo) : messages[0].video || messages[0].animation;
  if (!shape) return null;
  const scale = Math.min(1, PHOTO_MAX / shape.width, TALLEST / shape.height);
  return Math.max(worded ? 260 : 150, Math.round((shape.width || PHOTO_MAX) * scale) || PHOTO_MAX);
}

/** One bubble for a media group: photos as a grid, other files one under another. */
export function album(messages) {
  const photos = messages.filter((message) => message.photo);
  const rest = messages.filter((message) => !message.photo).map(attachment);
  const grid = h("div", { class: "album", data: { count: Math.min(photos.length, 10) } });
  photos.forEach((message, index) => {
    grid.append(tile(message, () => lightbox(photos.map((one) => one.photo), index)));
  });
  return [photos.length ? grid : null, ...rest].filter(Boolean);
}

function document_(file) {
  const name = file.file_name || t("document");
  const extension = (/\.([a-z0-9]{1,5})$/i.exec(name)?.[1] || "").toLowerCase();
  const inside = [
    h("span", { class: `file-icon ${isPdf(file) ? "file-pdf" : ""}`, "aria-hidden": "true" }, extension ? h("b", {}, extension) : icon("file")),
    h("span", { class: "file-text" }, h("span", { class: "file-name" }, name), h("span", { class: "file-size" }, sizeOf(file.file_size))),
  ];
  if (isPdf(file))
    return h("button", { type: "button", class: "file", "aria-label": t("openPdf", { name }), on: { click: () => pdfViewer(file) } }, inside);
  return h("a", { class: "file", href: fileUrl(file.file_id), download: name, "aria-label": `${t("download")}: ${name}` }, inside);
}

/** A voice message or an audio file: play button, bar, time. */
function player(file, title) {
  const sound = new Audio();
  sound.preload = "none";
  sound.src = fileUrl(file.file_id);
  const bar = h("input", { type: "range", min: "0", max: "1000", value: "0", "aria-label": title });
  const time = h("span", { class: "player-time" }, durationOf(file.duration));
  const length = () => (Number.isFinite(sound.duration) ? sound.duration : file.duration || 1);
  const button = h("button", { type: "button", class: "player-button", "aria-label": title }, icon("play"));
  const paint = () => {
    button.classList.toggle("playing", !sound.paused);
    bar.value = String(Math.round((sound.currentTime / length()) * 1000));
    bar.style.setProperty("--played", `${bar.value / 10}%`);
    time.textContent = durationOf(sound.paused && !sound.currentTime ? length() : sound.currentTime);
  };
  button.addEventListener("click", () => (sound.paused ? sound.play().catch(() => {}) : sound.pause()));
  bar.addEventListener("input", () => {
    sound.currentTime = (bar.value / 1000) * length();
  });
  for (const event of ["play", "pause", "timeupdate", "ended"]) sound.addEventListener(event, paint);
  return h("div", { class: "player" }, button, h("div", { class: "player-line" }, bar, h("span", { class: "player-title" }, title, " · ", time)));
}

const video = (file, round) => h("video", { class: round ? "video video-round" : "video", src: fileUrl(file.file_id), controls: true, preload: "metadata", playsinline: true });

function place(location, venue) {
  const point = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  const url = `https://www.openstreetmap.org/?mlat=${location.latitude}&mlon=${location.longitude}#map=15/${location.latitude}/${location.longitude}`;
  return h(
    "a",
    { class: "place", href: url, target: "_blank", rel: "noopener noreferrer", "aria-label": `${t("openMap")}: ${point}` },
    h("span", { class: "place-map", "aria-hidden": "true" }, icon("place")),
    h("span", { class: "place-text" }, h("b", {}, venue?.title || t("location")), h("span", {}, venue?.address || point)),
  );
}

function contact(card) {
  const name = fullName(card);
  return h(
    "div",
    { class: "contact" },
    avatar(name, card.user_id || 3),
    h("span", { class: "contact-text" }, h("b", {}, name), h("a", { href: `tel:${card.phone_number.replace(/[^\d+]/g, "")}` }, card.phone_number)),
  );
}

function poll(question) {
  const total = question.total_voter_count || 0;
  return h(
    "div",
    { class: "poll" },
    h("b", {}, question.question),
    ...question.options.map((option) =>
      h("div", { class: "poll-option" }, h("span", {}, option.text), h("meter", { min: "0", max: String(total || 1), value: String(option.voter_count) })),
    ),
    h("span", { class: "poll-total" }, t("votes", { n: total })),
  );
}

/** One that has not gone yet carries its picture itself. */
const stickerUrl = (sticker) => (sticker.picture ? `data:image/webp;base64,${sticker.picture}` : fileUrl(sticker.file_id));

/** What is attached to one message, or null. */
export function attachment(message) {
  if (message.photo?.length) return photo(message);
  if (message.animation) return video(message.animation);
  if (message.document) return document_(message.document);
  if (message.voice) return player(message.voice, t("voice"));
  if (message.audio) return player(message.audio, message.audio.title || message.audio.file_name || t("music"));
  if (message.video) return video(message.video);
  if (message.video_note) return video(message.video_note, true);
  if (message.sticker) return h("img", { class: "sticker", src: stickerUrl(message.sticker), alt: message.sticker.emoji || t("sticker") });
  if (message.venue) return place(message.venue.location, message.venue);
  if (message.location) return place(message.location);
  if (message.contact) return contact(message.contact);
  if (message.poll) return poll(message.poll);
  if (message.dice) return h("div", { class: "big-emoji" }, message.dice.emoji, " ", h("b", {}, String(message.dice.value)));
  return null;
}

/** The words, cut with an ellipsis if they are longer than `most`; never in the middle of a character. */
export function shortened(words, most) {
  const characters = [...words];
  return characters.length > most ? `${characters.slice(0, most).join("").trimEnd()}…` : words;
}

/** One line that stands for a message: in quotes, pins and service messages. */
export function preview(message) {
  const words = message.text || message.caption;
  if (words) return words.replace(/\s+/g, " ").slice(0, 160);
  if (message.photo) return `🖼 ${t("photo")}`;
  if (message.document) return `📎 ${message.document.file_name || t("document")}`;
  if (message.voice) return `🎤 ${t("voice")}`;
  if (message.video_note) return t("videoNote");
  if (message.video) return t("video");
  if (message.animation) return t("animation");
  if (message.audio) return t("music");
  if (message.sticker) return `${message.sticker.emoji || ""} ${t("sticker")}`;
  if (message.location) return `📍 ${t("location")}`;
  if (message.contact) return `👤 ${fullName(message.contact)}`;
  if (message.poll) return `📊 ${message.poll.question}`;
  if (message.dice) return message.dice.emoji;
  return "…";
}
