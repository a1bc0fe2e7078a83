"""The bring-up kit: everything that goes onto the demo board, and what must come from the tile."""

import dataclasses
import json
from pathlib import Path

import numpy as np

from tinynpu.arch.errors import FlowError
from tinynpu.arch.tile import TileConfig
from tinynpu.compiler.tile import compile_tile
from tinynpu.demo.digits import MODEL, held_out_inputs
from tinynpu.flows.tinytapeout.kit_network import pack_images, pack_network
from tinynpu.flows.tinytapeout.kit_vectors import BoardVector, board_vectors, pack_vectors
from tinynpu.flows.tinytapeout.known_answers import self_test_signature
from tinynpu.flows.tinytapeout.place import place_files
from tinynpu.flows.tinytapeout.project import require_top
from tinynpu.flows.tinytapeout.text import parse_json, read_utf8
from tinynpu.runtime.golden import evaluate

__all__ = ["Kit", "write_kit"]

_MANIFEST = "kit.json"
_PROJECT = 'PROJECT = "tt_um_tinynpu"'
_FOLDERS = (
    Path(__file__).parents[4] / "fw" / "micropython",
    Path(__file__).parents[2] / "micropython",
)
"""Where the board's programs are: in the source tree, in an installed package."""


@dataclasses.dataclass(frozen=True)
class Kit:
    """What was written.

    Members
    -------
    folder
        Where it is.
    files
        Names, sorted.
    identity, signature
        What the tile answers to IDENTIFY and SELF_TEST.
    vectors
        Number of known answers.
    images
        Number of digits.
    """

    folder: Path
    files: tuple[str, ...]
    identity: bytes
    signature: bytes
    vectors: int
    images: int

    def __str__(self) -> str:
        low, high = self.signature
        return (
            f"identification  {self.identity.hex(' ')}\n"
            f"self-test       {low:02x} {high:02x} (tile.self_test() == {high << 8 | low:#06x})\n"
            f"known answers   {self.vectors}\n"
            f"digits          {self.images}\n"
            f"files           {len(self.files)} in {self.folder}\n"
        )


def write_kit(
    config: TileConfig, folder: Path, *, images: int = 10, project: str = "tt_um_tinynpu"
) -> Kit:
    """Write the kit into a folder that is absent, empty, or has an earlier kit.

    Parameters
    ----------
    config
        Parameters of the tile.
    folder
        For the files, all of which go onto the board; ``kit.json`` has the known answers for people and other
        programs.
    images
        Held-out digits for the demo; 0: the kit has no demo, and scikit-learn is not needed.
    project
        Name of the tile in the shuttle.

    Raises
    ------
    FlowError
        The folder has other files or cannot be written, or the board's programs are not there.
    ConfigurationError
        The name cannot be one.
    """
    require_top(project)
    sources = next((path for path in _FOLDERS if path.is_dir()), None)
    if sources is None:
        raise FlowError(f"The board's programs must be in {_FOLDERS[0]}: use a source tree.")
    _require(folder)
    vectors = board_vectors(config)
    signature = self_test_signature(config)
    files = {path.name: path.read_bytes() for path in sorted(sources.glob("*.py"))}
    driver = files["tinynpu_tt.py"].decode()
    assert _PROJECT in driver
    files["tinynpu_tt.py"] = driver.replace(_PROJECT, f'PROJECT = "{project}"').encode()
    files["vectors.tnk"] = pack_vectors(vectors, config)
    if images:
        program = compile_tile(MODEL.read_bytes(), config)
        _, inputs, labels = held_out_inputs(program.inputs[0], images)
        scores = [_scores(program.graph, image[None]) for image in inputs]
        files["digits.tnp"] = pack_network(program)
        files["digits.img"] = pack_images(list(inputs), scores, [int(label) for label in labels])
    names = tuple(sorted([*files, _MANIFEST]))
    files[_MANIFEST] = _manifest(config, project, signature, vectors, names)
    place_files(files, folder)
    return Kit(folder, names, config.identity, signature, len(vectors), images)


def _scores(graph, image: np.ndarray) -> np.ndarray:
    """Of the golden model, without a tile."""
    return evaluate(graph, [image])[graph.outputs[0]].reshape(-1)


def _require(folder: Path):
    """Refuse a folder with files of others."""
    if folder.exists() and not folder.is_dir():
        raise FlowError(f"The kit must go to a folder, and {folder} is a file.")
    if not folder.exists():
        return
    known: set[str] = set()
    manifest = folder / _MANIFEST
    if manifest.is_file():
        known = _files_of(manifest)
    foreign = sorted({path.name for path in folder.iterdir()} - known)
    if foreign:
        raise FlowError(
            f"The folder of the kit must be empty or hold an earlier kit; {folder} holds {foreign[0]}."
        )


def _files_of(manifest: Path) -> set[str]:
    """Files of an earlier kit."""
    found = parse_json(read_utf8(manifest))
    names = found.get("files") if isinstance(found, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise FlowError(f"The file {manifest} must be that of an earlier kit, and is not.")
    return set(names)


def _manifest(
    config: TileConfig,
    project: str,
    signature: bytes,
    vectors: list[BoardVector],
    names: tuple[str, ...],
) -> bytes:
    manifest = {
        "project": project,
        "config": dataclasses.asdict(config),
        "identity": config.identity.hex(),
        "signature": signature.hex(),
        "files": names,
        "vectors": [
            {
                "name": vector.name,
                "exchanges": [
                    {
                        "ui_in": stream[::2].hex(),
                        "uio_in": stream[1::2].hex(),
                        "uo_out": expected.hex(),
                    }
                    for stream, expected in vector.parts
                ],
            }
            for vector in vectors
        ],
    }
    return (json.dumps(manifest, indent=1) + "\n").encode()
