"""The printed sheet of codes that stand for tiles: one scan instead of taps."""
