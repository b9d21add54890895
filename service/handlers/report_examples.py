"""Examples of `/v1/reports` for the OpenAPI document: invented."""

from __future__ import annotations

from typing import Any

__all__ = ["PHENOMENON", "PHENOMENON_CSV", "WORK", "WORK_CSV"]

WORK: dict[str, Any] = {
    "about": {
        "period": "2026-11-01 to 2026-11-02, whole days of Europe/Amsterdam",
        "platform": "all",
        "language": "all",
        "unit": "items; decisions of people, without those that copies took over",
        "suppression": "none: these figures are for those who do the work",
        "made_at": "2026-11-03T09:00:00+00:00",
    },
    "model_versions": ["2026.11.6"],
    "cannot_say": ["Only what was captured is counted."],
    "tables": {
        "inflow": [
            {"day": "2026-11-01", "recruitment": 4, "f4_sale": 9, "both": 1, "none": 812, "no_score": 3, "all": 829},
            {"day": "2026-11-02", "recruitment": 2, "f4_sale": 0, "both": 0, "none": 640, "no_score": 0, "all": 642},
        ],
    },
}
WORK_CSV = (
    "# period: 2026-11-01 to 2026-11-02, whole days of Europe/Amsterdam\nday,recruitment,f4_sale\n2026-11-01,4,9\n"
)
PHENOMENON: dict[str, Any] = {
    "about": {
        "period": "2026-Q4: 2026-09-28 to 2026-11-08, weeks of Europe/Amsterdam",
        "label": "f4_sale",
        "basis": "confirmed",
        "unit": "distinct campaigns; a campaign is all copies and near-copies of one text, and counts once a cell",
        "suppression": "below 5 campaigns a cell is hidden, and so is what would give it away",
        "made_at": "2026-11-03T09:00:00+00:00",
    },
    "model_versions": ["2026.11.6"],
    "cannot_say": ["Only what was captured is counted. More of it may mean that more was looked at."],
    "tables": {
        "regions": [
            {"region": "NL-ZH", "campaigns": 11, "items": 57},
            {"region": "every other", "campaigns": "<5", "items": None},
        ],
    },
}
PHENOMENON_CSV = (
    "# period: 2026-Q4: 2026-09-28 to 2026-11-08, weeks of Europe/Amsterdam\nregion,campaigns,items\nNL-ZH,11,57\n"
)
