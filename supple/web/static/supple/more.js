// SPDX-License-Identifier: Apache-2.0
// Which event is said more about? Its id stands behind the # of the address; the form then adds to that event.
{
  const { waiting, clock } = self.supple;
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

  // Once it is kept, the form is for the next event again.
  form.addEventListener("reset", () => {
    history.replaceState(null, "", location.pathname);
    turn(false);
  });
  self.addEventListener("hashchange", open);
  open().catch(() => turn(false));
}
