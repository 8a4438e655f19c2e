# SPDX-License-Identifier: Apache-2.0
"""Was this very knowledge read and checked before? Then it is put together from its compiled form, not read again.

The form is text (JSON) that names the files it was made of and the code that made it, by their hashes. It is used only
where every file, every byte of code and every byte of the form itself are still the same; else all is read and checked.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import VERSION, BaseModel

from supple.knowledge.base import KnowledgeBase
from supple.knowledge.own_cache import own_folder, read_form, write_form
from supple.knowledge.source import Known

FILE = "compiled-knowledge.json"
_KIND, _SET = "", "set of"
_Maker = Callable[[str], object]


def _hash_of_code() -> str:
    told = hashlib.sha256(f"{sys.version} {VERSION}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


CODE = _hash_of_code()
"""Of what reads and checks, as it was when this process began: what is edited later makes another form."""


@dataclass(slots=True)
class FilesRead:
    """Which files of a folder were read, in which order; and which folders were searched for them."""

    folder: Path
    names: list[str]
    searched: dict[str, list[str]]
    hash: str

    def still_so(self) -> bool:
        """Whether the same files are there, with the same content."""
        if any(found_in(self.folder / inside) != names for inside, names in self.searched.items()):
            return False
        told = hashlib.sha256()
        for name in self.names:
            told.update(name.encode() + b"\0" + (self.folder / name).read_bytes())
        return told.hexdigest() == self.hash


def found_in(folder: Path) -> list[str]:
    """The names of the items in a folder, in their order."""
    return sorted(path.name for path in folder.glob("*.yaml"))


def compiled(folder: Path, place: Path | None = None) -> KnowledgeBase | None:
    """The knowledge of a folder as it was read and checked before; nothing when anything is not as it was then."""

    def is_current(about: dict[str, Any]) -> bool:
        files = FilesRead(folder, about["names"], about["searched"], about["hash"])
        return bool(about["code"] == CODE and files.still_so())

    try:
        form = read_form(place or own_folder() / FILE, is_current)
        return None if form is None else _restored(form)
    except (ValueError, KeyError, TypeError):
        return None


def compile_form(base: KnowledgeBase, files: FilesRead, place: Path | None = None) -> None:
    """Keep the compiled form of knowledge without a problem, when it is sure to say the same."""
    try:
        form = json.dumps(_told(_parts(base)), ensure_ascii=False).encode()
        sure = _alike(_parts(_restored(form)), _parts(base)) and files.still_so()
    except (ValueError, KeyError, TypeError, OSError):
        return
    if sure:
        about = {"code": CODE, "hash": files.hash, "names": files.names, "searched": files.searched}
        write_form(place or own_folder() / FILE, about, form)


def _parts(base: KnowledgeBase) -> dict[str, Any]:
    return {part.name: getattr(base, part.name) for part in fields(base)}


def _alike(one: Any, other: Any) -> bool:
    """Whether two values are the same in every part, and of the same classes: to `==` a grade is like its word."""
    if type(one) is not type(other):
        return False
    match one:
        case BaseModel():
            said = one.model_fields_set == other.model_fields_set
            return said and all(_alike(getattr(one, name), getattr(other, name)) for name in type(one).model_fields)
        case dict():
            return list(one) == list(other) and all(_alike(one[key], other[key]) for key in one)
        case tuple():
            return len(one) == len(other) and all(map(_alike, one, other))
        case _:
            return bool(one == other)


def _told(value: Any) -> Any:
    """A value as JSON says it; of a model only what was said of it, since the rest is what its class presumes."""
    match value:
        case BaseModel():
            said = {name: _told(getattr(value, name)) for name in sorted(value.model_fields_set)}
            return {_KIND: type(value).__name__, **said}
        case frozenset():
            return {_SET: sorted(value)}
        case tuple():
            return [_told(one) for one in value]
        case dict():
            return {key: _told(one) for key, one in value.items()}
        case date():
            return value.isoformat()
        case _:
            return value


def _restored(form: bytes) -> KnowledgeBase:
    """The knowledge from its form; only classes of knowledge can come of it, whatever it says."""
    kinds = {kind.__name__: _Kind(kind) for kind in _under(Known)}

    def whole(said: dict[str, Any]) -> Any:
        for name, value in said.items():
            if type(value) is list:
                said[name] = tuple(value)
        if _KIND in said:
            return kinds[said.pop(_KIND)].made(said)
        return frozenset(said[_SET]) if _SET in said else said

    return KnowledgeBase(**json.loads(form, object_hook=whole))


def _under(kind: type[BaseModel]) -> Iterable[type[BaseModel]]:
    for below in kind.__subclasses__():
        yield below
        yield from _under(below)


class _Kind:
    """A class of knowledge: what it presumes, and which of its fields are no plain words and numbers."""

    def __init__(self, kind: type[BaseModel]) -> None:
        about = kind.model_fields
        self._new, self._kind = kind.__new__, kind
        self._presumed = {name: field.default for name, field in about.items() if not field.is_required()}
        self._makers: Mapping[str, _Maker] = {
            name: maker for name in about if (maker := _maker(about[name].annotation))
        }

    def made(self, said: dict[str, Any]) -> BaseModel:
        """One of this class, as a copy of it is made: without asking again whether its values fit."""
        for name, make in self._makers.items():
            said[name] = make(said[name])
        one: BaseModel = self._new(self._kind)
        one.__setstate__({
            "__dict__": {**self._presumed, **said}, "__pydantic_fields_set__": set(said),
            "__pydantic_extra__": None, "__pydantic_private__": None,
        })  # fmt: skip
        return one


def _maker(annotation: object) -> _Maker | None:
    if annotation is date:
        return date.fromisoformat
    return annotation if isinstance(annotation, type) and issubclass(annotation, Enum) else None
