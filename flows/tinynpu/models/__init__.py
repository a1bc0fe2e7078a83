"""Public reference models: what they are, where they come from, where they are on this machine."""

from tinynpu.models.registry import MODELS, Model
from tinynpu.models.store import Found, download, find_model, locate

__all__ = ["MODELS", "Found", "Model", "download", "find_model", "locate"]
