import pytest

from tinynpu.verify.formal.technology import COMPARISONS, run_comparison


@pytest.mark.parametrize(
    "task",
    [
        pytest.param(task, id=task.name, marks=() if task.quick else pytest.mark.slow)
        for task in COMPARISONS
    ],
)
def test_equals_the_plain_multiplier(task):
    result = run_comparison(task)
    assert result.status == "proved", result.detail


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("pair_2_ice40", r"parameter \A_SIGNED 1'1", r"parameter \A_SIGNED 1'0"),
        ("pair_3_ice40", r"parameter \A_REG 1'1", r"parameter \A_REG 1'0"),
        ("pair_3_ice40", r"parameter \TOPOUTPUT_SELECT 2'01", r"parameter \TOPOUTPUT_SELECT 2'10"),
        (
            "multiply_add_silicon_some",
            r"connect \b \product_7_7 [0]",
            r"connect \b \product_7_6 [0]",
        ),
    ],
)
def test_a_wrong_parameter_is_caught(name, right, wrong):
    def transform(text: str) -> str:
        assert text.count(right) == 1, text
        return text.replace(right, wrong)

    task = next(task for task in COMPARISONS if task.name == name)
    assert run_comparison(task, transform=transform).status == "failed"
