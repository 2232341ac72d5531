"""A browser without scripts, as much of one as the desk needs: cookies, forms, files, and pages that load again."""

import contextlib
import http.client
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

PATIENCE = 120  # seconds


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass
class PlainBrowser:
    """Keeps cookies, follows nothing, and sends the token of the last page with each form."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        return self._ask("POST", path, [body], {"Content-Type": "application/x-www-form-urlencoded"}, len(body))

    def upload(self, *files: Path, stop_after: int | None = None) -> Answer:
        """Sends files; `stop_after` so many bytes of the body the connection is cut."""
        edge = uuid.uuid4().hex
        heads = [
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{file.name}"\r\n'
            "Content-Type: text/csv\r\n\r\n"
            for file in files
        ]
        token = f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token}\r\n'
        tail = f"--{edge}--\r\n"
        size = len((token + "".join(heads) + tail).encode()) + sum(file.stat().st_size + 2 for file in files)

        def body() -> Iterator[bytes]:
            yield token.encode()
            for head, file in zip(heads, files, strict=True):
                yield head.encode()
                with file.open("rb") as stream:
                    while block := stream.read(2**16):
                        yield block
                yield b"\r\n"
            yield tail.encode()

        kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
        return self._ask("POST", "/unggahan/kirim/", body(), kind, size, stop_after)

    def _ask(self, method, path, body=(), headers=None, size=0, stop_after=None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, path)
            sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(headers or {})}
            for name, value in {**sent, "Content-Length": str(size)}.items():
                connection.putheader(name, value)
            connection.endheaders()
            given = 0
            with contextlib.suppress(ConnectionError):  # a refusal may come before the body is sent
                for block in body:
                    connection.send(block)
                    given += len(block)
                    if stop_after is not None and given >= stop_after:
                        return Answer(0, {}, "")
            return self._answer(connection.getresponse())
        finally:
            connection.close()

    def _answer(self, response: http.client.HTTPResponse) -> Answer:
        for line in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = response.read().decode()
        if found := re.search('name="csrfmiddlewaretoken" value="([^"]+)"', text):
            self.token = found[1]
        return Answer(response.status, {name.lower(): value for name, value in response.headers.items()}, text)

    def log_in(self, name: str, password: str) -> None:
        self.get("/login/")
        assert self.post("/login/", username=name, password=password).status == 302
        self.get("/unggahan/baru/")

    def wait(self, path: str, *, until: str = "") -> str:
        """The page once it no longer loads itself again, or once it says `until`."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            answer = self.get(path)
            if until in answer.text if until else "refresh" not in answer.headers:
                return answer.text
            time.sleep(0.1)
        raise AssertionError(f"{path} is still at work")
