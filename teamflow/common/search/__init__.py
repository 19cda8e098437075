"""Finding by words: one index of entries over all apps, kept by triggers (docs/adr)."""
