// SPDX-License-Identifier: Apache-2.0
// One press in the dark: kept on this device at once, then sent; nothing is loaded, nothing moves, no sound.
{
  const { waiting, device, dropped, say, unsay, clock } = self.supple;
  const ONE_PRESS = 10_000; // a shaking hand presses twice
  const SPOTS = ["pressed", "arrived", "undone", "broken"];
  const form = document.querySelector("form[data-now]");
  let last = null;

  // That it was pressed twice may be told before the first press is kept, and stays to be read until the next one.
  const show = (name, values) => {
    SPOTS.forEach(unsay);
    return say(name, values);
  };

  // Signed in, it goes the usual way. Signed out, by the button that the person allowed on this device.
  const way = async () => {
    const open = document.documentElement.dataset.diary || (await device.get("diary"));
    return !open && (await device.get("button")) ? "device" : "session";
  };

  const undoable = (part, one) => part?.querySelector("button")?.addEventListener("click", async () => {
    if (await waiting.one(one.id)) await dropped(one.id);
    else await self.supple.keep({ kind: "withdrawn", target: one.id });
    last = null;
    show("undone");
    await self.supple.drain();
  });

  const press = async () => {
    const now = Date.now();
    if (last && Math.abs(now - last) < ONE_PRESS) return say("same");
    last = now;
    unsay("same");
    const one = await self.supple.keep({ kind: "episode" }, { via: await way(), night: true });
    undoable(show("pressed", { time: clock(now) }), one);
    self.supple.persist();
    await self.supple.drain();
    if (last === now && !(await waiting.one(one.id))) undoable(show("arrived", { time: clock(now) }), one);
    return null;
  };

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    press().catch(() => {
      last = null;
      // Without a store, the server's own page still keeps it.
      if (form.elements.csrfmiddlewaretoken) form.submit(); else show("broken");
    });
  });
}
