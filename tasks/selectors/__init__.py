"""Reads of tasks: load-and-check, lists, and the shapes that the API and the sockets show."""
