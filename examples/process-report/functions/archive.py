"""Where archived reports lie: the folder that the container task writes to."""

import os
import pathlib
import tempfile


def folder():
    return pathlib.Path(os.environ.get("ARCHIVE_FOLDER") or pathlib.Path(tempfile.gettempdir()) / "process-report-archive")


def entry(name):
    """The file of this name, which is one part of a path and nothing else."""
    if not name or name != pathlib.PurePath(name).name or name.startswith("."):
        raise ValueError(f"{name!r} cannot be the name of an archived report")
    return folder() / f"{name}.json"
