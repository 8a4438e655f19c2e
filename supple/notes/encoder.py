# SPDX-License-Identifier: Apache-2.0
"""What do texts sound like, as numbers? The learned encoder, run by ONNX Runtime on one core.

Its steps and weights are one file, made by `tools/learn_to_hear.py`. Most of the work is products of whole numbers,
with sizes in which no other text has a say: a text sounds the same beside others and, but for rounding, on every
processor.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

ANSWERS = ("rules heard", "things heard", "most")
"""The logit of each rule and of each thing, and for each thing the piece that speaks most for it: texts x so many."""
onnxruntime.disable_telemetry_events()  # its builds for Windows have such; nothing of a note was ever in them


class Encoder:
    """Listens to texts that are cut into pieces."""

    def __init__(self, file: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # as it was measured
        self._session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

    def sounds(self, texts: Sequence[Sequence[int]]) -> tuple[Any, Any, Any]:
        """The three answers for texts of one length, by the numbers of their pieces."""
        rules, things, most = self._session.run(ANSWERS, {"ids": np.array(texts, np.int64)})
        return rules, things, most
