// SPDX-License-Identifier: Apache-2.0
// How well do the words of one part of a page stand out? The least ratio, as WCAG 2.2 reckons it, of their ink against the
// paper behind them and a drawing under them; 0 when it cannot be told.
spot => {
  const part = document.querySelector(spot);
  const numbers = (said) => {
    const scale = said.startsWith("color(") ? 255 : 1;
    return said.match(/[\d.]+/g).map(Number).map((n, i) => (i < 3 ? scale * n : n));
  };
  const bent = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const light = (rgb) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => sum + weight * bent(rgb[i] / 255), 0);
  const solid = (rgb) => (rgb[3] ?? 1) === 1;
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = [];
  for (let at = part; at && !behind.length; at = at.parentElement) {
    const paper = numbers(getComputedStyle(at).backgroundColor);
    if (solid(paper)) behind.push(paper);
  }
  if (!behind.length) return 0;
  const drawn = part.closest(".tile")?.querySelector("path");
  if (drawn && getComputedStyle(drawn).fill !== "none") behind.push(numbers(getComputedStyle(drawn).fill));
  const style = getComputedStyle(part);
  const ink = numbers(part instanceof SVGElement ? style.fill : style.color);
  return solid(ink) ? Math.min(...behind.map((paper) => ratio(ink, paper))) : 0;
}
