"""What production shows: the operator's home, the sheets over it, the dispatch list and the shift's OEE."""
