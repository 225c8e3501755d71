"""Handlers that show how functions behave, well or badly."""

import os
import subprocess
import sys
import time

calls = 0


class OrderRefused(Exception):
    pass


def echo(event, context):
    return event


def raise_error(event, context):
    raise OrderRefused("Order " + str(event["order"]) + " was refused")


def count(event, context):
    global calls
    calls += 1
    return {"pid": os.getpid(), "calls": calls}


def sleep(event, context):
    time.sleep(event["seconds"])
    return {"pid": os.getpid()}


def sleep_with_child(event, context):
    child = subprocess.Popen(["sleep", "300"])
    with open(event["pids"], "w") as pids:
        pids.write(str(os.getpid()) + " " + str(child.pid))
    time.sleep(300)


def leave(event, context):
    os._exit(event["code"])


def large(event, context):
    return "x" * event["size"]


def talk(event, context):
    print("to stdout: " + event["text"])
    print("to stderr: " + event["text"], file=sys.stderr)
    return None


def environment(event, context):
    return {
        "environment": dict(os.environ),
        "requestId": context.aws_request_id,
        "arn": context.invoked_function_arn,
        "name": context.function_name,
        "version": context.function_version,
        "memory": context.memory_limit_in_mb,
        "remaining": context.get_remaining_time_in_millis(),
        "clientContext": context.client_context.custom if context.client_context else None,
    }
