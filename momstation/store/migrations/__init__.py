"""Brings the tables of an older store file to their present form, one revision for each version."""
