"""What handlers ask FastAPI for: the process, who calls, the checked body."""
