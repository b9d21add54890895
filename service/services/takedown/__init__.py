"""Takedown requests: drafted by analysts, approved by others, sent once, answered by platforms."""
