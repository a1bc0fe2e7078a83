"""What a project that was exported says of its tile."""

import dataclasses
import tempfile
from pathlib import Path

from tinynpu.arch.errors import ConfigurationError, FlowError
from tinynpu.arch.tile import TileConfig
from tinynpu.flows.tinytapeout.folder import Folder
from tinynpu.flows.tinytapeout.known_answers import self_test_signature
from tinynpu.flows.tinytapeout.text import parse_json, read_utf8

__all__ = ["tile_of", "top_of"]


def tile_of(project: Path) -> TileConfig:
    """The tile of a project, from its ``test/known_answers.json``.

    Raises
    ------
    FlowError
        The file says of no tile that this program writes.
    """
    path = project / "test" / "known_answers.json"
    names = [field.name for field in dataclasses.fields(TileConfig)]
    try:
        known = parse_json(read_utf8(path))
        config = TileConfig(**{name: known[name] for name in names})
        answers = known["identity"], known["signature"]
    except (LookupError, TypeError, ConfigurationError):
        raise FlowError(
            f"The file {path} must have the parameters of a tile, as export writes it."
        ) from None
    if answers != (config.identity.hex(), self_test_signature(config).hex()):
        raise FlowError(
            f"The project {project} must be of this version of tinynpu, and its tile answers otherwise; take the "
            "one that exported it."
        )
    return config


def top_of(project: Path) -> str:
    """Name of the top module of a project, from its ``info.yaml``.

    Raises
    ------
    FlowError
        It has none.
    """
    with tempfile.TemporaryDirectory() as work:
        return Folder(project, Path(work)).top
