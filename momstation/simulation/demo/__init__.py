"""A plant that works a shift on one computer: simulated machines, a PostgreSQL, stations, and people."""
