"""Marks the archived report as published."""

import hashlib
import json

from archive import entry


class ArchiveMissing(Exception):
    """There is no archived report of this name."""


def handler(event, context):
    file = entry(event["archive"])
    if not file.exists():
        raise ArchiveMissing(event["archive"])
    content = file.read_bytes()
    report = json.loads(content)
    file.with_suffix(".published").write_text(report["reportId"] + "\n", encoding="utf-8")
    return {"archive": event["archive"], "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
