"""What runs: API, review console, workers, storage and takedown."""
