// SPDX-License-Identifier: Apache-2.0
// What can be chosen for this device: the home screen, the night button while signed out, copies of pages.
{
  const { device, seal } = self.supple;
  const part = (name) => document.querySelector(`[data-${name}]`);
  const allow = part("allow");
  const back = part("take-back");
  const failed = part("failed");

  const show = async () => {
    const button = await device.get("button");
    const mine = button && button.diary === document.documentElement.dataset.diary;
    part("cannot").hidden = Boolean(self.crypto?.subtle);
    allow.hidden = mine || !self.crypto?.subtle;
    back.hidden = !mine;
    if (mine) back.elements.token.value = button.token;
    const copies = (await device.get("copies")) ?? "last";
    for (const one of document.querySelectorAll("[data-copies]")) {
      one.setAttribute("aria-pressed", String(one.dataset.copies === copies));
    }
  };

  const sent = async (form) => {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const change = (form, then) => form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      await then(await sent(form));
    } catch {
      failed.hidden = false;
    }
    await show();
  });
  change(allow, async ({ secret, token, diary }) => device.set("button", { ...(await seal(secret)), token, diary }));
  change(back, () => device.remove("button"));

  for (const one of document.querySelectorAll("[data-copies]")) one.addEventListener("click", async () => {
    await device.set("copies", one.dataset.copies);
    if (one.dataset.copies === "none") navigator.serviceWorker?.controller?.postMessage("wipe");
    await show();
  });

  // Where the browser can do it by itself, one press is enough.
  let offer = null;
  self.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer = event;
    part("install").hidden = false;
  });
  part("install").firstElementChild.addEventListener("click", () => offer?.prompt());
  part("installed").hidden = !self.matchMedia("(display-mode: standalone)").matches;
  show().catch(() => { part("cannot").hidden = false; });
}
