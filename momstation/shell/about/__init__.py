"""Tells which program this is and whose work it stands on, on the screen and in a terminal."""
