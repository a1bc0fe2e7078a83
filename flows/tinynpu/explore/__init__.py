"""Exploration: alternatives, measured."""
