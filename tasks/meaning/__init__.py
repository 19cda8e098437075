"""What titles mean, as vectors: near ones mean alike."""
