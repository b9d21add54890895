"""What makes a page accessible, as far as a program can tell: axe, sizes, focus, reflow, spacing of text."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

__all__ = ["violations"]

_AXE = Axe()
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "elementRef": False,
}
"""WCAG 2.2 AA; best practice has the headings and landmarks."""
_OF_LOOKS = _OPTIONS | {
    "runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
}
"""The rules that another colour scheme or width can break, once all have held."""
_RUN = """
options => axe.run(document, options).then(found => found.violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary.split('\\n')[1]}`)))
"""
# Letters, words and lines as far apart as a reader may set them (WCAG 1.4.12); a sheet made so is no inline style.
_SPACED = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; '
    + 'word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }');
  document.adoptedStyleSheets = [sheet];
}
"""
_UNSPACED = "() => { document.adoptedStyleSheets = []; }"
# Wider than the page, or letters cut off by a box that hides what it cannot hold; lines left out on purpose aside.
_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_CUT = """
() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  return e.checkVisibility() && ['hidden', 'clip'].includes(style.overflowX) && style.webkitLineClamp === 'none'
    && !e.matches('svg, .hidden, input, textarea, select') && e.scrollWidth > e.clientWidth + 1;
}).map(e => 'cut off: ' + e.outerHTML.slice(0, 160))
"""
_OPEN = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
# Each control in turn: what has the focus shows it by an outline, lies within the window and under nothing.
_FOCUS = """
() => {
  const hidden = [];
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  for (const e of document.querySelectorAll(controls)) {
    if (!e.checkVisibility({visibilityProperty: true}) || e.disabled || e.tabIndex < 0) continue;
    e.focus({focusVisible: true});
    if (document.activeElement !== e) { hidden.push('takes no focus: ' + e.outerHTML.slice(0, 160)); continue; }
    const style = getComputedStyle(e);
    if (!e.matches(':focus-visible') || style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)
      hidden.push('shows no focus: ' + e.outerHTML.slice(0, 160));
    const box = [...e.getClientRects()].find(each => each.width && each.height);
    if (!box) { hidden.push('has no size: ' + e.outerHTML.slice(0, 160)); continue; }
    const x = box.left + Math.min(box.width / 2, 20), y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, Math.min(y, innerHeight - 1));
    if (!top || !(e.contains(top) || top.contains(e) || top.closest('label')?.control === e))
      hidden.push('focus hidden: ' + e.outerHTML.slice(0, 160));
  }
  document.activeElement.blur();
  scrollTo(0, 0);
  return hidden;
}
"""


def violations(page: Page, *, scheme: str, width: int, first: bool = True) -> list[str]:
    """Return what is wrong with a page in a colour scheme and at a width, closed boxes opened.

    Parameters
    ----------
    page
        The page, loaded.
    scheme
        ``light`` or ``dark``.
    width
        Of the window, in CSS pixels.
    first
        All rules, and not only those that a scheme or a width can break.
    """
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 900})
    wrong = _overflow(page)
    page.evaluate(_OPEN)
    wrong += _overflow(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.axe_script)
    wrong += page.evaluate(_RUN, _OPTIONS if first else _OF_LOOKS)
    wrong += page.evaluate(_FOCUS)
    page.evaluate(_SPACED)
    wrong += [f"with spaced text, {each}" for each in _overflow(page)]
    page.evaluate(_UNSPACED)
    return wrong


def _overflow(page: Page) -> list[str]:
    beyond: int = page.evaluate(_WIDE)
    cut: list[str] = page.evaluate(_CUT)
    return [*([f"{beyond} px wider than the window"] if beyond > 0 else []), *cut]
