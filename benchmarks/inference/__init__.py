# SPDX-License-Identifier: Apache-2.0
"""What share of what supple claims is true, and how do others fare on the same diaries?

`score.py` counts right and wrong answers, `peers.py` holds the others, `claims.py` prints the tables, `joint.py`
asks several symptoms together, and `real_noise.py` lets real people's days meet exposures that cannot matter.
The diaries come from `supple/insight/simulate.py`, where their truth is known.
"""
