#!/bin/sh
# Export uv.lock, the one truth, as a hashed requirements file for machines without uv.
set -eu
uv export --quiet --locked --all-extras --all-groups --no-emit-project --no-header \
    --format requirements-txt --output-file requirements.lock
