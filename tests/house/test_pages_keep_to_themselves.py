# SPDX-License-Identifier: Apache-2.0
"""Does any page, style or script ask another server for something, or carry code where the policy forbids it?"""

import re

from tests.house.tree import lines, name, under

SHOWN = under("supple", "web", "templates") + [
    p for p in under("supple", "web", "static") if p.suffix in (".js", ".css", ".html", ".svg", ".json", ".webmanifest")
]
TEMPLATES = under("supple", "web", "templates", ends=".html")
ELSEWHERE = re.compile(
    r"""(?:https?:)?//(?!www\.w3\.org/(?:2000/svg|1999/xhtml|1999/xlink))[a-z0-9-]+(\.[a-z0-9-]+)+/?""", re.I
)
FETCHES = re.compile(r"""(src|href|action|srcset|data-src|url\(|import|fetch\()\s*[=(]?\s*["']?(https?:)?//""", re.I)
LINK = re.compile(r"""<a\s[^>]*href=["']https?://""", re.I)
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)[^>]*>|<style|\sstyle=["']|\son[a-z]+=["']""", re.I
)


def test_nothing_shown_is_fetched_from_another_server() -> None:
    found = [
        f"{name(p)}:{n}"
        for p in SHOWN
        for n, line in enumerate(lines(p), 1)
        if FETCHES.search(line) and ELSEWHERE.search(line) and not LINK.search(line)
    ]
    assert found == []


def test_no_template_carries_inline_script_or_style() -> None:
    assert [f"{name(p)}:{n}" for p in TEMPLATES for n, line in enumerate(lines(p), 1) if INLINE.search(line)] == []


def test_every_template_that_is_a_whole_page_names_its_language() -> None:
    whole = [p for p in TEMPLATES if any("<html" in line for line in lines(p))]
    assert [name(p) for p in whole if not any(re.search(r"<html[^>]*\blang=", line) for line in lines(p))] == []
