# SPDX-License-Identifier: Apache-2.0
"""How does a diary speak with a clinic's computers? As FHIR R4 (4.0.1), written and read back.

`codes.py` holds the words (other people's codes where they are confirmed, our own otherwise), `observation.py` and
`resources.py` turn one entry into a resource and back, `bundle.py` puts a diary together, `read.py` reads one.
Read `bundle.py` first.
"""
