"""Adds up one section of a report, by category, in the report's currency."""

from money import amount, cents, convert


def handler(event, context):
    section, rates = event["section"], event["rates"]
    categories = {}
    for figure in section["figures"]:
        converted = convert(cents(figure["amount"]), rates[figure["currency"]])
        categories[figure["category"]] = categories.get(figure["category"], 0) + converted
    largest = max(section["figures"], key=lambda figure: convert(cents(figure["amount"]), rates[figure["currency"]]))
    return {
        "id": section["id"],
        "title": section["title"],
        "figures": len(section["figures"]),
        "total": amount(sum(categories.values())),
        "categories": {category: amount(total) for category, total in sorted(categories.items())},
        "largest": {"reference": largest["reference"], "label": largest["label"]},
    }
