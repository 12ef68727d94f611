"""What the tests against a real PostgreSQL share."""

from collections.abc import Iterator

import pytest

from momstation.sync.embedded import EmbeddedPostgres
from tests.support.central_station import Station, Stations, stations
from tests.support.postgres import cluster, database, plant
from tests.support.proxy import Proxy

__all__ = ["cluster", "database", "plant", "proxy", "stations"]


@pytest.fixture
def proxy(cluster: EmbeddedPostgres) -> Iterator[Proxy]:
    """A network in front of the cluster that is still down."""
    made = Proxy(cluster.socket_path)
    yield made
    made.close()


@pytest.fixture
def behind(stations: Stations, proxy: Proxy) -> Iterator[Station]:
    """A station that reaches the plant through the network that is still down."""
    made = stations.behind(proxy)
    yield made
    made.stop()  # before its network goes
