"""What the station costs, measured against a physical limit or a bare peer in the same run."""
