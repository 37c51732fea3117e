"""Products: what they become, whether their rates make sense, who holds them at month 0."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.given import Given
from sim.scenario.checks.stages import unknown_stage
from sim.scenario.models.products import Loan, Product
from sim.scenario.problem import Fault, Path, did_you_mean, one_of


def check_products(given: Given) -> Iterator[Fault]:
    """Products that lead nowhere, in a circle, or below a rate of 0."""
    if not given.products:
        yield Fault(("products",), "there is no product.", "at least one")
    for name, product in given.scenario.products.items():
        if isinstance(product, Loan):
            yield from _check_loan(name, product)
        else:
            yield from _check_successors(name, product, given)
    yield from _check_circles(given)
    yield from _check_month_0(given)


def unknown_product(path: Path, product: str, given: Given, *, at_key: bool) -> Iterator[Fault]:
    """A fault where there is no such product."""
    if given.products and product not in given.products:
        hint = did_you_mean(product, given.products)
        message = f"there is no product `{product}`."
        yield Fault(path, message, one_of(given.products), hint, at_key)


def _check_loan(name: str, loan: Loan) -> Iterator[Fault]:
    path: Path = ("products", name)
    rate: Path = (*path, "market_rate")
    if loan.market_rate < 0:
        yield Fault(rate, "a loan's rate is not below 0%.")
    if loan.fixed is None:
        return
    if loan.market_rate + loan.fixed.then < 0:
        message = f"leads to a rate of {loan.market_rate + loan.fixed.then:.2%}, below 0%."
        yield Fault((*path, "fixed", "then"), message, needs=(rate,))
    if 12 * loan.fixed.years > loan.term:
        message = f"{loan.fixed.years} years are longer than the term of {loan.term} months."
        hint = "Leave out `fixed` if the rate is locked for the term."
        yield Fault((*path, "fixed", "years"), message, hint=hint, needs=((*path, "term"),))


def _successors(product: Product) -> dict[str, str]:
    return {} if isinstance(product, Loan) else product.becomes


def _check_successors(name: str, product: Product, given: Given) -> Iterator[Fault]:
    for stage, successor in _successors(product).items():
        path: Path = ("products", name, "becomes", stage)
        yield from unknown_stage(path, stage, given)
        yield from unknown_product(path, successor, given, at_key=False)
        if given.stages and stage == given.stages[0]:
            message = f"nothing can be held before `{stage}`, the first stage."
            yield Fault(path, message, "a later stage", at_key=True)
        other = given.scenario.products.get(successor)
        if other is not None and other.kind != product.kind:
            yield Fault(path, f"`{successor}` is of kind {other.kind}, not {product.kind}.")


def _check_circles(given: Given) -> Iterator[Fault]:
    products = given.scenario.products
    for name, product in products.items():
        for stage, successor in _successors(product).items():
            if name in _reached(successor, given):
                message = f"`{name}` would turn into itself again."
                yield Fault(("products", name, "becomes", stage), message)


def _reached(start: str, given: Given) -> set[str]:
    products, seen, ahead = given.scenario.products, set[str](), [start]
    while ahead:
        name = ahead.pop()
        if name not in seen and name in products:
            ahead.extend(_successors(products[name]).values())
        seen.add(name)
    return seen


def _check_month_0(given: Given) -> Iterator[Fault]:
    book = given.scenario.opening_book
    for place, name in enumerate(book.holds):
        yield from unknown_product(("opening_book", "holds", place), name, given, at_key=False)
    if book.share > 0 and not book.holds:
        message = "customers at month 0 hold something."
        yield Fault(("opening_book",), message, "holds: [a product]", at_key=True)
    if book.holds and book.share == 0 and "share" not in book.model_fields_set:
        yield Fault(("opening_book", "share"), "is missing.", "such as share: 20%", at_key=True)
    for name in given.scenario.opening_market:
        yield from unknown_product(("opening_market", name), name, given, at_key=True)
