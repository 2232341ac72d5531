"""What tests need besides Python packages: found on this machine, else installed.

From Debian's packages when root; the tools of the web side from npm, pinned in `tests/web`; those of open data from
`requirements-checks.txt` in an environment of their own.
"""

import functools
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "tests/web"
AXE = WEB / "node_modules/axe-core/axe.min.js"
VNU = WEB / "node_modules/vnu-jar/build/dist/vnu.jar"
LIGHTHOUSE = WEB / "lighthouse/node_modules/lighthouse/cli/index.js"
CHECKS_PYTHON = ROOT / ".venv-checks/bin/python"
CHROMIUM, WEB_TOOLS = "Chromium", "axe-core and vnu"
OPEN_DATA_TOOLS = "frictionless, schemathesis, lxml, ocdskit and libcoveocds"
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


def find_or_install_faketime() -> str | None:
    return shutil.which("faketime") or (_install("faketime") and shutil.which("faketime")) or None


def find_or_install_sqlite3() -> str | None:
    return shutil.which("sqlite3") or (_install("sqlite3") and shutil.which("sqlite3")) or None


def missing_fault_tools() -> list[str]:
    """The commands that tests of faults go without here: what they would show is not shown."""
    tools = {
        "strace": find_or_install_strace,
        "faketime": find_or_install_faketime,
        "sqlite3": find_or_install_sqlite3,
    }
    return [name for name, find in tools.items() if not find()]


def find_java() -> str | None:
    return shutil.which("java")


def find_web_tools() -> bool:
    """axe-core and vnu as locked, and the Java that vnu needs."""
    return bool(find_java()) and _is_installed(WEB) and AXE.exists() and VNU.exists()


def find_or_install_web_tools() -> bool:
    if not find_java():
        _install("default-jre-headless")
    return (_is_installed(WEB) or _install_from_npm(WEB)) and find_web_tools()


def find_or_install_lighthouse() -> Path | None:
    folder = WEB / "lighthouse"
    return LIGHTHOUSE if (_is_installed(folder) or _install_from_npm(folder)) and LIGHTHOUSE.exists() else None


def find_or_install_checks() -> Path | None:
    """The Python of the environment of requirements-checks.txt; CHECKS_PYTHON names another one."""
    if named := os.environ.get("CHECKS_PYTHON"):
        return Path(named)
    made = subprocess.run([ROOT / "deploy/venv", "requirements-checks.txt", ".venv-checks"])
    return CHECKS_PYTHON if made.returncode == 0 else None


def _is_installed(folder: Path) -> bool:
    """Whether node_modules holds what the folder's lock says: a copy of it is written once everything is there."""
    copy = folder / "node_modules/.installed.json"
    return copy.exists() and copy.read_bytes() == (folder / "package-lock.json").read_bytes()


def _install_from_npm(folder: Path) -> bool:
    npm = shutil.which("npm") or (_install("npm") and shutil.which("npm"))
    if not npm:
        return False
    print(f"Installing {folder.name}'s packages from npm ...", flush=True)
    quietly = ("--ignore-scripts", "--omit-lockfile-registry-resolved", "--no-audit", "--no-fund", "--loglevel=error")
    if subprocess.run([npm, "ci", *quietly], cwd=folder, stdout=subprocess.DEVNULL).returncode:
        return False
    shutil.copyfile(folder / "package-lock.json", folder / "node_modules/.installed.json")
    return True


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
