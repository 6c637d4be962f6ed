# A shop's computer to install on: a bare Debian with a network that leads nowhere and a stick, and an operator whose gateway
# is the only thing that answers. Bash; sourced by rollout and tamper after packaging/lib.sh.
# shellcheck shell=bash disable=SC2015,SC2034,SC2119,SC2120,SC2154
. "$root/packaging/machine.sh"

holder="" gateway="" display=""
folder=$PWD/build/rollout
logs=$folder/logs
office_url=https://127.0.0.1:8443

# Each part's time, told at the end.
part_names=() part_seconds=() part_begun=""
part() {
    local now=$SECONDS
    [ -z "$part_begun" ] || part_seconds+=($((now - part_begun)))
    part_begun=$now
    if [ $# != 0 ]; then part_names+=("$*"); step "$*"; fi
}
tell_parts() {
    local i sum=0
    part
    say ""
    for i in "${!part_names[@]}"; do
        say "$(printf '%5d s  %s' "${part_seconds[i]}" "${part_names[i]}")"
        sum=$((sum + part_seconds[i]))
    done
    say "$(printf '%5d s  in all' "$sum")"
}

expect() { # WHAT WANTED FOUND
    [ "$2" = "$3" ] || die "$1: \"$3\" and not \"$2\""
    say "   $1: $3"
}
# A command that must end with this status; what it says is shown and kept in $said.
ends_with() { # STATUS WHAT COMMAND...
    local wanted=$1 what=$2 status=0
    shift 2
    said=$("$@" 2>&1 < /dev/null) || status=$?
    printf '%s\n' "$said" >> "$logs/said.log"
    [ "$status" = "$wanted" ] || { printf '%s\n' "$said" | tail -n 30 >&2; die "$what: ended with $status and not $wanted"; }
}
says() { grep -qF -- "$1" <<< "$said" || { printf '%s\n' "$said" | tail -n 30 >&2; die "it does not say: $1"; }; }
reason() { grep -E '^(Refused|Stopped|countersign: )|^   \| [EW]:' <<< "$said" | head -n 2 | sed 's/^/      /'; }

# --- the computer ---

make_shop() { # SUITE STICK
    machine_make "$1" "build/machines/$1.tar"
    mount -t tmpfs -o mode=755 tmpfs "$machine/run"
    mkdir "$machine/run/lock"
    mkdir -p "$machine/media/stick"
    # Sticks are pulled, and some are locked: nothing is ever written onto the operator's.
    mount --bind "$2" "$machine/media/stick" && mount -o remount,bind,ro "$machine/media/stick"
    # No mirror is known.
    rm -f "$machine/etc/apt/sources.list" "$machine"/etc/apt/sources.list.d/* "$machine"/var/lib/apt/lists/*_*
    : > "$machine/etc/resolv.conf"
    unshare --net sleep infinity &
    holder=$!
    # Until it is in a network of its own; then there is a loopback and nothing else.
    until [ "$(readlink "/proc/$holder/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do :; done
    apart ip link set lo up
}
apart() { nsenter --net="/proc/$holder/ns/net" "$@"; }
inside() { apart chroot "$machine" "${in_machine[@]}" "$@"; }
# As a person of that computer.
as() { local who=$1; shift; inside runuser -u "$who" -- env HOME="$(inside getent passwd "$who" | cut -d : -f 6)" XDG_RUNTIME_DIR="/tmp/runtime-$who" "$@"; }

# Paths that only Countersign, or what it ran, can have made; without what is mounted and what is a log.
traces() {
    inside find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /media -o -path /home -o -path /out -o -path /var/log \) -prune \
        -o \( -iname '*countersign*' -o -nouser -o -nogroup \) -print | sort
}

end_process() { [ -z "$1" ] || { kill "$1" 2>/dev/null && wait "$1" 2>/dev/null; } || true; }
leave() {
    local status=$?
    end_process "$gateway"
    end_process "$display"
    end_process "$holder"
    machine_leave
    exit "$status"
}

# --- the operator ---

# An OpenPGP key in a keyring of its own; its fingerprint is printed.
make_key() { # HOME NAME
    mkdir -p "$1" && chmod 700 "$1"
    if ! gpg --homedir "$1" --batch --list-secret-keys "$2" > /dev/null 2>&1; then
        gpg --homedir "$1" --batch --quiet --passphrase '' --quick-generate-key "$2 <$2@operator.example>" ed25519 sign never 2>> "$logs/gpg.log"
    fi
    gpg --homedir "$1" --batch --with-colons --list-secret-keys "$2" | sed -n 's/^fpr:*\([0-9A-F]*\):$/\1/p' | head -n 1
}

# The program of the operator's package, laid out beside; an installed computer has none.
find_operator() { # PACKAGES [PROGRAM]
    operator=${2:-}
    [ -n "$operator" ] || {
        rm -rf "$folder/operator-program"
        dpkg-deb -x "$(ls "$1"/countersign-operator_*.deb | tail -n 1)" "$folder/operator-program"
        operator=$folder/operator-program/usr/bin/countersign-operator
    }
    "$operator" --version > /dev/null || die "$operator does not run here" "name one that does: --operator"
}

# Keys, and signed files of three shops.
make_operator() {
    rm -rf "$folder/operator" "$folder/shops"
    "$operator" init --dir "$folder/operator" --host 127.0.0.1 > "$logs/operator.log" \
        || die "the operator was not made" "see $logs/operator.log"
    printf 'S-0171\tSouth Street\ten\nS-0172\tNorth Street\tzh_CN\nS-0173\tEast Street\tar\t2\n' > "$folder/shops.tsv"
    "$operator" new-provisioning --dir "$folder/operator" --shops "$folder/shops.tsv" --url "$office_url" \
        --office-key "$folder/operator/keys/office.key" --out "$folder/shops" >> "$logs/operator.log"
    "$operator" office-public "$folder/operator/keys/office.key" > "$folder/office.pub"
}
start_gateway() {
    # In a process of this shell, so that it is ended by its number.
    nsenter --net="/proc/$holder/ns/net" "$operator" serve --dir "$folder/operator" --listen 127.0.0.1 --port 8443 > "$logs/gateway.log" 2>&1 &
    gateway=$!
    local waited=0
    until grep -q '^Listening on ' "$logs/gateway.log"; do
        kill -0 "$gateway" 2>/dev/null && [ "$waited" -lt 300 ] || { cat "$logs/gateway.log" >&2; die "the gateway did not start"; }
        waited=$((waited + 1))
        sleep 0.1
    done
}
stop_gateway() { end_process "$gateway"; gateway=""; }
held() { "$operator" list --dir "$folder/operator" --json | grep -c '"record"' || true; }
