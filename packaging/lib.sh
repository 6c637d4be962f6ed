# Shared by packaging/run and packaging/test: steps with progress, packages, models, build. Bash; sourced.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# Qt warns without one; the program keeps nothing there.
if [ -z "${XDG_RUNTIME_DIR:-}" ]; then
    export XDG_RUNTIME_DIR=$root/build/runtime
    mkdir -p "$XDG_RUNTIME_DIR"; chmod 700 "$XDG_RUNTIME_DIR"
fi

started=$SECONDS
say() { printf '%s\n' "$*"; }
step() { printf '\n== %s (%s)\n' "$*" "$(printf '%d:%02d' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60)))"; }
die() { printf '\nStopped: %s\n' "$1" >&2; [ -n "${2:-}" ] && printf 'What to do: %s\n' "$2" >&2; exit 1; }

# Long, chatty commands: output to a log, a sign of life every few seconds, the log's end on failure.
quietly() {
    local log=$1; shift
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 &
    local pid=$! waited=0
    while kill -0 "$pid" 2>/dev/null; do
        sleep 1; waited=$((waited + 1))
        if [ $((waited % 10)) = 0 ]; then
            printf '   %d s: %s\n' "$waited" "$(tail -n 1 "$log" | tr -d '\r' | cut -c1-100)"
        fi
    done
    if ! wait "$pid"; then
        tail -n 40 "$log" >&2
        return 1
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else die "this step needs root: $*" "run as root, or install sudo"
    fi
}

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed'; }

# need_packages USE...: installs what is missing of packages.txt for these uses; no network if nothing is.
need_packages() {
    local use line missing=() choice found
    [ -f /etc/debian_version ] || die "this script installs Debian packages, and this is not Debian" \
        "install the packages of packaging/packages.txt by hand and build with cmake --preset release"
    while read -r use line; do
        case " $* " in *" $use "*) ;; *) continue ;; esac
        found=""
        for choice in ${line//|/ }; do installed "$choice" && found=1; done
        [ -n "$found" ] || missing+=("$line")
    done < <(grep -v '^#' packaging/packages.txt)
    # npm only if there is none yet: a machine may have Node from elsewhere.
    case " $* " in *" models "*) command -v npm >/dev/null || missing+=(npm) ;; esac
    [ ${#missing[@]} = 0 ] && return 0
    step "Installing ${#missing[@]} Debian packages"
    quietly build/logs/apt-update.log as_root apt-get update -q \
        || die "apt-get update failed" "check the network and /etc/apt/sources.list"
    local names=()
    for line in "${missing[@]}"; do
        found=""
        for choice in ${line//|/ }; do
            if [ -z "$found" ] && apt-cache show "$choice" >/dev/null 2>&1; then found=$choice; fi
        done
        [ -n "$found" ] || die "Debian has no package $line" "Debian 12 or 13 is needed"
        names+=("$found")
    done
    quietly build/logs/apt-install.log as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "${names[@]}" \
        || die "installing Debian packages failed" "see build/logs/apt-install.log"
}

# Face models and practice people in build/models, checked; seconds if they are there already.
need_models() {
    step "Face models and practice people"
    packaging/models || die "the models could not be made" "see the lines above; packaging/models can be run alone"
}

# build PRESET [cmake arguments]
build() {
    local preset=$1; shift
    step "Building ($preset)"
    # A slow part of a cold start is compiling: use ccache where it is, unless the caller switched it off.
    local launcher=()
    if command -v ccache >/dev/null && [ -z "${CCACHE_DISABLE:-}" ]; then
        launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
    fi
    quietly "build/logs/configure-$preset.log" cmake --preset "$preset" "${launcher[@]}" "$@" \
        || die "cmake did not configure" "see build/logs/configure-$preset.log"
    quietly "build/logs/build-$preset.log" cmake --build --preset "$preset" \
        || die "the build failed" "see build/logs/build-$preset.log"
}
