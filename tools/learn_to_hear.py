# SPDX-License-Identifier: Apache-2.0
"""Teach the second ear: make the weights of `supple/notes/weights` from all-MiniLM-L6-v2 and our made-up notes.

    python tools/learn_to_hear.py MODEL_FOLDER OUT_FOLDER [--hold-out FILE ...]
                                  [--first-rounds N] [--rounds N] [--seed N]
    python tools/learn_to_hear.py supple/notes/weights OUT_FOLDER --go-on [--hold-out FILE ...]
                                  [--first-rounds N] [--rounds N]

MODEL_FOLDER holds `model.safetensors` and `vocab.txt` of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0). Needs
torch, safetensors, onnx and NumPy, in an environment of their own. Files named after `--hold-out` are only scored.
With `--go-on` what was learned before is learned further, on all notes that there are now; what is written is the mean
of both, which hears new writers better than either (model soups, Wortsman et al. 2022, arXiv:2203.05482).
"""

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from safetensors.torch import load_file

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
from supple.notes.pieces import pieces  # noqa: E402 - the project is no package of this environment
from tests.notes.told import read_lines  # noqa: E402
from tools.ear_as_onnx import Seen, read, written  # noqa: E402
from tools.encoder import HEADS, Watch, encoded, sought, whole  # noqa: E402

NOTES = ROOT / "tests" / "notes"
NEVER = (
    "sealed.jsonl", "said-of-red-flags-held.tsv", "told-held.tsv", "details-held.jsonl", "eighth.jsonl",
    "eleventh.jsonl", "figures-held.jsonl",
)  # fmt: skip
"""Held back for good: nothing is ever learned from these."""
LAYERS, MIDDLE, PIECES, PLACES = 6, 512, 12_000, 128
BATCH, RATE, FORGET, JOINED = 16, 1e-4, 0.06, 0.3
FRESH_RATE, HEAD_RATE = 3e-3, 1e-3
"""Of the two heads: while they know nothing, and later."""
TOLD = ("episodes", "exposures", "actions")
MEASURED = 2000
"""Notes that are heard to see how far what goes into each product reaches."""


class Example(NamedTuple):
    """A note, the red flags that it fulfils, and what it tells; `told` is None where nobody said what it tells."""

    text: str
    rules: frozenset[str]
    told: frozenset[str] | None
    open: frozenset[str]
    """What a fair reader may or may not find in it."""
    file: str


