# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: PLC0415 - each reader brings in what it needs, once it is watched
"""Everything that reads what comes from outside, as one function of bytes each; only a told refusal may come out."""

import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.entries.kinds import to_json
from supple.entries.parse import parse
from supple.errors import SuppleError

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
LONGEST = 20_000
Reader = Callable[[bytes], object]


def _told(read: Reader) -> Reader:
    """The reader, whose refusals are told in a sentence; all else that is raised is a fault."""

    def tried(content: bytes) -> object:
        try:
            return read(content)
        except SuppleError as refusal:
            return str(refusal)

    return tried


def _table(content: bytes) -> object:
    from supple.interop import csv

    return csv.write(csv.read(content, date(2026, 11, 21)).table)


def _any_table(content: bytes) -> object:
    from supple.interop import sheet

    found = sheet.read(content)
    return sheet.laid_out(found, sheet.guess(found))


def _archive(content: bytes) -> object:
    """As it lies on a disk; and as the entries of a whole one, which a checksum would shut the door on."""
    from supple.interop import archive

    listed, lines = archive._opened(content if content[:2] == b"PK" else _packed(content), 2**20)
    return listed, list(archive._entries(lines))


def _packed(entries: bytes) -> bytes:
    whole = io.BytesIO()
    listed = {"format": "supple archive", "form": 1, "sha256": sha256(entries).hexdigest()}
    with zipfile.ZipFile(whole, "w") as parts:
        parts.writestr("supple.json", json.dumps(listed))
        parts.writestr("entries.jsonl", entries)
    return whole.getvalue()


def _entries(content: bytes) -> object:
    """The body of a request to the API."""
    from pydantic_core import from_json

    try:
        raw = from_json(content)
    except ValueError:
        return None
    found = [parse(one) for one in raw] if isinstance(raw, list) else [parse(raw)]
    return [[p.sentence for p in one] if isinstance(one, tuple) else to_json(one) for one in found]


@cache
def _lexica() -> list[Any]:
    from supple.notes import lexicon

    return [lexicon.load(language) for language in ("en", "de")]


def _note(content: bytes) -> object:
    from supple.notes.suggest import suggestions
    from supple.notes.understand import understand

    text = content.decode(errors="replace")[:4000]
    heard = [understand(text, NOW.replace(tzinfo=None), words, {"baclofen": "baclofen"}) for words in _lexica()]
    return [suggestions(one, UUID(int=1), NOW) for one in heard]


def _cases(content: bytes) -> object:
    from supple.interop.case import read_cases

    return read_cases(content.decode(errors="replace"), "fuzz")


def _clinic(content: bytes) -> object:
    from supple.interop.fhir.read import Whose, read

    return read(content, Whose(UUID(int=1), ZoneInfo("Europe/Berlin"), time(6), NOW))


def _phone(content: bytes) -> object:
    from supple.interop import apple

    return apple.read(io.BytesIO(content), date(2026, 11, 21)).table


def _programme(content: bytes) -> object:
    from supple.interop import programme

    return programme.read(content.decode(errors="replace")).check


def _address(content: bytes) -> object:
    """What stands in addresses and in the settings of buttons."""
    from supple.actions.tokens import pressed
    from supple.web.sealed import Sealed

    said = content.decode(errors="surrogateescape")
    try:
        return Sealed().to_python(said[:32])
    except ValueError:
        return pressed(said, NOW)


def _certificate(content: bytes) -> object:
    """What a power cut or somebody's hand left of the files of the home's authority."""
    import tempfile

    from supple.actions import home_certificate

    file = Path(tempfile.gettempdir()) / f"supple-fuzz-{os.getpid()}"
    file.write_bytes(content)
    found = home_certificate._read(file)
    return found and home_certificate._opens(file, found)


def _sealed(content: bytes) -> object:
    """A sealed copy, in small pieces; its key is made beforehand, since making one is slow on purpose."""
    from unittest.mock import patch

    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from supple.interop import sealed_copy

    with patch.multiple(sealed_copy, _cipher=lambda *_: AESGCM(bytes(32)), PIECE=64):
        kept = io.BytesIO()
        sealed_copy.seal(io.BytesIO(content), kept, "")
        again = io.BytesIO()
        sealed_copy.unseal(io.BytesIO(kept.getvalue()), again, "")
        assert again.getvalue() == content
        sealed_copy.unseal(io.BytesIO(content), io.BytesIO(), "")
        return content


