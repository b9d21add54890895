"""What an analyst does in a browser from the queue to a request that waits for approval, on the demonstration feed."""

from __future__ import annotations

from playwright.sync_api import Page

__all__ = ["EXPLANATION", "complete_request", "confirm_offer"]

EXPLANATION = "De afzender zoekt in een openbaar kanaal tegen betaling iemand voor een aanslag en noemt de beloning."
"""What the analyst adds to the proposed words."""
_QUEUE = "/?label=recruitment&platform=telegram"


def confirm_offer(page: Page, address: str) -> str:
    """Confirm a recruitment offer in a public channel of Telegram, and return its address.

    Not one with a home address, which a person would have to take out of the notice first, nor one that threatens a
    life, of which the police are told first.

    Parameters
    ----------
    page
        Of an analyst who has signed in; ends at the item with its draft.
    address
        Of a lont with the demonstration feed.
    """
    page.goto(f"{address}{_QUEUE}")
    items = page.locator(".item h2 a").evaluate_all("links => links.map(each => each.href)")
    for item in items:
        page.goto(item)
        names_a_door = page.get_by_text("Beware of the wrong door").count()
        threatens = page.locator(".priority", has_text="P0").count()
        if page.get_by_text("route: notice to the platform").count() and not names_a_door and not threatens:
            break
    else:
        raise AssertionError("the feed has no recruitment offer in a public channel of Telegram")
    location: str = page.locator(".facts .address").inner_text()
    page.get_by_role("button", name="Recruitment offer").click()
    page.get_by_role("heading", name="Takedown request").wait_for()
    return location


def complete_request(page: Page, way: str | None = None) -> str:
    """Finish the draft on the page of its item, stand up for it, and return the path of the request.

    Parameters
    ----------
    way
        Id of the delivery channel; the one that is proposed without.
    """
    if way is not None:
        page.get_by_label("Way to the platform").select_option(way)
    proposed = page.get_by_label("Why it is illegal").input_value()
    page.get_by_label("Why it is illegal").fill(f"{proposed}\n\n{EXPLANATION}")
    page.get_by_label("Threat to life").select_option("possible")
    page.locator("select[name=police_status]").select_option("sent")
    page.get_by_label("How they were told").select_option("police_liaison")
    page.get_by_label("I looked at the original").check()
    page.get_by_label("it is still online now").check()
    page.get_by_label("I believe in good faith").check()
    page.get_by_role("button", name="Confirm the request").click()
    page.get_by_text("It waits for somebody else to approve it.").wait_for()
    link = page.get_by_role("link", name="The request with its life").get_attribute("href")
    assert link is not None
    return link
