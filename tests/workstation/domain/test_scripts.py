"""The script of a letter follows the recipient's region."""

import pytest

from workstation.domain.house_style import Script, script_for


@pytest.mark.parametrize(
    ("region", "script"),
    [
        ("TW", Script.HANT_TW),
        ("HK", Script.HANT_HK),
        ("MO", Script.HANT_HK),
        *((region, Script.HANS) for region in ("CN", "SG", "MY", "NL", "")),
    ],
)
def test_traditional_is_for_taiwan_hong_kong_and_macau(region: str, script: Script) -> None:
    assert script_for(region) is script
