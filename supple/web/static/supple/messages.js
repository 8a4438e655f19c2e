// SPDX-License-Identifier: Apache-2.0
// A message on this device when a reminder is due, where whoever runs supple set a key and the browser can.
{
  const part = document.getElementById("messages");
  const form = part?.querySelector("form");
  const held = async () => (await navigator.serviceWorker.ready).pushManager.getSubscription();
  const show = async () => {
    const on = Boolean(await held());
    part.querySelector("[data-on]").hidden = on;
    part.querySelector("[data-off]").hidden = !on;
  };
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = new FormData(form, event.submitter);
    try {
      const options = { userVisibleOnly: true, applicationServerKey: part.dataset.key };
      const one = (await held()) ?? await (await navigator.serviceWorker.ready).pushManager.subscribe(options);
      said.set("endpoint", one.endpoint);
      const { ok } = await fetch(form.action, { method: "POST", body: said });
      if (!ok || said.get("do") === "off") await one.unsubscribe();
      part.querySelector("[data-failed]").hidden = ok;
    } catch {
      part.querySelector("[data-failed]").hidden = false;
    }
    await show();
  });
  if (part && self.PushManager && navigator.serviceWorker) show().then(() => { form.hidden = false; });
}
