"""What tests need besides Python packages: found on this machine, else installed from Debian's packages when root."""

import functools
import os
import shutil
import subprocess
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_postgres() -> Path | None:
    """The folder with initdb and postgres, the newest first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True)
        folders.append(Path(said.stdout.strip()))
    if initdb := shutil.which("initdb"):
        folders.append(Path(initdb).resolve().parent)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def find_chromium() -> Path | None:
    return next((Path(found) for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def find_or_install_postgres() -> Path | None:
    return find_postgres() or (_install("postgresql") and find_postgres()) or None


def find_or_install_chromium() -> Path | None:
    return find_chromium() or (_install("chromium") and find_chromium()) or None


def find_or_install_strace() -> str | None:
    return shutil.which("strace") or (_install("strace") and shutil.which("strace")) or None


def _version(bin_folder: Path) -> int:
    name = bin_folder.parent.name
    return int(name) if name.isdigit() else 0


def _install(package: str) -> bool:
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        return False
    print(f"Installing Debian's {package} ...", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return (
        _lists_are_fresh(apt)
        and not subprocess.run(
            [apt, "install", "-y", "-qq", "--no-install-recommends", package], env=env, stdout=subprocess.DEVNULL
        ).returncode
    )


@functools.cache
def _lists_are_fresh(apt: str) -> bool:
    return not subprocess.run([apt, "update", "-qq"], stdout=subprocess.DEVNULL).returncode
