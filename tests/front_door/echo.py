"""Answers API Gateway with the event it got, or as the body says."""

import json


def handler(event, context):
    body = event.get("body") or ""
    if body == "raise":
        raise ValueError("asked for")
    if body.startswith("{"):
        return json.loads(body)
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(event)}
