"""Process design kits: what SiliconCompiler calls them, and where their data is."""

import dataclasses
import enum
import functools
import gzip
import os
import shutil
from pathlib import Path
from typing import Any

from tinynpu.arch.errors import FlowError

__all__ = ["DATA_VARIABLE", "KITS", "Kit", "Pdk", "PdkData", "find_data", "main_library"]

DATA_VARIABLE = "TINYNPU_PDK_DATA"
"""Names a folder with the data of PDKs, as ``--pdk-data`` does."""

_CIEL_VARIABLE = "PDK_ROOT"
_CHECKOUT = Path(__file__).resolve().parents[4]


class Pdk(enum.Enum):
    """Open processes that SiliconCompiler has targets for."""

    SKY130 = "sky130"
    IHP130 = "ihp130"
    GF180 = "gf180"


@dataclasses.dataclass(frozen=True)
class Kit:
    """A PDK in the terms of SiliconCompiler and lambdapdk.

    Members
    -------
    title
        Process and standard cells, for people.
    target
        Function of ``siliconcompiler.targets``.
    ciel
        Folders of the kit and of its standard cells below ``PDK_ROOT``; None: not known.
    """

    title: str
    target: str
    ciel: tuple[str, str] | None = None

    def project(self, name: str) -> Any:
        """An empty SiliconCompiler project for this PDK.

        Raises
        ------
        FlowError
            SiliconCompiler is not installed.
        """
        try:
            from siliconcompiler import ASIC, Design, targets
        except ImportError:
            raise FlowError("This needs SiliconCompiler: pip install 'tinynpu[asic]'.") from None
        project = ASIC(Design(name))
        getattr(targets, self.target)(project, language="verilog")
        return project

    @functools.cache  # noqa: B019 (there are three of them)
    def timing(self) -> dict[str, str]:
        """Liberty file of the standard cells by corner, as a path below a data folder."""
        project = self.project("timing")
        library = main_library(project)
        model = project.get("asic", "delaymodel")
        files = {}
        for corner in ("slow", "typical", "fast"):
            (fileset,) = library.get("asic", "libcornerfileset", corner, model)
            (files[corner],) = library.get("fileset", fileset, "file", "liberty")
        return files

    def rules(self) -> list[str]:
        """Files of Magic's and netgen's rules, as paths below a data folder; empty: there are none."""
        project = self.project("rules")
        process = project.get_library(project.get("asic", "pdk"))
        filesets = (("magic.drc", "tech"), ("netgen.lvs", "tcl"))
        if not all(process.has_fileset(name) for name, _ in filesets):
            return []
        return [
            path for name, kind in filesets for path in process.get("fileset", name, "file", kind)
        ]


KITS = {
    Pdk.SKY130: Kit(
        "SkyWater 130 nm, sky130_fd_sc_hd", "skywater130_demo", ("sky130A", "sky130_fd_sc_hd")
    ),
    Pdk.IHP130: Kit("IHP SG13G2 130 nm, sg13g2_stdcell", "ihp130_demo"),
    Pdk.GF180: Kit("GlobalFoundries 180 nm MCU, 9 tracks, 5 V", "gf180_demo"),
}
"""What is known of each PDK."""


@dataclasses.dataclass(frozen=True)
class PdkData:
    """Where the data of a PDK is.

    Members
    -------
    folder
        In lambdapdk's layout; None: SiliconCompiler downloads it.
    origin
        How it was found, for people.
    """

    folder: Path | None
    origin: str


def main_library(project: Any) -> Any:
    """The standard cells of a project of SiliconCompiler."""
    return project.get_library(project.get("asic", "mainlib"))


def find_data(pdk: Pdk, folder: Path | None, work: Path) -> PdkData:
    """Data of a PDK: of the option, of `DATA_VARIABLE`, in ``shared/pdk`` beside a checkout of this
    project, installed by ciel, or to be downloaded.

    Parameters
    ----------
    pdk
        Process.
    folder
        Of the option, if it was given.
    work
        Where links to the files that ciel installed may be made.

    Raises
    ------
    FlowError
        A folder was named that does not hold the data.
    """
    kit = KITS[pdk]
    if folder is None and (named := os.environ.get(DATA_VARIABLE)):
        folder = Path(named)
    if folder is not None:
        return PdkData(_checked(kit, folder).resolve(), str(folder))
    beside = _CHECKOUT.parent / "shared" / "pdk"
    if all((beside / path).is_file() for path in kit.timing().values()):
        return PdkData(beside, str(beside))
    root = os.environ.get(_CIEL_VARIABLE)
    if root and kit.ciel and (Path(root) / kit.ciel[0]).is_dir():
        return PdkData(_from_ciel(kit, Path(root), work), f"{_CIEL_VARIABLE}={root}")
    return PdkData(None, "download")


def _checked(kit: Kit, folder: Path) -> Path:
    """The folder, or the one above it, that holds the Liberty files."""
    for candidate in (folder, folder.parent):
        if all((candidate / path).is_file() for path in kit.timing().values()):
            return candidate
    absent = next(path for path in kit.timing().values() if not (folder / path).is_file())
    raise FlowError(
        f"The PDK data {folder} must be in lambdapdk's layout, and {absent} is not there."
    )


def _from_ciel(kit: Kit, root: Path, work: Path) -> Path:
    """A folder in lambdapdk's layout of what ciel installed: links, and Liberty files packed."""
    assert kit.ciel is not None
    name, cells = kit.ciel
    source = root / name / "libs.ref" / cells
    folder = work / "pdk"
    shutil.rmtree(folder, ignore_errors=True)
    for path in kit.timing().values():
        text = source / "lib" / Path(path).name.removesuffix(".gz")
        if not text.is_file():
            raise FlowError(
                f"The PDK below {_CIEL_VARIABLE}={root} must hold {text}, and does not."
            )
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with gzip.open(folder / path, "wb", compresslevel=1) as file:
            file.write(text.read_bytes())
    library = (folder / next(iter(kit.timing().values()))).parent.parent
    links = {
        library / "lef" / f"{cells}_merged.lef": source / "lef" / f"{cells}.lef",
        library / "gds" / f"{cells}.gds": source / "gds" / f"{cells}.gds",
        library / "cdl" / f"{cells}.cdl": source / "cdl" / f"{cells}.cdl",
        library.parents[1] / "base" / "apr" / "sky130_fd_sc.tlef": source
        / "techlef"
        / f"{cells}__nom.tlef",
    }
    for link, file in links.items():
        if file.is_file():
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file.resolve())
    return folder.resolve()