def _key_file(content: bytes) -> object:
    """The file beside an encrypted diary, as a power cut or somebody's hand left it."""
    from supple.interop import key_file

    return key_file.from_text(content.decode(errors="replace"))


def _profile(content: bytes) -> object:
    """A person as JSON, as `supple check` takes it, with every rule asked of what was read."""
    from supple.care import safety
    from supple.care.reading import read_profile
    from supple.knowledge.load import knowledge

    return [f.rule for f in safety.look(read_profile(_json(content)), knowledge()).findings]


def _prior(content: bytes) -> object:
    """What others taught, as a file."""
    from supple.actions.what_others_taught import _understood

    return _understood(content).people


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


READERS: Mapping[str, Reader] = {
    name: _told(read)
    for name, read in {
        "table": _table, "any-table": _any_table, "archive": _archive, "entries": _entries, "note": _note,
        "cases": _cases, "clinic": _clinic, "phone": _phone, "programme": _programme,
        "address": _address, "certificate": _certificate, "sealed": _sealed,
        "key-file": _key_file, "profile": _profile, "prior": _prior,
    }.items()
}  # fmt: skip


def seeds(name: str) -> list[bytes]:
    """What is good, to begin from."""
    places = {
        "table": "docs/examples/*.csv", "any-table": "docs/examples/*.csv", "cases": "tests/cases/magnesium.yaml",
        "clinic": "tests/core/recorded/*.json",
    }  # fmt: skip
    files = sorted(ROOT.glob(places[name])) if name in places else []
    return [file.read_bytes()[:LONGEST] for file in files] + [said.encode() for said in _SAID.get(name, ("",))]


_EPISODE = json.dumps(
    {"id": str(UUID(int=7)), "kind": "episode", "at": NOW.isoformat(), "what": "spasm", "severity": 6}
)
_PARTS = ("id", "public", "private", "by_passphrase", "by_paper", "salt")
_KEYS = json.dumps(
    {"supple": "key file", "version": 1, "cost": [3, 65536, 4], "shown": True, **dict.fromkeys(_PARTS, "QUJD")}
)
_SAID: Mapping[str, tuple[str, ...]] = {
    "table": ("date,spasticity,heat\n2026-11-01,4,1\n2026-11-02,,0\n",),
    "any-table": ("Tag;Steifheit;Bemerkung\n1.11.2026;4,5;warm\n2.11.2026;3;\n",),
    "archive": (_EPISODE + "\n", "PK\x03\x04"),
    "entries": (f"[{_EPISODE}]", '[{"kind":"check_in","spasticity":4,"signs":[{"id":"fever","present":"yes"}]}]'),
    "note": ("no spasms, left calf cramp at 3am 6/10, woke me twice", "Krampf in der linken Wade um 3 Uhr, 20 min"),
    "cases": ("- case: a\n  profile: {}\n  expect: {}\n", "a: &a [*a]\n"),
    "clinic": ('{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient"}}]}',),
    "phone": (
        "<HealthData><Record type='HKQuantityTypeIdentifierStepCount' sourceName='w' unit='count' value='7'"
        " startDate='2026-11-01 07:00:00 +0100' endDate='2026-11-01 07:05:00 +0100'/></HealthData>",
        "<!DOCTYPE HealthData [<!ENTITY a 'b'>]><HealthData/>",
    ),
    "programme": (
        '{"format":"supple programme","form":1,"set_by":"Cleo","on":"2026-11-21","exercises":[]}',
        "supple-programme:eNqrViouzSlRsgIADzkDNg==",
    ),
    "address": ("episode:spasm", "dose:baclofen", "A" * 32),
    "sealed": ("supple sealed copy 1\n" + "s" * 16 + "t" * 90, "supple sealed copy 1\n"),
    "key-file": (_KEYS, _KEYS.replace("65536", "1e999"), "[" * 9000),
    "profile": (
        '{"medicines":[{"name":"baclofen","dose_mg":10,"per_day":3}],"signs":[{"id":"fever","present":"yes"}]}',
        '{"conditions":["ckd"],"egfr":"1e999","age":-1}',
    ),
    "prior": (
        '{"version":1,"outcomes":{"spasticity":{"heat":{"inclusion":0.4,"worse":0.9,"people":120}}}}',
        '{"version":1,"outcomes":{"cramps":{"heat":{"inclusion":"nan","worse":0,"people":1e999}}}}',
    ),
    "certificate": ("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",),
}
