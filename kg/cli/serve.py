"""``kg serve``."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from kg.cli.options import build_folder

__all__ = ["serve"]

PORT = click.IntRange(0, 65535)


@click.command(short_help="Serve a build's site and a read-only SPARQL endpoint.")
@build_folder
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port of the site; a free one when it is taken.")
@click.option("--endpoint-port", type=PORT, default=7878, show_default=True, help="Port of the endpoint, likewise.")
@click.option("--timeout", type=click.IntRange(1), default=60, show_default=True, metavar="SECONDS", help="Limit of a query.")
def serve(out: Path, port: int, endpoint_port: int, timeout: int) -> None:
    """Serve the site of a build and, beside it, its graph with evidence as a SPARQL endpoint; Ctrl-C ends both.

    Only this machine can reach them (127.0.0.1), and nobody can write or have another endpoint asked (SERVICE). The command
    oxigraph must be installed: it comes with kg.

    \b
    Example:
      kg serve out/
      kg serve out/ --port 9000
    """
    from kg.build import read_manifest
    from kg.graph import graph_files
    from kg.serve import serve as run

    read_manifest(out, *graph_files(out, evidence=True))
    # Whoever ends us otherwise than by Ctrl-C must not leave the server behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with run(out, port, endpoint_port, timeout) as service:
            if service.site:
                click.echo(f"site      {service.site}")
            click.echo(f"endpoint  {service.endpoint}")
            click.echo("Ctrl-C ends both")
            service.process.wait()
    except KeyboardInterrupt:
        return
    raise click.ClickException("the Oxigraph server ended by itself")
