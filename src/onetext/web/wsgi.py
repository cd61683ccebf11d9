"""The entry for a server that speaks WSGI: ``gunicorn onetext.web.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onetext.web.settings")
application = get_wsgi_application()
