"""What HTTP asks and how it is answered: translates between the wire and the services, decides nothing."""
