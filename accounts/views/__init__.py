"""Pages of people and workspaces."""
