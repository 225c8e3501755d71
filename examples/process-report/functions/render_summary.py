"""Writes the summary people read: Markdown, with a table for each section."""


def handler(event, context):
    currency, totals = event["currency"], event["totals"]
    lines = [
        f"# {event['title']}",
        "",
        f"{event['reportId']}, {event['period']['from']} to {event['period']['to']}, by {event['author']['name']} ({event['author']['department']})",
        "",
        f"**{totals['grand']:,.2f} {currency}** in {totals['figures']} figures.",
    ]
    for section in event["sections"]:
        lines += ["", f"## {section['title']}", "", f"| category | {currency} |", "|---|---:|"]
        lines += [f"| {category} | {total:,.2f} |" for category, total in section["categories"].items()]
        lines += [f"| **total** | **{section['total']:,.2f}** |"]
    if event["unmatched"]:
        lines += ["", "Not in the ledger: " + ", ".join(event["unmatched"]) + "."]
    return {"format": "text/markdown", "text": "\n".join(lines) + "\n"}
