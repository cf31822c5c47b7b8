"""Serves a build on this machine alone: the site, and a read-only SPARQL endpoint (the Oxigraph server)."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kg.endpoint import Endpoint
from kg.graph import STORE, write_store

__all__ = ["HOST", "ServeError", "Service", "serve"]

HOST = "127.0.0.1"
_PATIENCE = 20.0  # seconds in which the endpoint must answer


class ServeError(ValueError):
    """The build cannot be served."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is being served: addresses of the site (None: the build has none) and of the endpoint, and the endpoint's process."""

    site: str | None
    endpoint: str
    process: subprocess.Popen[bytes]


@contextmanager
def serve(out: Path, site_port: int = 8000, endpoint_port: int = 7878, seconds: int = 60) -> Iterator[Service]:
    """Serve the build in ``out`` inside the ``with`` block; afterwards nothing of it runs and no temporary file is left.

    A port that is taken is replaced by a free one, 0 asks for a free one. ``seconds`` limits a query. Without a store on disk
    (``kg build --store``) one is made for the time. Raises ServeError and GraphFileError.
    """
    program = _program()
    with ExitStack() as stack:
        store = out / STORE
        if not store.is_dir():
            store = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-serve-"))) / STORE
            write_store(out, store)
        behind = _free(0)
        address = f"{HOST}:{behind}"
        command = [program, "serve-read-only", "--location", str(store), "--bind", address, "--timeout-s", str(seconds)]
        # A session of its own: Ctrl-C in the terminal reaches us alone, and we end the server.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
        stack.callback(_end, process)
        _await(process, address)
        endpoint = _run(stack, Endpoint((HOST, _free(endpoint_port)), (HOST, behind)))
        site = None
        if (out / "site").is_dir():
            pages = partial(_Quiet, directory=str(out / "site"))
            site = f"{_run(stack, ThreadingHTTPServer((HOST, _free(site_port)), pages))}/"
        yield Service(site, f"{endpoint}/query", process)


def _run(stack: ExitStack, server: ThreadingHTTPServer) -> str:
    """Let ``server`` work until the stack is left; return its address."""
    stack.callback(server.server_close)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stack.callback(server.shutdown)
    return f"http://{HOST}:{server.server_port}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing of each request."""


def _program() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        raise ServeError("the command oxigraph is missing; install it with: pip install oxigraph")
    return found


def _free(port: int) -> int:
    """Return ``port`` if nothing listens there, else a free one."""
    for wanted in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, wanted))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServeError(f"no free port on {HOST}; end a server that runs there")


def _await(process: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the endpoint accepts connections."""
    host, _, port = address.partition(":")
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    _end(process)
    said = process.stderr.read().decode("utf-8", "replace").strip() if process.stderr else ""
    raise ServeError(
        f"the Oxigraph server did not start: {said.splitlines()[-1] if said else 'it says nothing'}; try another port"
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
