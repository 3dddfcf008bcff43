// A voice message from the microphone: press to record, press again to send, the cross gives up.

import { h, iconButton } from "./dom.js";
import { durationOf, t } from "./strings.js";
import { toast } from "./overlays.js";

const FORMATS = [["audio/ogg;codecs=opus", "ogg"], ["audio/webm;codecs=opus", "webm"], ["audio/mp4", "m4a"]];

export class Recorder {
  #recorder = null;

  /** `send(file)` gets the finished recording. */
  constructor(send) {
    this.send = send;
    this.time = h("span", { class: "recording-time", "aria-live": "off" }, "0:00");
    this.start = iconButton("mic", t("record"), () => this.#begin(), { class: "mic" });
    this.live = h(
      "span",
      { class: "recording", hidden: true, role: "group", "aria-label": t("recording") },
      h("i", { class: "recording-dot" }),
      this.time,
      iconButton("close", t("cancel"), () => this.#end(false)),
      iconButton("send", t("send"), () => this.#end(true), { class: "send-voice" }),
    );
    this.element = h("span", { class: "recorder" }, this.start, this.live);
  }

  async #begin() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      toast(t("noMicrophone"), "toast-error");
      return;
    }
    const [type, extension] = FORMATS.find(([format]) => MediaRecorder.isTypeSupported(format)) || ["", "webm"];
    const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    const pieces = [];
    const began = Date.now();
    const clock = setInterval(() => {
      this.time.textContent = durationOf((Date.now() - began) / 1000);
    }, 250);
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(clock);
      for (const track of stream.getTracks()) track.stop();
      if (recorder.wanted) this.send(new File(pieces, `voice.${extension}`, { type: recorder.mimeType.split(";")[0] }));
    });
    recorder.start();
    this.#recorder = recorder;
    this.#show(true);
  }

  #end(wanted) {
    this.#recorder.wanted = wanted;
    this.#recorder.stop();
    this.#recorder = null;
    this.#show(false);
  }

  #show(recording) {
    this.start.hidden = recording;
    this.live.hidden = !recording;
    this.time.textContent = "0:00";
  }
}
