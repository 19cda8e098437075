"""A workspace whole, in one file: taken out of one installation and brought into another.

docs/archive.md describes the file. `shape` says what belongs to a workspace, for both directions.
"""
