"""Formal equivalence of RTL and netlist, block by block."""
