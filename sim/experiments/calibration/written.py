"""A scenario's file with other numbers: nothing else in it is touched.

PyYAML says where each value begins and ends in the text, and only those letters are replaced, so
comments and layout stay as they are. Each number that was found gets an entry under `sources`.
"""

from collections.abc import Mapping

import yaml

from sim.scenario import Scenario, document
from sim.scenario.shape import numbers_of
from sim.scenario.units import Unit


def with_values(
    scenario: Scenario, numbers: Mapping[str, float], origins: Mapping[str, str]
) -> str:
    """The scenario's text with numbers at their paths, and origins (YAML) under ``sources``.

    Overrides of the scenario are not written. Raises KeyError for a path that the text has not.
    """
    text = scenario.source.text
    known = numbers_of(scenario)
    for path, value in numbers.items():
        text = _replaced(text, path, written_number(known[path][0], value))
    for path, origin in origins.items():
        text = _with_source(text, path, origin)
    document.read(text, scenario.source.name)
    return text


def stands_in(scenario: Scenario, path: str) -> bool:
    """Whether a number stands at its path in the scenario's text, so that it can be replaced.

    >>> import sim
    >>> hsbc = sim.load("hsbc")
    >>> stands_in(hsbc, "discount_rate"), stands_in(hsbc, "strategies.customer_focused.loyalty")
    (True, False)
    """
    node: yaml.Node = _top(scenario.source.text)
    try:
        for word in path.split("."):
            node = _child(node, word)
    except KeyError:
        return False
    return isinstance(node, yaml.ScalarNode)


def written_number(unit: Unit, value: float) -> str:
    """A number as a scenario's file says it.

    >>> from sim.scenario.units import CHANCE, MONTHS, LOG_ODDS
    >>> written_number(CHANCE, 0.215), written_number(MONTHS, 6.0), written_number(LOG_ODDS, -0.3)
    ('21.5%', '6 months', '-0.3')
    """
    if unit.form == "percent":
        return f"{100 * value:.10g}%"
    if unit.form == "months":
        return f"{round(value)} months"
    return f"{value:.10g}"


def quoted(text: str) -> str:
    """Text as YAML writes it in double quotes, on one line.

    >>> quoted('a "b": c')
    '"a \\\\"b\\\\": c"'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _top(text: str) -> yaml.MappingNode:
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise KeyError("a map")
    return node


def _child(node: yaml.Node, word: str) -> yaml.Node:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == word:
            found: yaml.Node = value
            return found
    raise KeyError(word)


def _replaced(text: str, path: str, value: str) -> str:
    node: yaml.Node = _top(text)
    for word in path.split("."):
        node = _child(node, word)
    if not isinstance(node, yaml.ScalarNode):
        raise KeyError(path)
    return _spliced(text, node, value)


def _spliced(text: str, node: yaml.Node, value: str) -> str:
    return text[: node.start_mark.index] + value + text[node.end_mark.index :]


def _with_source(text: str, path: str, origin: str) -> str:
    """The text with an entry for a path under `sources`, in place of one that it had."""
    top = _top(text)
    try:
        sources = _child(top, "sources")
    except KeyError:
        if top.flow_style:
            at = top.end_mark.index - 1
            return f"{text[:at]}, sources: {{{path}: {origin}}}{text[at:]}"
        return f"{text.rstrip()}\n\nsources:\n  {path}: {origin}\n"
    if not isinstance(sources, yaml.MappingNode):
        raise KeyError("sources")
    for key, value in sources.value:
        if key.value == path:
            return text[: value.start_mark.index] + origin + text[_end(value) :]
    if sources.flow_style:
        inside = ", " if sources.value else ""
        at = sources.end_mark.index - 1
        return f"{text[:at]}{inside}{path}: {origin}{text[at:]}"
    first, last = sources.value[0][0], sources.value[-1][1]
    line_end = text.find("\n", _end(last))
    at = len(text) if line_end < 0 else line_end
    return f"{text[:at]}\n{' ' * first.start_mark.column}{path}: {origin}{text[at:]}"


def _end(node: yaml.Node) -> int:
    """Where a value ends; a block map ends with its last value."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    return int(node.end_mark.index)
