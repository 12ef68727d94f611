"""The operator station of manufacturing operations management."""

__version__ = "0.1.0"
