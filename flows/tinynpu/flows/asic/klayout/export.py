"""Script for KLayout: SiliconCompiler's export to GDS, with the layout of the cells in it.

SiliconCompiler has KLayout take the layout of those cells only that have a ``FOREIGN`` statement in LEF. The
LEF of lambdapdk's sky130 has none: without this there would be nothing of a cell in the GDS but what LEF tells
of it, its pins and obstructions, and checks of such a layout find no transistors and nothing wrong.
"""

import importlib
import sys

_VARIABLES = ("SC_KLAYOUT_ROOT", "SC_TOOLS_ROOT", "SC_ROOT")
"""Folders that the command line gives to the script."""
_NEVER_LEF = 2
"""Of `macro_resolution_mode`: the geometry of macros is that of their layouts."""

sys.path += [globals()[name] for name in _VARIABLES]
export = importlib.import_module("klayout_export")
utilities = importlib.import_module("klayout_utils")
_technology = utilities.technology


def technology(design, schema):
    """SiliconCompiler's, with that mode."""
    found = _technology(design, schema)
    options = found.load_layout_options
    options.lefdef_config.macro_resolution_mode = _NEVER_LEF
    found.load_layout_options = options
    return found


setattr(utilities, "technology", technology)  # noqa: B010
for name in _VARIABLES:
    setattr(export, name, globals()[name])
export.main()
