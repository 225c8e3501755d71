"""Approvals as people meet them: pages in a real Chromium, links in mail, and the HTTP API against its OpenAPI file."""

import json
import os
import subprocess
import sys
import uuid

import pytest

from pages import browser, check_accessible, check_fits, page, shot, sign_in  # noqa: F401 (fixtures)
from stateway import ROOT, until

FORM = {
    "type": "object",
    "properties": {
        "amount": {"type": "number", "title": "Amount in EUR", "description": "At most what the invoice says", "maximum": 12500},
        "costCentre": {"title": "Cost centre", "enum": ["sales", "research"]},
        "payOn": {"title": "Pay on", "type": "string", "format": "date"},
        "urgent": {"title": "Urgent", "type": "boolean"},
        "note": {"title": "Note for the books", "type": "string", "maxLength": 500},
    },
    "required": ["amount", "costCentre"],
}
ARGUMENTS = {
    "Title": "Pay 12,500 EUR to ACME?",
    "Description": "The invoice is above the limit that the rules let through.",
    "Details": {"supplier": "ACME Ltd", "invoice": "2026-0117", "amount": 12500, "positions": ["steel", "bolts"]},
    "Form": FORM,
}


def machine(arguments):
    return {
        "StartAt": "Check",
        "States": {
            "Check": {"Type": "Choice", "Choices": [{"Variable": "$.big", "BooleanEquals": True, "Next": "AskFinance"}], "Default": "Prepare"},
            "AskFinance": {
                "Type": "Task", "Resource": "arn:stateway:states:::approval:request", "Parameters": arguments, "ResultPath": "$.approval",
                "Catch": [{"ErrorEquals": ["Approval.Rejected"], "ResultPath": "$.rejected", "Next": "Refused"}], "Next": "Prepare",
            },
            "Prepare": {
                "Type": "Parallel", "ResultPath": None, "Next": "Pay",
                "Branches": [
                    {"StartAt": "Book", "States": {"Book": {"Type": "Pass", "End": True}}},
                    {"StartAt": "Archive", "States": {"Archive": {"Type": "Pass", "Next": "Stamp"}, "Stamp": {"Type": "Pass", "End": True}}},
                ],
            },
            "Pay": {"Type": "Succeed"},
            "Refused": {"Type": "Fail", "Error": "Refused"},
        },
    }


@pytest.fixture(scope="module")
def sfn(stateway):
    return stateway.client()


@pytest.fixture
def ask(stateway, sfn):
    """Starts an execution that asks; gives its ARN and the approval's id."""

    def ask(**arguments):
        name = f"pay-{uuid.uuid4()}"
        arn = sfn.create_state_machine(name=name, definition=json.dumps(machine({**ARGUMENTS, **arguments})), roleArn="arn:aws:iam::000000000000:role/r")["stateMachineArn"]
        execution = sfn.start_execution(stateMachineArn=arn, input='{"big": true}')["executionArn"]
        listed = until("the approval is listed", lambda: json.loads(stateway.http("GET", f"/approvals?stateMachine={name}")[2])["approvals"])
        return execution, listed[0]["id"]

    return ask


def ended(sfn, execution):
    until("the execution has ended", lambda: sfn.describe_execution(executionArn=execution)["status"] != "RUNNING")
    return sfn.describe_execution(executionArn=execution)


def test_a_person_signs_in_fills_the_form_and_approves(stateway, sfn, ask, page):
    execution, approval = ask()
    sign_in(page, stateway, "/ui/approvals")
    check_accessible(page)
    shot(page, "inbox")
    row = page.get_by_role("row").filter(has_text=approval.split("~")[0])
    row.get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == ARGUMENTS["Title"]
    assert page.locator(".graph .current text").text_content() == "AskFinance"
    check_accessible(page)
    shot(page, "approval")

    page.get_by_label("Amount in EUR").fill("13000")
    page.get_by_role("button", name="Approve").click()
    assert "has to be put right" in page.get_by_role("alert").inner_text()
    assert "12500" in page.locator("#input-0-more .error").inner_text()
    assert "required" in page.locator("#input-1-more .error").inner_text()
    assert page.get_by_label("Amount in EUR").input_value() == "13000"
    check_accessible(page)
    shot(page, "errors")

    page.get_by_label("Amount in EUR").fill("12000.50")
    page.get_by_label("Cost centre").select_option("research")
    page.get_by_label("Pay on").fill("2026-12-24")
    page.get_by_label("Urgent").check()
    page.get_by_label("Comment").fill("figures checked")
    page.get_by_role("button", name="Approve").click()
    assert "Approved by administrator" in page.get_by_role("status").inner_text()
    assert page.get_by_role("button", name="Approve").count() == 0
    check_accessible(page)
    shot(page, "done")
    result = json.loads(ended(sfn, execution)["output"])["approval"]
    assert result["formData"] == {"amount": 12000.5, "costCentre": "research", "payOn": "2026-12-24", "urgent": True}
    assert (result["by"], result["comment"]) == ("administrator", "figures checked")


