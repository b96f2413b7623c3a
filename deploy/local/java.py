"""A Java that Elasticsearch 9 runs on."""

import os
import subprocess
from pathlib import Path

from deploy.local.processes import ServiceError

NEEDED = 21
INSTALLED = Path("/usr/lib/jvm")


def java_home() -> str:
    """The home of the first Java that is new enough: the one named, else the newest installed."""
    homes = [os.environ.get("ES_JAVA_HOME", ""), os.environ.get("JAVA_HOME", "")]
    homes += sorted(map(str, INSTALLED.glob("*")), reverse=True)
    for home in homes:
        if home and java_version(Path(home) / "bin" / "java") >= NEEDED:
            return home
    raise ServiceError(
        f"Elasticsearch needs Java {NEEDED} or newer: install one and set ES_JAVA_HOME."
    )


def java_version(java: Path) -> int:
    """The major version of a java program; 0 where it does not run."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
        return int(said.split('"')[1].split(".")[0])
    except (OSError, IndexError, ValueError):
        return 0
