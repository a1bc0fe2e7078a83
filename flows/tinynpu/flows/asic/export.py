"""SiliconCompiler's export to GDS, with the layout of the cells in it.

SiliconCompiler has KLayout take the layout of those cells only that have a ``FOREIGN`` statement in LEF. The
LEF of lambdapdk's sky130 has none: without this there would be nothing of a cell in the GDS but what LEF tells
of it, its pins and obstructions, and checks of such a layout find no transistors and nothing wrong.
"""

from pathlib import Path

from siliconcompiler.tools.klayout.export import ExportTask

__all__ = ["LayoutExport"]


class LayoutExport(ExportTask):
    """SiliconCompiler's task with the script of this folder before its own."""

    def setup(self):
        """Set the script."""
        super().setup()
        self.set_dataroot("tinynpu", str(Path(__file__).parent))
        with self.active_dataroot("tinynpu"):
            self.set_script("klayout/export.py", clobber=True)
