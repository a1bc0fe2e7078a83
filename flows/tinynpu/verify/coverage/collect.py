"""Collects coverage points with ``cocotb-coverage``, outside of a simulator."""

import itertools
from collections.abc import Sequence

from cocotb_coverage.coverage import CoverPoint, coverage_db

from tinynpu.arch.config import Config
from tinynpu.verify.coverage.facts import CommandFacts, ProgramFacts
from tinynpu.verify.coverage.points import Point, points, unreachable

__all__ = ["Collector"]

_NUMBERS = itertools.count()
"""The database of the library is one for the process; each collector has its own names."""


class Collector:
    """Counts how often each bin of each point was hit.

    Parameters
    ----------
    config
        Configuration.

    Members
    -------
    points
        The points.
    """

    def __init__(self, config: Config):
        self.points = points(config)
        self.unreachable = unreachable(config)
        self._prefix = f"run{next(_NUMBERS)}"
        self._of_command = self._sampler([p for p in self.points if not p.of_program])
        self._of_program = self._sampler([p for p in self.points if p.of_program])

    def _sampler(self, chosen: Sequence[Point]):
        def sample(facts):
            pass

        for point in chosen:
            sample = CoverPoint(
                f"{self._prefix}.{point.name}",
                xf=lambda facts, point=point: frozenset(point.hits(facts)),
                rel=lambda hit, label: label in hit,
                bins=list(point.bins),
                inj=False,
            )(sample)
        return sample

    def command(self, facts: CommandFacts):
        """A command has run."""
        self._of_command(facts)

    def program(self, facts: ProgramFacts):
        """A program has run."""
        self._of_program(facts)

    def counts(self) -> dict[str, dict[str, int]]:
        """Hits of each bin of each point."""
        return {
            point.name: dict(coverage_db[f"{self._prefix}.{point.name}"].detailed_coverage)
            for point in self.points
        }

    def missed(self) -> set[tuple[str, str]]:
        """Bins not hit so far that can be hit, by point and bin."""
        return {
            (name, label)
            for name, bins in self.counts().items()
            for label, count in bins.items()
            if not count and (name, label) not in self.unreachable
        }

    def wrongly_unreachable(self) -> list[tuple[str, str]]:
        """Bins that were hit although they are listed as unreachable."""
        counts = self.counts()
        return [(name, label) for name, label in self.unreachable if counts[name][label]]

    def would_hit(self, facts: Sequence[CommandFacts], wanted: set[tuple[str, str]]) -> bool:
        """Whether commands hit a wanted bin."""
        names = {name for name, _ in wanted}
        chosen = [p for p in self.points if p.name in names and not p.of_program]
        return any(
            (point.name, label) in wanted
            for point in chosen
            for fact in facts
            for label in point.hits(fact)
        )
