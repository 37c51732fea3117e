"""Claims: targets are read strictly, and what is wrong is told with its place and the way out."""

import pytest

from sim.scenario.problem import ScenarioError
from tests.calibration.banks import bank, targets


def test_sound_targets_are_read_in_human_units() -> None:
    read = targets()
    assert list(read.fit) == ["behaviour.churn.per_year.adult", "products.card.wins.customer"]
    assert read.fit["behaviour.churn.per_year.adult"].range == (0.05, 0.6)
    assert read.patterns["young_leave"].standard_error == pytest.approx(0.02)
    assert read.patterns["held"].ends == (1.2, 1.6)
    assert read.patterns["held"].standard_error == pytest.approx(0.2 / 1.96, rel=1e-3)
    assert read.patterns["card_here"].base == "holders"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("kind: rate", "kin: rate", "targets.yaml:9:17: patterns.young_leave.kin: unknown word."),
        ("kind: rate", "kin: rate", "Did you mean 'kind'?"),
        ("kind: rate", "kind: rat", "Did you mean 'rate'?"),
        ("kind: mean", "kind: share", "a share is not of `products`. Expected one of holding"),
        ("strategy: waiting", "strategy: wating", "Did you mean 'waiting'?"),
        ("stages: [adult]", "stages: [adlt]", "Did you mean 'adult'?"),
        ("products: [card]", "products: [crd]", "Did you mean 'card'?"),
        (", products: [card]", "", "says not which products."),
        ("among: holders", "among: holder", "Did you mean 'holders'?"),
        ("wins.customer: ", "wins.custmer: ", "Did you mean 'products.card.wins.customer'?"),
        ("range: [5%, 60%]", "range: [30%, 60%]", "today's value of"),
        ("range: [5%, 60%]", "range: [60%, 5%]", "low is above high."),
        ("range: [5%, 60%]", "range: [5%, 200%]", "is no range of such a number."),
        ("range: [5%, 60%]", "range: [0%, 60%], scale: log", "a logarithm needs a range above 0."),
        ("range: [5%, 60%]", "scale: linear", "is missing."),
        ("value: 30%, error: 2%", "value: 30%", "needs either an interval or a standard error."),
        ("value: 1.4", "value: 1.7", "does not hold the value."),
        ("use: check", "use: chek", "Did you mean 'check'?"),
        ("use: fit", "use: check", "nothing to fit to"),
        ("source: judgement, ", "", "is missing. Expected text."),
        ("confidence: assumed", "confidence: sure", "Expected one of found"),
        ("targets: 1\n", "", "the version of the language, 1, such as `targets: 1`."),
        ("targets: 1\n", "targets: 2\n", "out of range"),
    ],
)
def test_what_is_wrong_is_told(before: str, after: str, told: str) -> None:
    with pytest.raises(ScenarioError) as raised:
        targets((before, after))
    assert told in str(raised.value)


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    with pytest.raises(ScenarioError) as raised:
        targets(("stages: [adult]", "stages: [old]"), ("products: [card]", "products: [loan]"))
    assert [problem.path for problem in raised.value.problems] == [
        "patterns.young_leave.stages.0",
        "patterns.card_here.products.0",
    ]


def test_a_number_that_the_file_does_not_write_cannot_be_fitted() -> None:
    with pytest.raises(ScenarioError, match="is not written in"):
        targets(
            (
                "behaviour.churn.per_year.adult: {range: [5%, 60%]}",
                "behaviour.choice.price: {range: [-1, 2]}",
            )
        )


def test_a_scenario_with_an_opening_book_cannot_be_measured() -> None:
    with pytest.raises(ScenarioError, match="opening book"):
        targets(of=bank("opening_book={share: 10%, holds: [account]}"))
