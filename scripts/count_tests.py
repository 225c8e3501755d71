"""Adds up the JUnit reports of a test run and prints the sums; fails when there are none."""

import collections
import pathlib
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent


def suites(report):
    root = xml.parse(report).getroot()
    return [root] if root.tag == "testsuite" else list(root.iter("testsuite"))


def main():
    reports = sorted(ROOT.glob("*/target/surefire-reports/TEST-*.xml")) + sorted(ROOT.glob("*/target/failsafe-reports/TEST-*.xml"))
    pytest = ROOT / "target" / "pytest.xml"
    if pytest.exists():
        reports.append(pytest)
    by_part = collections.defaultdict(collections.Counter)
    for report in reports:
        part = "tests" if report == pytest else report.parts[len(ROOT.parts)]
        for suite in suites(report):
            count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            failed = count["failures"] + count["errors"]
            by_part[part].update(passed=count["tests"] - failed - count["skipped"], failed=failed, skipped=count["skipped"])
    total = sum(by_part.values(), collections.Counter())
    for part, count in sorted(by_part.items()):
        print(f"  {part:12} {count['passed']:6} passed {count['failed']:4} failed {count['skipped']:4} skipped")
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    sys.exit(1 if total["failed"] or not total["passed"] else 0)


if __name__ == "__main__":
    main()
