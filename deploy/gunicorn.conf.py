"""Gunicorn for a team's workbench: ``gunicorn -c deploy/gunicorn.conf.py onetext.web.wsgi``.

The environment says the rest (`onetext.web.environment`); a proxy in front ends TLS. There is no
access log of gunicorn's own: its lines hold addresses, and people put words into addresses. The
workbench writes a line per request itself.
"""

import os
import subprocess
import sys

from onetext.web.logs import server_logging

bind = os.environ.get("ONETEXT_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("ONETEXT_WORKERS", "2"))
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 30
keepalive = 5
max_requests = 20_000  # a worker is renewed now and then
max_requests_jitter = 2_000
limit_request_fields = 60
limit_request_field_size = 8190
accesslog = None
control_socket_disable = True
logconfig_dict = server_logging()
raw_env = ["DJANGO_SETTINGS_MODULE=onetext.web.settings"]


def on_starting(server):
    """Collect the static files, compressed and named after their content, before the first page."""
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": "onetext.web.settings"}
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(command, check=True, env=variables)
