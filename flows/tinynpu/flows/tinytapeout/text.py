"""Files and values of others: read as text, shown in a sentence."""

import json
import reprlib
from pathlib import Path
from typing import Any, TypeGuard

from tinynpu.arch.errors import FlowError

__all__ = ["is_number", "parse_json", "read_utf8", "shown"]

_GREATEST = 1e12
_SHOWN = 80
_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = _REPR.maxlong = _SHOWN
_REPR.maxlevel = 2


def read_utf8(path: Path) -> str:
    """Text of a file.

    Raises
    ------
    FlowError
        It cannot be read, or is no text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise FlowError(f"The file {path} must be UTF-8 text, and is not.") from None
    except OSError as error:
        raise FlowError(f"The file {path} must be readable ({error.strerror}).") from None


def parse_json(text: str) -> Any:
    """Value of a text of JSON; None if it is none, or nested too deeply."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether a value of YAML or JSON is a number to reckon with: neither NaN nor without end."""
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and -_GREATEST <= value <= _GREATEST
    )


def shown(value: Any) -> str:
    """A value of YAML or JSON in a few words, however large it is."""
    try:
        return _REPR.repr(value)
    except ValueError:  # more digits than Python writes
        return "a number of thousands of digits"
