# SPDX-License-Identifier: Apache-2.0
"""What do texts sound like, as rows of numbers? A small transformer encoder, as it is learned with torch.

The shape is that of BERT (Devlin et al. 2018, arXiv:1810.04805) with fewer layers and narrower middles; the mean over
the pieces stands for the text (Reimers and Gurevych 2019, arXiv:1908.10084). The pieces of many texts stand in one row
after the other, without filling; only where they look at each other is each text by itself, with those as long as it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

import torch
from torch import Tensor

HEADS = 12
LEAST = 1e-12
"""Below this no variance is taken."""
STEEP = 1.702
"""Of the bend in the middle, x * sigmoid(1.702 x) (Hendrycks and Gimpel 2016, arXiv:1606.08415)."""
Watch = Callable[[str, Tensor], None]
"""Is told what goes into each product, by its name."""


def encoded(
    rows: Tensor, lengths: Sequence[int], weights: Mapping[str, Tensor], layers: int, watch: Watch = lambda *_: None
) -> Tensor:
    """Every piece in the light of the others of its text: `rows` (of the pieces) and the answer are pieces x width.

    `lengths` says how many pieces each text has, in their order; least work where those of one length stand together.
    """
    places = torch.cat([weights["places"][:length] for length in lengths])
    state = _levelled(rows + places, weights, "start")
    for nth in range(layers):
        state = _layer(state, lengths, weights, f"{nth}.", watch)
    return state


def whole(states: Tensor, lengths: Sequence[int]) -> Tensor:
    """Each text as one row, the mean over its pieces: texts x width."""
    return torch.cat([alike.mean(1) for alike in _alike(states, lengths)])


def sought(states: Tensor, lengths: Sequence[int], weights: Mapping[str, Tensor]) -> Tensor:
    """How likely each thing is told, as a logit: texts x things.

    Each piece speaks as much for each thing as it is looked for there; the sum over the pieces is moved by `told_by`.
    """
    looked, told = states @ weights["told_look"], states @ weights["told"]
    alike = zip(_alike(looked, lengths), _alike(told, lengths), strict=True)
    return torch.cat([(look.softmax(1) * say).sum(1) for look, say in alike]) + weights["told_by"]


def _alike(rows: Tensor, lengths: Sequence[int]) -> Iterator[Tensor]:
    """The rows of the texts of one length that stand together: texts x pieces x width."""
    start = 0
    for length, texts in groupby(lengths):
        many = len(list(texts))
        yield rows[start : start + many * length].reshape(many, length, -1)
        start += many * length


def _layer(
    state: Tensor, lengths: Sequence[int], weights: Mapping[str, Tensor], layer: str, watch: Watch
) -> Tensor:  # fmt: skip
    def product(rows: Tensor, name: str) -> Tensor:
        watch(layer + name, rows)
        return rows @ weights[layer + name] + weights[f"{layer}{name}_by"]

    told = torch.cat([_told(alike) for alike in _alike(product(state, "ask"), lengths)])
    state = _levelled(state + product(told, "tell"), weights, layer + "told")
    middle = product(state, "widen")
    return _levelled(state + product(middle * torch.sigmoid(STEEP * middle), "narrow"), weights, layer + "done")


def _told(mixed: Tensor) -> Tensor:
    """What the pieces of texts of one length tell each other: pieces x width."""
    texts, length, width = mixed.shape
    asks, keys, values = mixed.reshape(texts, length, 3, HEADS, width // 3 // HEADS).permute(2, 0, 3, 1, 4)
    near = (asks @ keys.mT / (width // 3 // HEADS) ** 0.5).softmax(-1)
    return (near @ values).moveaxis(1, 2).reshape(texts * length, width // 3)


def _levelled(state: Tensor, weights: Mapping[str, Tensor], name: str) -> Tensor:
    """Each row with mean 0 and variance 1, scaled and moved as was learned."""
    return torch.nn.functional.layer_norm(
        state, state.shape[-1:], weights[name + "_scale"], weights[name + "_move"], LEAST
    )
