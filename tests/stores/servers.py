"""The stores of others, each as a function that loads files and gives a function from a query to its SPARQL 1.1 JSON results."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import rdflib

Results = dict[str, Any]
Ask = Callable[[str], Results]
Loaded = Callable[..., Any]

JARS = Path("/usr/share/java")
GRAPH = "urn:kg"
RESULTS = "application/sparql-results+json"
VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {port}
DirsAllowed = {files}
NumberOfBuffers = 20000
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


class MissingServerError(Exception):
    """A server is not installed."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, parameters: dict[str, str]) -> Results:
    request = urllib.request.Request(
        url, urllib.parse.urlencode(parameters).encode(), {"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return dict(json.loads(response.read()))


def wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server at port {port} did not start")


@contextmanager
def rdflib_(files: Sequence[Path], folder: Path) -> Iterator[Ask]:
    """rdflib with its own parser, store and query engine."""
    dataset = rdflib.Dataset()
    for file in files:
        dataset.parse(file, format={".ttl": "turtle", ".trig": "trig"}[file.suffix])
    yield lambda sparql: dict(json.loads(dataset.query(sparql).serialize(format="json") or b"{}"))


@contextmanager
def oxigraph(files: Sequence[Path], folder: Path) -> Iterator[Ask]:
    """The Oxigraph server of PyPI."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        raise MissingServerError("the command oxigraph: pip install oxigraph")
    subprocess.run([program, "load", "--location", folder / "db", "--file", *files], check=True, capture_output=True)
    port = free_port()
    command = [str(program), "serve-read-only", "--location", str(folder / "db"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(process, port)
        yield lambda sparql: fetch(f"http://127.0.0.1:{port}/query", {"query": sparql})
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def virtuoso(files: Sequence[Path], folder: Path) -> Iterator[Ask]:
    """Virtuoso 7 of Debian (virtuoso-opensource-7). Its default graph is all graphs: a Turtle file goes into one of its own."""
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        raise MissingServerError("Virtuoso 7: apt install virtuoso-opensource-7")
    port, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, port=port, http=http, files=files[0].parent), "utf-8")
    command = ["virtuoso-t", "+configfile", str(settings), "+foreground"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    try:
        wait(process, http)
        for file in files:
            flags = 256 if file.suffix == ".trig" else 0
            load = f"DB.DBA.TTLP(file_to_string_output('{file}'), '', '{GRAPH}', {flags}); checkpoint;"
            done = subprocess.run(
                ["isql-vt", str(port), "dba", "dba", f"exec={load}"], capture_output=True, text=True, check=True
            )
            assert "Error" not in done.stderr, done.stderr
        yield lambda sparql: fetch(f"http://127.0.0.1:{http}/sparql", {"query": sparql, "format": RESULTS})
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def jena(files: Sequence[Path], folder: Path) -> Iterator[Ask]:
    """TDB2 of Jena of Debian (libapache-jena-java). The queries must be known beforehand: ``ask.queries`` is a folder of them."""
    if shutil.which("javac") is None or not (JARS / "jena-tdb2.jar").is_file():
        raise MissingServerError("Jena and a Java compiler: apt install libapache-jena-java default-jdk-headless")
    database, queries, mended = folder / "tdb2", folder / "queries", folder / "mended"
    for each in (database, queries, mended):
        each.mkdir()
    answers: dict[str, Results] = {}

    def prepare(sparqls: Sequence[str]) -> None:
        for number, sparql in enumerate(sparqls):
            (queries / f"{number:03}.rq").write_text(sparql, "utf-8")
        command = ["java", "-Xmx600m", "-cp", _class_path(mended), str(Path(__file__).with_name("Ask.java")), database, queries]
        done = subprocess.run(
            [*map(str, command), *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        for line in done.stdout.splitlines():
            name, _, encoded = line.partition("\t")
            answers[sparqls[int(name.removesuffix(".rq"))]] = json.loads(base64.b64decode(encoded))

    def ask(sparql: str) -> Results:
        return answers[sparql]

    ask.prepare = prepare  # type: ignore[attr-defined]
    yield ask


def _class_path(mended: Path) -> str:
    """Return the class path of Debian's Jena, mended.

    Its copy of Xerces looks for messages under ``xerces/`` while the package has them under ``org/apache/jena/ext/xerces/``; of
    the bindings of SLF4J only one may be there.
    """
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if "/xerces/" in name and name.endswith(".properties"):
                target = mended / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    logging = ("log4j", "slf4j", "jcl-over", "jul-to")
    jars = [p for p in sorted(JARS.glob("*.jar")) if not any(part in p.name for part in logging) and not p.is_symlink()]
    return os.pathsep.join(map(str, [mended, *jars, JARS / "slf4j-api.jar", JARS / "slf4j-nop.jar"]))


STORES: dict[str, Loaded] = {"rdflib": rdflib_, "oxigraph": oxigraph, "virtuoso": virtuoso, "jena": jena}
