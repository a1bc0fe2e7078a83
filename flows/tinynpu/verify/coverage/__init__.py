"""Functional coverage of the core by constrained-random programs, and what of its Verilog they run."""

from tinynpu.verify.coverage.measure import COVERED, CoverageReport, run_coverage

__all__ = ["COVERED", "CoverageReport", "run_coverage"]
