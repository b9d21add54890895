"""Makes the pictures of the documents anew: lont on its demonstration feed, after a day of work, light and dark."""

from __future__ import annotations

import io
import re
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.support.browsers import chromium, sign_in
from tests.support.confirming import complete_request, confirm_offer
from tests.support.people import OWN_PAGE
from tests.support.processes import lont
from tests.support.upping import Up, lont_up

__all__ = ["make_screenshots"]

_WIDTH = 1200
_COLOURS = 128
"""Of a picture: pages are flat, so with so few colours it looks the same and takes a third of the room."""
_DECIDED = (
    ("recruitment", "confirm:recruitment", 10),
    ("f4_sale", "confirm:f4_sale", 14),
    ("f4_sale", "reject:other", 4),
)
"""Label in the queue, what was said of it, and of how many: the least urgent, so that the urgent ones still wait."""
_REPORTER = "reporter"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to take a picture of."""

    name: str
    who: str
    path: str
    height: int
    """Of what is shown of it, in CSS pixels."""


def make_screenshots(folder: Path) -> list[Path]:
    """Write ``NAME-light.png`` and ``NAME-dark.png`` of each page into a folder, and return them.

    Parameters
    ----------
    folder
        It exists; pictures of the same names are written over.
    """
    with TemporaryDirectory() as home, lont_up(Path(home)) as up, chromium() as browser:
        _read_along(up)
        people = up.passwords | {_REPORTER: _reporter(up)}
        with httpx2.Client(base_url=up.address, headers=OWN_PAGE | {"Accept": "text/html"}) as client:
            signed_in = client.post("/sign-in", data={"name": "analyst", "password": people["analyst"]})
            assert signed_in.status_code == 303
            for label, choice, count in _DECIDED:
                _decide(client, label, choice, count)
        return [path for picture in _pictures(browser, up) for path in _take(browser, up, people, picture, folder)]


def _read_along(up: Up) -> None:
    """Let each message have come in when it was sent: loaded at once, all figures of time would be of one minute."""
    with closing(sqlite3.connect(up.home / "lont.sqlite3", timeout=60)) as connection, connection:
        connection.execute("UPDATE items SET captured_at = sent_at WHERE sent_at IS NOT NULL")
        connection.execute("UPDATE items SET queued_at = sent_at WHERE sent_at IS NOT NULL AND queued_at IS NOT NULL")


def _reporter(up: Up) -> str:
    """Make an account that reads reports, and return its password."""
    made = lont("accounts", "create", _REPORTER, "--role", "data_scientist", settings=up.settings)
    assert made.returncode == 0, made.stderr
    return made.stdout.strip().splitlines()[-1]


def _decide(client: httpx2.Client, label: str, choice: str, count: int) -> None:
    """Decide the last items of the first page of the queue as one."""
    picks = re.findall(r'name="pick" value="([^"]+)"', client.get("/", params={"label": label}).text)
    answer = client.post("/queue/decide", data={"choice": choice, "pick": picks[-count:], "final": "yes"})
    assert answer.status_code == 303, (label, choice, len(picks), answer.status_code)


def _pictures(browser: Browser, up: Up) -> list[Picture]:
    """Bring a request to its approval, and return what there is to see then."""
    page = _person(browser, up, up.passwords, "analyst")
    confirm_offer(page, up.address)
    request = complete_request(page)
    page.goto(f"{up.address}/campaigns")
    campaign = page.locator("main a[href^='/campaigns/']").first.get_attribute("href")
    page.goto(f"{up.address}/?label=recruitment")
    item = page.locator(".item h2 a").first.get_attribute("href")
    page.context.close()
    assert campaign
    assert item
    return [
        Picture("queue", "analyst", "/", 1000),
        Picture("item", "analyst", item, 1150),
        Picture("campaign", "analyst", campaign, 1000),
        Picture("request", "approver", request, 1000),
        Picture("figures", "analyst", "/figures", 690),
        Picture("phenomenon", _REPORTER, "/phenomenon?label=f4_sale&basis=undecided", 1000),
    ]


def _person(browser: Browser, up: Up, passwords: Mapping[str, str], who: str) -> Page:
    context = browser.new_context(viewport={"width": _WIDTH, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(60_000)
    sign_in(page, up.address, who, passwords[who])
    return page


def _take(browser: Browser, up: Up, passwords: Mapping[str, str], picture: Picture, folder: Path) -> list[Path]:
    page = _person(browser, up, passwords, picture.who)
    page.set_viewport_size({"width": _WIDTH, "height": picture.height})
    answer = page.goto(f"{up.address}{picture.path}")
    assert answer is not None
    assert answer.status == 200, picture
    taken = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        path = folder / f"{picture.name}-{scheme}.png"
        with Image.open(io.BytesIO(page.screenshot())) as image:
            image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        taken.append(path)
    page.context.close()
    return taken


if __name__ == "__main__":
    for written in make_screenshots(Path(sys.argv[1])):
        sys.stdout.write(f"{written} {written.stat().st_size}\n")
