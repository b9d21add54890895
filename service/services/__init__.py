"""What lont decides: rules without SQL and without HTTP, each service built by the factory for one transaction."""
