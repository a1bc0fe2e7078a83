"""Where the tests find the public reference models."""

import os
from pathlib import Path

__all__ = ["NO_MODELS", "models_dir"]

NO_MODELS = (
    "needs the MLPerf Tiny models: run tinynpu models --download, and set TINYNPU_MODELS to "
    "~/.cache/tinynpu/models"
)
"""Reason of a skipped test."""


def models_dir() -> Path | None:
    """``$TINYNPU_MODELS``, else ``shared/models/mlperf_tiny`` beside the repository, or None."""
    named = os.environ.get("TINYNPU_MODELS")
    repository = Path(__file__).resolve().parents[3]
    path = Path(named) if named else repository.parent / "shared" / "models" / "mlperf_tiny"
    return path if path.is_dir() else None
