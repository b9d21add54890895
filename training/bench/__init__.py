"""`lont bench score`: how fast lont scores on this machine, beside the peer that it is measured against."""
