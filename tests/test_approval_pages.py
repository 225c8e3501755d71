"""The pages of approvals as people use and misuse them, in a real Chromium."""

import json
import uuid

from pages import ROLE, browser, check_accessible, check_fits, machine, open_page, page, run, sfn, shot, sign_in, status, task  # noqa: F401 (fixtures)
from stateway import until

EVIL = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\"> **bold** [link](https://example.com) \u05e9\u05dc\u05d5\u05dd"


def test_the_inbox_of_nobody_and_of_many(stateway, sfn, page):
    name = f"inbox-{uuid.uuid4()}"
    sign_in(page, stateway, f"/ui/approvals?stateMachine={name}")
    assert "There is nothing to show here" in page.locator("main").inner_text()
    check_accessible(page)
    shot(page, "inbox-empty")
    arn = sfn.create_state_machine(name=name, definition=json.dumps(machine(Approvers={"Users": ["administrator"], "Groups": ["finance"]})), roleArn=ROLE)["stateMachineArn"]
    executions = [sfn.start_execution(stateMachineArn=arn, input="{}")["executionArn"] for _ in range(200)]
    until("all are listed", lambda: len(json.loads(stateway.http("GET", f"/approvals?maxResults=200&stateMachine={name}")[2])["approvals"]) == 200)

    def links():
        return page.get_by_role("table").get_by_role("link").evaluate_all("links => links.map(link => link.href)")

    page.get_by_label("State machine").fill(name)
    page.get_by_label("Group").fill("finance")
    page.get_by_role("button", name="Show").click()
    seen = set(links())
    check_accessible(page)
    check_fits(page)
    shot(page, "inbox-many")
    while page.get_by_role("link", name="More").count():
        page.get_by_role("link", name="More").click()
        assert page.get_by_label("Group").input_value() == "finance"
        assert page.get_by_label("State machine").input_value() == name
        seen |= set(links()) if page.get_by_role("table").count() else set()
    assert len(seen) == 200
    page.get_by_role("link", name="First page").click()
    assert len(links()) == 50
    page.get_by_label("Group").fill("sales")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_role("table").count() == 0

    id = json.loads(stateway.http("GET", f"/approvals?maxResults=1&stateMachine={name}")[2])["approvals"][0]["id"]
    assert stateway.http("POST", f"/approvals/{id}/reject", "{}")[0] == 200
    page.goto(f"{stateway.url}/ui/approvals?status=REJECTED&stateMachine={name}")
    until("the rejected one is listed", lambda: page.reload() and page.get_by_role("table").count())
    assert "administrator, " in page.get_by_role("table").inner_text()
    assert page.get_by_label("Status").input_value() == "REJECTED"
    for execution in executions:
        sfn.stop_execution(executionArn=execution)


def test_a_filter_that_is_none_is_told_and_kept(stateway, page):
    sign_in(page, stateway, "/ui/approvals")
    page.get_by_label("State machine").fill("no name")
    page.get_by_role("button", name="Show").click()
    assert "name of one" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("State machine").input_value() == "no name"
    check_accessible(page)


def test_texts_are_shown_as_they_are(stateway, sfn, run, page):
    long = "Verylongword" * 40
    form = {"type": "object", "properties": {"a": {"title": EVIL, "description": EVIL, "default": EVIL, "type": "string"},
                                             "b": {"enum": [EVIL, "x"]}, "c": {"type": "array", "items": {"enum": [EVIL]}}}}
    details = {EVIL: EVIL, "customer": {"name": "\u05d0\u05d1\u05d2", "address": {"city": EVIL, "lines": ["1", "2"]}}, "positions": [{"n": 1}, {"n": [2, {"deep": long}]}], "none": [], "empty": None}
    states = {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "<b>&\"'"},
        "<b>&\"'": {"Type": "Parallel", "End": True, "Branches": [{"StartAt": "<i>", "States": {"<i>": task(Title=EVIL + long, Description="# No heading\n" + EVIL, Details=details, Form=form, Quorum=2)}}]}}}
    execution, id = run(states)
    assert stateway.http("POST", f"/approvals/{id}/approve", json.dumps({"by": "ada", "comment": EVIL + "\nnext line", "formData": {}}))[0] == 200
    sign_in(page, stateway, f"/ui/approvals?stateMachine={id.split('~')[0]}")
    assert EVIL in page.get_by_role("table").inner_text()
    page.get_by_role("table").get_by_role("link").click()
    assert page.get_by_role("heading", level=1).inner_text() == EVIL + long
    text = page.locator("main").inner_text()
    assert text.count(EVIL) >= 7
    assert "customer › address › city" in text and "positions › 2 › n › 2 › deep" in text
    assert page.get_by_role("heading", name="No heading").count() == 0
    assert page.locator(".graph .current text").text_content() == "<i>"
    assert page.locator(".graph .around").count() == 1
    assert page.locator("img, script, main b").count() == 0
    assert "pwned" != page.title()
    check_accessible(page)
    check_fits(page)
    shot(page, "hostile")


