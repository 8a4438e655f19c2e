# SPDX-License-Identifier: Apache-2.0
"""The section that says what was looked for when the legs were worse than usual, and what of it was found."""

from supple.care.search import Search, searches
from supple.report.material import Material
from supple.report.sections import Phrase, Section, Table, joined, say

_HEAD = (say("Day"), say("Found"), say("Not sure"), say("Not found"))
_ANSWERS = ("yes", "not_sure", "no")
_MOST = 3


def looked_for(material: Material) -> Section:
    """The last searches of the period, the newest first; it names no cause."""
    title = say("Looked for when it was worse")
    day_of = material.timeline.day_of
    mine = [s for s in searches(material.timeline) if material.first <= day_of(s.last) <= material.last]
    if not mine:
        return Section("looked_for", title)
    return Section("looked_for", title, table=Table(_HEAD, tuple(_row(s, material) for s in reversed(mine[-_MOST:]))))


def _row(search: Search, material: Material) -> tuple[Phrase, ...]:
    day = say("{day}", day=material.timeline.day_of(search.last))
    return (day, *(_names(search, said, material) for said in _ANSWERS))


def _names(search: Search, said: str, material: Material) -> Phrase:
    """What was answered so."""
    titles = [material.flag_titles.get(id, id) for id, answer in search.answers.items() if answer == said]
    return joined([say(title) for title in titles], "; ") if titles else say("-")
