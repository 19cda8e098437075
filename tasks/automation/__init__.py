"""Rules of a project: what begins them, which tasks they are about, what they do."""
