"""Where models are on this machine, and how they get there."""

import dataclasses
import hashlib
import http.client
import os
import urllib.error
import urllib.request
from pathlib import Path

from tinynpu.arch.errors import CompileError, FlowError
from tinynpu.arch.program import write_file
from tinynpu.models.registry import MODELS, Model
from tinynpu.tools.cache import cache_directory

__all__ = ["Found", "download", "find_model", "locate"]

_TIMEOUT_SECONDS = 30


@dataclasses.dataclass(frozen=True)
class Found:
    """What was found of a model: its file (None: absent), and whether the checksum is right."""

    path: Path | None
    right: bool = False


def locate(model: Model, directory: Path | None = None) -> Found:
    """Look for a model in ``directory``; if that is None, in ``$TINYNPU_MODELS``, then in the cache.

    A file with the right checksum goes before one with a wrong one.

    Raises
    ------
    FlowError
        The directory does not exist, or a file cannot be read.
    """
    found = Found(None)
    for place in _places(directory):
        path = place / model.file
        if not path.is_file():
            continue
        try:
            right = hashlib.sha256(path.read_bytes()).hexdigest() == model.sha256
        except OSError as error:
            raise FlowError(f"The model {path} must be readable ({error.strerror}).") from None
        if right:
            return Found(path, True)
        found = found if found.path else Found(path)
    return found


def _places(directory: Path | None) -> list[Path]:
    if directory is not None:
        named, origin = directory, "--from"
    elif os.environ.get("TINYNPU_MODELS"):
        named, origin = Path(os.environ["TINYNPU_MODELS"]), "TINYNPU_MODELS"
    else:
        return [_cache()]
    if not named.is_dir():
        raise FlowError(f"The folder that {origin} names must exist, and {named} does not.")
    return [named] if directory is not None else [named, _cache()]


def _cache() -> Path:
    return cache_directory() / "models"


def find_model(name_or_path: str | Path, directory: Path | None = None) -> Path:
    """File of a model: one of `MODELS` by name (as `locate` finds it), or any file by its path.

    Raises
    ------
    FlowError
        It is absent, or the file of a named model has another checksum.
    """
    model = MODELS.get(str(name_or_path))
    if model is None:
        path = Path(name_or_path)
        if not path.is_file():
            raise FlowError(
                f"A model must be a file or one of {', '.join(MODELS)}, not {name_or_path}."
            )
        return path
    found = locate(model, directory)
    if found.path is None:
        raise FlowError(
            f"The file {model.file} of model {model.name} must be on this machine: run "
            f"tinynpu models {model.name} --download, or name its folder in TINYNPU_MODELS."
        )
    if not found.right:
        raise FlowError(
            f"The file {found.path} must have the checksum of model {model.name}, and has another: "
            f"remove it, and run tinynpu models {model.name} --download."
        )
    return found.path


def download(model: Model) -> Path:
    """Fetch a model into the cache, whole and with the right checksum or not at all.

    Raises
    ------
    FlowError
        The server does not give the file, it is another one, or the cache cannot be written.
    """
    target = _cache() / model.file
    try:
        with urllib.request.urlopen(model.url, timeout=_TIMEOUT_SECONDS) as answer:
            data = answer.read(model.size + 1)
    except (OSError, http.client.HTTPException) as error:
        reason = error
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        elif isinstance(error, urllib.error.URLError):
            reason = error.reason
        raise FlowError(
            f"Model {model.name} must be reachable at {model.url} ({_one_line(reason)}); if this "
            f"machine has no network, put the file into a folder and name it in TINYNPU_MODELS."
        ) from None
    if hashlib.sha256(data).hexdigest() != model.sha256:
        raise FlowError(
            f"The file at {model.url} must have the checksum of model {model.name}, and has "
            f"another: it was not kept."
        )
    try:
        target.parent.mkdir(exist_ok=True)
        write_file(target, data)
    except OSError as error:
        raise FlowError(
            f"The folder {target.parent} must be writable ({error.strerror})."
        ) from None
    except CompileError as error:
        raise FlowError(str(error)) from None
    return target


def _one_line(reason: object) -> str:
    return " ".join(str(reason).split()) or type(reason).__name__
