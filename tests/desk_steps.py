"""What a person does at the desk, in a browser without scripts unless the page has them."""

from pathlib import Path

from playwright.sync_api import Page, Response, expect

from tests.procurement.desk.desk_site import Desk

PATIENCE = 90_000
"""Milliseconds for the worker, which starts a Python for each step."""


def submit(page: Page, selector: str) -> Response:
    """Presses a button and gives the answer that the browser ends at."""
    with page.expect_navigation() as answer:
        page.click(selector)
    return answer.value


def upload(desk: Desk, page: Page, *files: Path, as_of: str = "") -> int:
    """Sends the files off; gives the number of the upload."""
    page.goto(f"{desk.url}/unggahan/baru/")
    page.set_input_files("#id_files", files)
    if as_of:
        page.click("summary")
        page.fill("#id_as_of", as_of)
    submit(page, "#send")
    return int(page.url.rstrip("/").rpartition("/")[2])


def arrives(page: Page, state: str) -> None:
    """The page loads itself again until the state is reached; nobody touches it."""
    expect(page.locator("#state strong")).to_have_text(state, timeout=PATIENCE)


def planned(desk: Desk, page: Page, *files: Path, as_of: str = "") -> int:
    number = upload(desk, page, *files, as_of=as_of)
    arrives(page, "menunggu keputusan")
    return number


def publishes(page: Page) -> int:
    """Presses the button of the plan that is shown; gives the edition."""
    submit(page, "#publish")
    arrives(page, "terbit")
    return int(page.inner_text("#edition").split()[-1])


def table(page: Page, selector: str) -> list[list[str]]:
    """The body of a table, as its cells are read."""
    return [row.locator("th, td").all_inner_texts() for row in page.locator(f"{selector} tbody tr").all()]
