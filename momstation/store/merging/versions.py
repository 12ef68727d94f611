"""Definitions of the plant: one writer gives out whole states with a version, and the highest version holds."""


def wins(version: int, over: int) -> bool:
    """Of two equal versions the later record wins, which is the same one at every station."""
    return version >= over
