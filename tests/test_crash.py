"""kill -9 in the middle of the example: the execution goes on where it was and ends right."""

import json
import os
import subprocess

import pytest

from stateway import MACHINE, ROOT, free_port, started, until

REPORT = (ROOT / "examples/process-report/report.json").read_text()

# Where the execution is when the crash comes: a state, and the kind of the event that shows it is in the middle of it.
PLACES = {
    "in a Lambda task": ("TotalReport", "TaskStarted"),
    "in a Wait": ("SettleArchive", "WaitStateEntered"),
    "while the approval is pending": ("RequestApproval", "TaskSubmitted"),
}


@pytest.fixture(scope="module")
def crashing(tmp_path_factory):
    with started(tmp_path_factory.mktemp("crashing")) as stateway:
        yield stateway


def history(sfn, execution):
    pages = sfn.get_paginator("get_execution_history").paginate(executionArn=execution)
    return [event for page in pages for event in page["events"]]


def is_at(events, state, kind):
    """Whether the last state entered is this one, and the last event of this kind."""
    entered = [e["stateEnteredEventDetails"]["name"] for e in events if e["type"].endswith("StateEntered")]
    return bool(entered) and entered[-1] == state and events[-1]["type"] == kind


def await_place(sfn, execution, place):
    until(f"the execution is {place}", lambda: is_at(history(sfn, execution), *PLACES[place]), every=0.05)


def finish(stateway, execution):
    """Approves, and gives the output and the history once it has succeeded."""
    sfn = stateway.client()

    def approval():
        listed = json.loads(stateway.http("GET", "/approvals")[2])["approvals"]
        return next((a["id"] for a in listed if a["executionArn"] == execution), None)

    status, _, text = stateway.http("POST", f"/approvals/{until('the approval is pending', approval)}/approve", '{"by": "ada", "formData": {"figuresChecked": true}}')
    assert status == 200, text

    def closed():
        description = sfn.describe_execution(executionArn=execution)
        return description if description["status"] != "RUNNING" else None

    description = until("the execution has ended", closed)
    assert description["status"] == "SUCCEEDED", description
    return json.loads(description["output"]), history(sfn, execution)


def what_matters(output):
    """The output without what differs from run to run."""
    return {key: output[key] for key in ("reportId", "currency", "totals", "sections", "ledger", "summary")}


@pytest.fixture(scope="module")
def undisturbed(crashing):
    """Output and states of an execution that nothing happened to."""
    execution = crashing.client().start_execution(stateMachineArn=MACHINE, input=REPORT)["executionArn"]
    output, events = finish(crashing, execution)
    return what_matters(output), states(events)


def states(events):
    """The states in the order of their ends, but for those that run side by side."""
    side_by_side = ("SummariseSection", "RenderSummary", "ArchiveReport")
    names = [e["stateExitedEventDetails"]["name"] for e in events if e["type"].endswith("StateExited")]
    return [name for name in names if name not in side_by_side]


def check(stateway, execution, undisturbed):
    output, events = finish(stateway, execution)
    assert (what_matters(output), states(events)) == undisturbed
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))


@pytest.mark.parametrize("child", ["stateway", "temporal"])
@pytest.mark.parametrize("place", PLACES)
def test_goes_on_after_kill_9(crashing, undisturbed, place, child):
    execution = crashing.client().start_execution(stateMachineArn=MACHINE, input=REPORT)["executionArn"]
    await_place(crashing.client(), execution, place)
    crashing.kill(child)
    crashing.start()
    check(crashing, execution, undisturbed)


def test_waits_for_temporal_and_goes_on(tmp_path, undisturbed):
    """Temporal dies and comes back while Stateway stays: it reconnects by itself, and says 503 in between."""
    port = free_port()
    temporal = OwnTemporal(tmp_path / "temporal.db", port)
    try:
        with started(tmp_path / "data", TEMPORAL_ADDRESS=f"127.0.0.1:{port}") as stateway:
            execution = stateway.client().start_execution(stateMachineArn=MACHINE, input=REPORT)["executionArn"]
            await_place(stateway.client(), execution, "in a Lambda task")
            temporal.kill()
            until("it is not ready", lambda: stateway.http("GET", "/readyz")[0] == 503)
            status, headers, _ = stateway.http("POST", "/processReport", REPORT)
            assert (status, "Retry-After" in headers) == (503, True)
            temporal.start()
            until("it is ready again", lambda: stateway.http("GET", "/readyz")[0] == 200)
            check(stateway, execution, undisturbed)
    finally:
        temporal.kill()


class OwnTemporal:
    """A Temporal server that ./run has not started."""

    def __init__(self, database, port):
        binary = os.environ.get("STATEWAY_TEMPORAL_BIN") or "temporal"
        self.command = [binary, "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", str(port), "--db-filename", str(database), "--log-level", "error"]
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
