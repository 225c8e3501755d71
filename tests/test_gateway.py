"""The example's routes, as an HTTP client sees them."""

import json

import pytest

from stateway import ROOT

EXAMPLE = ROOT / "examples/process-report"


def test_a_small_report_is_answered_synchronously(stateway):
    status, headers, text = stateway.http("POST", "/processReport/sync", (EXAMPLE / "small-report.json").read_bytes())
    assert status == 200, text
    assert headers["Content-Type"].startswith("application/json")
    assert json.loads(text)


@pytest.mark.parametrize("body", ["", "{", "[]", '{"title": 1}', '"text"'])
@pytest.mark.parametrize("path", ["/processReport", "/processReport/sync"])
def test_a_wrong_body_is_refused(stateway, path, body):
    status, _, text = stateway.http("POST", path, body)
    assert status == 400, text
    assert json.loads(text)["message"]


@pytest.mark.parametrize("method, path", [("GET", "/nowhere"), ("POST", "/processReport/nowhere"), ("DELETE", "/processReport")])
def test_an_unknown_route_is_not_found(stateway, method, path):
    status, _, text = stateway.http(method, path)
    assert (status, json.loads(text)) == (404, {"message": "Not Found"})
