# SPDX-License-Identifier: Apache-2.0
"""Does what the container file asks of a running supple get its answer, under whatever name it serves?"""

import json
import subprocess
import sys

import pytest

from tests.faults.installation import ROOT, Installation


def health_check() -> str:
    """The program of the HEALTHCHECK, as a container runs it."""
    lines = (ROOT / "packaging" / "Containerfile").read_text().replace("\\\n", "").splitlines()
    (asked,) = [line for line in lines if line.startswith("HEALTHCHECK")]
    program: str = json.loads(asked.partition(" CMD ")[2])[-1]
    return program


@pytest.mark.parametrize("names", ["", "supple.example.org", "supple.example.org,192.168.0.7", ".example.org"])
def test_a_container_is_healthy_under_the_names_that_it_was_given(home: Installation, names: str) -> None:
    if names:
        home.more |= {"SUPPLE_HOSTS": names, "SUPPLE_HTTPS": "1"}
    with home.serving() as server:
        program = health_check().replace(":8000/", f":{server.port}/")
        ask = [sys.executable, "-c", program]
        assert subprocess.run(ask, env=home.environment(), check=False).returncode == 0
        home.more["SUPPLE_HOSTS"] = "somebody.else"
        assert subprocess.run(ask, env=home.environment(), capture_output=True, check=False).returncode == 1
