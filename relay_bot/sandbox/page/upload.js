// Files on their way out: picking, a preview with a caption, and the upload itself.

import { h, icon, iconButton } from "./dom.js";
import { sizeOf, t } from "./strings.js";
import { BASE } from "./kept.js";
import { dialog, toast } from "./overlays.js";

const ALBUM_MAX = 10;

export const chooseFiles = (accept) =>
  new Promise((resolve) => {
    const input = h("input", { type: "file", class: "file-input off-screen", multiple: true, accept });
    document.querySelector(".file-input")?.remove();
    document.body.append(input);
    input.addEventListener("change", () => resolve([...input.files]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });

function thumbnail(file, remove) {
  const picture = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
  return h(
    "div",
    { class: picture ? "offer-photo" : "offer-file" },
    picture ? h("img", { src: picture, alt: file.name, on: { load: () => URL.revokeObjectURL(picture) } }) : [h("span", { class: "file-icon" }, icon("file")), h("span", { class: "file-text" }, h("span", { class: "file-name" }, file.name), h("span", { class: "file-size" }, sizeOf(file.size)))],
    iconButton("close", t("remove"), remove, { class: "offer-remove" }),
  );
}

/** Shows what is about to be sent; resolves {files, kind, caption}, or undefined when given up. */
export function offerFiles(files, kind, caption) {
  const chosen = files.slice(0, ALBUM_MAX);
  return dialog(
    (close) => {
      const shown = h("div", { class: "offer" });
      const words = h("textarea", { class: "field", rows: "1", placeholder: t("caption"), "aria-label": t("caption") });
      words.value = caption;
      const yes = h("button", { type: "button", class: "primary" });
      const finish = () => close({ files: chosen, kind, caption: words.value.trim() });
      const draw = () => {
        if (!chosen.length) return close();
        yes.textContent = t("files", { n: chosen.length });
        return shown.replaceChildren(...chosen.map((file, at) => thumbnail(file, () => draw(chosen.splice(at, 1)))));
      };
      yes.addEventListener("click", finish);
      words.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.shiftKey) return;
        event.preventDefault();
        finish();
      });
      draw();
      return [shown, kind === "voice" ? "" : words, h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "flat", on: { click: () => close() } }, t("cancel")), yes)];
    },
    { label: t("attach"), extra: "offer-dialog" },
  );
}

/** Uploads files as one message or album to `where` = {as, chat, topic}. */
export async function uploadFiles(where, kind, files, caption) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...where, caption, kind })) form.append(name, String(value));
  for (const file of files) form.append("file", file, file.name);
  try {
    const answer = await fetch(`${BASE}page-upload`, { method: "POST", body: form });
    if (!answer.ok) throw new Error(await answer.text());
  } catch (error) {
    toast(`${t("uploadFailed")}${error.message ? `: ${error.message.slice(0, 120)}` : ""}`, "toast-error");
  }
}
