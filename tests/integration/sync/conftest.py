"""What the tests against a real PostgreSQL share."""

from tests.support.central_station import stations
from tests.support.postgres import cluster, database, plant

__all__ = ["cluster", "database", "plant", "stations"]
