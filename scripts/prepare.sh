#!/bin/sh
# Makes .venv and installs what each lock file names: sh scripts/prepare.sh requirements-uv.txt requirements.txt
# Needs a POSIX shell and Python 3.11 to 3.13, nothing else. Where a lock has not changed it only compares two files.
set -eu

cd "$(dirname "$0")/.."
venv=.venv

say() { printf '%s\n' "$*" >&2; }

# A version manager puts names on the PATH that do not run, so each one is asked.
find_python() {
    without_venv=
    for name in python3.13 python3.12 python3.11 python3; do
        "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 || continue
        if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
        [ -n "$without_venv" ] || without_venv=$name
    done
    if [ -n "$without_venv" ]; then
        version=$("$without_venv" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "$without_venv is here, but it cannot make a virtual environment."
        say "On Debian or Ubuntu: apt install python$version-venv"
    else
        say "This needs Python 3.11, 3.12 or 3.13, and none of python3.13, python3.12, python3.11, python3 runs as one."
        say "On Debian or Ubuntu: apt install python3 python3-venv"
    fi
    return 1
}

# An environment whose Python has gone, or that a stopped run left half made, is made anew.
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(find_python)
    say "Making $venv with $("$python" -V)"
    "$python" -m venv --clear "$venv"
fi

# uv trusts a list of its own and so not the certificate that a company's proxy or mirror shows; the machine's store has
# that one. Where the machine has no store, uv refuses to look for it.
if "$venv/bin/python" - <<'EOF'
import os, ssl, sys
paths = ssl.get_default_verify_paths()
sys.exit(not (paths.cafile or paths.capath and os.listdir(paths.capath)))
EOF
then
    UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS-true}
    export UV_SYSTEM_CERTS
fi

for lock in "$@"; do
    stamp=$venv/installed-$lock
    cmp -s "$lock" "$stamp" && continue
    say "Installing $lock"
    case $lock in
    requirements-uv.txt) # the installer itself, by the one that every Python brings
        "$venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
        ;;
    *)
        "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"
        ;;
    esac
    cp "$lock" "$stamp"
done
