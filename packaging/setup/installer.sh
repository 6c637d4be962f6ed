#!/bin/sh
# Installs Countersign @VERSION@ on Debian @DEBIAN@ (@ARCHITECTURE@), from this one file and without a network.
#
# Usage: sh @NAME@ [options]
#   --check             only look whether this file is whole, and whose it is; nothing is changed
#   --fingerprint HEX   the operator's key, from the operator's sheet: a file that another key signed is refused
#                       (wanted with --silent where the computer knows no operator yet)
#   --help, --version
# All other options are those of countersign-setup:
#
@USAGE@
#
# Beside this file are looked for: setup.conf, office.pub, operator-ca.pem, countersign/SHOP.provisioning.
# These checks find damage and a foreign signer. A forger who wrote another head to this file wrote other checks: that nobody did
# is shown from outside of it, by its signature, on a computer that is trusted and has the operator's key:
#   gpgv --keyring ./updates.gpg @NAME@.asc @NAME@
# A counter does that by itself:  countersign-setup --installer @NAME@
set -eu
umask 022
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin

lines=@LINES@ size=@SIZE@ made=@MADE@ sum=@SUM@
known=/etc/countersign/updates.gpg

say() { printf '%s\n' "$*"; }
in_blocks() { printf '%s' "$1" | fold -w 4 | paste -s -d ' '; }
refuse() { printf '\nRefused: %s\n' "$1" >&2; printf 'What to do: %s\nNothing was installed or changed.\n' "$2" >&2; exit "${3:-5}"; }

file=$(readlink -f "$0")
[ -r "$file" ] || { echo "this file can't be read: run it as a file" >&2; exit 1; }
check="" looks="" silent="" fingerprint="" repair=""
count=$#
while [ "$count" -gt 0 ]; do
    count=$((count - 1))
    case $1 in
        --check) check=1 looks=1; shift ;;
        --dry-run) looks=1; set -- "$@" "$1"; shift ;;
        --fingerprint)
            [ "$count" -gt 0 ] || { echo "--fingerprint wants a value" >&2; exit 2; }
            fingerprint=$(printf '%s' "$2" | tr -d ' :' | tr a-f A-F); shift 2; count=$((count - 1))
            # An empty one is a script's mistake, and would ask for less than was meant.
            [ -n "$fingerprint" ] || { echo "--fingerprint is empty" >&2; exit 2; } ;;
        --silent) silent=1; set -- "$@" "$1"; shift ;;
        --repair) repair=1; set -- "$@" "$1"; shift ;;
        --help|-h) sed -n '2,/^set -eu/{/^set -eu/d;s/^# \{0,1\}//p}' "$file"; exit 0 ;;
        --version) echo "Countersign @VERSION@ for Debian @DEBIAN@ (@ARCHITECTURE@)"; exit 0 ;;
        *) set -- "$@" "$1"; shift ;;
    esac
done
case $fingerprint in *[!0-9A-F]*) echo "--fingerprint wants a key's fingerprint: digits, and letters from A to F" >&2; exit 2 ;; esac
# Of today's keys and of those to come.
case ${#fingerprint} in
    0|40|64) ;;
    *) echo "--fingerprint has ${#fingerprint} digits, and a key's has 40: type all of them; with blanks they stand between quotes" >&2; exit 2 ;;
esac

# A signature from the future reads as a forged one.
[ "$(date +%s)" -ge "$made" ] || refuse "this computer's clock is wrong: it shows $(date -u '+%F %R') UTC, and this file was made at \
$(date -u -d "@$made" '+%F %R')" "set date and time, then run it again" 3
if [ -z "$check" ] && [ -z "$looks" ] && [ -n "$silent" ] && [ -z "$fingerprint" ] && [ ! -e "$known" ]; then
    echo "this computer knows no operator yet: --silent wants --fingerprint, from the operator's sheet" >&2; exit 2
fi

# One folder, so that what a power cut left is found and erased; who only looks has one of his own.
if [ "$(id -u)" = 0 ] && [ -z "$looks" ]; then
    exec 9> /run/countersign-installer.lock
    flock -n 9 || { echo "another installer is running" >&2; exit 1; }
    work=/var/lib/countersign-setup/unpacked
    rm -rf "$work"
    mkdir -p "$work"
    # Of who only looked, long ago.
    find /var/tmp -maxdepth 1 -type d -name 'countersign-installer.??????' -mmin +180 -exec rm -rf {} + 2>/dev/null || :
else
    work=$(mktemp -d "${TMPDIR:-/var/tmp}/countersign-installer.XXXXXX")
    chmod 755 "$work"
fi
# shellcheck disable=SC2317
clean() { rm -rf "$work"; [ -n "$looks" ] || rmdir /var/lib/countersign-setup 2>/dev/null || :; }
trap clean EXIT
trap 'exit 130' INT TERM HUP

