"""The yardstick: Django answering with a little JSON, no middleware, one uvicorn worker."""

import sys

import uvicorn
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="bench", DATABASES={}
)


def answer(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True, "results": [1, 2, 3]})


urlpatterns = [path("json", answer)]

if __name__ == "__main__":
    uvicorn.run(
        get_asgi_application(),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        lifespan="off",
    )
