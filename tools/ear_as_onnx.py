# SPDX-License-Identifier: Apache-2.0
"""How is what the ear has learned written down, so that it is quick? As one file of steps and weights for ONNX Runtime.

The products are of whole numbers: a weight is one byte with a size for each column, what goes into a product one byte
with a size that was fixed by what went into it while notes were heard, or by the largest of its row. So no text changes
what another sounds like. Channels that reach far give some of their reach to the weights (Xiao et al. 2022,
arXiv:2211.10438).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tools.encoder import HEADS, LEAST, STEEP
from tools.whole_numbers import BYTE, Array, column_bytes, row_bytes

_OWN = "com.microsoft"
"""Where ONNX Runtime keeps the steps that the standard does not have."""
_SHARE = 0.8
"""How much of the reach of a channel goes over to its weights."""
_FEW = 1e-3
"""No channel reaches less far than this."""
_BY_ROW = "narrow"
"""What goes into this product reaches too far now and then for one size; each row has a size of its own."""


class Seen:
    """Between which numbers each channel was that went into each product, and 0 is among them."""

    def __init__(self) -> None:
        self.low: dict[str, Array] = {}
        self.high: dict[str, Array] = {}

    def __call__(self, name: str, rows: Any) -> None:
        """To be told by the encoder."""
        self.low[name] = np.minimum(self.low.get(name, 0.0), rows.numpy().min(0))
        self.high[name] = np.maximum(self.high.get(name, 0.0), rows.numpy().max(0))

    def evened(self, weights: Mapping[str, Array]) -> dict[str, Array]:
        """By what each channel of a product is divided, and the weights that it meets are multiplied."""
        found = {}
        for name in (name for name in self.low if not name.endswith(_BY_ROW)):
            reach = np.maximum(np.maximum(-self.low[name], self.high[name]), _FEW)
            by = reach**_SHARE / np.maximum(np.abs(weights[name]).max(1), _FEW) ** (1 - _SHARE)
            found[name] = (by / np.exp(np.log(by).mean())).astype(np.float32)
        return found

    def bytes_of(self, name: str, by: Array) -> tuple[np.float32, np.uint8]:
        """The size of one step from byte to byte, and which byte is 0."""
        low, high = float((self.low[name] / by).min()), float((self.high[name] / by).max())
        return np.float32((high - low) / 255), np.uint8(round(-low * 255 / (high - low)))


class _Graph:
    """Steps and weights, while they are written down."""

    def __init__(self) -> None:
        self.steps: list[onnx.NodeProto] = []
        self.kept: dict[str, Array] = {}

    def keep(self, name: str, value: Any) -> str:
        self.kept[name] = np.asarray(value)
        return name

    def step(self, kind: str, *into: str, out: tuple[str, ...] = (), own: bool = False, **how: Any) -> str:
        """One step; the name of what first comes out of it."""
        out = out or (f"{kind} {len(self.steps)}",)
        self.steps.append(helper.make_node(kind, into, out, domain=_OWN if own else "", **how))
        return out[0]

    def levelled(self, state: str, weights: Mapping[str, Array], name: str) -> str:
        parts = [self.keep(name + end, weights[name + end]) for end in ("_scale", "_move")]
        return self.step("LayerNormalization", state, *parts, axis=-1, epsilon=LEAST)


class _Products:
    """The products of whole numbers."""

    def __init__(self, graph: _Graph, weights: Mapping[str, Array], seen: Seen) -> None:
        self.graph, self.weights, self.seen, self.by = graph, weights, seen, seen.evened(weights)

    def __call__(self, rows: str, name: str) -> str:
        graph, even = self.graph, self.by.get(name)
        value, moved = self.weights[name], self.weights[name + "_by"]
        if name.endswith("ask"):  # the values that are asked for go into `tell`: what evens them is in here
            evens, tells = np.ones_like(moved), self.by[name.replace("ask", "tell")]
            evens[-len(tells) :] = 1 / tells
            value, moved = value * evens, moved * evens
        if even is None:
            return self._by_row(rows, name, value, moved)
        if not name.endswith("tell"):
            rows = graph.step("Mul", rows, graph.keep(name + " evened", 1 / even))
        size, zero = self.seen.bytes_of(name, even)
        step, none = graph.keep(name + " step", size), graph.keep(name + " none", zero)
        weight, sizes = self._kept(name, value * even[:, None])
        whole = graph.step("QuantizeLinear", rows, step, none)
        by = graph.keep(name + "_by", moved)
        return graph.step("MatMulIntegerToFloat", whole, weight, step, sizes, none, "", by, own=True)

    def _by_row(self, rows: str, name: str, value: Array, moved: Array) -> str:
        graph = self.graph
        step, none = graph.keep(name + " step", np.float32(1 / BYTE)), graph.keep(name + " none", np.uint8(128))
        most = graph.step("ReduceMax", graph.step("Abs", rows), graph.keep("last", [-1]), keepdims=1)
        whole = graph.step("QuantizeLinear", graph.step("Div", rows, most), step, none)
        weight, sizes = self._kept(name, value)
        product = graph.step("MatMulIntegerToFloat", whole, weight, step, sizes, none, own=True)
        return graph.step("Add", graph.step("Mul", product, most), graph.keep(name + "_by", moved))

    def _kept(self, name: str, value: Array) -> tuple[str, str]:
        weight, size = column_bytes(value)
        return self.graph.keep(name, weight), self.graph.keep(name + " size", size)


def written(weights: Mapping[str, Array], seen: Seen, layers: int) -> bytes:
    """The file: from the numbers of the pieces of texts of one length to the three answers."""
    graph = _Graph()
    product = _Products(graph, weights, seen)
    state = _begun(graph, weights)
    for nth in range(layers):
        state = _layer(graph, product, weights, state, f"{nth}.")
    _answers(graph, weights, state)
    value = helper.make_tensor_value_info
    rules, things = len(weights["rules_by"]), len(weights["told_by"])
    made = helper.make_graph(
        graph.steps,
        "ear",
        [value("ids", TensorProto.INT64, ["texts", "pieces"])],
        [
            value("rules heard", TensorProto.FLOAT, ["texts", rules]),
            value("things heard", TensorProto.FLOAT, ["texts", things]),
            value("most", TensorProto.INT64, ["texts", things]),
        ],
        [numpy_helper.from_array(array, name) for name, array in graph.kept.items()],
    )
    made_for = [helper.make_opsetid("", 18), helper.make_opsetid(_OWN, 1)]
    model = helper.make_model(made, opset_imports=made_for, ir_version=9, producer_name="supple")
    return bytes(model.SerializeToString())


def _begun(graph: _Graph, weights: Mapping[str, Array]) -> str:
    """What each piece means by itself and where it stands."""
    pieces, size = row_bytes(weights["pieces"])
    one = graph.step("Cast", graph.step("Gather", graph.keep("pieces", pieces), "ids"), to=TensorProto.FLOAT)
    rows = graph.step("Mul", one, graph.step("Gather", graph.keep("pieces size", size), "ids"))
    length = graph.step("Shape", "ids", start=1, end=2)
    places = graph.step("Slice", graph.keep("places", weights["places"]), graph.keep("first", [0]), length)
    return graph.levelled(graph.step("Add", rows, places), weights, "start")


def _layer(graph: _Graph, product: _Products, weights: Mapping[str, Array], state: str, layer: str) -> str:
    parts = tuple(layer + part for part in ("asks", "keys", "values"))
    graph.step("Split", product(state, layer + "ask"), out=parts, axis=-1, num_outputs=3)
    told = product(graph.step("MultiHeadAttention", *parts, own=True, num_heads=HEADS), layer + "tell")
    state = graph.levelled(graph.step("Add", state, told), weights, layer + "told")
    bent = graph.step("QuickGelu", product(state, layer + "widen"), own=True, alpha=STEEP)
    return graph.levelled(graph.step("Add", state, product(bent, layer + "narrow")), weights, layer + "done")


def _answers(graph: _Graph, weights: Mapping[str, Array], state: str) -> None:
    kept = {name: graph.keep(name, weights[name]) for name in ("rules", "rules_by", "told", "told_look", "told_by")}
    middle = graph.keep("middle", [1])
    whole = graph.step("ReduceMean", state, middle, keepdims=0)
    graph.step("Add", graph.step("MatMul", whole, kept["rules"]), kept["rules_by"], out=("rules heard",))
    share = graph.step("Softmax", graph.step("MatMul", state, kept["told_look"]), axis=1)
    says = graph.step("Mul", share, graph.step("MatMul", state, kept["told"]))
    graph.step("Add", graph.step("ReduceSum", says, middle, keepdims=0), kept["told_by"], out=("things heard",))
    graph.step("ArgMax", says, axis=1, keepdims=0, out=("most",))


def read(file: Path) -> dict[str, Array]:
    """What was learned, as it was before it was written down, but for what one byte leaves of a number."""
    kept = {one.name: numpy_helper.to_array(one) for one in onnx.load(file).graph.initializer}
    found = {}
    for name in (name for name in kept if " " not in name and kept[name].dtype != np.int64):
        value = kept[name] * kept.get(name + " size", np.float32(1))
        even = kept.get(name + " evened")
        found[name] = value if even is None else value * even[:, None]
    return found
