"""Keeps the plant's read models (schema rm) for reports: what records mean, as tables in ISA-95 names.

It runs beside the central database and is in nobody's way: while it stands still, reports grow old and the
floor does not notice. It folds with the same rules as the stations.
"""
