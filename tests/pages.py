"""Pages in a real Chromium, light and dark, that must be accessible."""

import json
import os
import shutil
import uuid

import pytest

from stateway import until

ROLE = "arn:aws:iam::000000000000:role/r"
CHROMIUM = os.environ.get("STATEWAY_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("there is no Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=["light", "dark"])
def page(browser, request):
    context = browser.new_context(color_scheme=request.param, viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.scheme = request.param
    page.violations = []
    page.on("console", lambda message: page.violations.append(message.text) if message.type == "error" else None)
    yield page
    assert not [text for text in page.violations if "Content Security Policy" in text], page.violations
    context.close()


def sign_in(page, stateway, path):
    page.goto(stateway.url + path)
    page.get_by_label("API key").fill(stateway.keys()["STATEWAY_API_KEY"])
    page.get_by_role("button", name="Sign in").click()


def check_accessible(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def check_fits(page, width=320):
    """On a small screen nothing but what is meant to scrolls sideways."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, "small")
    page.set_viewport_size(before)


def shot(page, name):
    """Where somebody wants to look at them."""
    if os.environ.get("STATEWAY_SCREENSHOTS"):
        title = "".join(c if c.isalnum() else "-" for c in page.title())[:30]
        page.screenshot(path=os.path.join(os.environ["STATEWAY_SCREENSHOTS"], f"{name}-{title}-{page.scheme}.png"), full_page=True)


def task(**arguments):
    return {"Type": "Task", "Resource": "arn:stateway:states:::approval:request", "Parameters": {"Title": "Pay?", **arguments}, "End": True}


def machine(**arguments):
    return {"StartAt": "Ask", "States": {"Ask": task(**arguments)}}


@pytest.fixture(scope="module")
def sfn(stateway):
    return stateway.client()


@pytest.fixture
def run(stateway, sfn):
    """Starts an execution of a machine of its own; gives its ARN and the approval's id."""
    started = []

    def run(definition):
        name = f"pages-{uuid.uuid4()}"
        arn = sfn.create_state_machine(name=name, definition=json.dumps(definition), roleArn=ROLE)["stateMachineArn"]
        started.append(sfn.start_execution(stateMachineArn=arn, input="{}")["executionArn"])
        listed = until("the approval is listed", lambda: json.loads(stateway.http("GET", f"/approvals?scope=all&stateMachine={name}")[2])["approvals"])
        return started[-1], listed[0]["id"]

    yield run
    for execution in started:
        sfn.stop_execution(executionArn=execution)


def open_page(page, stateway, id):
    sign_in(page, stateway, f"/ui/approvals/{id}")


def status(page):
    return page.get_by_role("status").inner_text()
