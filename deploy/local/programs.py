"""Programs of the machine: found, installed where we may, run to their end."""

import os
import shutil
import subprocess
from pathlib import Path

from deploy.local.processes import ServiceError


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


def run_quietly(command: list[str], what: str) -> None:
    """Run to the end; say what failed and with which words if it does."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise ServiceError(f"{what} failed: {words[-1] if words else 'no message'}")