def test_the_keyboard_alone_is_enough(stateway, sfn, ask, page):
    execution, approval = ask(Form={"type": "object", "properties": {}})
    page.goto(f"{stateway.url}/ui/approvals/{approval}")
    page.keyboard.type(stateway.keys()["STATEWAY_API_KEY"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ui/approvals/{approval}")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "comment":
            break
    page.keyboard.type("no")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Approve"
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Rejected by administrator" in page.get_by_role("status").inner_text()
    assert ended(sfn, execution)["error"] == "Refused"


def test_an_answer_is_handed_on(stateway, sfn, ask, page):
    execution, approval = ask()
    sign_in(page, stateway, f"/ui/approvals/{approval}")
    page.get_by_text("Let somebody else decide").click()
    page.get_by_label("Name of the user").fill("bob")
    page.get_by_role("button", name="Hand it on").click()
    assert "none of the approvers" in page.get_by_role("status").inner_text()
    assert "handed it on to bob" in page.get_by_label("What was said").inner_text()
    sfn.stop_execution(executionArn=execution)


def test_a_page_on_a_small_screen_does_not_scroll_sideways(stateway, sfn, ask, page):
    execution, approval = ask()
    sign_in(page, stateway, f"/ui/approvals/{approval}")
    check_fits(page)
    sfn.stop_execution(executionArn=execution)


def test_a_task_is_answered_by_a_link_once(stateway, sfn, page):
    name = f"callback-{uuid.uuid4()}"
    definition = {"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": True,
        "Parameters": {"FunctionName": "take-token", "Payload": {"token.$": "$$.Task.Token"}}}}}
    arn = sfn.create_state_machine(name=name, definition=json.dumps(definition), roleArn="arn:aws:iam::000000000000:role/r")["stateMachineArn"]
    execution = sfn.start_execution(stateMachineArn=arn, input="{}")["executionArn"]

    def token():
        for event in sfn.get_execution_history(executionArn=execution)["events"]:
            if event["type"] == "TaskSubmitted":
                scheduled = next(e for e in sfn.get_execution_history(executionArn=execution)["events"] if e["type"] == "TaskScheduled")
                return json.loads(scheduled["taskScheduledEventDetails"]["parameters"])["Payload"]["token"]
        return None

    body = json.dumps({"taskToken": until("the token is out", token), "title": "Did the parcel arrive?"})
    status, _, text = stateway.http("POST", "/task-links", body)
    assert status == 201, text
    page.goto(json.loads(text)["url"])
    assert page.get_by_role("heading", level=1).inner_text() == "Did the parcel arrive?"
    check_accessible(page)
    page.get_by_label("Output, as JSON").fill("{no json")
    page.get_by_role("button", name="Done").click()
    assert page.get_by_role("alert").count() == 1
    page.get_by_label("Output, as JSON").fill('{"arrived": true}')
    page.get_by_role("button", name="Done").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you"
    assert json.loads(ended(sfn, execution)["output"]) == {"arrived": True}
    page.goto(json.loads(text)["url"])
    page.get_by_role("button", name="Done").click()
    assert "Nobody waits" in page.get_by_role("alert").inner_text()


def test_generated_requests_are_answered_as_the_openapi_file_says(stateway):
    program = os.path.join(os.path.dirname(sys.executable), "schemathesis")
    done = subprocess.run(
        [program, "run", str(ROOT / "docs/approvals.openapi.yaml"), "--url", stateway.url, "-H", "Authorization: Bearer " + stateway.keys()["STATEWAY_API_KEY"],
         "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance", "--max-examples", "25", "--seed", "7", "--no-color"],
        text=True, capture_output=True, timeout=500)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
