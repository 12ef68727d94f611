"""The wire to the plant: pushes what this station recorded, pulls what others did, holds nobody up."""
