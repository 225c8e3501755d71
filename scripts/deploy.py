"""Deploys the state machines of a folder: creates or updates one for each NAME.asl.json, through the Step Functions API.

Usage: deploy.py ENDPOINT FOLDER, with an API key in the environment variable STATEWAY_API_KEY
"""

import json
import os
import pathlib
import sys
import urllib.error
import urllib.request

ACCOUNT = os.environ.get("STATEWAY_ACCOUNT", "000000000000")
API_KEY = os.environ.get("STATEWAY_API_KEY", "")
REGION = os.environ.get("AWS_REGION", "us-east-1")


class ApiError(Exception):
    def __init__(self, code, message):
        super().__init__(f"{code}: {message}")
        self.code = code


def call(endpoint, operation, request):
    """One Step Functions API call; raises ApiError with the service's code."""
    http = urllib.request.Request(
        endpoint + "/",
        data=json.dumps(request).encode(),
        headers={"Authorization": "Bearer " + API_KEY, "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AWSStepFunctions." + operation},
    )
    try:
        with urllib.request.urlopen(http, timeout=60) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        body = error.read()
        try:
            problem = json.loads(body)
        except ValueError:
            raise ApiError(f"HTTP {error.code}", body[:500].decode(errors="replace")) from error
        raise ApiError(problem.get("__type", f"HTTP {error.code}").rpartition("#")[2], problem.get("message", "")) from error


def deploy(endpoint, file):
    name = file.name.removesuffix(".asl.json")
    # An example names the default account and region; it is deployed to the ones in use.
    definition = file.read_text(encoding="utf-8").replace(":us-east-1:000000000000:", f":{REGION}:{ACCOUNT}:")
    machine = {"definition": definition, "roleArn": f"arn:aws:iam::{ACCOUNT}:role/stateway"}
    try:
        call(endpoint, "CreateStateMachine", {"name": name, "type": "STANDARD", **machine})
        print(f"stateway:   created {name}")
    except ApiError as error:
        if error.code != "StateMachineAlreadyExists":
            raise
        call(endpoint, "UpdateStateMachine", {"stateMachineArn": f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:{name}", **machine})
        print(f"stateway:   updated {name}")


def print_problems(endpoint, file):
    """What is wrong with a definition, each problem with its place in the file."""
    request = {"definition": file.read_text(encoding="utf-8"), "severity": "WARNING", "positions": True}
    for problem in call(endpoint, "ValidateStateMachineDefinition", request)["diagnostics"]:
        position = problem.get("position")
        place = f"{file}:{position['line']}:{position['column']}" if position else str(file)
        print(f"{place}: {problem['severity'].lower()}: {problem['message']} ({problem['code']})", file=sys.stderr)


def main():
    endpoint, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    files = sorted(folder.glob("*.asl.json"))
    if not files:
        sys.exit(f"stateway: there is no *.asl.json in {folder}")
    for file in files:
        try:
            deploy(endpoint, file)
        except (ApiError, OSError) as error:
            if getattr(error, "code", "") == "InvalidDefinition":
                print_problems(endpoint, file)
            sys.exit(f"stateway: {file}: {error}")


if __name__ == "__main__":
    main()
