# SPDX-License-Identifier: Apache-2.0
"""Gathers every text that people read, in templates, code and knowledge, and merges it into each translation.

`tools/make_messages.py` rewrites `supple/locale/*/LC_MESSAGES/django.{po,mo}`; `--check` says what has no translation,
and fails when anything has none, or when a file is not what would be written now. It needs Debian's `gettext`.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT))

from supple.entries.measure import every_word  # noqa: E402
from supple.entries.places import every_place  # noqa: E402
from supple.knowledge.library import library  # noqa: E402
from supple.knowledge.load import knowledge  # noqa: E402
from supple.knowledge.texts import Text, texts  # noqa: E402

SOURCES = ROOT / "supple"
LOCALES = SOURCES / "locale"
HEADER = 'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
KEYWORDS = (
    "_", "gettext", "gettext_lazy", "translate", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2",
    "pgettext_lazy:1c,2", "npgettext:1c,2,3", "Measure:2", "_score:2", "Composed", "refused:2", "refusal:2",
    "refuse:3", "Problem:2,2t", "Problem:3,4t", "torn", "_unread:1",
)  # fmt: skip
SECOND = ("refusal:3", "refuse:4", "Problem:4", "_unread:2")
"""Where a call holds another text, which one reading does not find."""
PHRASES = re.compile(r"^(from supple\.report\.(sections|written) import|def marked\()", re.MULTILINE)
"""Where this stands, `say` makes a phrase; elsewhere the word is somebody's method."""


def main() -> int:
    """Write the translations, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail when something would change or lacks words"
    )
    asked = parser.parse_args()
    if not shutil.which("xgettext"):
        print("This needs gettext. On Debian or Ubuntu: sudo apt install gettext", file=sys.stderr)
        return 2
    settings.configure(USE_I18N=True)
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        wanted = _template(Path(folder))
        wrong = [
            _merged(po, wanted, Path(folder), asked.check) for po in sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))
        ]
    return 1 if any(wrong) else 0


def _template(folder: Path) -> Path:
    """All texts of today in one file, each once."""
    knowing, coded, whole = folder / "knowledge.pot", folder / "code.pot", folder / "all.pot"
    known = knowledge()
    named = (Text("an entry", "name", words) for words in (*every_place(), *every_word()))
    written = (Text(source.key, "what", source.what) for source in known.sources.values())
    of_whom = (Text(row.row, "group", row.group) for row in known.intake_references)
    salts = (Text(salt.row, "title", salt.title) for salt in known.salts)
    knowing.write_text(template((*texts(known, library()), *named, *written, *of_whom, *salts)), encoding="utf-8")
    reads: list[str | Path] = ["xgettext", "--language=Python", "--from-code=UTF-8", "--add-location=file", "--no-wrap"]
    reads += ["--output", coded, "--keyword"]
    first, second = ([f"--keyword={word}" for word in words] for words in (KEYWORDS, SECOND))
    plain, phrased = _readable(folder / "in")
    _run(*reads, *first, *plain, at=folder / "in")
    _run(*reads, "--join-existing", *first, "--keyword=say", "--keyword=marked", *phrased, at=folder / "in")
    _run(*reads, "--join-existing", *second, *plain, *phrased, at=folder / "in")
    coded.write_text(_undated(coded.read_text(encoding="utf-8")), encoding="utf-8")
    _run("msgcat", "--use-first", "--no-wrap", "--add-location=file", "--output-file", whole, coded, knowing)
    return whole


def _undated(words: str) -> str:
    """A template without the hour and the place of its head, so that a second run writes the same."""
    head, blank, rest = words.partition("\n\n")
    lines = (line for line in head.splitlines() if not line.startswith(("#", '"POT-Creation-Date')))
    return "\n".join(lines).replace("charset=CHARSET", "charset=UTF-8") + blank + rest


def _readable(folder: Path) -> tuple[list[Path], list[Path]]:
    """Every source as xgettext can read it: code as it is, templates with all but their texts blanked out.

    Those that make phrases come apart from the others. The command line is left out: it speaks English.
    """
    plain: list[Path] = []
    phrased: list[Path] = []
    for path in sorted([*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html")]):
        if "cli" in path.relative_to(SOURCES).parts:
            continue
        place = folder / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        words = path.read_text(encoding="utf-8")
        place.write_text(templatize(words, origin=str(path)) if path.suffix == ".html" else words, encoding="utf-8")
        (phrased if PHRASES.search(words) else plain).append(place.relative_to(folder))
    return plain, phrased


def _merged(po: Path, wanted: Path, folder: Path, check: bool) -> bool:
    """Bring one language up to today; True when something is wrong with it."""
    new, made = folder / "new.po", folder / "new.mo"
    _run(
        "msgmerge",
        "--no-fuzzy-matching",
        "--no-wrap",
        "--quiet",
        "--add-location=file",
        "--output-file",
        new,
        po,
        wanted,
    )
    _run("msgattrib", "--no-obsolete", "--no-wrap", "--add-location=file", "--output-file", new, new)
    _run("msgfmt", "--check-format", "--check-header", "--output-file", made, new)
    missing = _run("msgattrib", "--untranslated", "--no-wrap", "--no-location", new)
    unsure = _run("msgattrib", "--only-fuzzy", "--no-wrap", "--no-location", new)  # its translation is not used either
    count = sum(texts.count("\nmsgid ") - ('msgid ""\nmsgstr ""\n"' in texts) for texts in (missing, unsure))
    language = po.parent.parent.name
    print(f"{language}: {count} texts without a translation")
    mo = po.with_suffix(".mo")
    differs = new.read_bytes() != po.read_bytes() or not mo.exists() or made.read_bytes() != mo.read_bytes()
    if not check:
        po.write_bytes(new.read_bytes())
        mo.write_bytes(made.read_bytes())
        return False
    if differs:
        print(f"{language}: not up to date; run tools/make_messages.py")
    if count:
        print(missing, unsure)
    return differs or count > 0


def _run(*command: str | Path, at: Path = ROOT) -> str:
    done = subprocess.run([str(part) for part in command], cwd=at, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{command[0]} says:\n{done.stderr}")
    return done.stdout


def template(found: Iterable[Text]) -> str:
    """The texts of the knowledge files: an English text is its own key, its places stand above it."""
    return "\n".join([HEADER, *(_message(words, places) for words, places in _together(found).items())])


def _together(found: Iterable[Text]) -> Mapping[str, list[str]]:
    places: dict[str, list[str]] = {}
    for text in found:
        for words in _as_looked_up(text):
            places.setdefault(words, []).append(f"{text.item} {text.field}")
    return places


def _as_looked_up(text: Text) -> Iterable[str]:
    """As code asks for it, as a template does, which doubles each %, and what can be tried also as a title."""
    title = text.words.rstrip(".") if text.field.startswith("trying") else text.words
    return dict.fromkeys((text.words, text.words.replace("%", "%%"), title))


def _message(words: str, places: Iterable[str]) -> str:
    stands = "\n".join(f"#. {place}" for place in places)
    return f'{stands}\nmsgid {json.dumps(words, ensure_ascii=False)}\nmsgstr ""\n'


if __name__ == "__main__":
    sys.exit(main())
