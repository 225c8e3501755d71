"""Services of AWS and of others, in one web server, whose calls hang in their middle until they are let go."""

import collections
import hashlib
import http.server
import json
import threading

# What the services answer that are called while the worker dies: the first call hangs, the second is answered so.
CALLED = {
    "/http": {"called": True},
    "/posted": {"posted": True},
    "/api": {"invoked": True},
    "/branch": {"branch": 2},
    "/item": {"item": True},
    "AmazonSSM.GetParameter": {"Parameter": {"Name": "p", "Value": "v"}},
}


def sent(message):
    """SQS' answer to a message: clients check its digest."""
    return {"MessageId": "m-1", "MD5OfMessageBody": hashlib.md5(message["MessageBody"].encode()).hexdigest()}


# What begins work that goes on by itself, and what shows it: while it runs, and when it has ended.
BEGUN = {
    "AWSGlue.StartJobRun": {"JobRunId": "r-1"},
    "AmazonEC2ContainerServiceV20141113.RunTask": {"failures": [], "tasks": [{"taskArn": "t-1"}]},
    "AmazonSQS.SendMessage": sent,
}
SHOWN = {
    "AWSGlue.GetJobRun": ({"JobRun": {"Id": "r-1", "JobRunState": "RUNNING"}}, {"JobRun": {"Id": "r-1", "JobRunState": "SUCCEEDED"}}),
    "AmazonEC2ContainerServiceV20141113.DescribeTasks": (
        {"tasks": [{"taskArn": "t-1", "lastStatus": "RUNNING"}]},
        {"tasks": [{"taskArn": "t-1", "lastStatus": "STOPPED", "containers": [{"exitCode": 0}]}]}),
}


class Services(http.server.ThreadingHTTPServer):
    """A web server that is several services: what is only called hangs at first until it is let go, and is never answered then."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.calls = collections.defaultdict(list)
        self.go = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answering(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        target = self.headers.get("X-Amz-Target", self.path)
        calls = self.server.calls[target]
        calls.append((dict(self.headers), body))
        if target in BEGUN:
            begun = BEGUN[target]
            self.answer(begun(json.loads(body)) if callable(begun) else begun)
        elif target in SHOWN:
            self.answer(SHOWN[target][self.server.go.is_set()])
        elif len(calls) == 1:
            self.server.go.wait(300)
            self.close_connection = True
        else:
            self.answer(CALLED[target])

    def answer(self, members):
        body = json.dumps(members).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
