"""The worker, with beat in a thread: one process instead of two keeps an idle TeamFlow small."""

import argparse
import sys
from threading import Thread
from typing import Any

from celery import Celery, bootsteps
from celery.beat import Service
from django.core.exceptions import ImproperlyConfigured

from teamflow.launch.programs import HOPELESS


class Beat(bootsteps.StartStopStep):
    """Sends what is due, for as long as the worker runs."""

    def start(self, worker: Any) -> None:
        self.service = Service(worker.app, max_interval=5, scheduler_cls="celery.beat:Scheduler")
        Thread(target=self.service.start, daemon=True, name="beat").start()

    def stop(self, worker: Any) -> None:
        self.service.stop()


def load_application() -> Celery:
    import django

    django.setup()
    from teamflow.celery import app

    return app


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--without-beat", action="store_true")
    options = parser.parse_args()
    try:
        app = load_application()
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return HOPELESS
    if not options.without_beat:
        app.steps["worker"].add(Beat)
    app.worker_main(
        [
            *("worker", "--pool", "threads", "--concurrency", str(options.threads)),
            *("--loglevel", "WARNING", "--queues", ",".join(QUEUES)),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ]
    )
    return 0


# Celery reads a priority queue first only when told so by order (platform.md's table).
QUEUES = ("email", "notify", "webhooks", "ai", "sync", "analytics", "maintenance")


if __name__ == "__main__":
    sys.exit(main())
