"""The command ``klayout`` without a window, on the Python module of KLayout.

It runs Python scripts, which is what flows call it for; it has no DRC or LVS. Scripts get a main window
that is not on a screen, so that they can draw layouts.
"""

import importlib.metadata
import runpy
import sys
import traceback
import types
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError

__all__ = ["main"]

_USAGE = """\
klayout -r SCRIPT.py [options]

  -r SCRIPT     run this Python script
  -rd NAME=V    a global variable of the script, a string; may be given more than once
  -v            print the version
  -b -z -zz -nc -rx   accepted without effect: there is neither a window nor a configuration
  -h            print this
"""
_IGNORED = {"-b", "-z", "-zz", "-nc", "-rx"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0, 1 if something failed, 2 for a wrong use."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    script, variables = "", dict[str, str]()
    try:
        while words:
            word = words.pop(0)
            if word == "-v":
                print(f"KLayout {importlib.metadata.version('klayout')}")
                return 0
            if word == "-h":
                print(_USAGE, end="")
                return 0
            if word == "-r":
                script = _value(word, words)
            elif word == "-rd":
                name, equals, text = _value(word, words).partition("=")
                if not equals:
                    raise FlowError(f"-rd must be followed by NAME=VALUE, not {name}.")
                variables[name] = text
            elif word not in _IGNORED:
                raise FlowError(f"klayout takes the options of klayout -h, not {word}.")
        if not script.endswith(".py") or not Path(script).is_file():
            raise FlowError(
                f"-r must name a Python script that is there, not {script or 'nothing'}."
            )
    except FlowError as error:
        print(f"ERROR: {error}", file=sys.stderr)
        return 2
    _open_window()
    try:
        runpy.run_path(script, variables, "__main__")
    except Exception as error:  # whatever a script does wrong
        traceback.print_exc()
        print(f"ERROR: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


def _value(option: str, words: list[str]) -> str:
    if not words:
        raise FlowError(f"{option} must be followed by a value.")
    return words.pop(0)


class _Application:
    """Stands in for ``pya.Application``: the configuration of views that are opened later."""

    def __init__(self):
        self.configuration: dict[str, str] = {}
        self.window = _MainWindow(self)

    def set_config(self, name: str, value: str):
        """Set an option of KLayout's configuration."""
        self.configuration[name] = value
        if view := self.window.current_view():
            view.set_config(name, value)

    def main_window(self) -> "_MainWindow":
        """The one window."""
        return self.window


class _MainWindow:
    """Stands in for ``pya.MainWindow``: layouts in views without a screen."""

    def __init__(self, application: _Application):
        self._application = application
        self._view: Any = None

    def load_layout(self, path: str, technology: str = "") -> Any:
        """Open a file with the layers' looks of a technology; returns the view of its cell."""
        from klayout.db import Technology
        from klayout.lay import LayoutView

        self._view = LayoutView()
        for name, value in self._application.configuration.items():
            self._view.set_config(name, value)
        opened = self._view.load_layout(path, technology, True)
        looks = Technology.technology_by_name(technology).eff_layer_properties_file()
        if looks and Path(looks).exists():
            self._view.load_layer_props(looks)
        self._view.max_hier()
        return self._view.cellview(opened)

    def current_view(self) -> Any:
        """The view of the layout that was opened last; None without one."""
        return self._view


def _open_window():
    """Give scripts what the Python module does not have."""
    import pya

    application = _Application()
    for name, instance in (("Application", application), ("MainWindow", application.window)):
        if not hasattr(pya, name):
            setattr(pya, name, types.SimpleNamespace(instance=lambda instance=instance: instance))


if __name__ == "__main__":
    sys.exit(main())
