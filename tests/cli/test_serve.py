"""``kg serve``: on loopback, read-only, on a free port, gone after Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

KG = (sys.executable, "-c", "from kg.cli import main; main()")
ASK = "ASK { ?a a <https://fazhi-kg.example/ontology#Report> ; ?p ?o }"
ASK_AFAR = "ASK { {}service<http://127.0.0.1:1/> { ?s ?p ?o } }"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


@pytest.fixture
def running(built: Path, tmp_path: Path, taken: int) -> Iterator[subprocess.Popen[str]]:
    command = [*KG, "serve", str(built), "--port", str(taken), "--endpoint-port", str(taken)]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    yield process
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)


def addresses(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout
    return dict(process.stdout.readline().split() for _ in range(2))


def form_of(sparql: str) -> bytes:
    return urllib.parse.urlencode({"query": sparql, "note": "法治"}).encode()


def get(url: str, data: bytes | None = None, kind: str = "application/sparql-results+json") -> bytes:
    request = urllib.request.Request(url, data, {"Accept": kind, "Content-Type": "application/sparql-update"})
    with urllib.request.urlopen(request, timeout=10) as response:
        return bytes(response.read())


def test_site_and_endpoint_are_served_until_ctrl_c(running: subprocess.Popen[str], taken: int, tmp_path: Path) -> None:
    at = addresses(running)
    assert all(url.startswith("http://127.0.0.1:") and f":{taken}/" not in url for url in at.values())
    assert b"<html" in get(at["site"], kind="text/html")
    assert json.loads(get(f"{at['endpoint']}?query={urllib.parse.quote(ASK)}"))["boolean"] is True
    for path in ("/update", "/store"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(at["endpoint"].replace("/query", path), b"INSERT DATA { <x:a> <x:b> <x:c> }")
        assert refused.value.code in {403, 404, 405}
    for address, data, kind in (
        (f"{at['endpoint']}?query={urllib.parse.quote(ASK_AFAR)}", None, ""),
        (at["endpoint"], form_of(ASK_AFAR), "application/x-www-form-urlencoded"),
        (at["endpoint"], ASK_AFAR.encode(), "application/sparql-query"),
        (f"{at['endpoint']}?query={urllib.parse.quote(ASK)}", ASK_AFAR.encode(), "application/sparql-query; charset=utf-8"),
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(address, data, {"Content-Type": kind}), timeout=10)
        assert refused.value.code == 400
        assert "SERVICE asks another endpoint, and kg contacts no network; " in refused.value.read().decode()
    for data, kind in ((ASK.encode(), "application/sparql-query"), (form_of(ASK), "application/x-www-form-urlencoded")):
        request = urllib.request.Request(at["endpoint"], data, {"Content-Type": kind})
        with urllib.request.urlopen(request, timeout=10) as response:
            assert json.loads(response.read())["boolean"] is True
    assert list(tmp_path.iterdir()), "the store is made for the time"
    running.send_signal(signal.SIGINT)
    _, stderr = running.communicate(timeout=20)
    assert (running.returncode, stderr) == (0, "")
    with pytest.raises(urllib.error.URLError):
        get(at["endpoint"])
    assert not list(tmp_path.iterdir())


def test_a_folder_without_a_build_is_refused(tmp_path: Path) -> None:
    done = subprocess.run([*KG, "serve", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "manifest.json is missing" in done.stderr
