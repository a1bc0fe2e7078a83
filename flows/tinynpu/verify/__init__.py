"""Verification of the RTL: blocks, netlists, proofs, random runs, mutants, and the page about them."""
