"""The door for files from other tools."""
