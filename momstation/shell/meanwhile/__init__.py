"""What others recorded while this station had no connection, told once it has caught up."""
