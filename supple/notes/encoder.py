# SPDX-License-Identifier: Apache-2.0
"""What does a text sound like, as a row of numbers? A small transformer encoder, written once for NumPy and torch.

The shape is that of BERT (Devlin et al. 2018, arXiv:1810.04805) with fewer layers and narrower middles; the mean over
the pieces stands for the text (Reimers and Gurevych 2019, arXiv:1908.10084).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HEADS = 12
_SMALL = 1e-12
_FAR = 1e9


def encoded(rows: Any, there: Any, weights: Mapping[str, Any], layers: int, xp: Any) -> Any:
    """Every piece in the light of the others: `rows` (of the pieces) and the answer are texts x pieces x width.

    `there` (texts x pieces) is 1 for a piece and 0 for filling; `xp` is the namespace of the arrays, numpy or torch.
    """
    state = _levelled(rows + weights["places"][: rows.shape[1]], weights, "start")
    away = (there[:, None, None, :] - 1.0) * _FAR
    for nth in range(layers):
        state = _layer(state, away, weights, f"{nth}.", xp)
    return state


def whole(states: Any, there: Any) -> Any:
    """Each text as one row, the mean over its pieces: texts x width."""
    filled = there[:, :, None]
    return (states * filled).sum(1) / filled.sum(1)


def sought(states: Any, there: Any, weights: Mapping[str, Any], xp: Any) -> Any:
    """How much each piece speaks for each thing that may be told, where it is looked for: texts x pieces x things.

    The sum over the pieces, moved by `told_by`, is the logit that the text tells the thing.
    """
    looked = states @ weights["told_look"] + (there[:, :, None] - 1.0) * _FAR
    return _shares(looked.swapaxes(1, 2), xp).swapaxes(1, 2) * (states @ weights["told"])


def _layer(state: Any, away: Any, weights: Mapping[str, Any], layer: str, xp: Any) -> Any:
    texts, length, width = state.shape
    mixed = state @ weights[layer + "ask"] + weights[layer + "ask_by"]
    parted = mixed.reshape(texts, length, 3, HEADS, width // HEADS)
    asks, keys, values = (xp.moveaxis(parted[:, :, n], 1, 2) for n in range(3))
    near = _shares(asks @ xp.moveaxis(keys, 2, 3) / (width // HEADS) ** 0.5 + away, xp)
    told = xp.moveaxis(near @ values, 1, 2).reshape(texts, length, width)
    state = _levelled(state + told @ weights[layer + "tell"] + weights[layer + "tell_by"], weights, layer + "told")
    middle = state @ weights[layer + "widen"] + weights[layer + "widen_by"]
    bent = middle / (1.0 + xp.exp(-1.702 * middle))
    return _levelled(state + bent @ weights[layer + "narrow"] + weights[layer + "narrow_by"], weights, layer + "done")


def _shares(scores: Any, xp: Any) -> Any:
    """Softmax over the last axis; scores are small after training, and filling is far below."""
    raised = xp.exp(scores - xp.amax(scores, -1)[..., None])
    return raised / raised.sum(-1)[..., None]


def _levelled(state: Any, weights: Mapping[str, Any], name: str) -> Any:
    """Each row with mean 0 and variance 1, scaled and moved as was learned."""
    off = state - state.mean(-1)[..., None]
    spread = ((off * off).mean(-1)[..., None] + _SMALL) ** 0.5
    return off / spread * weights[name + "_scale"] + weights[name + "_move"]
