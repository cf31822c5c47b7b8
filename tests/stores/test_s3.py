"""Reports read from an S3 bucket and a build written to it, with a server of that protocol: pip install s3fs 'moto[server]'."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import free_port, wait

from kg.build import Plan, build
from kg.ontology import Ontology

pytestmark = [pytest.mark.slow, pytest.mark.stores]

s3fs = pytest.importorskip("s3fs", reason="the driver of s3:// is not installed: pip install s3fs")
SERVER = shutil.which("moto_server", path=str(Path(sys.executable).parent))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[s3fs.S3FileSystem]:
    """An empty bucket called ``corpus``."""
    if SERVER is None:
        pytest.skip("no server for s3:// is installed: pip install 'moto[server]'")
    port = free_port()
    settings = {
        "AWS_ACCESS_KEY_ID": "any",
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "NO_PROXY": "127.0.0.1",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    command = [SERVER, "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(process, port)
        fs = s3fs.S3FileSystem(endpoint_url=settings["AWS_ENDPOINT_URL"], skip_instance_cache=True)
        fs.mkdir("corpus")
        yield fs
    finally:
        process.terminate()
        process.wait(20)


def test_a_build_from_s3_to_s3_is_the_local_one(
    bucket: s3fs.S3FileSystem, seeds: Path, tmp_path: Path, ontology: Ontology
) -> None:
    bucket.put(str(seeds), "corpus/in", recursive=True)
    plan = Plan(2)
    build([seeds], tmp_path / "out", ontology, workers=1, site=False, partitions=plan)
    made = build(["s3://corpus/in/"], "s3://corpus/out", ontology, workers=2, site=False, partitions=plan)
    assert len(made.outcomes) == 5
    here = {p.relative_to(tmp_path / "out").as_posix(): p for p in (tmp_path / "out" / "partitions").rglob("*.gz")}
    there = {name.removeprefix("corpus/out/"): name for name in bucket.find("corpus/out") if name.endswith(".gz")}
    quads = [name for name in here if name.startswith("partitions/quads/")]
    assert set(here) == set(there)
    assert len(quads) == 3
    for name in quads:
        assert hashlib.sha256(bucket.cat_file(there[name])).digest() == hashlib.sha256(here[name].read_bytes()).digest(), name
