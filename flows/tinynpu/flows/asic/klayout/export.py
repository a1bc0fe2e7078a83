"""Script for KLayout, with the variables that SiliconCompiler gives its own: its export, with whole cells."""

import sys

sys.path += [SC_KLAYOUT_ROOT, SC_TOOLS_ROOT, SC_ROOT]  # noqa: F821

import klayout_export
import klayout_utils

_NEVER_LEF = 2
"""Of `macro_resolution_mode`: the geometry of macros is that of their layouts."""
_technology = klayout_utils.technology


def technology(design, schema):
    """SiliconCompiler's, with that mode."""
    found = _technology(design, schema)
    options = found.load_layout_options
    options.lefdef_config.macro_resolution_mode = _NEVER_LEF
    found.load_layout_options = options
    return found


klayout_utils.technology = technology
for name in ("SC_KLAYOUT_ROOT", "SC_TOOLS_ROOT", "SC_ROOT"):
    setattr(klayout_export, name, globals()[name])
klayout_export.main()
