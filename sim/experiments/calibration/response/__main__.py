"""What the calls of a bank tell, as the table beside the shipped scenarios, made by one command.

python -m sim.experiments.calibration.response scenarios/data
"""

import sys
from pathlib import Path

import pandas as pd

from sim.experiments.calibration.response.calls import AGES, PASTS, Clients, by_call, read_clients
from sim.experiments.calibration.response.hazard import Fit, frailty_hazard, logit_hazard

CALLS = "response_calls.csv"
RESULT = "response.csv"
VARIANCES = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)
SHOWN = 6
"""Calls whose own effects are shown."""
DIGITS = 4


def estimates(clients: Clients) -> pd.DataFrame:
    """One row an estimate: ``model, what, estimate, error, log_likelihood``.

    Effects are log-odds in the logit and log-hazards under frailty; ``raw`` is shares.
    """
    rows = [*_raw(clients)]
    line, each = logit_hazard(clients), logit_hazard(clients, each=True)
    names = [*(f"age {age}" for age in AGES[1:]), *(f"past {past}" for past in PASTS[1:])]
    rows += [_row("logit", name, line) for name in ("each further call", *names)]
    rows += [_row("logit, each call", f"call {call}", each) for call in range(2, SHOWN + 1)]
    for variance in VARIANCES:
        name = f"frailty {variance:g}"
        rows.append(_row(name, "each further call", frailty_hazard(clients, variance)))
    return pd.DataFrame(rows).round(DIGITS)


def _raw(clients: Clients) -> list[dict[str, object]]:
    made, yes = by_call(clients)
    shares = yes / made
    errors = (shares * (1 - shares) / made) ** 0.5
    return [
        {
            "model": "raw",
            "what": f"call {call}",
            "estimate": shares[call - 1],
            "error": errors[call - 1],
        }
        for call in range(1, SHOWN + 1)
    ]


def _row(model: str, what: str, fit: Fit) -> dict[str, object]:
    estimate, error = fit.of(what)
    return {
        "model": model,
        "what": what,
        "estimate": estimate,
        "error": error,
        "log_likelihood": fit.log_likelihood,
    }


def main(folder: Path) -> None:
    """Estimate anew and write the table."""
    estimates(read_clients(folder / CALLS)).to_csv(folder / RESULT, index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
