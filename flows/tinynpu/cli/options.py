"""Options that several commands share, and how errors are shown."""

import contextlib
import dataclasses
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tinynpu.arch.config import Config
from tinynpu.arch.errors import ConfigurationError, FlowError, TinyNPUError
from tinynpu.arch.presets import PRESETS, preset

__all__ = [
    "ConfigFile",
    "JsonFlag",
    "PresetName",
    "Settings",
    "change_config",
    "choose_config",
    "console",
    "fail",
    "output_folder",
    "progress_bar",
    "reported",
    "require_writable",
]

PresetName = Annotated[
    str | None, typer.Option("--preset", help=f"Named configuration: {', '.join(PRESETS)}.")
]
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Configuration as a JSON file.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", help="Change a value: key=value; may be given more than once."),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]

console = Console(stderr=True)
"""Everything that is not the result of a command goes to standard error."""


def fail(message: str, code: int) -> NoReturn:
    """Print one sentence and end."""
    console.print(f"[red]error:[/red] {escape(message)}", highlight=False, soft_wrap=True)
    raise typer.Exit(code)


@contextlib.contextmanager
def reported() -> Iterator[None]:
    """Show errors as one sentence: exit code 2 for a wrong configuration, 1 for everything else.

    These are the project's own errors, a package that is not installed, and what the operating
    system refuses. Anything else is a bug and keeps its traceback.
    """
    try:
        yield
    except ConfigurationError as error:
        fail(str(error), 2)
    except TinyNPUError as error:
        fail(str(error), 1)
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package in ("", "tinynpu"):
            raise
        fail(f"This needs the package {package}: pip install 'tinynpu[sim,tflite]'.", 1)
    except KeyboardInterrupt:
        fail("Interrupted.", 1)
    except BrokenPipeError:
        # Whoever read the output has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except OSError as error:
        fail(f"The operating system refused: {error}.", 1)


@contextlib.contextmanager
def output_folder(path: Path) -> Iterator[None]:
    """Make a folder for results; if it stays empty, take it and those above that were made for it away again.

    Raises
    ------
    FlowError
        The folder cannot be made, or nothing can be written in it.
    """
    made = [folder for folder in (path, *path.parents) if not folder.exists()]
    try:
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FlowError(f"The folder {path} must be writable ({error.strerror}).") from None
        if not os.access(path, os.W_OK):
            raise FlowError(f"The folder {path} must be writable, which it is not.")
        yield
    finally:
        for folder in made:
            with contextlib.suppress(OSError):  # not empty
                folder.rmdir()


def choose_config(preset_name: str | None, file: Path | None, settings: list[str] | None) -> Config:
    """Configuration from the options; ``base`` if there are none.

    Raises
    ------
    ConfigurationError
        Both were given, the file cannot be read, or a value is wrong.
    """
    if preset_name is not None and file is not None:
        raise ConfigurationError("Only one of --preset and --config must be given, not both.")
    if file is not None:
        try:
            config = Config.from_json(file.read_text())
        except OSError as error:
            raise ConfigurationError(
                f"The configuration {file} must be readable ({error.strerror})."
            ) from None
        except UnicodeDecodeError:
            raise ConfigurationError(f"The configuration {file} must be JSON text.") from None
    else:
        config = preset(preset_name or "base")
    return change_config(config, settings)


def change_config(config: Config, settings: list[str] | None) -> Config:
    """Configuration with the values of ``--set`` changed; its name then is ``custom``.

    Raises
    ------
    ConfigurationError
        A setting is not key=value, or a value is wrong.
    """
    changes: dict[str, Any] = {}
    types = {field.name: type(getattr(config, field.name)) for field in dataclasses.fields(config)}
    for setting in settings or ():
        key, equals, text = setting.partition("=")
        if not equals or key not in types:
            raise ConfigurationError(
                f"A setting must be key=value with a key of {', '.join(types)}, not {setting}."
            )
        changes[key] = _value(key, text, types[key])
    if changes and "name" not in changes:
        changes["name"] = "custom"
    return config.replace(**changes) if changes else config


def _value(key: str, text: str, kind: type) -> Any:
    if kind is bool:
        if text.lower() not in ("true", "false", "1", "0"):
            raise ConfigurationError(f"Value {key} must be true or false, not {text}.")
        return text.lower() in ("true", "1")
    if kind is int:
        try:
            return int(text, 0)
        except ValueError:
            raise ConfigurationError(f"Value {key} must be an integer, not {text}.") from None
    return text


def require_writable(path: Path):
    """Refuse an output file that could not be written, before any work is done.

    Raises
    ------
    FlowError
        Its folder does not exist or is read-only, or it is a folder itself.
    """
    folder = path.parent
    if path.is_dir():
        raise FlowError(f"The output must be a file, and {path} is a folder.")
    if not folder.is_dir():
        raise FlowError(f"The folder of the output must exist, and {folder} does not.")
    if not os.access(folder, os.W_OK):
        raise FlowError(f"The output {path} must be writable, and its folder is not.")


@contextlib.contextmanager
def progress_bar() -> Iterator[Any]:
    """Progress on standard error: yields a function of (text, fraction)."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=1.0)
        yield lambda text, fraction: progress.update(task, description=text, completed=fraction)
