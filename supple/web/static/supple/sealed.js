// SPDX-License-Identifier: Apache-2.0
// Opens a SMART Health Link that stands behind the # of this page: fetched sealed, unsealed here, with the link's key.
"use strict";

const at = (name) => document.querySelector(`[data-${name}]`);

function bytes(said) {
  const plain = atob(said.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

async function unseal(sealed, key) {
  const [header, , nonce, said, tag] = sealed.split(".");
  const used = await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["decrypt"]);
  const both = new Uint8Array([...bytes(said), ...bytes(tag)]);
  const how = { name: "AES-GCM", iv: bytes(nonce), additionalData: new TextEncoder().encode(header) };
  const packed = await crypto.subtle.decrypt(how, used, both);
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(plain).json();
}

async function fetched(link, passcode) {
  if (link.flag.includes("U")) {
    const answer = await fetch(`${link.url}?recipient=browser`);
    return answer.ok ? answer.text() : null;
  }
  const asked = { recipient: "browser", passcode };
  const sent = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(asked) };
  const answer = await fetch(link.url, sent);
  if (answer.status === 401) return "";
  return answer.ok ? (await answer.json()).files[0].embedded : null;
}

function show(bundle) {
  const found = bundle.entry.map((one) => one.resource).find((one) => one.resourceType === "DocumentReference");
  const { contentType, data, title } = found.content[0].attachment;
  const file = new Blob([bytes(data)], { type: contentType });
  at("title").textContent = title;
  at("save").href = URL.createObjectURL(file);
  at("save").download = contentType === "text/plain" ? "supple-diary.txt" : "supple-report.pdf";
  if (contentType === "text/plain") file.text().then((text) => { at("text").textContent = text; at("text").hidden = false; });
  at("shown").hidden = false;
}

async function open(link, passcode) {
  const sealed = await fetched(link, passcode);
  at("asks").hidden = sealed !== "";
  at("wrong").hidden = !(sealed === "" && passcode);
  if (sealed === "") return;
  if (!sealed) throw new Error("ended");
  show(await unseal(sealed, link.key));
}

async function begin() {
  const said = location.hash.split("shlink:/")[1];
  const link = JSON.parse(new TextDecoder().decode(bytes(said)));
  history.replaceState(null, "", location.pathname);
  const failed = () => { at("failed").hidden = false; };
  at("asks").addEventListener("submit", (event) => {
    event.preventDefault();
    open(link, document.querySelector("#passcode").value).catch(failed);
  });
  if (link.flag.includes("U")) await open(link, "");
  else at("asks").hidden = false;
}

begin().catch(() => { at("failed").hidden = false; });
