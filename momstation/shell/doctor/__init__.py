"""Looks at everything that a station needs, and says about each fault what to do."""
