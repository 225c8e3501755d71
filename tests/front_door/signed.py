"""Hooks of schemathesis: requests are signed for the management API, others carry the API key."""

import os

import schemathesis
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from requests.auth import AuthBase


class Signed(AuthBase):
    def __call__(self, request):
        keys = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])
        if os.environ["FUZZED"] == "management":
            unsigned = AWSRequest(method=request.method, url=request.url, data=request.body)
            SigV4Auth(keys, "apigateway", "us-east-1").add_auth(unsigned)
            request.headers.update(dict(unsigned.headers))
        else:
            request.headers["Authorization"] = "Bearer " + os.environ["STATEWAY_API_KEY"]
        return request


schemathesis.auth.set_from_requests(Signed())
