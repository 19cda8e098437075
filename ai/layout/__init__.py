"""Where the boxes of a diagram stand: pure geometry, no two of them overlap."""