say "Countersign @VERSION@ for Debian @DEBIAN@ (@ARCHITECTURE@): looking over $((size / 1000000)) MB"
# Nothing of what follows is used, and nothing is unpacked, before it is the whole of what was packed.
found=$(tail -n "+$((lines + 1))" "$file" | sha256sum | cut -d ' ' -f 1)
[ "$found" = "$sum" ] || refuse "this file is damaged, or was changed (SHA-256 $found and not $sum)" \
    "copy it once more from where it came from; if it is the same again, tell the operator"
free=$(df -Pm "$work" | awk 'NR == 2 { print $4 }')
[ "$free" -gt $((size / 1000000 + 50)) ] || refuse "there is no room to unpack it: $free MB are free in $work" \
    "make room" 3
tail -n "+$((lines + 1))" "$file" | tar --extract --directory="$work" --no-same-owner \
    || refuse "it could not be unpacked into $work" "is the disk full or broken? make room, then run it again" 3

# Who made it. The key that this computer has from before decides, else the one that came along.
key=$known
[ -e "$key" ] || key=$work/repository/updates.gpg
if command -v gpgv >/dev/null; then
    told=$(gpgv --keyring "$key" --status-fd 1 "$work/SHA256SUMS.gpg" "$work/SHA256SUMS" 2>/dev/null) || told=""
    signer=$(printf '%s\n' "$told" | sed -n 's/^\[GNUPG:\] VALIDSIG .* \([0-9A-F]*\)$/\1/p')
    # An expired or revoked key gives a signature that is valid all the same, but no good one.
    printf '%s\n' "$told" | grep -q '^\[GNUPG:\] GOODSIG ' || signer=""
    ! printf '%s\n' "$told" | grep -qE '^\[GNUPG:\] (EXPKEYSIG|REVKEYSIG|EXPSIG) ' || signer=""
elif command -v sqv >/dev/null; then
    # It takes what a key signed while it was good, by the date that the signature gives itself: with a key that has expired since,
    # or was stolen, anybody could date one back. So none counts that is older than an installer may be (packaging/stick --valid);
    # mending brings nothing newer than what is here, and may be by any.
    begin=$(date -u -d "-366 days" +%Y-%m-%d)
    [ -z "$repair" ] || begin=2000-01-01
    signer=$(sqv --not-before "$begin" --keyring "$key" "$work/SHA256SUMS.gpg" "$work/SHA256SUMS" 2>/dev/null | head -n 1) || signer=""
else
    refuse "this computer can check no signatures: neither gpgv nor sqv is here" "is this Debian 12 or 13?" 3
fi
if [ -z "$signer" ]; then
    if [ "$key" = "$known" ]; then
        refuse "it is not signed by the operator that this computer knows ($known), or by a key that is used no more" \
            "take the installer of this shop's operator; if it is, tell the operator"
    fi
    refuse "its signature is not that of the key that came with it, or this key is used no more" "take it anew from the operator"
fi
case $fingerprint in
    ''|"$signer") ;;
    *) refuse "it is signed by $(in_blocks "$signer") and not by $(in_blocks "$fingerprint")" \
        "compare what you typed with the operator's sheet; if that is right, this is another operator's installer, or somebody's: don't use it" ;;
esac
odd=$(cd "$work" && find . ! -type d ! -type f | head -n 1)
[ -z "$odd" ] || refuse "there is something in it that is no file ($odd)" "take it anew from the operator"
# Each file of it, the program that goes on too: what the signature speaks of, and nothing else.
(cd "$work" && sha256sum --check --strict --quiet SHA256SUMS) >&2 \
    || refuse "files in it are others than those that were signed (above)" "take it anew from the operator"
there=$(cd "$work" && find . ! -type d ! -name SHA256SUMS ! -name SHA256SUMS.gpg | sort)
[ "$there" = "$(sed 's/^[0-9a-f]* [ *]//' "$work/SHA256SUMS" | sort)" ] \
    || refuse "there are files in it that were not signed" "take it anew from the operator"
say "Signed by $(in_blocks "$signer")"
if [ "$key" = "$known" ]; then say "the operator that this computer knows."
elif [ -n "$fingerprint" ]; then say "as the operator's sheet says."
else say "Hold this against the operator's sheet: this computer knows no operator yet."; fi
[ -z "$check" ] || exit 0
if [ -z "$looks" ] && [ "$key" != "$known" ] && [ -z "$fingerprint" ]; then
    # Short ends of fingerprints can be met by trying; 80 bits can't.
    printf "Its last five blocks (20 digits) on the operator's sheet: "
    read -r last || last=""
    last=$(printf '%s' "$last" | tr -d ' :' | tr a-f A-F)
    if [ "${#last}" != 20 ] || [ "${signer%"$last"}$last" != "$signer" ]; then
        refuse "that is not what this file is signed by" \
            "compare what you typed with the operator's sheet; if that is right, this is another operator's installer, or somebody's: don't use it"
    fi
fi

status=0
bash "$work/setup/countersign-setup" --from "$work/repository" --beside "$(dirname "$file")" "$@" || status=$?
exit "$status"
