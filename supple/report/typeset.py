# SPDX-License-Identifier: Apache-2.0
"""How does a sheet become bytes? By typst, also where no font of this machine can show every sign somebody wrote."""

import json
import re
from pathlib import Path
from typing import Any

import typst

_NOT_SHOWN = "could not be displayed"
_ODD = re.compile(r"[^\n -\u052f\u2010-\u205e\u20a0-\u22ff]")
"""What is beyond the letters of Europe and common marks; tried first, since it loses least."""
_FOREIGN = re.compile(r"[^\n -~\u00a0-\u00ff\u2010-\u205e]")


def typeset(sheet: Path, said: dict[str, Any], **form: Any) -> bytes:
    """The sheet with its one input; a sign that cannot be shown becomes a question mark, so that there is a sheet."""
    ((name, content),) = said.items()
    text = json.dumps(content, ensure_ascii=False)
    for shown in (text, _ODD.sub("?", text), _FOREIGN.sub("?", text)):
        try:
            made = typst.compile(str(sheet), sys_inputs={name: shown}, **form)
        except typst.TypstError as wrong:
            if _NOT_SHOWN not in str(wrong):
                raise
            refused = wrong
        else:
            assert isinstance(made, bytes)
            return made
    raise refused
