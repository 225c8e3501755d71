"""A function of the example that takes as long as real ones do, so that it can be killed in the middle."""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.environ["EXAMPLE"]))

import total_report as example  # noqa: E402

SECONDS = 5


def total_report(event, context):
    time.sleep(SECONDS)
    return example.handler(event, context)
