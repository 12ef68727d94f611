"""A real PostgreSQL, for those who compare with it."""

from tests.support.postgres import cluster, database, plant

__all__ = ["cluster", "database", "plant"]
