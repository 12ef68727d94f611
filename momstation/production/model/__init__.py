"""What an order and a stop are, and what may be done with them: pure rules."""
