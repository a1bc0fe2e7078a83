"""What is known of mutants that neither a check kills nor a proof settles."""

from tinynpu.verify.mutation.report import Mutant

__all__ = ["explanation_of"]


def explanation_of(mutant: Mutant) -> str:
    """Why a mutant survives, or nothing."""
    return ""
