# SPDX-License-Identifier: Apache-2.0
"""Teach the second ear: make the weights of `supple/notes/weights` from all-MiniLM-L6-v2 and our made-up notes.

    python tools/learn_to_hear.py MODEL_FOLDER OUT_FOLDER [--hold-out FILE ...] [--rounds N] [--seed N]

MODEL_FOLDER holds `model.safetensors` and `vocab.txt` of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0). Needs
torch, safetensors and NumPy, in an environment of their own. Files named after `--hold-out` are only scored.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
from supple.notes.encoder import HEADS, encoded, whole  # noqa: E402 - the project is no package of this environment
from supple.notes.pieces import pieces  # noqa: E402

NOTES = ROOT / "tests" / "notes"
NEVER = ("sealed.jsonl", "said-of-red-flags-held.tsv")
"""Held back for good: nothing is ever learned from these."""
LAYERS, MIDDLE, PIECES, PLACES = 2, 384, 12_000, 128
BATCH, RATE, HEAD_RATE, FORGET, JOINED = 16, 1.5e-4, 3e-3, 0.06, 0.3
Example = tuple[str, frozenset[str], str]


def examples() -> Iterator[Example]:
    """Every note with its rules and its file."""
    for path in sorted(NOTES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            rule, _, text = line.partition("\t")
            if text and rule != "rule" and path.name not in NEVER:
                yield text, frozenset(r for r in rule.split("+") if r.startswith("RF-")), path.name
    for path in sorted(NOTES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines() if path.name not in NEVER else ():
            note = json.loads(line)
            rules = (a["rule"] for a in note["gold"]["alerts"])
            yield note["text"], frozenset(r for r in rules if r.startswith("RF-")), path.name


def narrowed(model: Path, kept: Sequence[int]) -> dict[str, torch.Tensor]:
    """The first layers of the large model, with the strongest middles of each and the pieces that are kept."""
    old = load_file(model / "model.safetensors")
    old = {name.removeprefix("bert."): value.float() for name, value in old.items()}
    start = "embeddings."
    places = old[start + "position_embeddings.weight"][:PLACES] + old[start + "token_type_embeddings.weight"][0]
    new = {"pieces": old[start + "word_embeddings.weight"][list(kept)], "places": places}
    new |= _level(old, start + "LayerNorm", "start")
    for nth in range(LAYERS):
        new |= _narrow_layer(old, f"encoder.layer.{nth}.", f"{nth}.")
    return {name: value.clone().contiguous() for name, value in new.items()}


def _level(old: dict[str, torch.Tensor], source: str, name: str) -> dict[str, torch.Tensor]:
    return {name + "_scale": old[source + ".weight"], name + "_move": old[source + ".bias"]}


def _narrow_layer(old: dict[str, torch.Tensor], source: str, name: str) -> dict[str, torch.Tensor]:
    parts = [source + f"attention.self.{part}." for part in ("query", "key", "value")]
    wide, narrow = old[source + "intermediate.dense.weight"], old[source + "output.dense.weight"]
    best = (wide.norm(dim=1) * narrow.norm(dim=0)).topk(MIDDLE).indices.sort().values
    return {
        name + "ask": torch.cat([old[part + "weight"] for part in parts]).T,
        name + "ask_by": torch.cat([old[part + "bias"] for part in parts]),
        name + "tell": old[source + "attention.output.dense.weight"].T,
        name + "tell_by": old[source + "attention.output.dense.bias"],
        name + "widen": wide[best].T,
        name + "widen_by": old[source + "intermediate.dense.bias"][best],
        name + "narrow": narrow[:, best].T,
        name + "narrow_by": old[source + "output.dense.bias"],
        **_level(old, source + "attention.output.LayerNorm", name + "told"),
        **_level(old, source + "output.LayerNorm", name + "done"),
    }


class Learner:
    """The weights while they are learned, and the notes as numbers."""

    def __init__(self, model: Path, notes: Sequence[Example], learned: Sequence[Example], seed: int) -> None:
        torch.manual_seed(seed)
        words = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
        number = {word: n for n, word in enumerate(words)}
        used = {n for text, _, _ in learned for n in pieces(text, number)}
        often = (n for n, word in enumerate(words) if n < PIECES or n in used or len(word.strip("#")) < 2)
        kept = [n for n in often if "unused" not in words[n]]
        self.vocabulary = [words[n] for n in kept]
        self.number = {word: n for n, word in enumerate(self.vocabulary)}
        self.rules = sorted({rule for _, rules, _ in notes for rule in rules})
        self.weights = narrowed(model, kept)
        self.weights["rules"] = torch.randn(self.weights["pieces"].shape[1], len(self.rules)) * 0.02
        self.weights["rules_by"] = torch.full((len(self.rules),), -4.0)
        self.ids = [self._cut(text) for text, _, _ in notes]
        self.gold = torch.tensor([[float(rule in rules) for rule in self.rules] for _, rules, _ in notes])

    def _cut(self, text: str) -> list[int]:
        inner = pieces(text, self.number)[: PLACES - 2]
        return [self.number["[CLS]"], *inner, self.number["[SEP]"]]

    def logits(self, texts: Sequence[list[int]], learning: bool = False) -> torch.Tensor:
        """One row for each text; while learning, some pieces are hidden."""
        ids = torch.zeros(len(texts), max(map(len, texts)), dtype=torch.long)
        there = torch.zeros(ids.shape)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = torch.tensor(text)
            there[row, : len(text)] = 1
        if learning:
            hidden = (torch.rand(ids.shape) < FORGET) & (ids != ids[0, 0])
            ids[hidden] = self.number["[MASK]"]
        found = whole(encoded(self.weights["pieces"][ids], there, self.weights, LAYERS, torch), there)
        if learning:
            found = torch.nn.functional.dropout(found, 0.1)
        return found @ self.weights["rules"] + self.weights["rules_by"]

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

    def learn(self, mine: list[int], rounds: int) -> None:
        """Go over the notes again and again, with a rate that rises and falls."""
        head = ["rules", "rules_by"]
        body = [v for name, v in self.weights.items() if name not in (*head, "pieces")]
        for value in (*body, *(self.weights[n] for n in head)):
            value.requires_grad_()
        steps = rounds * -(-len(mine) // BATCH)
        groups: list[dict[str, Any]] = [{"params": body}, {"params": [self.weights[n] for n in head]}]
        descent = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01)
        rate = torch.optim.lr_scheduler.OneCycleLR(descent, [RATE, HEAD_RATE], total_steps=steps, pct_start=0.1)
        for nth in range(rounds):
            total = 0.0
            for batch in self._batches(mine):
                texts, gold = self.joined(batch, mine)
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    self.logits(texts, learning=True), gold, reduction="none"
                ).sum(1).mean()  # fmt: skip
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
        """How likely each rule is for each of these notes."""
        with torch.no_grad():
            parts = ([self.ids[n] for n in mine[start : start + 64]] for start in range(0, len(mine), 64))
            return torch.cat([torch.sigmoid(self.logits(part)) for part in parts]).numpy()


def in_bytes(value: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of one byte each, and what each column or row is multiplied by."""
    size = np.maximum(np.abs(value).max(axis, keepdims=True), 1e-9) / 127
    return np.round(value / size).astype(np.int8), size.astype(np.float32)


