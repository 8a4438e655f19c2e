# SPDX-License-Identifier: Apache-2.0
"""What do texts sound like, as rows of numbers? A small transformer encoder, written once for NumPy and torch.

The shape is that of BERT (Devlin et al. 2018, arXiv:1810.04805) with fewer layers and narrower middles; the mean over
the pieces stands for the text (Reimers and Gurevych 2019, arXiv:1908.10084). The pieces of many texts stand in one row
after the other, without filling; only where they look at each other is each text by itself, with those as long as it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

HEADS = 12
_SMALL = 1e-12
_STEEP = 80.0
"""No score goes further than this, so that none runs over; after training they are far smaller."""


def encoded(rows: Any, lengths: Sequence[int], weights: Mapping[str, Any], layers: int, xp: Any) -> Any:
    """Every piece in the light of the others of its text: `rows` (of the pieces) and the answer are pieces x width.

    `lengths` says how many pieces each text has, in their order; least work where those of one length stand together.
    `xp` is the namespace of the arrays, numpy or torch.
    """
    places = xp.concatenate([weights["places"][:length] for length in lengths])
    state = _levelled(rows + places, weights, "start")
    for nth in range(layers):
        state = _layer(state, lengths, weights, f"{nth}.", xp)
    return state


def whole(states: Any, lengths: Sequence[int], xp: Any) -> Any:
    """Each text as one row, the mean over its pieces: texts x width."""
    return xp.concatenate([alike.mean(1) for alike in _alike(states, lengths)])


def sought(states: Any, lengths: Sequence[int], weights: Mapping[str, Any], xp: Any) -> Iterator[Any]:
    """How much each piece speaks for each thing that may be told, where it is looked for: texts x pieces x things.

    One after the other for the texts of each length that stand together. The sum over the pieces, moved by `told_by`,
    is the logit that the text tells the thing.
    """
    looked, told = states @ weights["told_look"], states @ weights["told"]
    for look, say in zip(_alike(looked, lengths), _alike(told, lengths), strict=True):
        yield _shares(look.swapaxes(1, 2), xp).swapaxes(1, 2) * say


def _alike(rows: Any, lengths: Sequence[int]) -> Iterator[Any]:
    """The rows of the texts of one length that stand together: texts x pieces x width."""
    start = 0
    for length, texts in groupby(lengths):
        many = len(list(texts))
        yield rows[start : start + many * length].reshape(many, length, -1)
        start += many * length


def _layer(state: Any, lengths: Sequence[int], weights: Mapping[str, Any], layer: str, xp: Any) -> Any:
    mixed = state @ weights[layer + "ask"] + weights[layer + "ask_by"]
    told = xp.concatenate([_told(alike, xp) for alike in _alike(mixed, lengths)])
    state = _levelled(state + (told @ weights[layer + "tell"] + weights[layer + "tell_by"]), weights, layer + "told")
    middle = state @ weights[layer + "widen"] + weights[layer + "widen_by"]
    bent = middle / (1.0 + xp.exp(-1.702 * middle))
    return _levelled(state + (bent @ weights[layer + "narrow"] + weights[layer + "narrow_by"]), weights, layer + "done")


def _told(mixed: Any, xp: Any) -> Any:
    """What the pieces of texts of one length tell each other: pieces x width."""
    texts, length, width = mixed.shape
    parted = mixed.reshape(texts, length, 3, HEADS, width // 3 // HEADS)
    asks, keys, values = (xp.moveaxis(parted[:, :, n], 1, 2) for n in range(3))
    near = _shares(asks @ xp.moveaxis(keys, 2, 3) / (width // 3 // HEADS) ** 0.5, xp)
    return xp.moveaxis(near @ values, 1, 2).reshape(texts * length, width // 3)


def _shares(scores: Any, xp: Any) -> Any:
    """Softmax over the last axis."""
    raised = xp.exp(xp.clip(scores, -_STEEP, _STEEP))
    return raised / raised.sum(-1)[..., None]


def _levelled(state: Any, weights: Mapping[str, Any], name: str) -> Any:
    """Each row with mean 0 and variance 1, scaled and moved as was learned."""
    off = state - state.mean(-1)[..., None]
    spread = ((off * off).mean(-1)[..., None] + _SMALL) ** 0.5
    return off / spread * weights[name + "_scale"] + weights[name + "_move"]
