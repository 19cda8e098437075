"""What was removed, kept for as long as it may come back."""
