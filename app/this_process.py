"""The name of this process among all that work for the same database, and whether another one still lives."""

import os
import secrets
import socket
from contextlib import suppress
from functools import cache


def my_name() -> str:
    """host/pid/by chance: the same as long as this process lives, another one after a fork."""
    return _name_of(os.getpid())


@cache
def _name_of(pid: int) -> str:
    return f"{socket.gethostname()}/{pid}/{secrets.token_hex(4)}"


def is_gone(name: str) -> bool:
    """Whether that process ran on this machine and is no more; elsewhere only silence tells."""
    host, pid, _ = name.split("/")
    if host != socket.gethostname():
        return False
    if int(pid) == os.getpid():
        return name != my_name()  # we got the number of the dead
    with suppress(PermissionError):
        try:
            os.kill(int(pid), 0)
        except ProcessLookupError:
            return True
    return False
