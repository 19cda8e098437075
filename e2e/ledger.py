"""Writers that note what the server acknowledged, and ask for it again at the end."""

import threading
import time
from typing import Any

import requests
from pycrdt import Doc, Map
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from boards.protocol import ACKNOWLEDGED, STEP_1, STEP_2, SYNC, UPDATE, step_1, step_2, update_frame
from teamflow.common.yjs import lib0

HELLO = bytes((100,)) + lib0.text('{"client": "teamflow", "version": 1}')
LOST = (requests.RequestException, WebSocketException, OSError, TimeoutError)


class Api:
    """A signed-in person's way to the API; what fails raises `requests.RequestException`."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self.url = f"{url}/api/v1"
        self.session = requests.Session()
        self._sign_in = {"email": email, "password": password}
        self.sign_in()

    def sign_in(self) -> None:
        answer = self.session.post(f"{self.url}/auth/login", json=self._sign_in, timeout=10)
        answer.raise_for_status()
        self.session.headers["Authorization"] = f"Bearer {answer.json()['access']}"

    def send(self, method: str, path: str, **more: Any) -> Any:
        answer = self.session.request(method, f"{self.url}/{path}", timeout=10, **more)
        answer.raise_for_status()
        return answer.json()


class Writer(threading.Thread):
    """Writes until it is told to stop; a lost connection or a 5xx only makes it try anew."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.ending = threading.Event()
        self.fault: BaseException | None = None

    def run(self) -> None:
        count = 0
        while not self.ending.is_set():
            count += 1
            try:
                self.write(count)
            except LOST:
                self.ending.wait(0.1)
            except BaseException as fault:
                self.fault = fault
                raise

    def write(self, count: int) -> None:
        raise NotImplementedError

    def written(self) -> int:
        """How much was acknowledged so far."""
        raise NotImplementedError

    def wait_until_written(self, seconds: float = 60) -> None:
        """Until the first is acknowledged: a kill before that proves nothing."""
        deadline = time.monotonic() + seconds
        while not self.written():
            assert self.fault is None, self.fault
            assert time.monotonic() < deadline, f"{type(self).__name__} wrote nothing"
            time.sleep(0.05)

    def finish(self) -> None:
        self.ending.set()
        self.join(30)
        assert self.fault is None, self.fault


class TaskWriter(Writer):
    """Creates tasks and renames them."""

    def __init__(self, api: Api, project_id: str) -> None:
        super().__init__()
        self.api, self.project_id = api, project_id
        # What each task may be called: the last acknowledged title, and every later attempt.
        self.titles: dict[str, list[str]] = {}

    def write(self, count: int) -> None:
        made = self.api.send(
            "POST", f"projects/{self.project_id}/tasks", json={"title": f"Task {count}"}
        )
        self.titles[made["id"]] = [made["title"]]
        title = f"Renamed {count}"
        self.titles[made["id"]].append(title)
        self.api.send("PATCH", f"tasks/{made['id']}", json={"title": title})
        self.titles[made["id"]] = [title]

    def written(self) -> int:
        return len(self.titles)

    def lost(self) -> list[str]:
        return [
            task_id
            for task_id, titles in self.titles.items()
            if self.api.send("GET", f"tasks/{task_id}")["title"] not in titles
        ]


class JobWriter(Writer):
    """Asks for breakdowns of a task."""

    def __init__(self, api: Api, task_id: str) -> None:
        super().__init__()
        self.api, self.task_id = api, task_id
        self.jobs: list[str] = []

    def write(self, count: int) -> None:
        path = f"tasks/{self.task_id}/ai-breakdown"
        self.jobs.append(self.api.send("POST", path, json={})["job"]["id"])
        self.ending.wait(0.7)

    def written(self) -> int:
        return len(self.jobs)

    def unfinished(self, seconds: float) -> list[str]:
        """Those that have not succeeded after `seconds`: long enough for a lease to run out."""
        deadline = time.monotonic() + seconds
        waiting = self.jobs
        while waiting and time.monotonic() < deadline:
            waiting = [one for one in waiting if self._status(one) != "done"]
            time.sleep(0.2)
        return waiting

    def _status(self, job_id: str) -> str:
        return str(self.api.send("GET", f"jobs/{job_id}")["status"])


class BoardWriter(Writer):
    """Draws on a board over its socket; an element counts once its frame is acknowledged."""

    def __init__(self, api: Api, board_id: str) -> None:
        super().__init__()
        self.api, self.board_id = api, board_id
        self.document: Doc[Any] = Doc()
        self.elements = self.document.get("elements", type=Map)
        self.acknowledged: set[str] = set()
        self.socket: ClientConnection | None = None
        self.sent = 0

    def write(self, count: int) -> None:
        try:
            if self.socket is None:
                self._connect()
            before = self.document.get_state()
            name = f"kill{count}.g"
            self.elements[name] = [count, 0, 10, 10, 0, "V"]
            self._send(update_frame(self.document.get_update(before)))
            self._wait_for_acknowledgement()
            self.acknowledged.add(name)
        except LOST:
            self.socket = None
            raise

    def written(self) -> int:
        return len(self.acknowledged)

    def lost(self) -> set[str]:
        """What a client that comes later does not get."""
        self.ending.set()
        fresh = BoardWriter(self.api, self.board_id)
        fresh._connect()
        return self.acknowledged - set(fresh.elements.keys())

    def _connect(self) -> None:
        ticket = self.api.send("POST", f"boards/{self.board_id}/ticket", json={})["ticket"]
        address = self.api.url.replace("http", "ws", 1).replace("/api/v1", "/ws")
        self.sent = 0
        self.socket = connect(
            f"{address}/boards/{self.board_id}/?token={ticket}",
            open_timeout=10,
            close_timeout=1,
            max_size=None,
            compression=None,
            ping_interval=None,
        )
        self.socket.send(HELLO)
        self.socket.send(step_1(self.document.get_state()))
        asked = answered = False
        while not (asked and answered):
            frame = self._receive()
            if frame[:2] == bytes((SYNC, STEP_1)):
                vector = lib0.Reader(frame[2:]).bytes()
                self._send(step_2(self.document.get_update(vector)))
                asked = True
            elif frame[:2] == bytes((SYNC, STEP_2)):
                self.document.apply_update(lib0.Reader(frame[2:]).bytes())
                answered = True
        self._wait_for_acknowledgement()

    def _send(self, frame: bytes) -> None:
        assert self.socket is not None
        self.socket.send(frame)
        self.sent += 1

    def _receive(self) -> bytes:
        assert self.socket is not None
        frame = self.socket.recv(timeout=10)
        assert isinstance(frame, bytes)
        if frame[:2] == bytes((SYNC, UPDATE)):
            self.document.apply_update(lib0.Reader(frame[2:]).bytes())
        return frame

    def _wait_for_acknowledgement(self) -> None:
        while True:
            frame = self._receive()
            if frame[0] == ACKNOWLEDGED and lib0.Reader(frame[1:]).uint() >= self.sent:
                return
