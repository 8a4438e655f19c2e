// SPDX-License-Identifier: Apache-2.0
// The leg map without a connection: once the places are ticked, how strong it is in each is asked here.
{
  const first = document.getElementById("ticked");
  const root = document.documentElement;
  const alone = () => !navigator.onLine || root.dataset.copy || !root.dataset.diary;

  const asked = (at, n, one) => {
    const part = one.content.firstElementChild.cloneNode(true);
    const tile = first.querySelector(`[name=at][value="${at}"]`);
    part.querySelector("legend").textContent = (tile.closest("label") ?? first.querySelector(`label[for="${tile.id}"]`)).textContent.trim();
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
