"""The container task: reads a report from its environment, checks it, and writes it to the archive.

REPORT is the report as JSON, ARCHIVE the name it is kept under, ARCHIVE_FOLDER where.
"""

import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "functions"))

from archive import entry


def main():
    report = json.loads(os.environ["REPORT"])
    if not report["sections"]:
        print("a report without sections is not archived", file=sys.stderr)
        return 1
    file = entry(os.environ["ARCHIVE"])
    file.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and moved: the archive never holds half a report, however often this runs.
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as part:
        json.dump(report, part, ensure_ascii=False, indent=1)
    os.replace(part.name, file)
    print(f"archived {report['reportId']}: {file.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
