"""What runs beside the API: the Celery app, its thin tasks, and the dispatcher that feeds the broker."""
