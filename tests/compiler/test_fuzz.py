"""Damaged models compile or are refused in one printable line. More: ``benchmarks/fuzz.py``."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinynpu.arch.presets import preset
from tinynpu.compiler import compile_model
from tinynpu.testing.fuzz import (
    GOOD,
    INTERESTING,
    KINDS,
    Edit,
    apply_edits,
    fields,
    judge,
    small_models,
)

CONFIG = preset("base")
MODELS = small_models()
FILES = list(MODELS.values())
KNOWN = {name: fields(data) for name, data in MODELS.items()}

BYTES = st.builds(
    Edit,
    st.sampled_from(KINDS),
    st.integers(0, 3000),
    st.sampled_from((1, 2, 4, 8, 64)),
    st.integers(0, 3000) | st.sampled_from(INTERESTING),
)


@st.composite
def damaged(draw):
    name = draw(st.sampled_from(sorted(MODELS)))

    @st.composite
    def field_edit(draw):
        path = draw(st.sampled_from(sorted(KNOWN[name])))
        field = draw(st.sampled_from(KNOWN[name][path]))
        value = draw(st.sampled_from(INTERESTING) | st.integers(-4, 40))
        return Edit("set", field.at, field.size, value, path)

    return name, draw(st.lists(field_edit() | BYTES, min_size=1, max_size=3))


def test_sound_models_compile():
    for name, data in MODELS.items():
        outcome = judge(lambda data: compile_model(data, CONFIG), data)
        assert outcome.kind == "compiled", (name, outcome)


@given(damaged())
@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_damaged_models(case):
    name, edits = case
    data = apply_edits(MODELS[name], edits, FILES)
    outcome = judge(lambda data: compile_model(data, CONFIG), data, seconds=10)
    assert outcome.kind in GOOD, f"{name}, {edits}: {outcome.kind}\n{outcome.detail}"
