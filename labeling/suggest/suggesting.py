TIERS=Suggestion=suggest=None
