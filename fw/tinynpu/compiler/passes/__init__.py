"""Passes from module to module, one a file."""
