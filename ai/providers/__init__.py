"""Who can answer. Each provider is one module of the shape that `base` describes."""
