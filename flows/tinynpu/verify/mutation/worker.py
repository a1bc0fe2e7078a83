"""Process that runs the suite on mutants: a mutant may crash or hang it.

Reads lines of JSON, ``{"library": path, "mutant": number, "part": part}``, and answers each with a line of JSON, a
`Verdict`. The first argument is the configuration as JSON, the second the seed of the suite. The
first request of each part must be for mutant 0.
"""

import dataclasses
import json
import os
import sys
from pathlib import Path

from tinynpu.arch.config import Config
from tinynpu.verify.mutation.suite import Suite

__all__ = []


def _main():
    # Answers go where standard output went; what the simulator prints goes to standard error.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    suite = Suite(Config.from_json(sys.argv[1]), int(sys.argv[2]))
    for line in sys.stdin:
        request = json.loads(line)
        verdict = suite.run(Path(request["library"]), request["mutant"], request["part"])
        answers.write(json.dumps(dataclasses.asdict(verdict)) + "\n")


if __name__ == "__main__":
    _main()
