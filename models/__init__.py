"""What decides: text in, scores and entities out. Imports nothing of ``service``, ``training`` or ``labeling``."""
