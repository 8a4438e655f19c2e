// SPDX-License-Identifier: Apache-2.0
// How does what was said here reach the diary exactly once? Ids are made here, so that sending again adds nothing;
// an entry leaves this device only when the server says that it has it. Used by pages and by the service worker.
{
  const { waiting, device } = self.supple;
  const AT_ONCE = 50;
  const PATIENCE = 8000;
  const holding = new Set(); // what this page is sending itself, to go on from there
  const OFF = 120_000; // a clock may be two minutes wrong before anyone is asked
  const FIRST = Date.UTC(2026, 0, 1); // nobody used supple before: an earlier clock is a wrong one

  // A UUID of version 7 (RFC 9562): in order of time, 74 random bits. Works without https, unlike randomUUID.
  const uuid7 = (ms = Date.now()) => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    for (let i = 5, left = Math.max(0, ms); i >= 0; i -= 1, left = Math.floor(left / 256)) bytes[i] = left % 256;
    bytes[6] = (bytes[6] & 15) | 0x70;
    bytes[8] = (bytes[8] & 63) | 0x80;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join("-");
  };

  // Keep on this device first; whoever closes the page a moment later loses nothing.
  // The page knows whose diary it shows; another tab may have signed in as somebody else since.
  const whose = async (via, grant) => {
    if (via === "grant") return grant;
    if (via === "device") return (await device.get("button"))?.diary ?? "";
    return self.document?.documentElement.dataset.diary || ((await device.get("diary")) ?? "");
  };

  const keep = async (raw, { ago = 0, via = "session", night = false, grant = "" } = {}) => {
    const now = Date.now();
    const seen = (await device.get("seen")) ?? FIRST;
    const entry = { at: new Date(now - ago * 60_000).toISOString(), id: uuid7(now), ...raw };
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone) entry.zone ??= zone;
    const early = now < seen - OFF;
    const one = { id: entry.id, entry, diary: await whose(via, grant), via, night, said: now, tries: 0, state: "waiting", early };
    await waiting.put(one);
    return one;
  };

  const asked = async (address, more = {}) => {
    if (navigator.onLine === false) throw new Error("later: no connection");
    const answer = await fetch(address, {
      redirect: "manual", cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout?.(PATIENCE), ...more,
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { signedOut: true };
    if ([403, 404, 409].includes(answer.status)) return { another: true }; // somebody else's, nobody's, or taken back
    if (!answer.ok) throw new Error(`later: ${answer.status}`);
    return answer.json();
  };

  // The server's clock is the one that counts. Seen wrong now: every time said here is moved by as much.
  // Wrong when it was said and right now: nobody knows when it was, so the person is asked.
  const timed = async (one, now) => {
    const at = Date.parse(one.entry.at);
    const behind = now - Date.now();
    if (one.tries || one.mended) return true;
    if (Math.abs(behind) > OFF) {
      one.entry.at = new Date(Math.min(at + behind, now)).toISOString();
      one.moved = true;
    } else if (one.early || at > now + OFF) {
      one.state = "when";
    }
    await waiting.put(one);
    return one.state !== "when";
  };

  const inTime = async (batch, now) => {
    await device.set("seen", now);
    const fit = [];
    for (const one of batch) if (await timed(one, now)) fit.push(one);
    return fit;
  };

  // One device makes each id once: "used before" after a first try means that the first try had arrived.
  const arrived = (one, result) =>
    result.status !== "refused" || (one.tries > 1 && result.problems.some((p) => p.place === "id"));

  const settle = async (batch, results, told) => {
    for (const [i, result] of results.entries()) {
      const one = batch[i];
      if (result.status === "sealed" && one.via !== "device") { // not read yet: this device lets go of it when it was
        await waiting.put({ ...one, sealed: true });
        told.sealed = true;
      } else if (arrived(one, result)) {
        for (const id of [one.id, one.entry.instead]) if (id) await waiting.remove(id);
        told.sent.push(one);
      } else {
        await waiting.put({ ...one, sealed: false, state: "refused", problems: result.problems });
        told.refused.push({ ...one, problems: result.problems });
      }
    }
  };

  const tried = async (batch) => {
    for (const one of batch) await waiting.put(Object.assign(one, { tries: one.tries + 1 }));
  };

  const byDevice = async (batch, told) => {
    const button = await device.get("button");
    const secret = button && await self.supple.unseal(button);
    if (!secret) return;
    const { now } = await asked("/clock", { credentials: "omit" });
    const fit = await inTime(batch, now);
    if (!fit.length) return;
    await tried(fit);
    const headers = { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" };
    const body = JSON.stringify(fit.map((one) => one.entry));
    const answer = await asked("/api/entries", { method: "POST", headers, body, credentials: "omit" });
    if (answer.signedOut || answer.another) { // the button was taken back: its presses wait for a sign-in
      for (const one of fit) await waiting.put({ ...one, via: "session" });
      told.signedOut = true;
    } else await settle(fit, answer, told);
  };

  // A locked diary takes each thing once, sealed.
  const toSend = (batch, open) => inTime(open.locked ? batch.filter((one) => !one.sealed) : batch, open.now);

  const handIn = async (address, batch, open, told, next) => {
    await tried(batch);
    const headers = { "X-CSRFToken": open.token, "Content-Type": "application/json" };
    const body = JSON.stringify({ diary: open.diary, next, entries: batch.map((one) => one.entry) });
    const answer = await asked(address, { method: "POST", headers, body });
    if (answer.signedOut || answer.another) Object.assign(told, answer);
    else {
      await settle(batch, answer.results, told);
      told.go ||= answer.go;
      told.warns ||= answer.warns;
    }
  };

  // What a carer saw goes by their grant into the other's diary, and nowhere when the grant is not this sign-in's.
  const byGrant = async (batch, told, next) => {
    const open = await asked("/clock");
    if (!open.token) { told.signedOut = true; return; }
    told.behind ??= open.now - Date.now();
    const fit = await toSend(batch, open);
    for (const part of inParts(fit)) await handIn(`/shared/${batch[0].diary}/outbox`, part, open, told, next);
  };

  // The sign-in has run out in the night: what the night button said may go by the button that was allowed here.
  const notByButton = async (mine, told) => {
    const button = await device.get("button");
    const able = mine.filter((one) => button && one.night && !one.tries && one.diary === button.diary);
    for (const one of able) await waiting.put(Object.assign(one, { via: "device" }));
    for (const part of inParts(able)) await byDevice(part, told);
    return told.signedOut || able.length < mine.length;
  };

  const inParts = function* (all) {
    for (let i = 0; i < all.length; i += AT_ONCE) yield all.slice(i, i + AT_ONCE);
  };

  // What speaks of an entry that waits here goes along with it, and waits as long as that one is held up.
  const ready = (all, only) => {
    const held = new Set(all.filter((one) => one.state !== "waiting").map((one) => one.id));
    const chosen = (one) => (only ? only.includes(one.id) : !holding.has(one.id));
    const about = new Set(all.filter(chosen).map((one) => one.entry.target));
    return all.filter((one) => one.state === "waiting" && !held.has(one.entry.target) && (chosen(one) || about.has(one.id)));
  };

  // Send what waits: these ids alone, with where the page wants to go on, or everything.
  const send = async ({ only = null, next = "" } = {}) => {
    const told = { sent: [], refused: [], go: "", warns: false, signedOut: false };
    const wanted = ready(await waiting.all(), only);
    const by = (via) => wanted.filter((one) => one.via === via);
    for (const part of inParts(by("device"))) await byDevice(part, told);
    for (const grant of new Set(by("grant").map((one) => one.diary))) {
      await byGrant(by("grant").filter((one) => one.diary === grant), told, next);
    }
    const mine = by("session");
    if (!mine.length) return told;
    const open = await asked("/outbox");
    if (open.signedOut) return { ...told, signedOut: await notByButton(mine, told) };
    if (open.another) return told;
    if (open.locked) open.diary = await device.get("diary"); // it cannot tell itself; it looks when it reads
    Object.assign(told, { behind: open.now - Date.now(), diary: open.diary });
    const fit = await toSend(mine.filter((one) => one.diary === open.diary), open);
    for (const part of inParts(fit)) await handIn("/outbox", part, open, told, next);
    return told;
  };

  Object.assign(self.supple, { uuid7, keep, send, holding });
}
