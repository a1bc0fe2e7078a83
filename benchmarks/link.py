"""Faults on the host link: ``python benchmarks/link.py``, the same as ``tinynpu bench-link``."""

import typer

from tinynpu.cli.board import bench_link

if __name__ == "__main__":
    typer.run(bench_link)
