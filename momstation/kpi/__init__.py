"""The figures of the shop floor as pure functions: the same code for the screens and for the command line.

Times are seconds as ``int`` or ``Fraction`` and ratios are exact; a ratio without a denominator is ``None``.
Nothing here reads a clock, a database or a setting.
"""
