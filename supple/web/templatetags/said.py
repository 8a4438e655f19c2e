# SPDX-License-Identifier: Apache-2.0
"""Filters that put an entry, an id or a score into words on a page."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from django import template
from django.utils.safestring import SafeString

from supple.actions.knowledge_at_hand import knowledge
from supple.entries.entry import Entry
from supple.insight.result import Said
from supple.knowledge.kinds import SignQuestion
from supple.web import pictured, words
from supple.web.pages import look_up

register = template.Library()


@register.filter
def one_line(entry: Entry) -> str:
    """What an entry said."""
    return words.one_line(entry)


@register.filter
def others(entry: Entry, seen: Mapping[UUID, Sequence[str]]) -> str:
    """Who else saw the same event; empty when nobody did."""
    return ", ".join(seen.get(entry.id, ()))


@register.filter
def spoken(sentence: str) -> str:
    """A sentence of a rule or a question in the reader's language, names and all."""
    return words.spoken(sentence)


@register.filter
def urgency(word: str) -> str:
    """How urgent, in words."""
    return words.named(words.URGENCIES, word)


@register.filter
def read_at(id: str) -> str:
    """Where an item or a rule can be read; empty when it stands nowhere."""
    return look_up.href(id)


@register.filter
def trigger_at(exposure: str) -> str:
    """Where the trigger that something met belongs to can be read."""
    return look_up.href(next((t.id for t in knowledge().triggers.values() if exposure in t.exposures), ""))


@register.filter
def exposure(id: str) -> str:
    """Something met, in words."""
    return words.named(words.EXPOSURES, id)


@register.filter
def outcome(id: str) -> str:
    """What a trial is judged by, in words."""
    return words.outcome(id)


@register.filter
def pause(why: str) -> str:
    """Why a trial was paused, in words."""
    return words.named(words.PAUSES, why)


@register.filter
def told(remark: Said) -> str:
    """How a file was read."""
    value = str(words.SEPARATORS.get(str(remark.value), remark.value))
    return words.named(words.READ, remark.code) % {"about": remark.about, "value": value}


@register.filter
def sign_of(question: SignQuestion) -> str:
    """What a yes to this question stands for, for a page's script that keeps it without a connection."""
    return json.dumps(question.answered("yes"))


@register.simple_tag
def drawing(id: str, position: str | None = None) -> SafeString:
    """The drawing of an exercise, described in words."""
    return pictured.picture(id, position)
