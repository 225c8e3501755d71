"""The example's handlers, called as Lambda calls them: python3 -m unittest discover -s examples/process-report/tests"""

import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(EXAMPLE / "functions"))

import exchange_rates
import match_ledger
import money
import publish_report
import render_summary
import summarise_section
import total_report
import validate_report
import withdraw_report


def example(name):
    return json.loads((EXAMPLE / name).read_text(encoding="utf-8"))


def rates(report):
    asked = {"attempt": 2, "currency": report["currency"], "currencies": report["currencies"], "asOf": report["period"]["to"]}
    return exchange_rates.handler(asked, None)["rates"]


def summaries(report):
    return [summarise_section.handler({"section": section, "rates": rates(report)}, None) for section in report["sections"]]


class Money(unittest.TestCase):
    def test_counts_the_written_number(self):
        self.assertEqual([money.cents(amount) for amount in (0.29, 1.005, 19.99, -2893.33, 7)], [29, 100, 1999, -289333, 700])


class Validate(unittest.TestCase):
    def test_brings_a_report_into_its_form(self):
        report = validate_report.handler(example("report.json"), None)
        self.assertEqual(report["reportId"], "R-2026-Q3-0417")
        self.assertEqual(report["author"]["email"], "ines.marques@example.com")
        self.assertEqual(report["currencies"], ["CHF", "GBP", "SEK", "USD"])
        dates = [figure["date"] for figure in report["sections"][0]["figures"]]
        self.assertEqual(dates, sorted(dates))

    def test_names_every_problem(self):
        with self.assertRaises(validate_report.ReportInvalid) as refused:
            validate_report.handler(example("bad-report.json"), None)
        self.assertEqual(
            str(refused.exception),
            "S-6003 of 2026-11-02 is outside the period; the total declared in EUR is 2025.75, the figures make 2052.75",
        )

    def test_refuses_a_reference_that_occurs_twice(self):
        report = copy.deepcopy(example("small-report.json"))
        report["sections"][1]["figures"][0]["reference"] = "S-6001"
        with self.assertRaisesRegex(validate_report.ReportInvalid, "S-6001 occurs twice"):
            validate_report.handler(report, None)


class Rates(unittest.TestCase):
    def test_is_busy_at_first(self):
        asked = {"currency": "EUR", "currencies": ["USD"], "asOf": "2026-10-31"}
        for attempt in (0, 1):
            with self.assertRaises(exchange_rates.RatesUnavailable):
                exchange_rates.handler({**asked, "attempt": attempt}, None)
        self.assertEqual(exchange_rates.handler({**asked, "attempt": 2}, None)["rates"], {"EUR": 1, "USD": 0.922339})

    def test_refuses_a_currency_it_does_not_know(self):
        with self.assertRaisesRegex(exchange_rates.CurrencyUnknown, "XXX"):
            exchange_rates.handler({"attempt": 2, "currency": "EUR", "currencies": ["XXX"], "asOf": "2026-10-31"}, None)


class Ledger(unittest.TestCase):
    def test_finds_all_over_its_pages(self):
        report = validate_report.handler(example("report.json"), None)
        state = {"page": 0, "matched": [], "more": True}
        while state["more"]:
            state = match_ledger.handler({**state, "references": report["references"]}, None)
        self.assertEqual(state["page"], len(match_ledger.LEDGER["pages"]))
        self.assertEqual(len(state["matched"]), len(report["references"]) - 1)
        self.assertEqual(state["unmatched"], ["P-5004"])


class Totals(unittest.TestCase):
    def test_adds_up_in_the_reports_currency(self):
        report = validate_report.handler(example("small-report.json"), None)
        totals = total_report.handler({"sections": summaries(report), "unmatched": []}, None)
        self.assertEqual(totals, {"grand": 2643.05, "categories": {"print": 2052.75, "software": 590.3}, "figures": 3, "unmatched": 0})

    def test_the_large_report_needs_an_approval_and_the_small_one_does_not(self):
        machine = example("process-report.asl.json")
        limit = machine["States"]["NeedsApproval"]["Choices"][0]["NumericGreaterThan"]
        for name, above in (("report.json", True), ("small-report.json", False)):
            sections = summaries(validate_report.handler(example(name), None))
            self.assertEqual(total_report.handler({"sections": sections, "unmatched": []}, None)["grand"] > limit, above, name)

    def test_renders_a_table_for_each_section(self):
        report = validate_report.handler(example("report.json"), None)
        sections = summaries(report)
        totals = total_report.handler({"sections": sections, "unmatched": ["P-5004"]}, None)
        text = render_summary.handler({**report, "sections": sections, "totals": totals, "unmatched": ["P-5004"]}, None)["text"]
        self.assertEqual(text.count("| **total** |"), len(report["sections"]))
        self.assertIn("| furniture | 36,680.60 |", text)
        self.assertTrue(text.endswith("Not in the ledger: P-5004.\n"))


class Archive(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        before = os.environ.get("ARCHIVE_FOLDER")
        os.environ["ARCHIVE_FOLDER"] = folder.name
        self.addCleanup(lambda: os.environ.pop("ARCHIVE_FOLDER") if before is None else os.environ.update(ARCHIVE_FOLDER=before))
        self.folder = pathlib.Path(folder.name)

    def run_container(self, report, name="e1"):
        environment = {**os.environ, "REPORT": json.dumps(report), "ARCHIVE": name}
        return subprocess.run([sys.executable, str(EXAMPLE / "containers" / "archive_report.py")], env=environment, capture_output=True, text=True)

    def test_a_report_is_archived_published_and_withdrawn(self):
        report = validate_report.handler(example("report.json"), None)
        for _ in range(2):  # again is the same as once
            self.assertEqual(self.run_container(report).returncode, 0)
        self.assertEqual(json.loads((self.folder / "e1.json").read_text(encoding="utf-8")), report)
        self.assertEqual(publish_report.handler({"archive": "e1"}, None)["bytes"], (self.folder / "e1.json").stat().st_size)
        self.assertEqual(withdraw_report.handler({"archive": "e1"}, None), {"archive": "e1", "withdrawn": True})
        self.assertEqual(withdraw_report.handler({"archive": "e1"}, None), {"archive": "e1", "withdrawn": False})
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_report_without_sections_fails_the_container(self):
        done = self.run_container({"sections": []})
        self.assertEqual((done.returncode, done.stderr), (1, "a report without sections is not archived\n"))

    def test_what_is_not_archived_is_not_published(self):
        with self.assertRaises(publish_report.ArchiveMissing):
            publish_report.handler({"archive": "none"}, None)

    def test_a_name_is_no_path(self):
        for name in ("../e1", "a/b", "", "."):
            with self.assertRaises(ValueError):
                withdraw_report.handler({"archive": name}, None)


if __name__ == "__main__":
    unittest.main()
