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
    values: Mapping[str, object]

    def __new__(cls, template: str, **values: object) -> "Composed":
        """The template with its values in it."""
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def said(self, translate: Callable[[str], str | None], fill: Callable[..., str] = str.format) -> str:
        """The same in another language; a value that has no translation, such as a name, stays as it is.

        `fill` writes what is no text, a number or a day, as the reader of that language does.
        """
        values = {n: said(v, translate, fill) if isinstance(v, str) else v for n, v in self.values.items()}
        return fill(translate(self.template) or self.template, **values)


class Quoted(str):
    """Words as they stand in somebody's file: a column called "pain" is called so in every language.

    >>> Composed("column {name}", name=Quoted("pain")).said({"column {name}": "Spalte {name}", "pain": "Schmerz"}.get)
    'Spalte pain'
    """

    __slots__ = ()


def said(words: str, translate: Callable[[str], str | None], fill: Callable[..., str] = str.format) -> str:
    """Words in another language, put together or not."""
    if isinstance(words, Composed):
        return words.said(translate, fill)
    return words if not words or isinstance(words, Quoted) else translate(words) or words
