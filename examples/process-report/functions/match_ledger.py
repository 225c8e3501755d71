"""Looks for the figures of a report in one page of the ledger; called again for each page, with what was found before."""

import json
import pathlib

LEDGER = json.loads((pathlib.Path(__file__).parent / "ledger.json").read_text(encoding="utf-8"))


def handler(event, context):
    number = event["page"]
    pages = LEDGER["pages"]
    wanted = set(event["references"])
    found = [booking["reference"] for booking in pages[number] if booking["reference"] in wanted] if number < len(pages) else []
    matched = event["matched"] + found
    return {
        "page": number + 1,
        "more": number + 1 < len(pages),
        "matched": matched,
        "unmatched": sorted(wanted - set(matched)),
    }
