"""Mutants of the core are noticed by the suite, and the core itself passes it."""

import dataclasses
import json
import os
import pickle

import pytest

from tinynpu.arch.errors import FlowError
from tinynpu.rtl.build import build_mutants
from tinynpu.tools.cache import locked
from tinynpu.verify.blocks import BLOCKS
from tinynpu.verify.mutation import CONFIG, Mutant, Verdict, run_mutation
from tinynpu.verify.mutation.equivalence import ONE_CYCLE, REACHABLE, UNUSED, Prover
from tinynpu.verify.mutation.netlist import TOP, Netlist
from tinynpu.verify.mutation.suite import Suite
from tinynpu.verify.mutation.survivors import EXPLANATIONS, explanation_of, source_line

COUNT = 140
"""With fewer a handful of survivors that are explained decides about the score."""
LINE = "beats.eq(Mux(beats_left < limit, beats_left, limit)),"
"""Where the splitter takes the beats of a burst."""
SEED = 1


def check_report(report, count):
    """Each mutant is settled or explained, and the score is what it has to be."""
    print(report.table())
    print(report.checks)
    assert len(report.results) == count
    unknown = [
        (s.mutant.id, s.mutant.wire, s.mutant.sources) for s in report.survivors if not s.note
    ]
    assert not unknown, "survivors that nobody has explained"
    assert report.score >= 0.95


@pytest.fixture(scope="module")
def netlist(tmp_path_factory):
    return Netlist(CONFIG, tmp_path_factory.mktemp("netlist"))


@pytest.fixture(scope="module")
def mutants(netlist):
    """One that does harm, and a sample."""
    module = f"{TOP}.compute.array.pe_0_0"
    adder = next(cell for cell, kind in netlist.cells(module).items() if kind == "$add")
    harmful = Mutant("pe", "inv", module, adder, "$add", "Y", 0)
    return (harmful, *netlist.sample(COUNT - 1, SEED, list(netlist.modules)))


@pytest.fixture(scope="module")
def report(mutants, tmp_path_factory):
    """Made once, by whichever process of pytest-xdist comes first: it takes minutes, and both processors."""
    own = tmp_path_factory.getbasetemp()
    path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "mutation.pickle"
    with locked(path.with_suffix(".lock")):
        if not path.exists():
            path.write_bytes(pickle.dumps(run_mutation(mutants=mutants)))
    return pickle.loads(path.read_bytes())


def test_mutants_are_noticed(report):
    check_report(report, COUNT)
    blocks = {name for name, block in BLOCKS.items() if block.in_core}
    assert {total.block for total in report.blocks} == blocks, "each block has mutants"
    values = json.loads(report.to_json())
    assert values["score"] == report.score
    assert [r["mutant"]["cell"] for r in values["results"]] == [
        r.mutant.cell for r in report.results
    ]


def test_core_passes_and_harm_is_noticed(netlist, mutants, report):
    assert report.results[0].status == "killed"
    suite = Suite(CONFIG)
    library = build_mutants(CONFIG, netlist.verilog(mutants))
    assert suite.run(library, 0, 0) == Verdict(False)
    verdict = suite.run(library, 1, 0)
    assert verdict.killed
    assert "wrong" in verdict.detail


def test_nothing_that_a_check_kills_is_proved_equivalent(netlist, report):
    prover = Prover(netlist, 2)
    killed = [result.mutant for result in report.results if result.status == "killed"]
    for mutant in killed:
        assert prover.liveness.reaches(mutant.module, mutant.cell, mutant.port, mutant.bit), mutant
    for mutant in killed[::8]:
        assert not prover.prove(mutant, thorough=False), mutant
    assert not prover.prove(killed[0], thorough=True)


def test_proofs(netlist):
    prover = Prover(netlist, 5)
    # Nothing reads this bit of an entry: LOAD and STORE have a field here, but only LOAD's is used.
    queue = f"{TOP}.sequencer.queue_store"
    port = next(cell for cell, kind in netlist.cells(queue).items() if kind == "$memwr_v2")
    unused = Mutant("sequencer", "inv", queue, port, "$memwr_v2", "DATA", 199)
    assert prover.prove(unused, thorough=False) == UNUSED
    # A burst has at most 16 beats, so bit 8 of their number is 0.
    sample = netlist.sample(200, SEED, ["burst_splitter", "read_arbiter"])
    beats = next(
        m
        for m in sample
        if m.kind == "$mux" and m.port == "Y" and any(LINE in source_line(s) for s in m.sources)
    )
    never = dataclasses.replace(beats, mode="cnot1", bit=1, ctrlbit=8)
    assert prover.prove(never, thorough=False) == ONE_CYCLE
    often = dataclasses.replace(beats, mode="cnot0", bit=1, ctrlbit=8)
    assert not prover.prove(often, thorough=False)
    assert not prover.prove(often, thorough=True)
    # Nothing is added to a level of 2 or 3: two entries fit.
    queue = f"{TOP}.store.bursts"
    adders = prover.liveness.modules[queue]["cells"]
    cell = next(
        name
        for name, cell in adders.items()
        if cell["type"] == "$add" and len(cell["connections"]["A"]) == 2
    )
    level = Mutant("store", "cnot1", queue, cell, "$add", "A", 0, 1)
    assert not prover.prove(level, thorough=False)
    assert prover.prove(level, thorough=True) == REACHABLE


class Nobody:
    """Killer that notices nothing."""

    def __init__(self):
        self.asked = []

    def prepare(self, batch):
        assert batch.verilog.count("mutsel") > len(batch.mutants)

    def __call__(self, batch, number, *, thorough):
        self.asked.append((batch.mutants[number - 1], thorough))
        return Verdict(False)

    def close(self):
        self.asked.append(None)


def test_a_killer_of_ones_own(mutants):
    killer = Nobody()
    report = run_mutation(mutants=mutants[:1], killer=killer, proof_seconds=1)
    assert [result.status for result in report.results] == ["survived"]
    assert report.score == 0
    assert killer.asked == [(mutants[0], False), (mutants[0], True), None]


def test_explanations_name_lines_that_exist(netlist):
    assert explanation_of(Mutant("pe", "inv", "tinynpu.pe", "x", "$add", "Y", 0), CONFIG) == ""
    every = netlist.lines()
    for entry in EXPLANATIONS:
        assert not entry.line or any(entry.line in source_line(line) for line in every), entry


def test_bad_arguments():
    with pytest.raises(FlowError, match="Mutants and jobs must be 1 or more, not 0 and 2"):
        run_mutation(count=0)
    with pytest.raises(FlowError, match=r"must be one of pe, .*, not alu"):
        run_mutation(["alu"])


@pytest.mark.slow
def test_many_mutants_are_noticed():
    """A thousand, of another seed than the default run."""
    check_report(run_mutation(count=1000, seed=2), 1000)
