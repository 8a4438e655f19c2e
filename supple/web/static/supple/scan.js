// SPDX-License-Identifier: Apache-2.0
// Scanning a programme: only where the browser itself can read such pictures. Nothing leaves the device.
"use strict";

const part = document.querySelector("[data-scan]");
const video = document.querySelector("video");
const PATIENCE = 30000;

async function scan() {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const until = Date.now() + PATIENCE;
  let found = "";
  while (!found && Date.now() < until) {
    const seen = await detector.detect(video);
    found = seen.map((one) => one.rawValue).find((said) => said.startsWith("supple-programme:")) || "";
    await new Promise((go) => setTimeout(go, 200));
  }
  stream.getTracks().forEach((track) => track.stop());
  video.hidden = true;
  return found;
}

async function pressed() {
  const none = part.querySelector("[data-none]");
  none.hidden = true;
  const found = await scan().catch(() => "");
  none.hidden = Boolean(found);
  if (!found) return;
  const field = document.querySelector("textarea[name=said]");
  field.value = found;
  field.form.requestSubmit(field.form.querySelector("button[type=submit]"));
}

async function offer() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const formats = await BarcodeDetector.getSupportedFormats();
  if (!formats.includes("qr_code")) return;
  part.hidden = false;
  part.querySelector("button").addEventListener("click", pressed);
}

if (part) offer();
