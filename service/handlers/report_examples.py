"""Examples of `/v1/reports` for the OpenAPI document: invented."""

from __future__ import annotations

from typing import Any

__all__ = ["ANNUAL", "ANNUAL_CSV", "KPIS", "KPIS_CSV", "PHENOMENON", "PHENOMENON_CSV", "WORK", "WORK_CSV"]

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
ANNUAL: dict[str, Any] = {
    "about": {
        "period": "2026-01-01 to 2026-12-31, whole days of Europe/Amsterdam",
        "unit": "notices under Article 16 DSA that a platform got; items are exact electronic locations",
        "suppression": "below 5 a count is hidden, and so is what would give it away",
        "made_at": "2027-01-11T09:00:00+00:00",
    },
    "model_versions": [],
    "cannot_say": ["Rows do not add up to a total, and none is given: a small row could be worked out from it."],
    "tables": {
        "annual": [
            {
                "period_start": "2026-01-01",
                "period_end": "2026-12-31",
                "provider": "telegram",
                "dsa_category": "STATEMENT_CATEGORY_VIOLENCE",
                "dsa_keyword": "KEYWORD_COORDINATED_HARM",
                "notices": 214,
                "items": 214,
                "action_removed": 171,
                "action_disabled": "<5",
                "action_account": "<5",
                "action_partial": "<5",
                "no_action": 22,
                "no_response": 17,
                "withdrawn": "<5",
                "other": "<5",
                "median_hours_to_action": 7.5,
            },
        ],
    },
}
ANNUAL_CSV = "# period: 2026-01-01 to 2026-12-31\nperiod_start,period_end,provider\n2026-01-01,2026-12-31,telegram\n"
KPIS: dict[str, Any] = {
    "about": {
        "period": "2026-01-01 to 2026-12-31, whole days of Europe/Amsterdam",
        "unit": "notices under Article 16 DSA",
        "suppression": "of fewer than 5 notices nothing is told",
        "made_at": "2027-01-11T09:00:00+00:00",
    },
    "model_versions": ["2026.11.6"],
    "cannot_say": ["Content that went by itself is never credited to a notice."],
    "tables": {
        "shares": [
            {"kpi": "acknowledged", "provider": "all", "n": 214, "share": 0.92, "low": 0.8757, "high": 0.9495},
            {"kpi": "police_first", "provider": "all", "n": "<5", "share": None, "low": None, "high": None},
        ],
        "times": [{"step": "submit_to_ack", "provider": "all", "n": 197, "p50_hours": 0.4, "p90_hours": 6.1}],
    },
}
KPIS_CSV = (
    "# period: 2026-01-01 to 2026-12-31\nkpi,provider,n,share,low,high\nacknowledged,all,214,0.92,0.8757,0.9495\n"
)
