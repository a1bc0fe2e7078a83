"""How far to go, where, and with which cells."""

import enum

__all__ = ["Corner", "Goal", "Place"]


class Goal(enum.Enum):
    """Last stage."""

    SYNTH = "synth"
    FLOORPLAN = "floorplan"
    PLACE = "place"
    CTS = "cts"
    ROUTE = "route"
    GDS = "gds"
    SIGNOFF = "signoff"


class Place(enum.Enum):
    """Where SiliconCompiler runs the steps."""

    HERE = "here"
    REMOTE = "remote"
    DOCKER = "docker"
    SLURM = "slurm"


class Corner(enum.Enum):
    """Process, voltage and temperature that the timing of the cells is for, the slowest first."""

    SLOW = "slow"
    TYPICAL = "typical"
    FAST = "fast"
