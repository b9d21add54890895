"""The only place that speaks SQL: one store for each aggregate, each working inside its caller's transaction."""
