# SPDX-License-Identifier: Apache-2.0
"""What a sentence says: a note becomes suggested entries, and each part of them points at its words.

May import entries, errors, rapidfuzz, pyyaml, numpy and onnxruntime; knows no medicine and no rule by itself, both are
handed in.
Read understand.py first, then phrases.py (how a line of lexicon/<language>.yaml is matched) and scope.py.
"""
