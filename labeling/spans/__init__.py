"""What texts of the corpus say, marked by hand: spans with a type; how to mark stands in ``codebook/entities.md``."""

from labeling.spans.reading import FILE, MarkedText, read_marked_texts
from labeling.spans.row import MarkedSpan, SpanRow

__all__ = ["FILE", "MarkedSpan", "MarkedText", "SpanRow", "read_marked_texts"]
