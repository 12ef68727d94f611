"""A plant that behaves, for the demo, for training and for tests: machines, scanners and people."""
