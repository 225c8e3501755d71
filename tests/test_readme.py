"""The README's own commands, run as they stand, in a copy of the checkout, on the default ports."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from stateway import ROOT, port_is_taken, until, Stateway

STARTS = "<!-- quick start: the tests run these lines as they stand -->"
ENDS = "<!-- quick start ends -->"


def quick_start():
    """The command lines of the README's quick start, in order."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    marked = text[text.index(STARTS) : text.index(ENDS)]
    lines = [line for block in re.findall(r"```sh\n(.*?)```", marked, re.DOTALL) for line in block.splitlines()]
    assert len(lines) >= 10
    return lines


class Shell:
    """One bash in which line after line is run, as a person would."""

    def __init__(self, folder):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "STATEWAY_"))}
        environment["PATH"] = os.path.dirname(sys.executable) + os.pathsep + environment["PATH"]
        self.bash = subprocess.Popen(["bash"], cwd=folder, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run(self, line):
        """Runs the line; gives what it printed; fails when it fails."""
        self.bash.stdin.write(f"{line}\nprintf '\\nstatus=%s\\n' $?\n")
        self.bash.stdin.flush()
        printed = []
        while not (out := self.bash.stdout.readline()).startswith("status="):
            assert out, f"bash ended in: {line}"
            printed.append(out)
        text = "".join(printed)[:-1]
        assert out == "status=0\n", f"{line}\n{text}"
        return text

    def close(self):
        self.bash.stdin.close()
        self.bash.wait(10)


@pytest.fixture
def copy(tmp_path):
    """The checkout without what runs have left in it."""
    target = tmp_path / "stateway"
    shutil.copytree(ROOT, target, symlinks=True, ignore=shutil.ignore_patterns(".git", "data", ".venv", "surefire-reports", "failsafe-reports", "test-classes"))
    return target


def test_quick_start(copy):
    for port in (8080, 7233, 8233):
        assert not port_is_taken(port), f"the README's commands need port {port}, which is taken"
    stateway = Stateway(copy / "data", root=copy)
    for option in ("STATEWAY_PORT", "STATEWAY_TEMPORAL_PORT", "STATEWAY_TEMPORAL_UI_PORT", "STATEWAY_DATA", "STATEWAY_FUNCTIONS"):
        del stateway.environment[option]
    stateway.url = "http://localhost:8080"
    shell = Shell(copy)
    try:
        stateway.start()
        printed = {}
        for line in quick_start():
            if "list-executions" in line:
                until("the execution is listed", lambda: stateway.client().list_executions(stateMachineArn=MACHINE)["executions"])
            if line.startswith("curl -H") and line.endswith("/approvals"):
                until("an approval is pending", lambda: json.loads(stateway.http("GET", "/approvals")[2])["approvals"])
            if "[status, output]" in line:
                until("the execution has ended", lambda: json.loads(printed_description(shell))["status"] != "RUNNING")
            printed[line] = shell.run(line)
    finally:
        shell.close()
        stateway.stop()
    check_what_was_printed(printed)


MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:process-report"


def printed_description(shell):
    return shell.run("aws stepfunctions describe-execution --execution-arn $EXECUTION")


def check_what_was_printed(printed):
    def of(part):
        return next(text for line, text in printed.items() if part in line)

    def document(part):
        text = of(part)
        return json.loads(text[text.index("{") :])

    description = document("describe-execution --execution-arn $EXECUTION")
    assert description["stateMachineArn"] == MACHINE
    assert json.loads(description["input"]) == json.loads((ROOT / "examples/process-report/report.json").read_text())
    events = document("get-execution-history")["events"]
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))
    exited = [event["stateExitedEventDetails"] for event in events if event["type"].endswith("StateExited")]
    assert exited and all("output" in details for details in exited)
    status, output = json.loads(of("[status, output]"))
    assert status == "SUCCEEDED", output
    assert document("/processReport/sync")
