# SPDX-License-Identifier: Apache-2.0
"""What a report is made of: sections of labelled rows, tables and one figure, in words that can be translated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from supple.report.written import InWords, Translate

Variant = Literal["neurologist", "physiotherapist"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with places for numbers, names and other sentences; names are not translated."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Translate = str) -> str:
        """The sentence in the reader's language.

        >>> Phrase("{n} days", {"n": 12}).text()
        '12 days'
        """
        values = {name: v.text(translate) if isinstance(v, Phrase) else v for name, v in self.values.items()}
        said = translate(self.template)
        return InWords(translate).vformat(said, (), values) if values else said  # a person's own words may hold braces


def say(template: str, **values: object) -> Phrase:
    """A phrase, written as it reads."""
    return Phrase(template, values)


def joined(parts: Sequence[Phrase], between: str) -> Phrase:
    """Several phrases as one, each translated by itself.

    >>> joined([say("a"), say("b")], ", ").text()
    'a, b'
    """
    return Phrase(
        between.join(f"{{p{nth}}}" for nth in range(len(parts))), {f"p{n}": one for n, one in enumerate(parts)}
    )


def signed(value: float) -> Phrase:
    """One decimal with its sign; nothing has none.

    >>> [signed(value).text() for value in (-0.04, -1.26, 0.5)]
    ['0.0', '-1.3', '+0.5']
    """
    return Phrase("{value:.1f}", {"value": 0.0}) if abs(value) < 0.05 else Phrase("{value:+.1f}", {"value": value})


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled line; `note` says how far it can be trusted."""

    label: Phrase
    value: Phrase
    note: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A small table with a heading for every column."""

    head: tuple[Phrase, ...]
    rows: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, made in the reader's language, and the words that stand for it."""

    draw: Callable[[Translate], str]
    words: Phrase


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page; `nothing` is said in place of rows when the diary holds none."""

    id: str
    title: Phrase
    rows: tuple[Row, ...] = ()
    table: Table | None = None
    figure: Figure | None = None
    nothing: Phrase | None = None
    newest_last: bool = False
    """The table runs through time, so that its end says more than its beginning."""

    @property
    def empty(self) -> bool:
        """Whether the diary held nothing for it."""
        return not (self.rows or self.table or self.figure)


@dataclass(frozen=True, slots=True)
class Report:
    """What one person's diary says about one period, for one reader."""

    variant: Variant
    name: str
    first: date
    last: date
    sections: tuple[Section, ...]
    footer: tuple[Phrase, ...]