FORM = {
    "type": "object",
    "required": ["amount", "mail", "colours", "agreed"],
    "$defs": {"size": {"title": "Size", "enum": ["small", "large"]}},
    "properties": {
        "note": {"title": "Note", "type": "string"},
        "amount": {"title": "Amount", "type": "number", "minimum": 1},
        "mail": {"title": "Mail", "type": "string", "format": "email"},
        "page": {"title": "Page", "type": "string", "format": "uri"},
        "payOn": {"title": "Pay on", "type": "string", "format": "date"},
        "size": {"$ref": "#/$defs/size"},
        "colours": {"title": "Colours", "type": "array", "items": {"enum": ["red", "green", "blue"]}, "minItems": 1},
        "agreed": {"title": "I have read it", "const": True, "type": "boolean"},
        "why": {"title": "Why", "type": "string", "maxLength": 1000},
        "more": {"title": "More", "type": "object"},
    },
}


def test_what_is_wrong_is_told_at_its_place_and_nothing_is_lost(stateway, sfn, run, page):
    execution, id = run(machine(Form=FORM))
    open_page(page, stateway, id)
    check_accessible(page)
    page.get_by_label("Note").fill("kept")
    page.get_by_label("Amount").fill("much")
    page.get_by_label("Mail").fill("nobody")
    page.get_by_label("Page").fill("https://example.com/a")
    page.get_by_label("Size").select_option("large")
    page.get_by_label("Why").fill("line 1\nline 2")
    page.get_by_label("More").fill("{no json")
    page.get_by_label("Comment").fill("also kept")
    page.get_by_role("button", name="Approve").click()
    assert "has to be put right" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.labels[0].innerText").startswith("Amount")
    for label, text in {"Amount": "no number", "Mail": "no e-mail address", "I have read it": "ticked", "More": "no JSON"}.items():
        field = page.get_by_label(label)
        assert field.get_attribute("aria-invalid") == "true", label
        assert text in page.locator("#" + field.get_attribute("aria-describedby")).inner_text(), label
    colours = page.get_by_role("group", name="Colours")
    assert colours.get_attribute("aria-invalid") == "true"
    values = {label: page.get_by_label(label).input_value() for label in ("Note", "Amount", "Page", "Size", "Why", "More", "Comment")}
    assert values == {"Note": "kept", "Amount": "much", "Page": "https://example.com/a", "Size": "large", "Why": "line 1\nline 2", "More": "{no json", "Comment": "also kept"}
    check_accessible(page)
    check_fits(page)
    shot(page, "errors")
    page.get_by_label("Amount").fill("12,50")
    page.get_by_label("Mail").fill("a@example.com")
    page.get_by_label("Pay on").fill("2026-12-24")
    page.get_by_label("green", exact=True).check()
    page.get_by_label("blue", exact=True).check()
    page.get_by_label("I have read it").check()
    page.get_by_label("More").fill('{"a": 1}')
    page.get_by_role("button", name="Approve").click()
    assert "Approved by administrator" in status(page)
    entered = json.loads(stateway.http("GET", f"/approvals/{id}")[2])["decision"]["formData"]
    assert entered == {"note": "kept", "amount": 12.5, "mail": "a@example.com", "page": "https://example.com/a", "payOn": "2026-12-24", "size": "large", "colours": ["green", "blue"], "agreed": True, "why": "line 1\nline 2", "more": {"a": 1}}


def test_to_hand_on_to_nobody_is_told_there(stateway, sfn, run, page):
    execution, id = run(machine())
    open_page(page, stateway, id)
    page.get_by_label("Comment").fill("kept")
    page.get_by_text("Let somebody else decide").click()
    page.get_by_role("button", name="Hand it on").click()
    assert "somebody else" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.id") == "to"
    assert page.get_by_label("Comment").input_value() == "kept"
    check_accessible(page)


