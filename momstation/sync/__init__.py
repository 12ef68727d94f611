"""The wire to the plant: pushes what this station recorded, pulls what the others did, and never holds anybody up."""
