"""Gives the rates into the report's currency, as of the end of its period, from a source that is often busy."""

import time

# Euro reference rates: one euro in this currency.
PER_EURO = {"EUR": "1", "USD": "1.0842", "GBP": "0.8391", "CHF": "0.9478", "SEK": "11.2310"}

# The source refuses the first calls of each execution: what Retry is for.
BUSY_ATTEMPTS = 2


class RatesUnavailable(Exception):
    """The source is busy: asking again later helps."""


class CurrencyUnknown(Exception):
    """The source has no rate for this currency: asking again does not help."""


def handler(event, context):
    time.sleep(0.3)  # the source's answers take as long as answers of a network do
    if event["attempt"] < BUSY_ATTEMPTS:
        raise RatesUnavailable(f"the source is busy (attempt {event['attempt']})")
    target = event["currency"]
    unknown = sorted({target, *event["currencies"]} - PER_EURO.keys())
    if unknown:
        raise CurrencyUnknown(", ".join(unknown))
    rates = {currency: round(float(PER_EURO[target]) / float(PER_EURO[currency]), 6) for currency in event["currencies"]}
    return {"asOf": event["asOf"], "rates": {target: 1, **rates}}
