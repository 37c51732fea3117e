"""The charts' JavaScript, which a page carries in itself: Vega, Vega-Lite and vega-embed.

vl-convert puts them together, in some seconds; the result is kept with the user's caches, under the
version that made it.
"""

import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

from sim.results.versions import version_of

LEAST = 100_000
"""A kept file that is shorter than so many characters is not whole."""


@cache
def vega_script() -> str:
    """What `put_together` gives, once a process."""
    return put_together()


def put_together() -> str:
    """All three libraries as one script, safe to stand within an HTML element."""
    kept = cache_file()
    with suppress(OSError, UnicodeDecodeError):
        script = kept.read_text(encoding="utf-8")
        if len(script) > LEAST:
            return script
    import vl_convert  # loading it takes longer than reading what it made

    bundle: str = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # none is needed
    script = bundle.replace("</script", "<\\/script")
    _keep(kept, script)
    return script


def cache_file() -> Path:
    """Where the script is kept."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home) / "lifecycle-offers" / f"vega-{version_of('vl-convert-python')}.js"


def _keep(file: Path, script: str) -> None:
    """Whole or not at all; a cache that cannot be written is none."""
    partial = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(script, encoding="utf-8")
        partial.replace(file)
