"""Mutation testing: whether the suite notices when the RTL is changed a little."""

from tinynpu.verify.mutation.report import Mutant, MutationReport, MutationResult, Verdict
from tinynpu.verify.mutation.run import CONFIG, run_mutation

__all__ = ["CONFIG", "Mutant", "MutationReport", "MutationResult", "Verdict", "run_mutation"]
