"""How mail and signed webhooks leave the building: one attempt at a time, with an outcome that can be trusted.

Nothing here retries, stores or logs; whoever calls decides what an outcome means.
"""
