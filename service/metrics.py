"""What lont counts about itself, in Prometheus' form; names carry their units."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

__all__ = [
    "ITEMS_BY_STATE",
    "ITEMS_SCORED",
    "ITEMS_SCORED_AGAIN",
    "ITEMS_TAKEN_IN",
    "OUTBOX_WAITING",
    "REQUESTS",
    "REQUEST_SECONDS",
    "SCORES_REUSED",
    "TEXTS_SCORED",
]

ITEMS_TAKEN_IN = Counter("lont_items_taken_in", "Items that came in over the API, by outcome.", ["outcome"])
ITEMS_SCORED = Counter("lont_items_scored", "Scores written for stored items.")
ITEMS_SCORED_AGAIN = Counter("lont_items_scored_again", "Scores that a message beside the item changed.")
SCORES_REUSED = Counter("lont_scores_reused", "Items whose score was that of a copy.")
TEXTS_SCORED = Counter("lont_texts_scored", "Texts scored synchronously, nothing stored.", ["call"])
ITEMS_BY_STATE = Gauge("lont_items", "Stored items, by state, when the metrics were read.", ["state"])
OUTBOX_WAITING = Gauge("lont_outbox_entries", "Entries waiting in the outbox when the metrics were read.")
REQUESTS = Counter("lont_requests", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("lont_request_duration_seconds", "Time to answer a request.", ["method", "route"])
