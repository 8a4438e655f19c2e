# SPDX-License-Identifier: Apache-2.0
"""The `supple` command: one verb a module, loaded only when it is the one that was typed."""

import argparse
import atexit
import gc
import os
import sys
from importlib import import_module

from supple.errors import SuppleError

VERBS = {
    "log": "keep what you say, now",
    "today": "what supple would say today",
    "note": "what a note says, as entries, and whether its words need a professional",
    "check": "what needs a professional, for a profile written as JSON",
    "triggers": "what goes with better and worse days in a diary file",
    "trial": "judge one change, or plan a trial",
    "report": "one page for the clinic",
    "magnesium": "whether and at which times magnesium fits beside your medicines",
    "case": "run safety, insight, plan and report on a written case",
    "import": "bring a diary in",
    "export": "take a diary out",
    "serve": "start the app on this machine",
    "demo": "start the app with a made-up example person",
    "backup": "copy everything to a safe place",
    "restore": "put a backup back, after a check",
    "encrypt": "encrypt the diary on the disk, with a passphrase",
    "decrypt": "make an encrypted diary plain again",
    "passphrase": "change the passphrase of an encrypted diary, or print a new recovery key",
    "doctor": "say what is wrong with this installation",
    "cohort": "ask many people's diaries at once",
    "person": "add a person, list them, or let one in again",
    "token": "make a token for a button or a script",
}


def _module(verb: str) -> str:
    return "supple.cli." + {"import": "import_"}.get(verb, verb)


def _parser(chosen: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="supple",
        description="A private companion for stiff, jumping or cramping legs in MS. It informs and organises; "
        "it never diagnoses and never changes a medicine.",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb, answers in VERBS.items():
        one = verbs.add_parser(verb, help=answers, description=answers[0].upper() + answers[1:] + ".")
        if verb == chosen:
            import_module(_module(verb)).add_arguments(one)
    return parser


def _start_light() -> None:
    # No package that lies around may look at what is read here; and looking for such packages takes its time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # One diary is small: threads that share its arithmetic out cost more than they bring.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Nearly all that a verb makes ready lives to its end, and then goes at once with the process.
    gc.set_threshold(100_000, 20, 20)
    atexit.register(gc.freeze)


def typed(parser: argparse.ArgumentParser, words: list[str]) -> argparse.Namespace:
    """What was typed; a file may also stand behind an option, which argparse alone would not know what to do with."""
    args, behind = parser.parse_known_args(words)
    if len(behind) == 1 and not behind[0].startswith("-") and getattr(args, "file", "") is None:
        args.file = behind.pop()
    if behind:
        parser.error(f"unrecognized arguments: {' '.join(behind)}")
    return args


def main(argv: list[str] | None = None) -> int:
    """Run one verb; a refusal is one sentence on standard error and exit status 2."""
    _start_light()
    words = sys.argv[1:] if argv is None else argv
    chosen = words[0] if words and words[0] in VERBS else None
    args = typed(_parser(chosen), words)
    try:
        status: int = import_module(_module(args.verb)).run(args)
    except SuppleError as error:
        print(f"supple: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("supple: stopped; what was finished is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        from supple.cli.django_door import said_of

        if (said := said_of(error)) is None:
            raise
        print(f"supple: {said}", file=sys.stderr)
        return 2
    return status
