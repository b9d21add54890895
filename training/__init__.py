"""How bundles are made: augment, train, calibrate, choose thresholds, evaluate on unseen authors, export."""
