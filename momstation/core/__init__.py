"""What every room stands on and no factory word is spoken in."""
