"""Numbers as the screen's language writes them."""

from babel.numbers import format_decimal, format_percent

from pages.parts.session import language

#: What stands where there is nothing yet to compute a figure from.
NOTHING = "—"
#: The smallest sum that is told as a number.
LEAST = 0.0001


def number(value: float | None) -> str:
    """With one decimal at most."""
    return NOTHING if value is None else str(format_decimal(round(value, 1), locale=language()))


def share(value: float | None) -> str:
    """A share (0-1) in whole percents."""
    return NOTHING if value is None else str(format_percent(value, locale=language()))


def amount(value: float) -> str:
    """A positive sum: calls cost fractions of a cent, so with four decimals where there are any."""
    sign, told = ("< ", LEAST) if value < LEAST else ("", value)
    return f"{sign}{format_decimal(told, '#,##0.00##' if told < 1 else '#,##0.00', locale=language())}"


def money(value: float, currency: str) -> str:
    """A positive sum with what it is in."""
    return f"{amount(value)}\u00a0{currency}"