def test_what_was_entered_outlives_the_session(stateway, sfn, run, page):
    execution, id = run(machine(Form=FORM))
    open_page(page, stateway, id)
    page.get_by_label("Note").fill('<"kept">')
    page.get_by_label("Why").fill("line 1\nline 2")
    page.get_by_label("red", exact=True).check()
    page.context.clear_cookies()
    page.get_by_role("button", name="Approve").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Your session has ended"
    check_accessible(page)
    shot(page, "session-ended")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in").click()
    tab = opened.value
    tab.get_by_label("API key").fill(stateway.keys()["STATEWAY_API_KEY"])
    tab.get_by_role("button", name="Sign in").click()
    tab.wait_for_url(f"**/ui/approvals/{id}")
    page.get_by_role("button", name="Go on").click()
    assert "nothing was decided" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Note").input_value() == '<"kept">'
    assert page.get_by_label("Why").input_value() == "line 1\nline 2"
    assert page.get_by_label("red", exact=True).is_checked()
    check_accessible(page)
    assert json.loads(stateway.http("GET", f"/approvals/{id}")[2])["status"] == "PENDING"
    page.get_by_role("button", name="Reject").click()
    assert "Rejected by administrator" in status(page)


def test_another_site_cannot_send_the_form(stateway, sfn, run, page):
    execution, id = run(machine())
    open_page(page, stateway, id)
    for headers in ({}, {"Origin": "https://example.com"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = page.context.request.post(f"{stateway.url}/ui/approvals/{id}", form={"action": "approve"}, headers=headers)
        assert answer.status == 403 and "not sent from a page of your session" in answer.text()
    page.context.clear_cookies()
    answer = page.context.request.post(f"{stateway.url}/ui/approvals/{id}", form={"action": "approve"}, max_redirects=0)
    assert answer.status == 303
    assert json.loads(stateway.http("GET", f"/approvals/{id}")[2])["votes"] == []


def test_a_second_click_and_the_way_back_do_no_harm(stateway, sfn, run, page):
    execution, id = run(machine(Quorum=2))
    open_page(page, stateway, id)
    fields = {name: page.locator(f"input[name={name}]").first.get_attribute("value") for name in ("csrf", "answer")}
    page.get_by_role("button", name="Approve").dblclick()
    page.wait_for_selector("[role=status]")
    assert "You have decided" in status(page)
    assert page.get_by_role("alert").count() == 0
    votes = json.loads(stateway.http("GET", f"/approvals/{id}")[2])["votes"]
    assert [vote["decision"] for vote in votes] == ["approve"]
    # What a browser that keeps old pages sends again.
    url, headers = f"{stateway.url}/ui/approvals/{id}", {"Origin": stateway.url}
    again = page.context.request.post(url, form={**fields, "action": "approve"}, headers=headers, max_redirects=0)
    assert again.status == 303
    other = page.context.request.post(url, form={**fields, "action": "reject"}, headers=headers)
    assert other.status == 409 and "You have decided on this approval already" in other.text()
    page.go_back()
    assert page.get_by_role("button", name="Approve").count() == 0


def test_pages_say_what_is_not_there_and_not_allowed(stateway, sfn, run, page):
    sign_in(page, stateway, "/ui/approvals/none~none~1")
    assert page.get_by_role("heading", level=1).inner_text() == "There is no such approval"
    check_accessible(page)
    shot(page, "missing")
    page.get_by_role("link", name="Approvals").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Approvals"

    execution, id = run(machine(Approvers={"Users": ["bob"]}))
    page.goto(f"{stateway.url}/ui/approvals/{id}")
    assert "none of the approvers" in status(page)
    assert page.get_by_role("button", name="Approve").count() == 0
    check_accessible(page)

    execution, id = run(machine())
    page.goto(f"{stateway.url}/ui/approvals/{id}")
    assert stateway.http("POST", f"/approvals/{id}/reject", json.dumps({"by": "ada"}))[0] == 200
    page.get_by_role("button", name="Approve").click()
    assert "already rejected by ada, " in page.get_by_role("alert").inner_text()
    check_accessible(page)
    shot(page, "too-late")

    page.goto(f"{stateway.url}/ui/links/none")
    assert page.get_by_role("heading", level=1).inner_text() == "This link is not valid"
    check_accessible(page)
