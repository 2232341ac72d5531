"""Starts one command and tells its time, peak memory and exit code as JSON: `launch.py DESCRIPTOR COMMAND…`.

A process of its own, and a small one: the kernel's peak of a new process begins at that of the process that starts it.
"""

import json
import os
import resource
import sys
import time


def main(descriptor: int, command: list[str]) -> None:
    os.set_inheritable(descriptor, False)
    start = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ)
    _, status = os.waitpid(pid, 0)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    told = {"seconds": seconds, "peak": peak, "code": os.waitstatus_to_exitcode(status)}
    os.write(descriptor, json.dumps(told).encode())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
