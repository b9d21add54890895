"""Examples of what the rules say of a request, and of a request as a file."""

from __future__ import annotations

from typing import Any

from service.demo.takedown import sound_requests

__all__ = ["ASKED", "FAILED", "FILE"]

ASKED: dict[str, Any] = {"May it be approved": {"phase": "A"}}
FAILED: dict[str, Any] = {
    "ok": False,
    "phase": "A",
    "errors": [
        {
            "code": "TD-206",
            "pointer": "/allegation/firework_class_basis",
            "detail": "State how the class of the firework is known.",
            "legal_ref": "DSA 16(2)(d)",
        }
    ],
}
FILE: dict[str, Any] = sound_requests()["recruitment"]
