"""The merge rules of the plant's records: pure functions over sets of events, one rule in each file.

Every rule gives the same result for the same records, whatever order they arrived in. What was concurrent is
decided by what each record had seen (``causality``), never by a clock; clocks only break ties.
"""
