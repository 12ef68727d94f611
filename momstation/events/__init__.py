"""Everything the station can say, one file per function, frozen and versioned."""
