"""The entry for a server that speaks ASGI: ``uvicorn onetext.web.asgi:application``."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onetext.web.settings")
application = get_asgi_application()
