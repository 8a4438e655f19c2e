// SPDX-License-Identifier: Apache-2.0
// The service worker. It keeps a shell that holds nothing of any diary, and copies of a few pages for the one who is
// signed in; it wipes the copies when they sign out, when somebody else signs in, and after a week.
// BUILD stands in front of this file when it is served: a stamp, the files of the shell, and the scripts to load here.
importScripts(...BUILD.parts);

const SHELL = `shell-${BUILD.stamp}`;
const COPIES = "copies";
const COPIED = new Set(["/", "/timeline", "/plan", "/card", "/warning"]);
const CARE = /^\/shared\/[0-9a-f-]{36}\/care$/; // a carer's page shows what they said themselves, and nothing else
const OWNER = "/owner"; // not an address of ours: the name under which the copies' owner is noted
const LEAVING = new Set(["/account/logout/", "/more/erase"]);
const A_WEEK = 7 * 24 * 3600 * 1000;
const PATIENCE = 8000;
const { device } = self.supple;

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const shell = await caches.open(SHELL);
  // Without cookies: the shell is the same for everybody.
  await Promise.all(BUILD.files.map(async (file) => {
    const answer = await fetch(file, { credentials: "omit", headers: { "Accept-Language": BUILD.language } });
    if (!answer.ok) throw new Error(file);
    await shell.put(file, answer);
  }));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== SHELL && name !== COPIES) await caches.delete(name);
  await self.clients.claim();
})()));

const copied = (url) => !url.search && (COPIED.has(url.pathname) || CARE.test(url.pathname));
const wipe = () => caches.delete(COPIES);
const wanted = async () => (await device.get("copies")) !== "none";
const owner = async () => (await (await caches.match(OWNER, { cacheName: COPIES }))?.text()) ?? "";

// Look at whose page came: another diary's, or the sign-in page, ends the copies of the one before.
const look = async (url, answer) => {
  const mark = answer.headers.get("Supple-Diary");
  const signedOut = new URL(answer.url || url).pathname === "/account/login/";
  const shared = answer.headers.get("Supple-Copies") === "none"; // others use this device too
  if (signedOut || shared || (mark && mark !== await owner())) await wipe();
  if (signedOut) {
    await device.set("diary", "");
    await device.set("grants", []);
  }
  if (answer.status === 404 && await caches.has(COPIES)) await (await caches.open(COPIES)).delete(url.pathname); // no longer shared
  if (!mark || shared || !answer.ok || answer.redirected || !copied(url) || !await wanted()) return;
  const copies = await caches.open(COPIES);
  await copies.put(OWNER, new Response(mark));
  const headers = { "Content-Type": answer.headers.get("Content-Type"), "Supple-At": String(Date.now()) };
  await copies.put(url.pathname, new Response(await answer.text(), { headers }));
};

// The copy says of itself that it is one, and of when.
const copy = async (url) => {
  const kept = copied(url) && await caches.match(url.pathname, { cacheName: COPIES });
  if (!kept) return null;
  const at = Number(kept.headers.get("Supple-At"));
  if (Math.abs(Date.now() - at) > A_WEEK) { await wipe(); return null; }
  const page = (await kept.text()).replace("<html ", `<html data-copy="${at}" `);
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" } });
};

const shell = (path) => caches.match(path, { cacheName: SHELL });

const instead = async (url) => {
  if (url.pathname === "/night") return shell("/press");
  if (url.pathname === "/legs") return shell("/places");
  return (await copy(url)) ?? (await shell(url.pathname)) ?? (await shell("/offline"));
};

const inTime = (work) => Promise.race([
  work, new Promise((_done, late) => { setTimeout(() => late(new Error("late")), PATIENCE); }),
]);

const page = async (event, url) => {
  if (url.pathname === "/press") return (await shell("/press")) ?? fetch(event.request);
  try {
    const answer = await inTime(fetch(event.request));
    const seen = answer.clone();
    event.waitUntil(look(url, seen).catch(() => {})); // a full store must not cost the page
    return answer;
  } catch {
    return instead(url);
  }
};

const sent = async (event, url) => {
  if (LEAVING.has(url.pathname)) await wipe();
  try {
    return await fetch(event.request);
  } catch {
    return Response.redirect("/offline?not-sent", 303);
  }
};

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    event.respondWith(event.request.method === "GET" ? page(event, url) : sent(event, url));
  } else if (url.pathname.startsWith("/static/") && event.request.method === "GET") {
    event.respondWith(shell(url.pathname).then((kept) => kept ?? fetch(event.request)));
  }
});

// What arrives while no page is sending may still bring a warning: the open pages are told.
const inBackground = async () => {
  const told = await navigator.locks.request("supple-send", () => self.supple.send());
  for (const open of await self.clients.matchAll()) open.postMessage({ told });
};
self.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(inBackground());
});
// A message has no words: what is due is asked of supple itself, and no more than the hour is shown.
self.addEventListener("push", (event) => event.waitUntil((async () => {
  const answer = await fetch("/reminders/now", { redirect: "error" }).catch(() => null);
  const due = answer?.ok ? await answer.json() : {};
  const shown = due.at ? `supple: ${due.at}` : "supple";
  await self.registration.showNotification(shown, { tag: "due", data: due.opens ?? "/" });
})()));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
self.addEventListener("message", (event) => { if (event.data === "wipe") event.waitUntil(wipe()); });
