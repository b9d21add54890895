"""A shared notice as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from service.domain.audit import rfc3339
from service.domain.takedown.shared import SharedItem, SharedNotice

__all__ = ["CSV_COLUMNS", "shared_csv", "shared_json"]

FORMAT = "lont-shared-1"
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""What a spreadsheet takes for a formula; an apostrophe makes it a text, and one goes before an apostrophe too."""
CSV_COLUMNS = (
    *("tlp", "request_id", "case_category", "platform", "url", "message_id", "container_name", "additional_info"),
    *("author_handle", "content_types", "excerpt", "posted_at", "first_observed_at", "last_verified_live_at"),
    *("capture_sha256", "dsa_category", "dsa_category_addition", "dsa_keywords", "legal_grounds", "explanation"),
    *("language", "requested_action", "territorial_scope", "notifier_name", "notifier_email", "bona_fide_text"),
)
"""One row an item."""


def shared_json(shared: SharedNotice) -> str:
    """Return a shared notice as JSON; times are in UTC."""
    notice = {field.name: getattr(shared.notice, field.name) for field in fields(shared.notice)}
    notice["legal_grounds"] = [asdict(each) for each in shared.notice.legal_grounds]
    notice["items"] = [
        asdict(each.notice)
        | {name: getattr(each, name) for name in ("first_observed_at", "last_verified_live_at")}
        | {"captures": [asdict(capture) for capture in each.captures]}
        for each in shared.items
    ]
    told = {"format": FORMAT, "tlp": shared.tlp.label, "platform": shared.platform} | notice
    return json.dumps(told, ensure_ascii=False, indent=2, default=_plain) + "\n"


def shared_csv(shared: SharedNotice) -> str:
    """Return a shared notice as CSV (RFC 4180), one row an item; no cell can be taken for a formula.

    Lists stand in one cell, with blanks between, legal grounds with semicolons.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for item in shared.items:
        row = _row(shared, item)
        writer.writerow([_cell(row[name]) for name in CSV_COLUMNS])
    return out.getvalue()


def _row(shared: SharedNotice, item: SharedItem) -> dict[str, Any]:
    grounds = [f"{each.law} ({each.jurisdiction}), {each.provision}" for each in shared.notice.legal_grounds]
    own: dict[str, Any] = {"tlp": shared.tlp.label, "platform": shared.platform, "legal_grounds": "; ".join(grounds)}
    own |= {"capture_sha256": [each.sha256 for each in item.captures]}
    found: dict[str, Any] = {}
    for name in CSV_COLUMNS:
        source = next((each for each in (item.notice, item, shared.notice) if hasattr(each, name)), None)
        found[name] = own[name] if name in own else getattr(source, name)
    return found


def _cell(value: Any) -> str:  # noqa: ANN401  # of any column
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return _cell(" ".join(map(str, value)))
    text = rfc3339(value) if isinstance(value, datetime) else str(value)
    return f"'{text}" if text.startswith(_GUARDED) else text


def _plain(value: Any) -> str:  # noqa: ANN401  # what JSON cannot say by itself
    return rfc3339(value)