def write(learner: Learner, out: Path, about: dict[str, Any]) -> None:
    """The weights with one byte a number, the pieces, and where it all comes from."""
    out.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {}
    for name, tensor in learner.weights.items():
        value = tensor.detach().numpy()
        if value.ndim == 2 and name != "places":
            arrays[name], arrays[name + " size"] = in_bytes(value, 1 if name == "pieces" else 0)
        else:
            arrays[name] = value.astype(np.float32)
    with (out / "en.npz").open("wb") as file:
        np.savez(file, **arrays)
    (out / "en.vocabulary.txt").write_text("\n".join(learner.vocabulary) + "\n", encoding="utf-8")
    (out / "en.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def print_scores(learner: Learner, notes: Sequence[Example], held: Sequence[str]) -> None:
    """For each file that was held out: how many red flags are heard, how often in vain, by where the line is drawn."""
    for name in held:
        mine = [n for n, note in enumerate(notes) if note[2] == name]
        shares, gold = learner.shares(mine), learner.gold[mine].numpy() > 0
        red = gold.any(1)
        for line in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
            said = shares > line
            heard, vain = (said & gold).any(1)[red].mean(), said.any(1)[~red].mean()
            print(f"{name} line {line}: heard {heard:.3f} of {red.sum()}, in vain {vain:.3f} of {(~red).sum()}")


def main() -> int:
    """Learn, score what was held out, write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("model", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--hold-out", nargs="*", default=[])
    asked.add_argument("--rounds", type=int, default=6)
    asked.add_argument("--seed", type=int, default=1)
    args = asked.parse_args()
    notes = list(examples())
    mine = [n for n, note in enumerate(notes) if note[2] not in args.hold_out]
    learner = Learner(args.model, notes, [notes[n] for n in mine], args.seed)
    print(f"{len(mine)} notes to learn from, {len(notes) - len(mine)} held out, {len(learner.rules)} rules", flush=True)
    learner.learn(mine, args.rounds)
    print_scores(learner, notes, args.hold_out)
    source = hashlib.sha256((args.model / "model.safetensors").read_bytes()).hexdigest()
    about = {
        "rules": learner.rules, "layers": LAYERS, "heads": HEADS, "notes": len(mine), "rounds": args.rounds,
        "seed": args.seed, "from": "sentence-transformers/all-MiniLM-L6-v2", "licence": "Apache-2.0", "sha256": source,
    }  # fmt: skip
    write(learner, args.out, about)
    return 0


if __name__ == "__main__":
    sys.exit(main())
