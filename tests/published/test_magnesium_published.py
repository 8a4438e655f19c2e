# SPDX-License-Identifier: Apache-2.0
"""Do salts give the elemental magnesium that published trials state for them?

Abbasi 2012 (J Res Med Sci 17:1161) and Held 2002 as tabled by Mah and Pitre 2021 (BMC Complement Med Ther 21:125).
"""

import pytest

from supple.care.elemental import amounts, total
from supple.care.profile import UNREMARKABLE, Profile
from supple.knowledge.load import knowledge


@pytest.mark.parametrize(
    ("oxide_mg", "times", "published_mg"),
    [(414, ["08:00", "20:00"], 499), (403, ["08:00", "14:00", "20:00"], 729)],
    ids=["Abbasi 2012", "Held 2002"],
)
def test_magnesium_oxide_of_a_trial_holds_the_magnesium_that_it_states(
    oxide_mg: float, times: list[str], published_mg: int
) -> None:
    taken = {"name": "magnesium", "salt": "oxide", "salt_mg": oxide_mg, "times": times}
    profile = Profile.model_validate({**UNREMARKABLE, "supplements": [taken]})
    summed = total(amounts(profile, knowledge()))
    assert summed is not None
    assert round(summed) == published_mg
