import pytest
from amaranth.sim import Simulator

from tinynpu.explore.pe.element import Edge, Recipe
from tinynpu.explore.pe.products import Product


def coded(product):
    """Both codes of every byte."""
    edge, found = Edge(product), {}

    async def bench(ctx):
        for value in range(-128, 128):
            ctx.set(edge.sample, value)
            ctx.set(edge.weight, value)
            found[value] = (ctx.get(edge.sample_code), ctx.get(edge.weight_code))

    simulator = Simulator(edge)
    simulator.add_testbench(bench)
    simulator.run()
    return found


def decoded(code):
    """A byte of its digits, as their selectors read them."""
    digits = []
    for digit in range(3):
        minus, exact = code >> 2 * digit & 1, code >> 2 * digit + 1 & 1
        digits.append({(0, 0): 1, (0, 1): 0, (1, 1): -1, (1, 0): -2}[minus, exact])
    one_n, two_n, plus = (code >> place & 1 for place in (6, 7, 8))
    assert one_n or two_n
    digits.append((0 if one_n and two_n else 1 if two_n else 2) * (1 if plus else -1))
    return sum(digit << 2 * place for place, digit in enumerate(digits))


@pytest.mark.parametrize("product", Product)
def test_codes(product):
    for value, (sample, weight) in coded(product).items():
        inverted = ~value if product is Product.NOR else value
        for code, is_coded in (
            (sample, product is Product.BOOTH_SAMPLE),
            (weight, product is Product.BOOTH_WEIGHT),
        ):
            if is_coded:
                assert decoded(code) == value
            else:
                assert code == inverted % 256


def test_offset_of_all_rows():
    assert Recipe(product=Product.NOR, rows=2).offset == 2 * ((1 << 8) - (1 << 15))
    assert Recipe(product=Product.BOOTH).offset == -((1 << 8) + (1 << 10) + (1 << 12) + (1 << 14))
    assert Recipe().offset == 0
