# SPDX-License-Identifier: Apache-2.0
"""What do programs of others say of every page? The newest axe in every look, red too, and a validator of the HTML.

`python -m tests.peers.pages FOLDER` walks every link of the example as Ada; FOLDER holds what npm installed.
A finding that axe leaves to people's judgement ("needs review") is listed until it is judged here, with the reason.
"""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tools.example import as_ada, browser, running

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OWN_COLOURS = "desk, own colours"
RED = "phone, red at night"
TAPPED, WRONG = "phone, everything ticked", "phone, filled in wrongly"
LOOKS: dict[str, dict[str, Any]] = {
    "phone, light": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "phone, dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "desk, light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    OWN_COLOURS: {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    RED: {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    TAPPED: {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    WRONG: {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "twice as large": {"viewport": {"width": 768, "height": 900}, "color_scheme": "dark"},
}
ENOUGH = 4.5
"""The least contrast of words of any size."""
_MEASURED = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
"""What axe leaves open about contrast is measured: words over a drawing, one sign alone, a table that is scrolled, and
every colour of a reader who brings their own, which axe does not see."""
NOT_A_PAGE = (".pdf", ".txt", ".ics", ".js", ".json", ".css", ".svg", ".png", "/logout/", "/static/")
_RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations', 'incomplete']})"
_TICKED = "document.querySelectorAll('input[type=checkbox], input[type=radio]').forEach(one => one.checked = true)"
_SENT_WRONG = Path(__file__).with_name("wrong.js").read_text(encoding="utf-8")
ALIKE = 2
"""So many pages of one kind are looked at."""
_ID = re.compile(r"[0-9a-f-]{36}|(?<=/)[A-Z0-9]{2,4}-[\w-]+|(?<=/)\d+")


def main() -> int:
    """Print what was found; fail on any."""
    here = Path(sys.argv[1]).resolve()
    axe = (here / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    kept = here / "pages"
    kept.mkdir(exist_ok=True)
    faults: Counter[str] = Counter()
    places: list[str] = []
    with sync_playwright() as playwright, running(sys.argv[2] if len(sys.argv) > 2 else None, 8766) as url:
        opened = browser(playwright)
        for look, options in LOOKS.items():
            tab = as_ada(opened, url, bypass_csp=True, reduced_motion="reduce", **options)
            places = places or list(_walk(tab, url, kept))
            _red(tab, url, "always" if look == RED else "never")
            for place in places:
                print(f"\r{look}: {place[:60]:60}", end="", flush=True)
                for sent in range(_forms(tab, url + place)) if look == WRONG else (None,):
                    _open(tab, url + place, look, sent)
                    _look_at(tab, place, axe, look, faults)
            print(f"\r{look}: {len(places)} pages{' ' * 60}")
            tab.context.close()
        opened.close()
    html = _validate(here, kept)
    for fault, times in sorted(faults.items()):
        print(f"{times:4} x {fault}")
    return 1 if faults or html else 0


def _red(tab: Page, url: str, when: str) -> None:
    """What Ada chose about red pages; it is hers in every tab."""
    tab.goto(f"{url}/more/settings")
    tab.locator("select[name=night]").select_option(when)
    with tab.expect_navigation():
        tab.locator("form:has(select[name=night]) button[type=submit]").first.click()


def _walk(tab: Page, url: str, kept: Path) -> Iterator[str]:
    """Every address that links lead to, each once and whatever it asks for; its HTML is kept for the validator."""
    waiting, seen = ["/"], set()
    while waiting:
        place = waiting.pop(0)
        path = place.split("?")[0]
        if place in seen or any(path.endswith(end) or end in path for end in NOT_A_PAGE):
            continue
        seen.add(place)
        answer = tab.request.get(url + place)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        (kept / f"{len(seen):03}.html").write_text(answer.text(), encoding="utf-8")
        yield place
        tab.goto(url + place)
        found = tab.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        known = Counter(_kind(one) for one in [*seen, *waiting])
        for link in found:
            to = link.removeprefix(url).split("#")[0] if link.startswith(url) else ""
            if to and to not in seen and to not in waiting and known[_kind(to)] < ALIKE:
                waiting.append(to)
                known[_kind(to)] += 1


def _kind(place: str) -> str:
    """Pages that differ in an id, a number or a question alone are alike."""
    return _ID.sub("*", place.split("?", maxsplit=1)[0])


def _forms(tab: Page, address: str) -> int:
    """How many forms of a page have fields to write in."""
    tab.goto(address)
    return int(tab.evaluate(_SENT_WRONG, None))


def _open(tab: Page, address: str, look: str, sent: int | None) -> None:
    """The page as the look wants it; `sent` is the form that is filled in wrongly, and what answers is looked at."""
    tab.set_viewport_size(LOOKS[look]["viewport"])
    tab.goto(address)
    if sent is not None:
        with tab.expect_navigation():
            tab.evaluate(_SENT_WRONG, sent)
    if look == TAPPED:
        tab.evaluate(_TICKED)
    if look == "twice as large":
        tab.add_style_tag(content="html { font-size: 200% }")
    tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    _whole(tab)


def _look_at(tab: Page, where: str, axe: str, look: str, faults: Counter[str]) -> None:
    wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        faults[f"{look}: {where} is {wide} px wider than the window"] += 1
    tab.evaluate(axe)
    said = tab.evaluate(_RUN, RULES)
    for fault in said["violations"]:
        if look == OWN_COLOURS and fault["id"] == "color-contrast":
            said["incomplete"].append(fault)
            continue
        faults[f"{look}: {where} {fault['id']}: {fault['nodes'][0]['target']}"] += len(fault["nodes"])
    for fault in said["incomplete"]:
        for node in fault["nodes"]:
            if not _clear(tab, fault["id"], node["target"]):
                faults[f"{look}: {where} needs review, {fault['id']}: {node['target']} {_why(node)}"] += 1


def _whole(tab: Page) -> None:
    """A window as tall as the page, so that the bar at its foot covers nothing that can be scrolled free."""
    size, tall = tab.viewport_size, int(tab.evaluate("document.documentElement.scrollHeight"))
    assert size is not None
    tab.set_viewport_size({"width": size["width"], "height": max(tall, size["height"])})


def _clear(tab: Page, rule: str, target: list[str]) -> bool:
    """Whether what axe could not tell is well by our own measure; only contrast has one."""
    return rule == "color-contrast" and len(target) == 1 and float(tab.evaluate(_MEASURED, target[0])) >= ENOUGH


def _why(node: dict[str, Any]) -> str:
    return str([(one.get("data") or {}).get("messageKey") for one in node["any"]])


def _validate(here: Path, kept: Path) -> int:
    """The HTML of every page by the rules of the standard; 0 when nothing is wrong."""
    command = ["npx", "html-validate", "--config", "html-validate.json", "--formatter", "stylish", str(kept)]
    done = subprocess.run(command, cwd=here, capture_output=True, encoding="utf-8", check=False)
    print(done.stdout[-6000:])
    print(f"html-validate: {'nothing to say' if done.returncode == 0 else 'see above'}")
    return done.returncode


if __name__ == "__main__":
    raise SystemExit(main())
