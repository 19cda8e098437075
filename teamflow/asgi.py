"""The ASGI application: pages and API through Django, sockets through Channels."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teamflow.settings")
django_application = get_asgi_application()

from channels.routing import ProtocolTypeRouter  # noqa: E402

from teamflow.sockets import sockets  # noqa: E402

application = ProtocolTypeRouter({"http": django_application, "websocket": sockets})
