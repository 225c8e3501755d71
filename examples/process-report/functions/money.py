"""Amounts of money: decimal numbers in reports, whole cents while they are added up."""

from decimal import ROUND_HALF_EVEN, Decimal


def cents(amount):
    """The amount in cents; the text of the number counts, not its binary approximation."""
    return int((Decimal(str(amount)) * 100).to_integral_value(ROUND_HALF_EVEN))


def amount(in_cents):
    """The number a report shows for this many cents."""
    return in_cents / 100


def convert(in_cents, rate):
    """Cents of one currency in another, rounded to whole cents."""
    return int((Decimal(in_cents) * Decimal(str(rate))).to_integral_value(ROUND_HALF_EVEN))
