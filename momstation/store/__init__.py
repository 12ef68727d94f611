"""The station's memory: one SQLite file, one writer, and what was said is never lost."""
