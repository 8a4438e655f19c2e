// SPDX-License-Identifier: Apache-2.0
// What a page does with the outbox: a press is kept on the device, then sent; what waits is told on every page.
{
  const { waiting, device, holding, say, unsay, clock, place, marked, forget, dropped, persist } = self.supple;
  const root = document.documentElement;
  const LATER = [5, 15, 45, 120, 300]; // seconds between tries while a page is open
  const SHELL = new Set(["/offline", "/waiting", "/places", "/legs"]);
  const PATIENCE = 20_000; // milliseconds for another page to be done with sending
  const ONE_PRESS = 2000; // milliseconds in which the same press is a trembling hand
  const last = new WeakMap();
  let failures = 0;
  let timer = 0;

  const count = async () => {
    const left = await waiting.all();
    const n = left.length;
    for (const name of ["one", "many"]) unsay(name);
    if (n) say(n === 1 ? "one" : "many", { n });
    await marked(n);
    self.dispatchEvent(new CustomEvent("waiting", { detail: left }));
    return n;
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(drain, 1000 * LATER[Math.min(failures, LATER.length - 1)]);
    failures += 1;
  };

  const tell = (told) => {
    if (told.signedOut) say("signed-out"); else unsay("signed-out");
    if (told.refused.length) say("refused", { why: told.refused[0].problems[0]?.sentence ?? "" });
    if (told.warns) say("warns");
    if (told.sealed) say("sealed");
    if (told.sent.some((one) => one.moved)) say("clock", { n: Math.round(Math.abs(told.behind) / 60_000) });
    const note = told.sent.find((one) => one.entry.kind === "note");
    if (note) say("note", { link: `/note/${note.id}` });
  };

  // One page sends at a time. Another page, or this one a moment ago, may be sending just now: whoever pressed waits for
  // that to end, for only then is it known whether it has arrived.
  const drain = async () => {
    if (!(await waiting.all()).some((one) => one.state === "waiting")) return count();
    const alone = navigator.locks ?? { request: (_name, _how, work) => work() };
    try {
      await alone.request("supple-send", { signal: AbortSignal.timeout?.(PATIENCE) }, async () => {
        tell(await self.supple.send());
      });
      failures = 0;
    } catch {
      later();
    }
    return count();
  };

  const sent = async (ids, next) => {
    try {
      const told = await self.supple.send({ only: ids, next });
      if (!told.go) tell(told);
      return told.go;
    } catch {
      later();
      return "";
    }
  };

  // One press. Pressed twice, it is one event, also when the page is slow.
  const twice = (form, said) => {
    const key = JSON.stringify(said.entries.map(({ id, ...raw }) => raw));
    const before = last.get(form);
    last.set(form, { key, at: performance.now() });
    return form.dataset.busy || (before?.key === key && performance.now() - before.at < ONE_PRESS);
  };

  const pressed = async (form, said, button) => {
    if (twice(form, said)) return;
    form.dataset.busy = "1";
    let go = "";
    try {
      const ids = said.entries.map((raw) => raw.id ?? self.supple.uuid7());
      for (const [i, raw] of said.entries.entries()) {
        holding.add(ids[i]);
        await self.supple.keep({ id: ids[i], ...raw }, said);
      }
      go = await sent(ids, said.next);
      for (const id of ids) holding.delete(id);
      if (go) return goesOn(form, go);
      const still = await waiting.one(ids[0]);
      if (!still) return location.assign(location.pathname); // another page of ours was quicker
      if (still.state === "refused" && said.next === "page") { // its page says beside each field what is wrong
        await device.set("plain", still.id);
        return plainly(form, button);
      }
      if (still.state === "waiting") atHome(form, still, ids);
      persist();
      registration?.sync?.register("outbox").catch(() => {});
    } finally {
      if (!go) delete form.dataset.busy; // else this page is being left
      await count();
    }
  };

  // A browser without a store (some private windows) sends the form as if there were no script.
  const plainly = (form, button) => {
    form.dataset.plain = "1";
    form.requestSubmit(button);
  };

  // What was ticked under a note goes along with it, once the note is kept.
  const goesOn = (form, go) => {
    if (form.querySelector("#heard [name=keep]")) {
      form.action = go;
      form.submit();
    } else location.assign(go);
  };

  const atHome = (form, one, ids) => {
    const part = say(one.sealed && one.entry.kind === "form" ? "kept-sealed" : "kept", { time: clock(one.said) });
    if (one.entry.grave || one.entry.signs?.some((sign) => sign.present !== "no")) say("grave");
    part?.querySelector("button")?.addEventListener("click", async () => {
      for (const id of ids) await dropped(id);
      part.remove();
      await count();
    });
    const more = part?.querySelector("[data-more]");
    if (more && ["episode", "details"].includes(one.entry.kind)) {
      more.href += `#more=${one.entry.target ?? one.id}`; // behind the #, where no server sees it
      more.hidden = false;
    }
    if (form.dataset.field !== undefined) say("go-on");
    form.reset();
    place?.scrollIntoView({ block: "nearest" });
  };

  const undone = async (id) => {
    if (!(await waiting.one(id))) return false;
    await dropped(id);
    await count();
    return true;
  };

  const stays = async (form) => {
    const n = await count();
    if (!n || form.dataset.sure) {
      for (const [name, none] of [["diary", ""], ["grants", []]]) await device.set(name, none);
      return form.submit();
    }
    form.dataset.sure = "1";
    say("leaving", { n });
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.dataset.plain) return;
    if (new URL(form.action).pathname === "/account/logout/") { event.preventDefault(); stays(form); return; }
    const said = self.supple.read(form, event.submitter);
    if (said?.undo) {
      if (navigator.onLine && !root.dataset.copy) return;
      event.preventDefault();
      undone(said.undo).then((here) => here || pressed(form, said)).catch(() => plainly(form, event.submitter));
    } else if (said?.entries.length) {
      event.preventDefault();
      pressed(form, said, event.submitter).catch(() => plainly(form, event.submitter));
    } else if (!navigator.onLine) { // what is written stays on the page instead of going nowhere
      event.preventDefault();
      say("no-way");
      place?.scrollIntoView({ block: "nearest" });
    }
  });

  let registration = null;
  const start = async () => {
    if (root.dataset.diary && !root.dataset.copy) await device.set("diary", root.dataset.diary);
    else if (location.pathname === "/account/login/") {
      for (const [name, none] of [["diary", ""], ["grants", []]]) await device.set(name, none);
    }
    if (root.dataset.grant && !root.dataset.copy) await device.set("grants", [...new Set([...((await device.get("grants")) ?? []), root.dataset.grant])]);
    // The shell is the same for everybody; how this person likes to see it is known here alone.
    if (root.dataset.diary) await device.set("look", root.className);
    else if (SHELL.has(location.pathname)) root.className = (await device.get("look")) ?? root.className;
    if (document.querySelector("[data-forget]")) await forget(await device.get("diary"));
    if (root.dataset.copy) say("copy", { time: new Date(Number(root.dataset.copy)).toLocaleString(root.lang, { dateStyle: "medium", timeStyle: "short" }) });
    if (location.search === "?not-sent") say("not-sent"); else await waiting.remove((await device.get("plain")) ?? "");
    await device.set("plain", "");
    await drain();
    registration = (await navigator.serviceWorker?.register("/sw.js").catch(() => null)) ?? null;
  };

  self.addEventListener("pageshow", (event) => { // by the back button: the forms may be pressed again
    if (event.persisted) for (const form of document.forms) delete form.dataset.busy;
  });
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data?.told) { tell(data.told); count(); }
  });
  const again = () => { if (document.visibilityState === "visible") { failures = 0; drain(); } };
  for (const when of ["online", "focus", "pageshow"]) self.addEventListener(when, again);
  document.addEventListener("visibilitychange", again);
  Object.assign(self.supple, { count, drain, pressed });
  start().catch(() => {}); // a browser without a store still has forms that work
}
