"""Timer, votes and private writing on a board."""
