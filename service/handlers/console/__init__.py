"""The console: pages on which people review items, ask for removal, and are called to alerts."""
