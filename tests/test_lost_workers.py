"""kill -9 of the worker in the middle of each kind of task: after its restart every execution ends right, with no effect twice
where the service has stable tokens."""

import asyncio
import json
import pathlib
import shutil
import threading
import uuid

import pytest
from temporalio import activity
from temporalio.client import Client
from temporalio.worker import Worker

from hanging_services import BEGUN, CALLED, SHOWN, Services
from stateway import ACCOUNT, Stateway, until

HERE = pathlib.Path(__file__).parent
ROLE = f"arn:aws:iam::{ACCOUNT}:role/executions"


ENGINE = HERE.parent / "activities/src/test/resources/containers/engine.sh"


class OtherWorker:
    """A Temporal worker of another task queue, in a thread of its own."""

    def __init__(self, address, queue):
        self.began, self.go = [], threading.Event()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

        @activity.defn(name="print")
        async def printing(task):
            self.began.append(task)
            while not self.go.is_set():
                activity.heartbeat()
                await asyncio.sleep(0.1)
            return {"printed": task["arguments"]["pages"]}

        async def serve():
            # The server it works for dies and comes back: so does its connection.
            await Worker(await Client.connect(address), task_queue=queue, activities=[printing]).run()

        self.serving = asyncio.run_coroutine_threadsafe(serve(), self.loop)

    def stop(self):
        self.serving.cancel()


def task(resource, parameters):
    return {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": True}}}


def call(services, path):
    return task("arn:aws:states:::http:invoke", {"ApiEndpoint": services.url + path, "Method": "POST", "RequestBody": {"n": 1},
                "Authentication": {"ConnectionArn": f"arn:aws:events:us-east-1:{ACCOUNT}:connection/web/1"}})


def definitions(services, child, activities):
    return {
        "lambda": task("arn:aws:states:::lambda:invoke", {"FunctionName": "slow", "Payload": {"n": 21}}),
        "function ARN": task(f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:slow", {"n": 21}),
        "ecs": task("arn:aws:states:::ecs:runTask.sync", {"TaskDefinition": "slow"}),
        "sqs": task("arn:aws:states:::sqs:sendMessage.waitForTaskToken", {"QueueUrl": services.url + "/queue", "MessageBody": {"token.$": "$$.Task.Token"}}),
        "states": task("arn:aws:states:::states:startExecution.sync:2", {"StateMachineArn": child, "Input": {"n": 1}}),
        "http": call(services, "/http"),
        "apigateway": task("arn:aws:states:::apigateway:invoke", {"ApiEndpoint": services.url.removeprefix("http://"), "Method": "POST", "Path": "/api"}),
        "job": task("arn:aws:states:::glue:startJobRun.sync", {"JobName": "etl"}),
        "remote ecs": task("arn:aws:states:::ecs:runTask.sync", {"TaskDefinition": "remote", "LaunchType": "FARGATE"}),
        "container": task("arn:aws:states:::ecs:runTask.sync", {"TaskDefinition": "contained"}),
        "wait": {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "Next": "P"}, "P": {"Type": "Pass", "Result": "waited", "End": True}}},
        "parallel": {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": True, "Branches": [
            {"StartAt": "One", "States": {"One": {"Type": "Pass", "Result": 1, "End": True}}}, call(services, "/branch")]}}},
        "map": {"StartAt": "M", "States": {"M": {"Type": "Map", "End": True, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, **call(services, "/item")}}}},
        "aws-sdk": task("arn:aws:states:::aws-sdk:ssm:getParameter", {"Name": "p"}),
        "posted": task("arn:aws:states:::sns:publish", {"Message": "m"}),
        "task queue": task(f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:print", {"pages": 3}),
        "approval": task("arn:stateway:states:::approval:request", {"Title": "May it?"}),
        **{f"activity {name}": task(arn, {"pages": 4}) for name, arn in activities.items()},
    }


