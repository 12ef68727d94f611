"""Tells whether the people at each station can answer its alarms."""
