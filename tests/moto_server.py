"""AWS's services, as moto has them, for tests of the started product."""

import contextlib
import os
import subprocess
import sys

import boto3
import botocore.exceptions

from stateway import free_port, until


def client(url, service):
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")


@contextlib.contextmanager
def served():
    """A moto server: its URL."""
    port = free_port()
    process = subprocess.Popen([os.path.join(os.path.dirname(sys.executable), "moto_server"), "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"

    def answers():
        try:
            return bool(client(url, "sqs").list_queues()["ResponseMetadata"])
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError):
            return False
    try:
        until("moto answers", answers)
        yield url
    finally:
        process.terminate()
        process.wait(30)
