"""Checks what a schema cannot say about a report, and brings it into the form the other steps work with."""

from datetime import date

from money import amount, cents


class ReportInvalid(Exception):
    """The report contradicts itself; the message lists every problem."""


def handler(event, context):
    problems = list(find_problems(event))
    if problems:
        raise ReportInvalid("; ".join(problems))
    return normalised(event)


def find_problems(report):
    first, last = (date.fromisoformat(report["period"][end]) for end in ("from", "to"))
    if last < first:
        yield f"the period ends on {last}, before it begins"
    seen = set()
    for section in report["sections"]:
        for figure in section["figures"]:
            if figure["reference"] in seen:
                yield f"the reference {figure['reference']} occurs twice"
            seen.add(figure["reference"])
            if not first <= date.fromisoformat(figure["date"]) <= last:
                yield f"{figure['reference']} of {figure['date']} is outside the period"
    yield from wrong_totals(report)


def wrong_totals(report):
    sums = {}
    for section in report["sections"]:
        for figure in section["figures"]:
            sums[figure["currency"]] = sums.get(figure["currency"], 0) + cents(figure["amount"])
    declared = {currency: cents(total) for currency, total in report["totals"].items()}
    for currency in sorted(sums.keys() | declared.keys()):
        if sums.get(currency, 0) != declared.get(currency, 0):
            yield (
                f"the total declared in {currency} is {amount(declared.get(currency, 0)):.2f}, "
                f"the figures make {amount(sums.get(currency, 0)):.2f}"
            )


def normalised(report):
    sections = [
        {
            "id": section["id"],
            "title": section["title"].strip(),
            "narrative": " ".join(section.get("narrative", "").split()),
            "figures": sorted(section["figures"], key=lambda figure: (figure["date"], figure["reference"])),
        }
        for section in report["sections"]
    ]
    return {
        "reportId": report["reportId"].upper(),
        "title": report["title"].strip(),
        "author": {**report["author"], "email": report["author"]["email"].lower()},
        "period": report["period"],
        "currency": report["currency"],
        "currencies": sorted({figure["currency"] for section in sections for figure in section["figures"]} - {report["currency"]}),
        "references": [figure["reference"] for section in sections for figure in section["figures"]],
        "sections": sections,
    }
