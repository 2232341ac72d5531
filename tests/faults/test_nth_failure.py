"""G02, G06b: whichever call of database or kernel fails, the state is before or after, and what is said is true."""

import json
import random

import pytest

from tests.faults.conftest import state_of, traced
from tests.faults.figures import full, rounds

pytestmark = pytest.mark.fault

SYSTEM_CALLS = {
    "sqlite": ("pwrite64:error=ENOSPC", "pwrite64:error=EIO", "fdatasync:error=EIO", "unlink:error=EIO"),
    # Not sendto: libpq then waits for what the server has to say, which a strace that lets the socket live never ends.
    "postgresql": ("recvfrom:error=ECONNRESET",),
}


def dishonest(ran, state):
    """What is wrong with what a load said, given what is so; empty if nothing."""
    out = ran.out.lower()
    if state == "between":
        return "neither before nor after"
    if state == "before" and (ran.code == 0 or "(published)" in out):
        return "said published, and it is not"
    if state == "after" and ("nothing changed" in out or (ran.code and "(published)" not in out and "?" not in out)):
        return "published, and not said"
    return ""


def failing(site, plan, *words):
    log = site.data.parent / "calls.json"
    log.unlink(missing_ok=True)
    ran = site.load(*words, by=("-m", "tests.faults.failing", json.dumps({**plan, "log": str(log)})))
    return ran, json.loads(log.read_text())


def tried(site, new, digests, how):
    """One load of the site's copy with a failure: (what is wrong, the log)."""
    trial = site.copy(site.data.parent / "trial")
    ran, log = failing(trial, how, new)
    state = state_of(trial, digests)
    wrong = dishonest(ran, state)
    if full() and (again := trial.load(new)) and (again.code or state_of(trial, digests) != "after"):
        wrong = wrong or f"the next load: {again.out[-500:]}"
    trial.gone()
    return wrong and f"{how}: {wrong}: {ran.out[-800:]}", log, ran, state


@pytest.fixture(scope="module")
def calls(before, files, tmp_path_factory):
    """The calls of a whole load, in their order."""
    trial = before.copy(tmp_path_factory.mktemp("calls"))
    ran, log = failing(trial, {"at": 0}, files[1])
    trial.gone()
    assert ran.code == 0, ran.out
    return log["calls"]


def points(calls, most):
    """Each kind of call at least once where there is room, the rest at random; never COPY's rows only."""
    kinds = {calls[n]: n + 1 for n in range(len(calls))}
    chosen = sorted(kinds.values())
    rest = [n + 1 for n in range(len(calls)) if n + 1 not in kinds.values()]
    random.Random(len(calls)).shuffle(rest)
    few = chosen if full() else chosen[:: max(1, len(chosen) // max(most, 1))]
    return sorted({*few, *rest[: max(0, most - len(few))]})


def test_the_nth_call_of_the_database_fails(site, files, digests, calls, keep):
    chosen = [
        ({"at": n, "after": after})
        for n in points(calls, rounds(2, 120))
        for after in ((False, True) if full() else (n % 2 == 0,))
    ]
    wrong = [said for plan in chosen if (said := tried(site, files[1], digests, plan)[0])]
    said = f"{len(chosen)} points of {len(calls)} calls, {len(wrong)} wrong"
    keep("G02", "the n-th call of the database fails", said, "0 wrong", not wrong)


def test_a_lost_answer_to_the_commit_is_unknown_until_it_is_read_again(site, files, digests, calls, keep):
    """Published and not known: the load must read again, and say `?` where it cannot."""
    commit = len(calls) - calls[::-1].index("COMMIT")
    read_again, _log, first, state = tried(site, files[1], digests, {"at": commit, "after": True})
    assert state == "after"
    unread, _log, second, state = tried(site, files[1], digests, {"at": commit, "after": True, "away": True})
    assert state == "after"
    told = "(terbit)" in first.out and "(published)" in first.out and "nothing changed" not in second.out.lower()
    met = not read_again and not unread and (first.code, second.code) == (4, 4) and told
    keep("G02", "the commit's answer is lost", f"{first.code}, {second.code}; told rightly: {told}", "4, 4; True", met)


def test_nothing_is_written_after_the_first_failure(site, files, digests, calls, keep):
    """SQLite rolls back by itself when a disk is full; a writer that went on would then autocommit each row."""
    how = "full" if site.is_sqlite else "error"
    writing = [n + 1 for n, call in enumerate(calls) if call.startswith(("INSERT", "DELETE", "COPY", "UPDATE"))]
    stray = wrong = 0
    chosen = writing[:: max(1, len(writing) // rounds(2, 40))]
    for n in chosen:
        said, log, _ran, state = tried(site, files[1], digests, {"at": n, "how": how})
        written = [
            c for c in log["calls"][log["failed"] :] if c.startswith(("INSERT", "DELETE", "COPY", "UPDATE", "CO"))
        ]
        stray += len(written)
        wrong += bool(said) or state != "before"
    keep(
        "G06b", "writes after the first failure", f"{len(chosen)} points, {stray} stray", "0 stray", stray == wrong == 0
    )


@pytest.mark.parametrize("many", [None, pytest.param(1, marks=pytest.mark.sqlite, id="by a file of their own")])
def test_the_nth_system_call_fails(site, files, digests, strace, database, keep, many):
    """Few rows and, on SQLite, as many rows go in."""
    for fault in SYSTEM_CALLS[database] if full() else SYSTEM_CALLS[database][:1]:
        name = fault.partition(":")[0]
        times = counted(site, files[1], strace, name, many)
        chosen = random.Random(times).sample(range(1, times + 1), min(times, rounds(1, 30)))
        wrong = []
        for n in chosen:
            trial = site.copy(site.data.parent / "trial")
            failing_call = traced(strace, name, f"inject={fault}:when={n}")
            ran = trial.load(files[1], before=failing_call, **as_many(trial, many))
            if said := dishonest(ran, state_of(trial, digests)):
                wrong.append(f"{n}: {said}: {ran.out[-500:]}")
            again = trial.load(files[1])
            if again.code or state_of(trial, digests) != "after":
                wrong.append(f"{n}: the next load: {again.out[-500:]}")
            trial.gone()
        print(*wrong, sep="\n")
        said = f"{len(chosen)} points of {times} calls, {len(wrong)} wrong"
        keep("G02", f"the n-th {fault}{' (many rows)' if many else ''}", said, "0 wrong", bool(chosen) and not wrong)


def counted(site, new, strace, name, many):
    """How often a load makes this system call."""
    trial, log = site.copy(site.data.parent / "trial"), site.data.parent / "strace.txt"
    traces = traced(strace, name, "signal=none", log)
    assert trial.load(new, before=traces, **as_many(trial, many)).code == 0
    trial.gone()
    return sum(f"{name}(" in line for line in log.read_text().splitlines())


def as_many(site, many):
    """How to load with this number of rows being many, where one is given."""
    plan = {"at": 0, "many": many, "log": str(site.data.parent / "calls.json")}
    return {"by": ("-m", "tests.faults.failing", json.dumps(plan))} if many else {}
