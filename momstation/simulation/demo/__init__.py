"""A plant that works a shift on one computer: simulated machines, a PostgreSQL, stations, and people."""

from momstation.simulation.demo.command import main

__all__ = ["main"]
