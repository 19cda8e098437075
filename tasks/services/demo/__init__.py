"""Workspaces and projects to look at and to measure on."""

from tasks.services.demo.large import LargeDemo, fill_large_workspace
from tasks.services.demo.project import fill_large_project, home_of

__all__ = ["LargeDemo", "fill_large_project", "fill_large_workspace", "home_of"]
