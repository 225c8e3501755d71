"""What was answered as done is in the audit log, even of a server that is killed right after."""

import json
import threading

import botocore.exceptions

from stateway import ACCOUNT, started, until

DEFINITION = json.dumps({"StartAt": "P", "States": {"P": {"Type": "Pass", "End": True}}})


def start_until_killed(stateway, machine, acknowledged):
    sfn = stateway.client()
    while True:
        try:
            acknowledged.append(sfn.start_execution(stateMachineArn=machine)["executionArn"])
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError):
            return


def test_every_acknowledged_start_is_written_down_when_the_server_is_killed(tmp_path):
    with started(tmp_path) as stateway:
        machine = stateway.client().create_state_machine(name="audited", definition=DEFINITION, roleArn=f"arn:aws:iam::{ACCOUNT}:role/any")["stateMachineArn"]
        acknowledged = []
        clients = [threading.Thread(target=start_until_killed, args=(stateway, machine, acknowledged)) for _ in range(4)]
        for client in clients:
            client.start()
        until("executions are started", lambda: len(acknowledged) > 100)
        stateway.kill("stateway")
        for client in clients:
            client.join(60)
        files = list((stateway.data / "log").glob("audit-*.jsonl"))
        lines = [line for file in files for line in file.read_text().splitlines(keepends=True)]
        written = {json.loads(line).get("executionArn") for line in lines if line.endswith("\n")}
        assert len(acknowledged) > 100
        assert [execution for execution in acknowledged if execution not in written] == []
