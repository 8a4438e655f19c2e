# SPDX-License-Identifier: Apache-2.0
"""How is a sentence with names in it kept, so that it reads as English here and can be said in another language?"""

from collections.abc import Callable, Mapping


class Composed(str):
    """An English sentence that remembers how it was put together.

    >>> told = Composed("Did you mean {one} by '{other}'?", one="baclofen", other="baklofen")
    >>> told
    "Did you mean baclofen by 'baklofen'?"
    >>> told.said({"Did you mean {one} by '{other}'?": "Meinten Sie {one} mit „{other}“?"}.get)
    'Meinten Sie baclofen mit „baklofen“?'
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, str]

    def __new__(cls, template: str, **values: str) -> "Composed":
        """The template with its values in it."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def said(self, translate: Callable[[str], str | None]) -> str:
        """The same in another language; a value that has no translation, such as a name, stays as it is."""
        values = {name: said(value, translate) for name, value in self.values.items()}
        return (translate(self.template) or self.template).format(**values)


def said(words: str, translate: Callable[[str], str | None]) -> str:
    """Words in another language, put together or not."""
    if isinstance(words, Composed):
        return words.said(translate)
    return (translate(words) or words) if words else words
