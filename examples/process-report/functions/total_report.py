"""Adds up the sections of a report."""

from money import amount, cents


def handler(event, context):
    categories = {}
    for section in event["sections"]:
        for category, total in section["categories"].items():
            categories[category] = categories.get(category, 0) + cents(total)
    return {
        "grand": amount(sum(categories.values())),
        "categories": {category: amount(total) for category, total in sorted(categories.items())},
        "figures": sum(section["figures"] for section in event["sections"]),
        "unmatched": len(event["unmatched"]),
    }
