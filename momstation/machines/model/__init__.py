"""How what a machine says becomes its state and its parts: pure rules."""
