"""Hears machines: readings become machine states and counted parts."""
