"""A small WSGI server for one person: the loopback alone, a thread per connection, no log."""

from __future__ import annotations

import socketserver
from typing import Any
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler, WSGIServer

LOOPBACK = "127.0.0.1"
LARGEST_HEAD = 65536
PATIENCE = 30.0
"""Seconds a connection may say nothing before it is closed."""


class _Answer(ServerHandler):
    """One request and its answer."""

    http_version = "1.1"
    server_software = "onetext"

    def log_exception(self, exc_info: Any) -> None:
        """Say nothing: Django has logged it, by class and place only."""

    def cleanup_headers(self) -> None:
        """Close after each answer: a browser opens another connection at no cost here."""
        super().cleanup_headers()
        self.headers["Connection"] = "close"  # type: ignore[attr-defined]


class _Request(WSGIRequestHandler):
    """Reads one request from the loopback."""

    timeout = PATIENCE
    server_version = "onetext"
    sys_version = ""

    def address_string(self) -> str:
        """Return the number, not a name: no lookup is ever made."""
        return str(self.client_address[0])

    def log_message(self, *_words: Any) -> None:
        """Keep no log: an address may carry the key."""

    def get_environ(self) -> dict[str, Any]:
        """Drop headers whose names only differ by `_`, which could pass for others."""
        for name in [name for name in self.headers if "_" in name]:
            del self.headers[name]
        environ: dict[str, Any] = super().get_environ()
        return environ

    def handle(self) -> None:
        """Answer one request; a connection that says too much or nothing is closed."""
        try:
            self.raw_requestline = self.rfile.readline(LARGEST_HEAD + 1)
            if len(self.raw_requestline) > LARGEST_HEAD or not self.raw_requestline:
                return
            if not self.parse_request():
                return
            answer = _Answer(
                _Body(self.rfile, self.headers.get("Content-Length")),  # type: ignore[arg-type]
                self.wfile,  # type: ignore[arg-type]
                self.get_stderr(),
                self.get_environ(),
                multithread=True,
            )
            answer.request_handler = self  # type: ignore[attr-defined]
            answer.run(self.server.get_app())  # type: ignore[attr-defined]
        except (ConnectionError, TimeoutError):  # the reader has gone
            self.close_connection = True


class _Body:
    """The body of a request: never read beyond its stated length, which would wait for ever."""

    def __init__(self, stream: Any, length: str | None) -> None:
        self._stream = stream
        self._left = int(length) if length and length.isdigit() else 0

    def read(self, size: int | None = -1) -> bytes:
        """Read some of it, or the rest."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        read: bytes = self._stream.read(wanted) if wanted else b""
        self._left -= len(read)
        return read

    def readline(self, size: int | None = -1) -> bytes:
        """Read a line of it."""
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        read: bytes = self._stream.readline(wanted) if wanted else b""
        self._left -= len(read)
        return read


class LoopbackServer(socketserver.ThreadingMixIn, WSGIServer):
    """Listens on 127.0.0.1; port 0: any free one."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, port: int) -> None:
        super().__init__((LOOPBACK, port), _Request)

    def server_bind(self) -> None:
        """Bind without asking the network for the machine's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, int(self.server_address[1])
        self.setup_environ()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing on the terminal of a connection that broke."""
