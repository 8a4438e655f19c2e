# SPDX-License-Identifier: Apache-2.0
"""docs/reference/commands.md: every verb of `supple` with its options, from the parsers themselves."""

import argparse
from importlib import import_module

from supple.cli.main import VERBS
from tools.reference.markdown import plain, table


def commands() -> str:
    """One section for each verb."""
    out = [
        "# Commands\n",
        "`supple VERB --help` says the same. A refusal is one sentence on standard error and exit status 2.\n",
    ]
    for verb, answers in VERBS.items():
        parser = argparse.ArgumentParser(prog=f"supple {verb}", add_help=False)
        import_module("supple.cli." + {"import": "import_"}.get(verb, verb)).add_arguments(parser)
        out += [f"## supple {verb}\n", answers[0].upper() + answers[1:] + ".\n", *_options(parser)]
    return "\n".join(out)


def _options(parser: argparse.ArgumentParser) -> list[str]:
    rows, out = [], []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helped = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, inner in action.choices.items():
                out += [f"### {parser.prog} {name}\n", helped.get(name, "").capitalize() + ".\n", *_options(inner)]
        elif action.dest != "help":
            rows.append((_written(action), plain(action.help or ""), _default(action)))
    return ([table(("option", "what", "default"), rows)] if rows else []) + out


def _written(action: argparse.Action) -> str:
    flags = ", ".join(f"`{f}`" for f in action.option_strings)
    if action.nargs == 0:
        return flags
    shown = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest.upper())
    shown = shown if isinstance(shown, str) else " ".join(shown)
    return (
        f"{flags} `{shown}`" if flags else f"`{shown}`" + (" (may be left out)" if action.nargs in ("?", "*") else "")
    )


def _default(action: argparse.Action) -> str:
    nothing = action.default is None or action.default is False or action.default in ("", [], argparse.SUPPRESS)
    return "" if nothing else f"`{action.default}`"
