"""Which Chinese script a party reads."""

from workstation.domain.house_style import Script

_TRADITIONAL = {"TW": Script.HANT_TW, "HK": Script.HANT_HK, "MO": Script.HANT_HK}


def script_for(region: str) -> Script:
    """The script of letters to a region (ISO 3166 alpha-2).

    Traditional in Taiwan, Hong Kong and Macau; Simplified everywhere else, and where the region
    is not known.
    """
    return _TRADITIONAL.get(region, Script.HANS)
