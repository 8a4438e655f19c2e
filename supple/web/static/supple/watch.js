// SPDX-License-Identifier: Apache-2.0
// Is this browser's store still what it was? It may be thrown away for want of room, or belong to an erased diary.
{
  const { waiting, device, say, unsay } = self.supple;

  // A browser short of room may throw its store away. A number outside of it notices that, and stays until it is seen.
  const marked = async (n) => {
    try {
      if (!(await device.get("mark"))) {
        await device.set("lost", Number(localStorage.getItem("supple-waiting")));
        await device.set("mark", self.supple.uuid7());
      }
      localStorage.setItem("supple-waiting", n);
    } catch { return; } // none to be had outside
    const gone = await device.get("lost");
    if (gone) say("lost", { n: gone })?.querySelector("button")?.addEventListener("click", seen);
  };
  const seen = async () => {
    await device.remove("lost");
    unsay("lost");
  };
  const persist = async () => { if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.(); };

  // With an entry goes what was said about it. What lies sealed in a locked diary as well is unsaid there too.
  const dropped = async (id) => {
    for (const one of await waiting.all()) {
      if (one.id === id && one.sealed) await unsaid(one);
      if (one.id === id || one.entry.target === id) await waiting.remove(one.id);
    }
  };
  const unsaid = ({ id, via, diary }) => {
    const kind = via === "grant" ? { kind: "seen", what: "unsay" } : { kind: "withdrawn" };
    return self.supple.keep({ ...kind, target: id }, { via, grant: diary });
  };

  // A diary that was erased takes along what this device still held of it, and nothing of anybody else's.
  const forget = async (diary) => {
    for (const one of await waiting.all()) if (one.diary === diary) await waiting.remove(one.id);
    if ((await device.get("button"))?.diary === diary) await device.remove("button");
    await device.set("diary", "");
  };

  // What was refused is opened again as it was filled in; it leaves this device when it has arrived.
  const refill = async () => {
    const one = await waiting.one(/^#again=([0-9a-f-]{36})$/.exec(location.hash)?.[1] ?? "");
    if (one?.entry.kind !== "form" || one.diary !== document.documentElement.dataset.diary) return;
    const names = one.entry.fields.map(([name]) => name);
    const form = [...document.querySelectorAll("form[data-waits]")].find((all) => names.every((name) => all.querySelector(`[name="${CSS.escape(name)}"]`)));
    for (const field of form?.elements ?? []) {
      const said = one.entry.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.matches("[type=checkbox], [type=radio]")) field.checked = said.includes(field.value);
      else if (said.length && !field.matches("[type=hidden], button")) [field.value] = said;
    }
    if (!form) return;
    form.dataset.instead = one.id;
    if (form.closest("details")) form.closest("details").open = true;
    form.scrollIntoView();
  };
  refill().catch(() => {}); // a browser without a store has nothing to open again

  Object.assign(self.supple, { marked, forget, dropped, persist });
}
