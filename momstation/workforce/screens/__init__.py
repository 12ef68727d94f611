"""What workforce shows: who is here, who acts, and the PIN for a day without a badge."""
