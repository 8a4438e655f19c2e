# SPDX-License-Identifier: Apache-2.0
"""Pages that hold nothing of any diary, so that a browser may keep them: the night button, saying something offline,
what waits; and what makes supple an app of its own: the manifest, the worker, the server's clock."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from supple.web import words
from supple.web.pages import buttons
from supple.web.pages.check_in_steps import SCORES
from supple.web.pages.entry import CHIPS
from supple.web.pages.legs import KINDS, to_tick
from supple.web.pages.press import Press
from supple.web.policy import for_everyone

DURING = 5
"""How many screens say what to do while it lasts."""
PAGES = ("/press", "/offline", "/waiting", "/places", *(f"/press/{step}" for step in range(1, DURING + 1)))
TEMPLATES = ("dark.html", "press.html", "offline.html", "waiting.html", "layout.html", "parts/unsent.html",
             "parts/foot.html", "during.html", "legs.html", "parts/leg_map.html", "parts/strengths.html")  # fmt: skip
STYLES = ("app.css", "parts.css", "look.css", "night.css")
SCRIPTS = ("store.js", "seal.js", "outbox.js", "read.js", "say.js", "watch.js", "queue.js", "night.js", "waiting.js",
           "more.js")  # fmt: skip
SIZES = (192, 512)
OFTEN = ("legs", "pain", "tiredness", "sleep")
"""What most people are asked; the shell is the same for everybody, so the other questions stand behind it."""


@require_safe
@for_everyone
def press(request: HttpRequest) -> HttpResponse:
    """The night button for the home screen: black, one press, also while nobody is signed in."""
    return render(request, "press.html")


@require_safe
@for_everyone
def offline(request: HttpRequest) -> HttpResponse:
    """Everything that can be said without a connection, on one page."""
    met = [Press(label, {"kind": "exposure", "what": what}) for what, label in words.EXPOSURES.items()]
    context = {
        "now_button": Press(_("Something happened now"), {"kind": "episode"}, look="main huge"),
        "quiet": buttons.quiet([]), "drinks": buttons.drinks(), "met": met,
        "events": words.EVENTS.items(), "sites": words.SITES.items(), "sides": words.SIDES.items(),
        "often": [SCORES[step] for step in OFTEN], "more": [s for step, s in SCORES.items() if step not in OFTEN],
        "strengths": range(11), "statuses": words.STATUS.items(), "chips": CHIPS,
    }  # fmt: skip
    return render(request, "offline.html", context)


@require_safe
@for_everyone
def places(request: HttpRequest) -> HttpResponse:
    """The leg map to tick, for a device without a connection: the same for everybody, without any picture."""
    return render(request, "legs.html", {"shell": True, "what": KINDS[0], **to_tick()})


@require_safe
@for_everyone
def waiting(request: HttpRequest) -> HttpResponse:
    """What this device still holds; the page itself holds nothing, its script fills it in."""
    return render(request, "waiting.html", {"kinds": words.KINDS.items()})


@require_safe
@for_everyone
def clock(request: HttpRequest) -> HttpResponse:
    """The server's time, so that a device can tell that its own is wrong; for whoever is signed in, the secret too."""
    secret = {"token": get_token(request)} if request.user.is_authenticated else {}
    return JsonResponse({"now": round(timezone.now().timestamp() * 1000), **secret})


@require_safe
@for_everyone
def manifest(request: HttpRequest) -> HttpResponse:
    """How supple looks as an app: black before anything is drawn, and a shortcut to the night button."""
    icons = [{"src": static("supple/icon.svg"), "sizes": "any", "type": "image/svg+xml"}]
    icons += [_icon(f"supple/icon-{size}.png", size) for size in SIZES]
    icons += [{**_icon("supple/icon-maskable-512.png", 512), "purpose": "maskable"}]
    told: dict[str, Any] = {
        "id": "/", "name": "supple", "short_name": "supple", "start_url": "/", "scope": "/", "display": "standalone",
        "lang": get_language(), "background_color": "#000000", "theme_color": "#000000", "icons": icons,
        "shortcuts": [
            {"name": _("Night button"), "url": "/press", "icons": [_icon("supple/icon-night-192.png", 192)]},
            {"name": _("Today"), "url": "/", "icons": [_icon("supple/icon-192.png", 192)]},
        ],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json; charset=utf-8")


@require_safe
@for_everyone
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script, with what it has to keep; any change of that makes it another worker."""
    files = {name: static(f"supple/{name}") for name in (*STYLES, *SCRIPTS)} | {"icon.svg": static("supple/icon.svg")}
    language = get_language() or settings.LANGUAGE_CODE
    build = {
        "stamp": _stamp(files, language),
        "language": language,
        "files": [*files.values(), *PAGES],
        "parts": [files[n] for n in SCRIPTS[:3]],
    }
    told = f"const BUILD = {JsonResponse(build).content.decode()};\n{_source('sw.js')}"
    return HttpResponse(told, content_type="text/javascript; charset=utf-8")


def _icon(path: str, size: int) -> dict[str, str]:
    return {"src": static(path), "sizes": f"{size}x{size}", "type": "image/png"}


def _source(name: str) -> str:
    found = finders.find(f"supple/{name}")
    assert isinstance(found, str), name
    return Path(found).read_text(encoding="utf-8")


def _stamp(files: dict[str, str], language: str) -> str:
    """Changes when anything does that the worker keeps, its language included."""
    seen = sha256(language.encode())
    for spoken in sorted(p for place in settings.LOCALE_PATHS for p in Path(place).rglob("*.mo")):
        seen.update(spoken.read_bytes())
    for name, address in files.items():
        seen.update(f"{address}{_source(name)}".encode())
    for template in TEMPLATES:
        seen.update(Path(get_template(template).origin.name).read_bytes())  # type: ignore[attr-defined]
    return seen.hexdigest()[:16]
