#!/bin/sh
# Install the locked dependencies and onetext itself into a virtual environment.
# usage: PYTHON=python3 sh tools/install.sh .venv
set -eu
venv=$1
python=${PYTHON:-python3}

stop() { printf '%s\nbecause: %s\nhint: %s\n' "$1" "$2" "$3" >&2; exit 1; }

command -v "$python" >/dev/null 2>&1 ||
    stop "python3 is not there" "onetext is written in Python" "sudo apt install python3 python3-venv"
"$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' ||
    stop "$("$python" --version) is too old" "onetext needs Python 3.11 or later" \
         "install a later Python and type: make PYTHON=/path/to/python3.11 ..."

if command -v uv >/dev/null 2>&1; then
    # compiled now, as pip does, so that no command has to compile its libraries again where it may not write
    UV_PROJECT_ENVIRONMENT=$venv uv sync --quiet --locked --all-extras --compile-bytecode --python "$python" ||
        stop "uv could not install the locked packages" "see its message above" \
             "behind a proxy with its own certificate, set SSL_CERT_FILE or UV_SYSTEM_CERTS=1"
    exit 0
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    stop "Python's venv module is not there" "Debian and Ubuntu ship it as a package of its own" \
         "sudo apt install python3-venv"
fi
echo "installing into $venv (once; a minute or two)" >&2
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
