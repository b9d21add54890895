"""A real browser for tests: Debian's chromium, headless, that complains of whatever a page complains of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.servers import absent

__all__ = ["assert_accessible", "assert_fits", "chromium", "opened", "sign_in"]

_CHROMIUM = Path("/usr/bin/chromium")
_PATIENCE_MS = 60_000
_STICKING_OUT = """
width => [...document.querySelectorAll('body *')].filter(e => !e.closest('pre, svg, .wide-table, .skip, .hidden'))
  .filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 100))
"""
_NAMELESS = """
[...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a, summary, img')].filter(e => {
  const labels = e.labels ? [...e.labels].map(l => l.textContent).join(' ') : '';
  return !(labels + (e.textContent || '') + (e.getAttribute('aria-label') || '') + (e.alt || '')).trim();
}).map(e => e.outerHTML.slice(0, 100))
"""
_LEVELS = "[...document.querySelectorAll('h1,h2,h3,h4')].filter(h => !h.closest('dialog')).map(h => +h.tagName[1])"
# Colours as the browser worked them out, of every piece of text that can be seen, against what lies under it.
_FAINT = """
() => {
  const read = c => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = c => {
    const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) layers.push(read(getComputedStyle(at).backgroundColor));
    const page = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
    return layers.reverse().reduce((under, top) => over(top, under), page);
  };
  const opacity = e => { let all = 1; for (let at = e; at; at = at.parentElement) all *= +getComputedStyle(at).opacity;
    return all; };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest('.skip, option')) continue;
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(e), under = ground(e);
    const ink = read(style.color);
    ink[3] *= opacity(e);
    const [dark, bright] = [light(over(ink, under)), light(under)].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${e.outerHTML.slice(0, 100)}`);
  }
  return faint;
}
"""
# What the focus changes must be seen: an outline of some width.
_UNFOCUSED = """
() => { const e = document.activeElement; const s = getComputedStyle(e);
  if (e === document.body) return '';  // behind the last control
  return s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2 ? e.outerHTML.slice(0, 100) : ''; }
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser, or say that it is not there."""
    if not _CHROMIUM.exists():
        absent("/usr/bin/chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(_CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, scheme: str = "light", width: int = 1400, *, scripts: bool = True, expected: int = 0
) -> Iterator[Page]:
    """Open a page in a context of its own; in the end nothing was complained of and nothing asked from elsewhere.

    `expected` is how many refused forms there are, since the browser notes the status of each in its console.
    """
    context: BrowserContext = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
        java_script_enabled=scripts,
    )
    page = context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    complaints: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda made: foreign.append(made.url) if "//127.0.0.1:" not in made.url else None)
    yield page
    refusals = [each for each in complaints if "the server responded with a status of 4" in each]
    context.close()
    _assert_nothing([each for each in complaints if each not in refusals])
    assert len(refusals) == expected, refusals
    _assert_nothing(foreign)


def sign_in(page: Page, address: str, name: str, password: str) -> None:
    """Sign in by the page that asks for it."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def assert_fits(page: Page) -> None:
    """Nothing is wider than the page, what scrolls by itself aside."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    _assert_nothing(page.evaluate(_STICKING_OUT, width))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def assert_accessible(page: Page) -> None:
    """Controls have names, headings do not jump, text can be read, and the focus can be seen."""
    _assert_nothing(page.evaluate(_NAMELESS))
    levels = page.evaluate(_LEVELS)
    assert (levels[0], levels.count(1)) == (1, 1), levels
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    _assert_nothing(page.evaluate(_FAINT))
    for _ in range(12):
        page.keyboard.press("Tab")
        _assert_nothing(page.evaluate(_UNFOCUSED))


def _assert_nothing(found: object) -> None:
    assert not found, found  # said here, since pytest explains assertions of test modules only
