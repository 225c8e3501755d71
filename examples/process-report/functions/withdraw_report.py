"""Undoes what archiving did; does nothing where nothing was archived, so that it can be called at any time and again."""

from archive import entry


def handler(event, context):
    file = entry(event["archive"])
    withdrawn = file.exists()
    file.unlink(missing_ok=True)
    file.with_suffix(".published").unlink(missing_ok=True)
    return {"archive": event["archive"], "withdrawn": withdrawn}
