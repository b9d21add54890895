"""The page of all rules in Markdown, made from the table that the code asks."""

from __future__ import annotations

from service.domain.takedown.rules import RULES

__all__ = ["rules_page"]

_HEAD = """# Rules of takedown requests

For analysts, approvers and whoever checks them. Made by `lont takedown rules`; do not edit it here.

Asked on saving (S), on confirming (C), on approving (A) and just before it leaves (D); what was asked once is asked
again at each later step. All failures are told at once, each with its code, its place and what to do. How they differ
from the notes they were made from: [ADR 0024](adr/0024-the-rules-as-they-are-built.md).

| rule | from | ground | what must hold | what to do | not from a file alone |
| --- | --- | --- | --- | --- | --- |
"""


def rules_page() -> str:
    """Return the page, one row a rule, in order of code."""
    rows = (
        f"| {rule.code} | {rule.phase} | {rule.legal_ref} | {rule.must} | {rule.remedy} | {rule.unseen} |\n"
        for rule in RULES
    )
    return _HEAD + "".join(rows)
