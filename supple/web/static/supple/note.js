// SPDX-License-Identifier: Apache-2.0
// The note box: while somebody writes, what would be understood is shown under it; nothing is kept until they press.
{
  const box = document.getElementById("note");
  const form = box?.form;
  const heard = document.getElementById("heard");
  const PAUSE = 600; // milliseconds without a key
  let timer = 0;
  let asked = 0;

  const copy = () => document.documentElement.dataset.copy || !navigator.onLine;

  // The button says what it will keep.
  const button = form?.querySelector("button[data-all]");
  const plain = button?.textContent;
  const label = () => { if (button) button.textContent = heard.querySelector("[name=keep]") ? button.dataset.all : plain; };
  const clear = () => { heard.replaceChildren(); label(); };

  const look = async () => {
    const mine = asked += 1;
    if (!box.value.trim() || copy()) { clear(); return; }
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "id", "text"]) body.set(name, form.elements[name]?.value ?? "");
    try {
      const answer = await fetch(box.dataset.preview, { method: "POST", body, redirect: "manual" });
      if (mine !== asked || !answer.ok) return; // a later one is on its way
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (page.body.innerHTML !== heard.dataset.shown) heard.replaceChildren(...page.body.childNodes);
      heard.dataset.shown = page.body.innerHTML;
      label();
    } catch { /* the note is kept all the same, and read when it arrives */ }
  };

  box?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });

  // A photo has no words that could be kept; a sentence is better than silence.
  const photo = (event) => {
    const files = (event.clipboardData ?? event.dataTransfer)?.files;
    if (!files?.length) { self.supple.unsay("photo"); return; }
    event.preventDefault();
    const said = self.supple.say("photo");
    if (said) heard.before(said);
  };
  box?.addEventListener("paste", photo);
  box?.addEventListener("drop", photo);

  // One id a note: what was ticked belongs to it, and the next note gets another.
  const another = () => { if (form?.elements.id) form.elements.id.value = self.supple.uuid7(); };
  form?.addEventListener("submit", () => setTimeout(another));
  form?.addEventListener("reset", clear);
  another();
}
