"""The currencies in which cases move money, and how finely each of them is divided."""

from __future__ import annotations

from decimal import Decimal

# The one of the house: what a measure begins in where a case names none.
HOUSE_CURRENCY = "SGD"
CURRENCIES = (HOUSE_CURRENCY, "USD", "EUR", "CNY", "JPY", "MYR", "HKD", "GBP", "AUD", "TWD", "THB")
# ISO 4217: those that are not divided by a hundred.
_DECIMALS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


def decimals(currency: str) -> int:
    """How many decimals an amount in `currency` can have."""
    return _DECIMALS.get(currency, 2)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """`amount` as `currency` can pay it, without decimals where those would be zeros."""
    paid = round(amount, decimals(currency))
    return Decimal(int(paid)) if paid == paid.to_integral_value() else paid
