"""Lambda authorizers: the token says what is answered."""

import uuid


def token(event):
    source = event.get("identitySource")
    return (source if isinstance(source, str) else source[0]) if source else ""


def simple(event, context):
    word = token(event)
    if word == "raise":
        raise ValueError("asked for")
    if word == "unauthorized":
        raise Exception("Unauthorized")
    if word == "nonsense":
        return {"isAuthorized": "yes"}
    return {"isAuthorized": word == "allow", "context": {
        "call": uuid.uuid4().hex, "number": 7, "route": event["routeKey"], "arn": event["routeArn"], "list": [1, {"a": True}]}}


def policy(event, context):
    word = token(event).split(",")[0]
    arn = event["methodArn"]
    resource = {"allow": arn, "all": arn.rsplit("/", 2)[0] + "/*", "other": arn + "/other"}.get(word, arn)
    return {"principalId": "user|" + word, "context": {"call": uuid.uuid4().hex, "token": event["authorizationToken"]}, "policyDocument": {
        "Version": "2012-10-17", "Statement": [{"Action": "execute-api:Invoke", "Effect": "Deny" if word == "deny" else "Allow", "Resource": resource}]}}
