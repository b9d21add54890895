"""What every request passes: its id, headers, limits, counts, and the net under unforeseen errors."""
