"""Pulls every plug, again and again, and counts what was lost: ``python -m tests.soak --help``."""
