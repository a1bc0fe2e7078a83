"""Configuration: ranges, JSON, hash, presets."""

import dataclasses

import pytest

from tinynpu.arch.config import Config
from tinynpu.arch.errors import ConfigurationError
from tinynpu.arch.presets import PRESETS, preset


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rows": 0}, "rows must be in 1..32, not 0"),
        ({"cols": 33}, "cols must be in 1..32, not 33"),
        ({"lanes": 3}, "lanes must divide rows (8) and be at most cols (8), not 3"),
        ({"rows": 16, "lanes": 16}, "be at most cols (8), not 16"),
        ({"accumulator_width": 33}, "accumulator_width must be in 20..32, not 33"),
        ({"accumulator_depth": 5000}, "accumulator_depth must be in 1..4096, not 5000"),
        ({"bank_words": 100}, "bank_words must be a power of two, not 100"),
        ({"banks": 16, "bank_words": 8192}, "at most 65536 in all 16 banks"),
        ({"bus_bytes": 5}, "bus_bytes must be 4, 8 or 16, not 5"),
        ({"burst_beats": 256, "bus_bytes": 16}, None),
        ({"burst_beats": 3}, "burst_beats must be a power of two, not 3"),
        ({"queue_depth": 1}, "queue_depth must be in 2..16, not 1"),
    ],
)
def test_ranges(changes, sentence):
    if sentence is None:
        assert Config().replace(**changes).burst_beats == 256
        return
    with pytest.raises(ConfigurationError) as error:
        Config().replace(**changes)
    assert sentence in str(error.value)


def test_types():
    with pytest.raises(TypeError, match="rows must be of type int, not str"):
        Config(rows="8")
    with pytest.raises(TypeError, match="single_port must be of type bool"):
        Config(single_port=1)


def test_json_round_trip():
    for config in PRESETS.values():
        assert Config.from_json(config.to_json()) == config


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "must be valid JSON"),
        ("[]", "must be a JSON object, not list"),
        ('{"row": 4}', "not row"),
        ('{"rows": "4"}', "must be of type int"),
        ('{"rows": 99}', "1..32, not 99"),
    ],
)
def test_bad_json(text, sentence):
    with pytest.raises(ConfigurationError) as error:
        Config.from_json(text)
    assert sentence in str(error.value)


def test_hash_tells_every_value_but_the_name():
    base = Config()
    assert base.replace(name="other").hash == base.hash
    changes = {
        "rows": 16, "cols": 16, "lanes": 4, "accumulator_width": 24, "accumulator_depth": 128,
        "banks": 2, "bank_words": 1024, "single_port": True, "bus_bytes": 4, "burst_beats": 16,
        "outstanding": 2, "queue_depth": 8,
    }  # fmt: skip
    assert set(changes) == {field.name for field in dataclasses.fields(Config)} - {
        "name",
        "compact",
    }
    hashes = {base.replace(**{key: value}).hash for key, value in changes.items()}
    assert len(hashes | {base.hash}) == len(changes) + 1
    compact = preset("compact")
    assert compact.hash != compact.replace(compact=False, queue_depth=2).hash


def test_unknown_preset():
    with pytest.raises(ConfigurationError, match="tt, ice40, compact, base, large, not huge"):
        preset("huge")


@pytest.mark.parametrize(
    ("rows", "cols", "lanes", "block"),
    [(8, 8, 8, 8), (3, 7, 1, 6), (8, 5, 4, 4), (8, 5, 1, 4), (16, 1, 1, 1), (6, 5, 3, 3)],
)
def test_blocks_keep_words_whole(rows, cols, lanes, block):
    assert Config(rows=rows, cols=cols, lanes=lanes).block_cols == block
