"""The front of the served SPARQL endpoint: refuses what would use the network, hands the rest to the Oxigraph server.

That server has no switch for SERVICE. It listens on a port of its own; what is handed on is written anew, so that it cannot read
a request otherwise than it was read here.
"""

from __future__ import annotations

import shutil
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

from kg.graph import QueryError, refuse_service

__all__ = ["Endpoint"]

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_MOST = 10_000_000  # bytes of a request
_PASSED_ON = ("Accept", "Origin")


class Endpoint(ThreadingHTTPServer):
    """Listens at ``address`` for requests to the server at ``behind``, both host and port."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], behind: tuple[str, int]) -> None:
        super().__init__(address, _Front)
        self.behind = behind


class _Front(BaseHTTPRequestHandler):
    """Answers one request (SPARQL 1.1 Protocol, 2.1: a query comes in the address, in a form or as the body)."""

    server: Endpoint

    def do_GET(self) -> None:
        """Answer a query, or let the server answer."""
        length = self.headers.get("Content-Length", "0")
        if self.headers.get("Transfer-Encoding") or not (length.isascii() and length.isdigit()):
            self._refuse(411, "say in Content-Length how long the request is")
        elif len(length) > len(str(_MOST)) or int(length) > _MOST:
            self._refuse(413, f"a request of more than {_MOST:,} bytes is not read")
        else:
            kind = self.headers.get_content_type() if "Content-Type" in self.headers else ""
            self._answer(self.rfile.read(int(length)), kind)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET  # noqa: N815 (names that http.server looks for)

    def _answer(self, body: bytes, kind: str) -> None:
        address = urlsplit(self.path)
        try:
            given = parse_qsl(address.query, keep_blank_values=True, errors="strict")
            form = parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict") if kind == _FORM else []
            queries = [value for name, value in (*given, *form) if name == "query"]
            queries += [body.decode("utf-8")] if kind == _QUERY else []
            for sparql in queries:
                refuse_service(sparql, {})
        except UnicodeDecodeError:
            self._refuse(400, "the request is not UTF-8; encode it so")
        except QueryError as error:
            self._refuse(400, str(error))
        else:
            self._hand_on(f"{address.path}?{urlencode(given)}", urlencode(form).encode() if kind == _FORM else body, kind)

    def _hand_on(self, path: str, body: bytes, kind: str) -> None:
        headers = {name: self.headers[name] for name in _PASSED_ON if name in self.headers}
        behind = HTTPConnection(*self.server.behind)
        try:
            behind.request(self.command, path, body or None, {**headers, **({"Content-Type": kind} if kind else {})})
            answer = behind.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "server", "date"):
                    self.send_header(name, value)
            self.end_headers()
            shutil.copyfileobj(answer, self.wfile)
        except (OSError, HTTPException):  # the reader went away, or the server did, which ends everything
            self.close_connection = True
        finally:
            behind.close()

    def _refuse(self, status: int, said: str) -> None:
        message = f"{said}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(message)))
        self.end_headers()
        self.wfile.write(message)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing of each request."""
