"""Two bundles beside each other on the same messages: what is better, what is worse, and may the new one take over."""
