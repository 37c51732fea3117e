"""Which strategies can notice that a number was moved; the others need not be lived anew.

A strategy's own numbers are its own. A product that a strategy never offers, and that neither comes
of one it offers nor turns into one, changes no number under it (`tests/contracts/test_chance.py`).
"""

from sim.scenario import Scenario


def noticing(scenario: Scenario, path: str) -> tuple[str, ...]:
    """The strategies under which a number may matter, in the order of the scenario.

    >>> import sim
    >>> hsbc = sim.load("hsbc")
    >>> noticing(hsbc, "products.mortgage.term")
    ('customer_centric',)
    >>> len(noticing(hsbc, "products.youth_account.need.child"))
    2
    """
    words, names = path.split("."), tuple(scenario.strategies)
    if words[0] == "strategies":
        return (words[1],)
    if words[0] != "products":
        return names
    related = _related(scenario, words[1])
    if related & set(scenario.opening_book.holds):
        return names
    return tuple(name for name in names if related & _ever_offered(scenario, name))


def _related(scenario: Scenario, product: str) -> set[str]:
    """The product, and all that it may have been or may become."""
    pairs = [
        (name, successor)
        for name, each in scenario.products.items()
        for successor in getattr(each, "becomes", {}).values()
    ]
    found = {product}
    while True:
        beside = {name for pair in pairs if found & set(pair) for name in pair}
        if beside <= found:
            return found
        found |= beside


def _ever_offered(scenario: Scenario, name: str) -> set[str]:
    """What a strategy offers at any time; all there is where a dated change sets its offers."""
    strategy = scenario.strategies[name]
    changed = any(word.startswith("offers") for each in strategy.changes for word in each.settings)
    if changed or strategy.offers.everything:
        return set(scenario.products)
    return set(strategy.offers.products)