def examples() -> Iterator[Example]:
    """Every note that may be learned from or scored here."""
    for path in sorted(NOTES.glob("*.tsv")):
        if path.name.startswith("told-") and path.name not in NEVER:
            yield from (_gold(note, path.name) for note in read_lines(path))
        elif path.name not in NEVER:
            yield from _flags(path)
    for path in sorted(NOTES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines() if path.name not in NEVER else ():
            yield _gold(json.loads(line), path.name)


def _flags(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        labels, _, text = line.partition("\t")
        if text and labels != "rule":
            rules = frozenset(r for r in labels.split("+") if r.startswith("RF-"))
            yield Example(text, rules, None, frozenset(), path.name)


def _gold(note: dict[str, Any], file: str) -> Example:
    gold = note["gold"]
    rules = frozenset(a["rule"] for a in gold["alerts"] if a["rule"].startswith("RF-"))
    parts = [part for section in TOLD for part in gold[section]]
    there = {p["what"] for p in parts if p.get("present", True) is True and p.get("count") != 0}
    left_open = {p["what"] for p in parts if p.get("present") == "maybe"} | set(note.get("may", ()))
    return Example(note["text"], rules, frozenset(there - left_open), frozenset(left_open), file)


def begun(model: Path, kept: Sequence[int]) -> dict[str, torch.Tensor]:
    """The layers of the large model, with the pieces that are kept."""
    old = load_file(model / "model.safetensors")
    old = {name.removeprefix("bert."): value.float() for name, value in old.items()}
    start = "embeddings."
    places = old[start + "position_embeddings.weight"][:PLACES] + old[start + "token_type_embeddings.weight"][0]
    new = {"pieces": old[start + "word_embeddings.weight"][list(kept)], "places": places}
    new |= _level(old, start + "LayerNorm", "start")
    for nth in range(LAYERS):
        new |= _layer(old, f"encoder.layer.{nth}.", f"{nth}.")
    return {name: value.clone().contiguous() for name, value in new.items()}


def _level(old: dict[str, torch.Tensor], source: str, name: str) -> dict[str, torch.Tensor]:
    return {name + "_scale": old[source + ".weight"], name + "_move": old[source + ".bias"]}


def _layer(old: dict[str, torch.Tensor], source: str, name: str) -> dict[str, torch.Tensor]:
    parts = [source + f"attention.self.{part}." for part in ("query", "key", "value")]
    return {
        name + "ask": torch.cat([old[part + "weight"] for part in parts]).T,
        name + "ask_by": torch.cat([old[part + "bias"] for part in parts]),
        name + "tell": old[source + "attention.output.dense.weight"].T,
        name + "tell_by": old[source + "attention.output.dense.bias"],
        name + "widen": old[source + "intermediate.dense.weight"].T,
        name + "widen_by": old[source + "intermediate.dense.bias"],
        name + "narrow": old[source + "output.dense.weight"].T,
        name + "narrow_by": old[source + "output.dense.bias"],
        **_level(old, source + "attention.output.LayerNorm", name + "told"),
        **_level(old, source + "output.LayerNorm", name + "done"),
    }


def narrowed(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The same with the strongest middles of each layer alone."""
    new = {name: value.detach().clone() for name, value in weights.items()}
    for n in map(str, range(LAYERS)):
        wide, narrow = new[n + ".widen"], new[n + ".narrow"]
        best = (wide.norm(dim=0) * narrow.norm(dim=1)).topk(MIDDLE).indices.sort().values
        new |= {n + ".widen": wide[:, best], n + ".widen_by": new[n + ".widen_by"][best], n + ".narrow": narrow[best]}
    return {name: value.contiguous() for name, value in new.items()}


class Learner:
    """The weights while they are learned, and the notes as numbers."""

    def __init__(self, notes: Sequence[Example], about: dict[str, list[str]], weights: dict[str, torch.Tensor]) -> None:
        self.vocabulary, self.rules, self.things = about["vocabulary"], about["rules"], about["things"]
        self.number = {word: n for n, word in enumerate(self.vocabulary)}
        self.weights = weights
        self.ids = [self._cut(one.text) for one in notes]
        self.gold = torch.tensor([self._answers(one) for one in notes])

    def _answers(self, note: Example) -> list[float]:
        """1 and 0 for every rule and every thing; not a number where it is open or nobody said."""
        unknown = set(self.things) if note.told is None else note.open
        there = note.rules | (note.told or frozenset())
        return [math.nan if one in unknown else float(one in there) for one in (*self.rules, *self.things)]

    def fill_in(self, mine: Sequence[int]) -> None:
        """Say of notes of which nobody said what they tell how likely each thing is by what was learned so far."""
        self.gold[torch.tensor(mine), len(self.rules) :] = torch.tensor(self.shares(mine)[:, len(self.rules) :])

    def _cut(self, text: str) -> list[int]:
        inner = [n for n, _ in pieces(text, self.number)[: PLACES - 2]]
        return [self.number["[CLS]"], *inner, self.number["[SEP]"]]

    def logits(
        self, texts: Sequence[list[int]], learning: bool = False, watch: Watch = lambda *_: None
    ) -> torch.Tensor:
        """One row for each text; while learning, some pieces are hidden."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        lengths = [len(texts[n]) for n in order]
        ids = torch.tensor([number for n in order for number in texts[n]])
        if learning:
            hidden = (torch.rand(ids.shape) < FORGET) & (ids != self.number["[CLS]"])
            ids[hidden] = self.number["[MASK]"]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=learning):  # half the time, and no worse
            states = encoded(self.weights["pieces"][ids], lengths, self.weights, LAYERS, watch).float()
        if learning:
            states = torch.nn.functional.dropout(states, 0.1)
        rules = whole(states, lengths) @ self.weights["rules"] + self.weights["rules_by"]
        return torch.cat([rules, sought(states, lengths, self.weights)], 1)[torch.tensor(order).argsort()]

    def joined(self, batch: Sequence[int], mine: Sequence[int]) -> tuple[list[list[int]], torch.Tensor]:
        """The notes of a batch, some with another note behind or before them: two notes together say what both say."""
        texts, gold = [], []
        others = torch.randint(len(mine), (len(batch),)).tolist()
        for n, other, chance in zip(batch, others, torch.rand(len(batch)).tolist(), strict=True):
            pair = [n, mine[other]] if chance < JOINED / 2 else [mine[other], n] if chance < JOINED else [n]
            text = [number for one in pair for number in self.ids[one][1:-1]]
            if len(text) > PLACES - 2:
                pair, text = [n], self.ids[n][1:-1]
            texts.append([self.ids[n][0], *text, self.ids[n][-1]])
            gold.append(self.gold[pair].amax(0))
        return texts, torch.stack(gold)

    def learn(self, mine: list[int], rounds: int, head_rate: float) -> None:
        """Go over the notes again and again, with a rate that rises and falls."""
        head = [name for name in self.weights if name.startswith(("rules", "told"))]
        body = [v for name, v in self.weights.items() if name not in (*head, "pieces")]
        for value in (*body, *(self.weights[n] for n in head)):
            value.requires_grad_()
        steps = rounds * -(-len(mine) // BATCH)
        groups: list[dict[str, Any]] = [{"params": body}, {"params": [self.weights[n] for n in head]}]
        descent = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
        rate = torch.optim.lr_scheduler.OneCycleLR(descent, [RATE, head_rate], total_steps=steps, pct_start=0.1)
        for nth in range(rounds):
            total = 0.0
            for batch in self._batches(mine):
                texts, gold = self.joined(batch, mine)
                known = ~gold.isnan()
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    self.logits(texts, learning=True)[known], gold[known], reduction="sum"
                ) / len(batch)  # fmt: skip
                descent.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(body, 1.0)
                descent.step()
                rate.step()
                total += float(loss.detach()) * len(batch)
            print(f"round {nth + 1} of {rounds}: loss {total / len(mine):.3f}", flush=True)

    def _batches(self, mine: list[int]) -> list[list[int]]:
        """Notes of like length together, so that little is filled up."""
        near = {n: len(self.ids[n]) + 12 * float(chance) for n, chance in zip(mine, torch.rand(len(mine)), strict=True)}
        ordered = sorted(mine, key=near.__getitem__)
        batches = [ordered[n : n + BATCH] for n in range(0, len(ordered), BATCH)]
        return [batches[n] for n in torch.randperm(len(batches))]

    def shares(self, mine: Sequence[int]) -> Any:
        """How likely each rule and each thing is for each of these notes."""
        with torch.no_grad():
            return torch.cat([torch.sigmoid(self.logits(part)) for part in self._some(mine)]).numpy()

    def seen(self, mine: Sequence[int]) -> Seen:
        """How far what goes into each product reaches while some of these notes are heard."""
        seen = Seen()
        with torch.no_grad():
            for part in self._some(mine[:: -(-len(mine) // MEASURED)]):
                self.logits(part, watch=seen)
        return seen

    def _some(self, mine: Sequence[int]) -> Iterator[list[list[int]]]:
        """These notes, some at a time."""
        return ([self.ids[n] for n in mine[start : start + 64]] for start in range(0, len(mine), 64))


def from_nothing(model: Path, notes: Sequence[Example], mine: Sequence[int]) -> Learner:
    """A learner that knows the large model and nothing of what is to be heard."""
    words = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    number = {word: n for n, word in enumerate(words)}
    used = {n for one in mine for n, _ in pieces(notes[one].text, number)}
    often = (n for n, word in enumerate(words) if n < PIECES or n in used or len(word.strip("#")) < 2)
    kept = [n for n in often if "unused" not in words[n]]
    rules = sorted({rule for one in notes for rule in one.rules})
    things = sorted({thing for one in notes for thing in one.told or ()})
    weights = begun(model, kept)
    width = weights["pieces"].shape[1]
    for name, many in (("rules", len(rules)), ("told", len(things)), ("told_look", len(things))):
        weights[name] = torch.randn(width, many) * 0.02
    weights["rules_by"] = torch.full((len(rules),), -4.0)
    weights["told_by"] = torch.full((len(things),), -4.0)
    return Learner(notes, {"vocabulary": [words[n] for n in kept], "rules": rules, "things": things}, weights)


def from_before(folder: Path, notes: Sequence[Example]) -> Learner:
    """A learner that knows what was learned and written before."""
    about = json.loads((folder / "en.json").read_text(encoding="utf-8"))
    about["vocabulary"] = (folder / "en.vocabulary.txt").read_text(encoding="utf-8").splitlines()
    weights = {name: torch.tensor(value) for name, value in read(folder / "en.onnx").items()}
    return Learner(notes, about, weights)


def write(learner: Learner, mine: Sequence[int], out: Path, about: dict[str, Any]) -> None:
    """The weights with one byte a number, the pieces, and where it all comes from."""
    out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().numpy() for name, value in learner.weights.items()}
    (out / "en.onnx").write_bytes(written(weights, learner.seen(mine), LAYERS))
    (out / "en.vocabulary.txt").write_text("\n".join(learner.vocabulary) + "\n", encoding="utf-8")
    (out / "en.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def print_scores(learner: Learner, notes: Sequence[Example], held: Sequence[str]) -> None:
    """For each file that was held out: what is heard and what is heard in vain, by where the line is drawn."""
    many = len(learner.rules)
    for name in held:
        mine = [n for n, note in enumerate(notes) if note.file == name]
        shares, gold = learner.shares(mine), learner.gold[mine].numpy()
        flags, red = gold[:, :many] > 0, (gold[:, :many] > 0).any(1)
        for line in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
            said, told = shares[:, :many] > line, (shares[:, many:] > line) & ~np.isnan(gold[:, many:])
            heard, vain = (said & flags).any(1)[red].mean(), said.any(1)[~red].mean()
            right, there = (told & (gold[:, many:] > 0)).sum(), (gold[:, many:] > 0).sum()
            print(f"{name} line {line}: heard {heard:.3f} of {red.sum()}, in vain {vain:.3f} of {(~red).sum()};"
                  f" things F1 {2 * right / max(1, told.sum() + there):.3f} of {there}")  # fmt: skip


def about_it(args: argparse.Namespace, learner: Learner, notes: int, told: int) -> dict[str, Any]:
    """From what the weights were made, and with which numbers."""
    mine = {"rules": learner.rules, "things": learner.things, "notes": notes, "told": told}
    if args.go_on:
        before = json.loads((args.model / "en.json").read_text(encoding="utf-8"))
        return {**before, **mine, "gone_on": [*before.get("gone_on", []), [args.first_rounds, args.rounds]]}
    source = hashlib.sha256((args.model / "model.safetensors").read_bytes()).hexdigest()
    base = {
        "layers": LAYERS,
        "heads": HEADS,
        "rounds": args.rounds,
        "first_rounds": args.first_rounds,
        "seed": args.seed,
    }
    return {**mine, **base, "from": "sentence-transformers/all-MiniLM-L6-v2", "licence": "Apache-2.0", "sha256": source}


def asked_for() -> argparse.Namespace:
    """What was asked for on the command line."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("model", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--hold-out", nargs="*", default=[])
    asked.add_argument("--first-rounds", type=int, default=5, help="over the notes of which it is known what they tell")
    asked.add_argument("--rounds", type=int, default=4, help="over all notes")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--go-on", action="store_true", help="learn further what was learned before")
    return asked.parse_args()


def main() -> int:
    """Learn, score what was held out, write."""
    args = asked_for()
    notes = list(examples())
    mine = [n for n, note in enumerate(notes) if note.file not in args.hold_out]
    said, unsaid = ([n for n in mine if (notes[n].told is None) == unsaid] for unsaid in (False, True))
    print(
        f"{len(mine)} notes to learn from, {len(said)} with what they tell; {len(notes) - len(mine)} held out",
        flush=True,
    )
    torch.manual_seed(args.seed)
    learner = from_before(args.model, notes) if args.go_on else from_nothing(args.model, notes, mine)
    before = {name: value.clone() for name, value in learner.weights.items()}
    if args.first_rounds:
        learner.learn(said, args.first_rounds, HEAD_RATE if args.go_on else FRESH_RATE)
    learner.fill_in(unsaid)
    if not args.go_on:
        learner.weights = narrowed(learner.weights)
    learner.learn(mine, args.rounds, HEAD_RATE)
    if args.go_on:
        learner.weights = {name: (value + before[name]) / 2 for name, value in learner.weights.items()}
    print_scores(learner, notes, args.hold_out)
    write(learner, mine, args.out, about_it(args, learner, len(mine), len(said)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
