"""What all parts of a scenario have in common: known words only, and no change once read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of a scenario. Its attributes are the words of the language."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
