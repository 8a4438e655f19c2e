# SPDX-License-Identifier: Apache-2.0
"""What are the countries called whose emergency number is known? By their names in the page's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from supple.people.choices import ELSEWHERE

COUNTRIES: Mapping[str, Any] = {
    "AU": _("Australia"), "AT": _("Austria"), "BE": _("Belgium"), "BR": _("Brazil"), "BG": _("Bulgaria"),
    "CA": _("Canada"), "HR": _("Croatia"), "CY": _("Cyprus"), "CZ": _("Czechia"), "DK": _("Denmark"),
    "EE": _("Estonia"), "FI": _("Finland"), "FR": _("France"), "DE": _("Germany"), "GR": _("Greece"),
    "HK": _("Hong Kong"), "HU": _("Hungary"), "IS": _("Iceland"), "IE": _("Ireland"), "IL": _("Israel"),
    "IT": _("Italy"), "JP": _("Japan"), "LV": _("Latvia"), "LT": _("Lithuania"), "LU": _("Luxembourg"),
    "MT": _("Malta"), "NL": _("Netherlands"), "NZ": _("New Zealand"), "NO": _("Norway"), "PL": _("Poland"),
    "PT": _("Portugal"), "RO": _("Romania"), "SG": _("Singapore"), "SK": _("Slovakia"), "SI": _("Slovenia"),
    "KR": _("South Korea"), "ES": _("Spain"), "SE": _("Sweden"), "CH": _("Switzerland"), "UK": _("United Kingdom"),
    "US": _("United States"),
}  # fmt: skip


def to_choose() -> list[tuple[str, Any]]:
    """In the order of their names, then any other country."""
    named = sorted(((code, str(name)) for code, name in COUNTRIES.items()), key=lambda one: one[1])
    return [("", _("not said")), *named, (ELSEWHERE, _("another country"))]
