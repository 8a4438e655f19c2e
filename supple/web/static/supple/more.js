// SPDX-License-Identifier: Apache-2.0
// Which event is said more about? Its id stands behind the # of the address; the form then adds to that event.
// And which entry of the diary was opened without a connection? This page stands at its address then.
if (document.getElementById("event")) {
  const { waiting, device, clock } = self.supple;
  const form = document.getElementById("event");
  const spots = { new: document.querySelectorAll("[data-new]"), more: document.querySelectorAll("[data-about]") };

  const turn = (on) => {
    form.elements.target.disabled = !on;
    for (const spot of spots.new) spot.hidden = on;
    for (const spot of spots.more) spot.hidden = !on;
  };

  const open = async () => {
    const target = /^#more=([0-9a-f-]{36})$/.exec(location.hash)?.[1];
    turn(Boolean(target));
    if (!target) return;
    form.elements.target.value = target;
    const one = await waiting.one(target);
    for (const name of ["what", "site", "side"]) if (one?.entry[name]) form.elements[name].value = one.entry[name];
    for (const spot of document.querySelectorAll("[data-at]")) spot.textContent = one ? clock(Date.parse(one.entry.at)) : "";
    form.closest("section").scrollIntoView();
    form.elements.what.focus({ preventScroll: true });
  };

  // What the entry says is read from the copy of the diary, when that is this person's.
  const entry = async () => {
    const target = /^\/entry\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1];
    const part = document.getElementById("kept-entry");
    part.hidden = !target;
    if (!target) return;
    part.querySelector("[data-waits]").action = location.pathname;
    part.querySelector("[data-undo]").action = `/undo/${target}`;
    const copy = await caches.match("/timeline", { cacheName: "copies" });
    const page = new DOMParser().parseFromString((await copy?.text()) ?? "", "text/html");
    if (page.documentElement.dataset.diary !== await device.get("diary")) return;
    part.querySelector("[data-line]").textContent = page.querySelector(`a[href="${location.pathname}"]`)?.textContent ?? "";
  };
  entry().catch(() => {});

  // Once it is kept, the form is for the next event again.
  form.addEventListener("reset", () => {
    history.replaceState(null, "", location.pathname);
    turn(false);
  });
  self.addEventListener("hashchange", open);
  open().catch(() => turn(false));
}

// The leg map without a connection: once the places are ticked, how strong it is in each is asked here.
{
  const first = document.getElementById("ticked");
  const root = document.documentElement;
  const alone = () => !navigator.onLine || root.dataset.copy || !root.dataset.diary;

  const asked = (at, n, one) => {
    const part = one.content.firstElementChild.cloneNode(true);
    const tile = first.querySelector(`[name=at][value="${at}"]`);
    part.querySelector("legend").textContent = tile.getAttribute("aria-label") ?? first.querySelector(`label[for="${tile.id}"]`).textContent.trim();
    part.querySelector("[name=at]").value = at;
    for (const score of part.querySelectorAll("[type=radio]")) score.name = `strength-${n}`;
    return part;
  };

  first?.addEventListener("submit", (event) => {
    if (!alone()) return;
    event.preventDefault();
    const data = new FormData(first);
    const places = [...new Set(data.getAll("at"))];
    document.getElementById("none-ticked").hidden = places.length > 0;
    if (!places.length) return;
    const second = document.getElementById("how-strong").content.firstElementChild.cloneNode(true);
    const one = second.querySelector("template");
    one.replaceWith(...places.map((at, n) => asked(at, n, one)));
    second.elements.id.value = self.supple.uuid7();
    second.elements.what.value = data.get("what") ?? "";
    if (data.get("event")) second.elements.event.value = data.get("event");
    const back = () => { second.replaceWith(first); first.reset(); };
    second.addEventListener("reset", back);
    second.querySelector("[data-back]").addEventListener("click", back);
    first.replaceWith(second);
    second.querySelector("legend").scrollIntoView();
    second.querySelector("input[type=radio]").focus({ preventScroll: true });
  });
}
