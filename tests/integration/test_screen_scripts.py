"""What runs on the machine behind a screen: the watchdog of its browser, and the switch of the screen, with real processes."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.support.source import ROOT

WATCH, POWER = ROOT / "deploy" / "lotse-watch.sh", ROOT / "deploy" / "lotse-power.sh"
QUICK = {"LOTSE_SILENCE_S": "2", "LOTSE_LOOK_S": "0.2"}
SIGNS_TWENTY_TIMES = """i=0
while [ $i -lt 20 ]; do i=$((i + 1)); echo $i >> "$SIGNS/000003.log"; sleep 0.2; done
exit 7"""


@pytest.fixture
def signs(tmp_path: Path) -> Path:
    """Where Chromium writes what pages keep."""
    folder = tmp_path / "profile" / "Default" / "Local Storage" / "leveldb"
    folder.mkdir(parents=True)
    return folder


def watch(tmp_path: Path, script: str, **more: str) -> "subprocess.Popen[str]":
    """A stand-in for the browser: a shell that says its process id and does what `script` says."""
    command = [str(WATCH), str(tmp_path / "profile"), "sh", "-c", f"echo $$ > {tmp_path}/pid; {script}"]
    return subprocess.Popen(command, env={**os.environ, **QUICK, **more}, stderr=subprocess.PIPE, text=True)


def test_a_browser_whose_page_gives_no_sign_is_ended(tmp_path: Path, signs: Path) -> None:
    (signs / "000003.log").write_text("of yesterday")
    watcher = watch(tmp_path, "trap '' TERM; while true; do sleep 0.2; done", LOTSE_SILENCE_S="1")
    _, said = watcher.communicate(timeout=30)
    assert watcher.returncode == 1, "systemd starts it anew"
    assert "no sign of the page" in said
    assert not is_running(tmp_path), "also one that does not listen"


@pytest.mark.long
def test_a_browser_whose_page_lives_is_left_alone_until_it_ends_by_itself(
    tmp_path: Path, signs: Path
) -> None:
    watcher = watch(tmp_path, SIGNS_TWENTY_TIMES, SIGNS=str(signs))
    began = time.monotonic()
    assert watcher.wait(timeout=60) == 7
    assert time.monotonic() - began > float(QUICK["LOTSE_SILENCE_S"]), "longer than it may be silent"


def test_ending_the_watchdog_ends_its_browser(tmp_path: Path, signs: Path) -> None:
    watcher = watch(tmp_path, "exec sleep 60")
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
        time.sleep(0.02)
    assert is_running(tmp_path)
    watcher.send_signal(signal.SIGTERM)
    watcher.wait(timeout=30)
    assert not is_running(tmp_path)


def is_running(tmp_path: Path) -> bool:
    return Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()


@pytest.mark.parametrize(
    ("tool", "where", "want", "calls"),
    [
        ("xset", {"DISPLAY": ":0"}, "off", ["dpms force off"]),
        ("xset", {"DISPLAY": ":0"}, "on", ["dpms force on", "s off s noblank -dpms"]),
        ("wlr-randr", {"WAYLAND_DISPLAY": "wayland-1"}, "off", ["", "--output HDMI-A-1 --off"]),
        ("vcgencmd", {}, "off", ["display_power 0"]),
    ],
)
def test_the_screen_is_switched_by_what_the_machine_has(
    tmp_path: Path, tool: str, where: dict[str, str], want: str, calls: list[str]
) -> None:
    stand_in = tmp_path / tool
    said = 'echo \'HDMI-A-1 "A screen"\'; echo "  Enabled: yes"'
    stand_in.write_text(f'#!/bin/sh\necho "$*" >> {tmp_path}/calls\n[ $# -gt 0 ] || {{ {said}; }}\n')
    stand_in.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", **where}
    answer = subprocess.run([POWER, want], env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "calls").read_text().splitlines() == calls
