"""A Stateway of the tests' own: started by ./run on free ports with a data folder of its own, killed and started again."""

import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

ROOT = pathlib.Path(__file__).resolve().parent.parent
ACCOUNT = "000000000000"
MACHINE = f"arn:aws:states:us-east-1:{ACCOUNT}:stateMachine:process-report"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def port_is_taken(port):
    with socket.socket() as s:
        s.settimeout(1)
        return s.connect_ex(("127.0.0.1", port)) == 0


def until(what, check, seconds=60, every=0.1):
    """Polls for something that happens in another process; gives the first true value."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = check()
        if value:
            return value
        time.sleep(every)
    raise AssertionError(f"not within {seconds} s: {what}")


class Stateway:
    """One data folder and ports, and the ./run that serves them while it is started."""

    def __init__(self, data, root=ROOT, **environment):
        self.root = root
        self.data = pathlib.Path(data)
        self.port, self.ui_port, self.temporal_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "STATEWAY_", "TEMPORAL_"))},
            "STATEWAY_PORT": str(self.port),
            "STATEWAY_TEMPORAL_PORT": str(self.temporal_port),
            "STATEWAY_TEMPORAL_UI_PORT": str(self.ui_port),
            "STATEWAY_DATA": str(self.data),
            "STATEWAY_FUNCTIONS": str(ROOT / "tests/functions/functions.yaml"),
            **{k: os.environ[k] for k in ("STATEWAY_TEMPORAL_BIN", "STATEWAY_CACHE") if k in os.environ},
            **environment,
        }
        self.process = None
        self.output = []

    def start(self, seconds=300):
        self.output = []
        self.process = subprocess.Popen(
            [str(self.root / "run")], cwd=self.root, env=self.environment, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()
        until("./run is ready", self._ready_or_ended, seconds)
        assert self.process.poll() is None, "".join(self.output)
        return self

    def _read(self, process):
        for line in process.stdout:
            self.output.append(line)

    def _ready_or_ended(self):
        return self.process.poll() is not None or any("Ctrl-C stops it all" in line for line in self.output)

    def stop(self):
        """As Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        if self.process:
            self.process.wait(60)

    def pid(self, child):
        """The process id of 'stateway' or 'temporal'."""
        return int((self.data / f"{child}.pid").read_text())

    def kill(self, child):
        """kill -9 of one child; ./run then stops the other and ends."""
        os.kill(self.pid(child), signal.SIGKILL)
        self.process.wait(60)

    def keys(self):
        """The administrator's keys, as the first start has left them."""
        return dict(line.split("=", 1) for line in (self.data / "administrator.env").read_text().splitlines())

    def audit(self):
        """The audit log's entries."""
        return [json.loads(line) for file in sorted((self.data / "log").glob("audit-*.jsonl")) for line in file.read_text().splitlines()]

    def client(self, service="stepfunctions"):
        keys = self.keys()
        return boto3.client(
            service, endpoint_url=self.url, region_name="us-east-1",
            aws_access_key_id=keys["AWS_ACCESS_KEY_ID"], aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
            config=Config(inject_host_prefix=False, retries={"max_attempts": 1}, read_timeout=120),
        )

    def http(self, method, path, body=None, headers=None):
        """(status, headers, text) of one HTTP call of the administrator, whatever its status."""
        data = body.encode() if isinstance(body, str) else body
        sent = {"Content-Type": "application/json", "Authorization": "Bearer " + self.keys()["STATEWAY_API_KEY"], **(headers or {})}
        request = urllib.request.Request(self.url + path, data=data, method=method, headers={name: value for name, value in sent.items() if value})
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()


@contextlib.contextmanager
def started(data, **environment):
    stateway = Stateway(data, **environment)
    try:
        yield stateway.start()
    finally:
        stateway.stop()