@pytest.fixture(scope="module")
def lost(tmp_path_factory):
    """Executions of every kind after the kill: their outputs, and what the services saw."""
    folder = tmp_path_factory.mktemp("lost")
    services = Services()
    queue = f"others-{uuid.uuid4()}"
    (folder / "stateway.yaml").write_text(json.dumps({
        "functions": {"slow": {"runtime": "python3", "directory": str(HERE / "lost_workers"), "handler": "work.handler", "timeoutSeconds": 600,
                               "environment": {"FOLDER": str(folder)}}},
        "tasks": {"slow": {"containers": [{"name": "slow", "command": ["python3", "work.py"], "directory": str(HERE / "lost_workers"),
                                           "environment": {"FOLDER": str(folder)}}]},
                  "contained": {"containers": [{"name": "contained", "image": "work:1", "environment": {"FOLDER": str(folder)},
                                                "command": ["python3", str(HERE / "lost_workers/work.py"), "container"]}]}},
        "connections": {"web": {"apiKey": {"name": "X-Key", "value": "k"}}},
        "routes": [
            {"resource": "arn:aws:lambda:*:function:print", "taskQueue": {"name": queue, "heartbeatSeconds": 60}},
            {"resource": "arn:aws:states:::sns:publish", "http": services.url + "/posted"},
            *({"resource": resource, "endpoint": services.url} for resource in ("*:sqs:*", "*:ssm:*", "*:glue:*", "*:ecs:*")),
        ],
    }))
    engine = pathlib.Path(shutil.copy(ENGINE, folder / "engine.sh"))
    stateway = Stateway(folder / "data", STATEWAY_CONTAINERS=str(engine), STATEWAY_FUNCTIONS=str(folder / "stateway.yaml"), STATEWAY_HTTP_ALLOW="127.0.0.1",
                        AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test").start()
    other = OtherWorker(f"127.0.0.1:{stateway.temporal_port}", queue)
    try:
        yield Lost(stateway, services, other, folder)
    finally:
        (folder / "go").touch()
        services.go.set()
        other.go.set()
        other.stop()
        stateway.stop()
        services.shutdown()


class Lost:
    def __init__(self, stateway, services, other, folder):
        self.stateway, self.services, self.other, self.folder = stateway, services, other, folder
        self.child = self.machine("child", {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": True}}})
        self.activities = {name: stateway.client().create_activity(name=f"print-{name}")["activityArn"] for name in ("taken", "waiting")}
        self.executions = {
            kind: self.start(kind, definition) for kind, definition in definitions(services, self.child, self.activities).items()}
        taken = self.take("taken")
        try:
            until("every task is in its middle", lambda: not self.not_begun(), seconds=120)
        except AssertionError as late:
            raise AssertionError(f"not in their middle: {self.not_begun()}") from late
        stateway.kill("stateway")
        stateway.start()
        self.work(taken)
        self.work(self.take("waiting"))
        self.release()
        self.outputs = {kind: self.output(kind) for kind in self.executions}

    def machine(self, name, definition):
        return self.stateway.client().create_state_machine(name=name.replace(" ", "-"), roleArn=ROLE, definition=json.dumps(definition))["stateMachineArn"]

    def start(self, kind, definition):
        input = json.dumps([1, 2]) if kind == "map" else "{}"
        return self.stateway.client().start_execution(stateMachineArn=self.machine(kind, definition), input=input)["executionArn"]

    def take(self, activity):
        """The activity's one task, as a worker of it gets it: a poll without work is over after a minute."""
        took = self.stateway.client().get_activity_task(activityArn=self.activities[activity], workerName=f"printer-{activity}")
        assert took.get("taskToken"), f"there was no work of {activity}"
        return took

    def work(self, took):
        pages = json.loads(took["input"])["pages"]
        self.stateway.client().send_task_success(taskToken=took["taskToken"], output=json.dumps({"printed": pages}))

    def log(self, name):
        file = self.folder / f"{name}.log"
        return file.read_text().split() if file.exists() else []

    def not_begun(self):
        """What is not in its middle yet."""
        begun = {
            **{each: self.services.calls[each] for each in (*CALLED, *BEGUN, *SHOWN)},
            **{each: self.log(each) for each in ("ecs", "container")},
            "lambda": len(self.log("lambda")) == 2,
            "child": self.stateway.client().list_executions(stateMachineArn=self.child)["executions"],
            "activity": "ActivityScheduled" in self.events("activity waiting"),
            "wait": "WaitStateEntered" in self.events("wait"),
            "task queue": self.other.began,
            "approval": self.approval(),
        }
        return [name for name, began in begun.items() if not began]

    def events(self, kind):
        history = self.stateway.client().get_execution_history(executionArn=self.executions[kind])
        return [event["type"] for event in history["events"]]

    def approval(self):
        listed = json.loads(self.stateway.http("GET", "/approvals")[2])["approvals"]
        return listed[0]["id"] if listed else None

    def release(self):
        (self.folder / "go").touch()
        self.services.go.set()
        self.other.go.set()
        message = json.loads(self.services.calls["AmazonSQS.SendMessage"][0][1])["MessageBody"]
        self.stateway.client().send_task_success(taskToken=json.loads(message)["token"], output='{"answered": true}')
        status, _, text = self.stateway.http("POST", f"/approvals/{self.approval()}/approve", "{}")
        assert status == 200, text

    def output(self, kind):
        def closed():
            description = self.stateway.client().describe_execution(executionArn=self.executions[kind])
            return description if description["status"] != "RUNNING" else None

        description = until(f"{kind} has ended", closed, seconds=180)
        assert description["status"] == "SUCCEEDED", (kind, description)
        return json.loads(description["output"])


def test_functions_are_called_again_with_the_same_request_id(lost):
    assert lost.outputs["lambda"]["Payload"] == {"doubled": 42}
    assert lost.outputs["function ARN"] == {"doubled": 42}
    calls = lost.log("lambda")
    assert len(calls) == 4 and len(set(calls)) == 2, calls


def test_a_container_task_runs_once(lost):
    assert lost.outputs["ecs"]["Containers"][0]["ExitCode"] == 0
    assert lost.log("ecs") == ["began"]


def test_a_task_of_a_container_engine_runs_once(lost):
    assert lost.outputs["container"]["Containers"][0]["ExitCode"] == 0
    assert lost.log("container") == ["began"]


@pytest.mark.parametrize("kind,begins", [("job", "AWSGlue.StartJobRun"), ("remote ecs", "AmazonEC2ContainerServiceV20141113.RunTask")])
def test_work_of_aws_is_begun_once_and_looked_at_again(lost, kind, begins):
    assert lost.outputs[kind].get("JobRunState", lost.outputs[kind].get("LastStatus")) in ("SUCCEEDED", "STOPPED")
    assert len(lost.services.calls[begins]) == 1


def test_a_wait_goes_on(lost):
    assert lost.outputs["wait"] == "waited"


def test_the_branches_that_have_ended_stay(lost):
    one, two = lost.outputs["parallel"]
    assert one == 1 and two["ResponseBody"] == {"branch": 2}
    assert lost.events("parallel").count("PassStateEntered") == 1
    assert len(lost.services.calls["/branch"]) == 2


def test_the_children_of_a_map_run_go_on(lost):
    assert [each["ResponseBody"] for each in lost.outputs["map"]] == [{"item": True}, {"item": True}]
    assert lost.events("map").count("MapRunStarted") == 1
    # Of the two items one was hanging, and is called again.
    assert len(lost.services.calls["/item"]) == 3


def test_a_message_is_sent_once_and_its_token_stays_good(lost):
    assert lost.outputs["sqs"] == {"answered": True}
    assert len(lost.services.calls["AmazonSQS.SendMessage"]) == 1


def test_a_nested_execution_is_started_once(lost):
    assert lost.outputs["states"]["Status"] == "SUCCEEDED"
    assert len(lost.stateway.client().list_executions(stateMachineArn=lost.child)["executions"]) == 1


def test_calls_are_made_again(lost):
    assert lost.outputs["http"]["ResponseBody"] == {"called": True}
    assert lost.outputs["apigateway"]["ResponseBody"] == {"invoked": True}
    assert lost.outputs["aws-sdk"]["Parameter"]["Value"] == "v"
    assert lost.outputs["posted"] == {"posted": True}
    assert len({headers["Idempotency-Key"] for headers, _ in lost.services.calls["/posted"]}) == 1
    called = ("/http", "/api", "AmazonSSM.GetParameter", "/posted")
    assert {each: len(lost.services.calls[each]) for each in called} == dict.fromkeys(called, 2)


def test_another_worker_does_its_task_once(lost):
    assert lost.outputs["task queue"] == {"printed": 3}
    assert len(lost.other.began) == 1
    assert {"resource", "state", "arguments", "executionArn", "idempotencyKey"} <= set(lost.other.began[0])


@pytest.mark.parametrize("activity", ["taken", "waiting"])
def test_a_task_of_an_activity_is_given_out_once(lost, activity):
    assert lost.outputs[f"activity {activity}"] == {"printed": 4}
    told = [event for event in lost.events(f"activity {activity}") if event.startswith("Activity")]
    assert told == ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"]


def test_an_approval_stays(lost):
    assert lost.outputs["approval"]["decision"] == "APPROVED"
