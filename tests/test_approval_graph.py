"""The picture of a state machine on the page of an approval, in a real Chromium."""

from pages import browser, check_accessible, check_fits, open_page, page, run, sfn, shot, task  # noqa: F401 (fixtures)


def test_a_large_machine_can_be_read(stateway, sfn, run, page):
    states = {}
    for i in range(60):
        states[f"State number {i}"] = {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": i, "Next": f"Jump {i}"}], "Default": f"State number {i + 1}"} if i % 7 == 3 else {"Type": "Pass", "Next": f"State number {i + 1}"}
        if i % 7 == 3:
            states[f"Jump {i}"] = {"Type": "Succeed"}
    states["State number 60"] = {
        "Type": "Map", "ItemsPath": "$.items", "End": True, "Catch": [{"ErrorEquals": ["Approval.Rejected"], "Next": "Refused"}],
        "ItemProcessor": {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": True, "Branches": [
            {"StartAt": "Ask 承認してください、お願いします", "States": {"Ask 承認してください、お願いします": task()}}, {"StartAt": "Beside", "States": {"Beside": {"Type": "Pass", "End": True}}}]}}}}
    states["Refused"] = {"Type": "Fail"}
    execution, id = run({"StartAt": "Items", "States": {"Items": {"Type": "Pass", "Result": {"items": [1], "n": -1}, "Next": "State number 0"}, **states}})
    open_page(page, stateway, id)
    picture = page.get_by_role("region", name="Picture of the state machine")
    size = page.locator(".graph .state:not(.compound) > rect").evaluate_all("all => Math.min(...all.map(rect => rect.getBoundingClientRect().height))")
    assert size >= 30, "text is as large as it is drawn"
    assert picture.evaluate("region => region.scrollHeight > region.clientHeight")
    assert page.locator(".graph .current").count() == 1 and page.locator(".graph .around").count() == 2
    page.get_by_role("link", name="Go to the state that asks").click()
    inside = "([region, state]) => { const a = region.getBoundingClientRect(), b = state.getBoundingClientRect(); return b.top >= a.top - 1 && b.bottom <= a.bottom + 1; }"
    assert page.evaluate(inside, [picture.element_handle(), page.locator(".graph .current > rect").element_handle()])
    wide = "all => all.every(g => g.querySelector(':scope > text').getBoundingClientRect().width <= g.querySelector(':scope > rect').getBoundingClientRect().width)"
    assert page.locator(".graph .state").evaluate_all(wide), "names fit into their boxes"
    check_accessible(page)
    check_fits(page)
    shot(page, "graph")
