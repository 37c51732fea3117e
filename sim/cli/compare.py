"""``sim compare``: the main job, from a scenario to a verdict."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.asking import Asked, tell_what_is_run
from sim.cli.experiment import Conduct
from sim.cli.failures import failures_told
from sim.cli.options import (
    Changes,
    Engine,
    EngineOption,
    Events,
    Force,
    Formats,
    Json,
    More,
    On,
    Out,
    People,
    Quiet,
    Resume,
    ScenarioArgument,
    Seed,
    Shards,
    Threads,
    Workers,
    Years,
)
from sim.cli.replications import OfMany, RunsOption, UntilOption, compare_many
from sim.cli.tuned import OfTuned, TrialsOption, TunedOption

if TYPE_CHECKING:
    from reports.comparison import Comparison


def compare(
    scenario: ScenarioArgument,
    *,
    people: People = None,
    years: Years = None,
    seed: Seed = None,
    changes: Changes = None,
    engine: EngineOption = Engine.COLUMNS,
    threads: Threads = None,
    shards: Shards = None,
    on: On = None,
    out: Out = None,
    force: Force = False,
    events: Events = False,
    formats: Formats = None,
    replications: RunsOption = None,
    until: UntilOption = None,
    tuned: TunedOption = False,
    trials: TrialsOption = None,
    resume: Resume = False,
    more: More = 0,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Let the same people live under every strategy, and say which is worth more.

    With --replications or --until, many times over, each with other people and other luck. With
    --tuned the best of each is compared, beside the strategies as they are.
    """
    with failures_told():
        many = OfMany(replications, until, events, shards)
        lives = on or ("ray" if shards else None)
        asked = Asked(people, years, seed, changes, out, force, engine, lives)
        given = Conduct(asked, resume, more, on, workers, threads, formats, as_json, quiet)
        best = OfTuned(tuned, trials, many)
        best.check(given)
        opened = asked.scenario(scenario)
        if best.asked:
            best.compare(opened, given)
            return
        if many.asked:
            compare_many(opened, many, given)
            return

        from reports.comparison import Comparison
        from sim.cli.forms import prepare, written_beside
        from sim.cli.progress import progress
        from sim.cli.saying import kept_in, say_plainly
        from sim.experiments.compare import check_comparable
        from sim.experiments.trial import live

        strategies = tuple(opened.strategies)
        check_comparable(strategies)
        folder = asked.place(opened)
        silent = quiet or as_json
        if not silent:
            tell_what_is_run(opened, strategies)
        prepare(formats)
        with progress(len(strategies), quiet=silent) as tick:
            lived = live(
                opened,
                engine=engine.value,
                threads=threads,
                events=events,
                shards=shards,
                on=on,
                progress=tick,
            )
        comparison = Comparison(lived)
        folder = asked.keep(comparison.save, folder, opened)
        with kept_in(folder):
            if not as_json:
                _tell(comparison, quiet=quiet)
            files = written_beside(comparison.material, formats, folder)
            if as_json:
                kept = {"folder": str(folder), "report": [str(file) for file in files]}
                found = comparison.to_dict() | kept
                say_plainly(json.dumps(found, ensure_ascii=False, allow_nan=False))
            elif not quiet:
                _tell_where(folder, files)


def _tell(comparison: "Comparison", *, quiet: bool) -> None:
    from reports.sheets import comparison_sheets, pairing_line
    from sim.cli.show import say, show

    say(comparison.verdict.sentence)
    if quiet:
        return
    show(comparison_sheets(comparison.findings))
    say()
    for pair in comparison.findings.pairs:
        say(pairing_line(pair))


def _tell_where(folder: Path, files: list[Path]) -> None:
    from sim.cli.forms import tell_report
    from sim.cli.saying import say_plainly

    say_plainly(f"\nThe run is kept in {folder}")
    if files:
        tell_report(files)
