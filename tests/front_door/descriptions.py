"""OpenAPI descriptions of Stateway's own HTTP APIs, for generated requests: the management API as botocore's model has it, and the paths that are its own."""

from botocore.loaders import Loader

KINDS = {"boolean": "boolean", "integer": "integer", "long": "integer", "double": "number", "string": "string", "timestamp": "string", "blob": "string"}


def schema(shapes, name, depth=0):
    """The JSON schema of a shape; what is nested deeply is any."""
    shape = shapes[name]
    kind = shape["type"]
    if depth > 4:
        return {}
    if kind == "structure":
        return {"type": "object", "additionalProperties": False, "properties": {
            member.get("locationName", key): schema(shapes, member["shape"], depth + 1)
            for key, member in shape["members"].items() if "location" not in member}}
    if kind == "list":
        return {"type": "array", "maxItems": 3, "items": schema(shapes, shape["member"]["shape"], depth + 1)}
    if kind == "map":
        return {"type": "object", "maxProperties": 3, "additionalProperties": schema(shapes, shape["value"]["shape"], depth + 1)}
    found = {"type": KINDS[kind]}
    if "enum" in shape:
        found["enum"] = shape["enum"]
    return found


def management(known):
    """The description of apigatewayv2; `known` has ids that exist, which are asked for often, but not taken away."""
    model = Loader().load_service_model("apigatewayv2", "service-2")
    shapes = model["shapes"]
    paths = {}
    for operation in model["operations"].values():
        method, path = operation["http"]["method"].lower(), operation["http"]["requestUri"].split("?")[0]
        shape = shapes[operation["input"]["shape"]] if "input" in operation else {"members": {}}
        described = {"operationId": operation["name"], "parameters": [], "responses": {"default": {"description": "any"}}}
        for key, member in shape["members"].items():
            if member.get("location") not in ("uri", "querystring"):
                continue
            place = "path" if member["location"] == "uri" else "query"
            value = schema(shapes, member["shape"])
            if place == "path" and member["locationName"] in known and method != "delete":
                value = {"enum": known[member["locationName"]]}
            elif place == "path":
                value = {"type": "string", "minLength": 1, "maxLength": 20}
            described["parameters"].append({"name": member["locationName"], "in": place, "required": place == "path", "schema": value})
        if method in ("post", "put", "patch"):
            body = schema(shapes, shape["payload"] and shape["members"][shape["payload"]]["shape"]) if "payload" in shape else schema(shapes, operation["input"]["shape"])
            described["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        paths.setdefault(path, {})[method] = described
    return {"openapi": "3.0.3", "info": {"title": "apigatewayv2", "version": "1"}, "paths": paths}


def own(execution):
    """The description of approvals, executions and health; `execution` is the ARN of one that there is."""
    text, anything = {"type": "string"}, {"responses": {"default": {"description": "any"}}}
    identity = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    decision = {"type": "object", "required": ["decision"], "properties": {
        "decision": {"type": "string", "enum": ["approve", "reject"]}, "by": text, "comment": text, "formData": {}}}
    return {"openapi": "3.0.3", "info": {"title": "own", "version": "1"}, "paths": {
        "/approvals": {"get": {**anything, "parameters": [
            {"name": "maxResults", "in": "query", "schema": {"type": "integer"}}, {"name": "nextToken", "in": "query", "schema": text}]}},
        "/approvals/{id}": {
            "get": {**anything, "parameters": [identity]},
            "post": {**anything, "parameters": [identity], "requestBody": {"required": True, "content": {"application/json": {"schema": decision}}}}},
        "/executions/{arn}": {"get": {**anything, "parameters": [
            {"name": "arn", "in": "path", "required": True, "schema": {"anyOf": [{"enum": [execution]}, {"type": "string", "minLength": 1}]}},
            {"name": "Last-Event-ID", "in": "header", "schema": text}]}},
        "/livez": {"get": anything},
        "/readyz": {"get": anything}}}
