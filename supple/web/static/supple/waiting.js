// SPDX-License-Identifier: Apache-2.0
// What waits on this device, one card each: why it waits, and how to mend, claim or drop it.
{
  const { waiting, device, drain, count, dropped } = self.supple;
  const place = document.getElementById("waiting");
  const words = (kind, name) => document.querySelector(`template[data-${kind}="${name}"]`)?.innerHTML ?? name;
  const text = (kind, name) => {
    const holder = document.createElement("span");
    holder.innerHTML = words(kind, name);
    return holder.textContent;
  };
  const local = (iso) => {
    const at = new Date(iso);
    return new Date(at - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  };

  const why = (one, diary, grants) => {
    if (one.state !== "waiting") return one.state;
    if (one.via === "device") return "waiting";
    if (one.via === "grant") return grants.includes(one.diary) ? "waiting" : "another";
    if (!one.diary) return "nobody";
    if (!diary) return "signed-out";
    return one.diary === diary ? "waiting" : "another";
  };

  // What was said under another sign-in shows neither its words nor its kind.
  const card = (one, diary, grants) => {
    const part = document.getElementById("one").content.firstElementChild.cloneNode(true);
    const spot = (name) => part.querySelector(`[data-${name}]`);
    const reason = why(one, diary, grants);
    const theirs = reason === "another" || reason === "signed-out";
    const problem = one.problems?.[0];
    const field = problem?.place.split(".")[0] ?? "";
    const about = reason === "when" || field === "at" ? "when" : reason === "refused" && field in one.entry ? "field" : "";
    if (!theirs) spot("what").textContent = one.entry.title ?? text("kind", one.entry.kind);
    spot("at").textContent = new Date(one.entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const sealed = one.sealed && reason === "waiting";
    spot("state").textContent = text("why", sealed ? "sealed" : reason);
    part.querySelector("[data-do=drop]").hidden = sealed;
    spot("problem").textContent = reason === "refused" ? problem?.sentence ?? "" : "";
    if (about) part.querySelector(`[data-for="${about}"]`).hidden = false;
    if (about === "when") spot("when").value = local(reason === "when" ? Date.now() : one.entry.at);
    if (about === "field") spot("field").value = one.entry[field];
    part.querySelector("[data-again]").hidden = theirs || reason !== "refused" || one.entry.kind !== "form";
    if (one.entry.kind === "form") part.querySelector("[data-again]").href = `${one.entry.to}#again=${one.id}`;
    part.querySelector("[data-do=mend]").hidden = !about;
    part.querySelector("[data-do=mine]").hidden = !(reason === "nobody" && diary);
    part.addEventListener("click", (event) => act(event.target.dataset.do, one, part, { about, field, diary }));
    return part;
  };

  const act = async (asked, one, part, { about, field, diary }) => {
    const fresh = { ...one, state: "waiting", problems: [], mended: true };
    if (asked === "drop") {
      part.querySelector("[data-do=drop]").hidden = true;
      part.querySelector("[data-do=sure]").hidden = false;
      part.querySelector("[data-do=sure]").focus();
      return;
    }
    if (asked === "sure") await dropped(one.id);
    else if (asked === "mine") await waiting.put({ ...fresh, mended: one.mended, diary });
    else if (asked === "mend") await again(one, fresh, about === "when"
      ? { at: new Date(part.querySelector("[data-when]").value).toISOString() }
      : { [field]: part.querySelector("[data-field]").value });
    else return;
    await drain();
    await count();
  };

  // Other words are another entry: a new id, so that the old one can never stand for both.
  const again = async (one, fresh, said) => {
    const id = self.supple.uuid7();
    await waiting.put({ ...fresh, id, tries: 0, entry: { ...one.entry, ...said, id } });
    await waiting.remove(one.id);
    for (const other of await waiting.all()) {
      if (other.entry.target === one.id) await waiting.put({ ...other, entry: { ...other.entry, target: id } });
    }
  };

  // A card that is put in its own place again would swallow a press that is just being made on it.
  let shown = "";
  const show = async (left) => {
    if (place.contains(document.activeElement) && document.activeElement.matches("input")) return; // somebody is writing
    const diary = document.documentElement.dataset.diary || (await device.get("diary")) || "";
    const grants = (await device.get("grants")) ?? [];
    const now = JSON.stringify([left, diary, grants]);
    if (now === shown) return;
    shown = now;
    place.replaceChildren(...left.map((one) => card(one, diary, grants)));
    document.getElementById("nothing").hidden = left.length > 0;
    document.getElementById("send").hidden = !left.some((one) => one.state === "waiting");
  };

  self.addEventListener("waiting", (event) => show(event.detail));
  document.getElementById("send").addEventListener("click", drain);
}
