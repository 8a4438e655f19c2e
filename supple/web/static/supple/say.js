// SPDX-License-Identifier: Apache-2.0
// How is something told on a page that no server answers? Its sentences stand in templates, in the page's language.
{
  const place = document.getElementById("unsent");

  const clock = (ms) => new Date(ms).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });

  const say = (name, values = {}) => {
    const said = document.querySelector(`template[data-say="${name}"]`);
    if (!said || !place) return null;
    place.querySelector(`[data-said="${name}"]`)?.remove();
    const part = said.content.firstElementChild.cloneNode(true);
    part.dataset.said = name;
    for (const [key, value] of Object.entries(values)) {
      for (const spot of part.querySelectorAll(`[data-${key}]`)) {
        if (spot.href) spot.href = value; else spot.textContent = value;
      }
    }
    place.append(part);
    return part;
  };
  const unsay = (name) => place?.querySelector(`[data-said="${name}"]`)?.remove();

  Object.assign(self.supple, { say, unsay, clock, place });
}
