# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# Whether this computer can be a counter, told with what to do. Changes nothing. Sourced by countersign-setup.

# A computer sold with 2 GB shows less, since firmware and graphics keep some of it.
readonly MEMORY_GOOD_KB=1800000
readonly MEMORY_LEAST_KB=1350000
# For records that wait, log and settings; weeks of them (150 KB each).
readonly ROOM_FOR_RECORDS_MB=500

look_at_computer() {
    check_debian
    if [ "$(id -u)" = 0 ]; then check good root "yes"
    elif [ -n "$dry" ]; then check note root "started by $(id -un)" "Enough for looking; installing wants root: sudo, or su -."
    else check bad root "started by $(id -un)" "Run it as root: sudo, or su -."; fi
    check_memory
    check_clock
    check_cameras
    check_screen
    check_tpm
    [ "$mode" != kiosk ] || check_display_manager
    [ "$mode" != desktop ] || check_user
    check_use
}

check_debian() {
    local id="" codename="" architecture wanted=""
    id=$(sed -n 's/^ID=//p' /etc/os-release 2>/dev/null | tr -d '"')
    codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null | tr -d '"')
    architecture=$(dpkg --print-architecture)
    [ -z "$from" ] || wanted=$(stick_says debian)
    if [ "$id" != debian ] || { [ "$codename" != bookworm ] && [ "$codename" != trixie ]; }; then
        check bad debian "this is ${id:-unknown} ${codename:-}" "Debian 12 (bookworm) or 13 (trixie) is needed."
    elif [ -n "$wanted" ] && [ "$wanted" != "$codename" ]; then
        check bad debian "this is $codename, the installer is for $wanted" "Take the operator's installer for $codename."
    else
        check good debian "$codename"
    fi
    wanted=""
    [ -z "$from" ] || wanted=$(stick_says architecture)
    if [ -n "$wanted" ] && [ "$wanted" != "$architecture" ]; then
        check bad machine "this is $architecture, the installer is for $wanted" "Another computer is needed."
    else
        check good machine "$architecture"
    fi
}

check_memory() {
    local kb cores
    kb=$(awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo)
    # The program takes a quarter of a gigabyte in a scan; Debian, a desktop and apt want the rest.
    if [ "$kb" -ge "$MEMORY_GOOD_KB" ]; then check good memory "$((kb / 1000)) MB"
    elif [ "$kb" -ge "$MEMORY_LEAST_KB" ]; then
        check note memory "$((kb / 1000)) MB, 2 GB are wished" "It works; start nothing else beside it."
    else check bad memory "$((kb / 1000)) MB, less than 1.5 GB" "Put more memory in, or take another computer."; fi
    cores=$(nproc)
    if [ "$cores" -ge 2 ]; then check good cores "$cores"
    else check note cores "$cores, two are wished" "A scan may be refused as too slow on it: try one in practice."; fi
}

# A clock that is behind refuses files that are good, and dates registrations wrongly.
check_clock() {
    local now least=0
    now=$(date +%s)
    if [ -n "$from" ]; then least=$(date -d "$(sed -n 's/^Date: //p' "$from/InRelease" 2>/dev/null | head -n 1)" +%s 2>/dev/null || echo 0)
    elif [ -e "$PROGRAM" ]; then least=$(stat -c %Y "$PROGRAM"); fi
    if [ "$now" -lt "$least" ]; then
        check bad clock "$(date -u '+%F %R') UTC, before this installer was made ($(date -u -d "@$least" '+%F %R'))" \
            "Set date and time, then run it again: timedatectl set-ntp false; timedatectl set-time \"YYYY-MM-DD hh:mm\""
    else
        check good clock "$(date -u '+%F %R') UTC"
    fi
}

clock_is_behind() { is_bad clock; }

check_cameras() {
    local device name real=() software=()
    for device in /sys/class/video4linux/video*; do
        [ -e "$device" ] || continue
        # A camera has several devices; the first one gives pictures.
        [ "$(cat "$device/index" 2>/dev/null || echo 0)" = 0 ] || continue
        name=$(tr -cd '[:print:]' < "$device/name" 2>/dev/null)
        case $(readlink -f "$device") in
            */devices/virtual/*) software+=("$name") ;;
            *) real+=("$name") ;;
        esac
    done
    if [ ${#real[@]} != 0 ]; then check good camera "${real[*]}"
    elif [ ${#software[@]} != 0 ]; then
        check note camera "only software: ${software[*]}" "A real camera is needed before the first buyer."
        missing "a camera that is no software"
    else
        check note camera "none is plugged in" "Plug one in before the first buyer; it is found by itself."
        missing "a camera: plug one in before the first buyer"
    fi
}

check_screen() {
    local card size width height best="" most=0 seen=""
    for card in /sys/class/drm/card*-*; do
        [ "$(cat "$card/status" 2>/dev/null)" = connected ] || continue
        seen=1
        while read -r size; do
            width=${size%%x*} height=${size#*x}
            height=${height%%[!0-9]*}
            case $width$height in ''|*[!0-9]*) continue ;; esac
            if [ "$width" -ge 1280 ] && [ "$height" -ge 720 ] && [ $((width * height)) -gt "$most" ]; then
                most=$((width * height)) best=${width}x$height
            fi
        done < "$card/modes"
    done
    if [ -n "$best" ]; then check good screen "$best"
    elif [ -n "$seen" ]; then check note screen "smaller than 1280x720" "Pages have to be moved up and down on it."
    else check note screen "the system doesn't say which there is" "1280x720 or more is needed."; fi
}

check_tpm() {
    if [ "$(cat /sys/class/tpm/tpm0/tpm_version_major 2>/dev/null)" = 2 ]; then check good tpm "TPM 2.0"
    else check note tpm "none" "The counter's key goes into a file that is only its own."; fi
}

check_display_manager() {
    local manager
    manager=$(readlink /etc/systemd/system/display-manager.service 2>/dev/null)
    manager=${manager##*/}
    case $manager in
        ''|greetd.service) check good desktop "no other sign-in screen" ;;
        *) check note desktop "${manager%.service} shows the sign-in screen now" \
            "As a kiosk this computer starts with the counter instead; --desktop keeps it." ;;
    esac
}

# Nobody comes in the middle of a scan.
check_use() {
    local who where=() status=0
    who=$(known_user)
    [ "$(id -u)" = 0 ] && [ -d "$STATE" ] && [ -n "$who" ] && getent passwd "$who" > /dev/null || return 0
    [ -f "$ETC/counter.json" ] || where=(--state "$STATE")
    if [ -x "$PROGRAM" ]; then as_user "$who" "$PROGRAM" --in-use "${where[@]}" < /dev/null >> "$log" 2>&1 || status=$?
    else status=1; fi
    if [ "$status" = 4 ] || { [ "$status" != 0 ] && holds "$who" "$STATE/in-use"; }; then
        check bad use "a registration is under way" "Wait until the buyer is served, then run it again. Practice counts, too: sign out, or close the window."
    elif [ -n "$user" ] && [ "$user" != "$who" ] && [ "$who" != "$KIOSK_USER" ] && holds "$who" "$STATE/queue/lock"; then
        check bad use "the counter of $who is open, and it is to be ${user}'s" "Close its window, then run it again."
    elif [ "$status" = 0 ]; then check good use "no registration is under way"
    elif [ -x "$PROGRAM" ]; then
        check note use "the program can't tell (it ended with $status); no registration holds its lock" "If it goes on like this: --repair."
    fi
}
in_use() { is_bad use; }

check_user() {
    if ! getent passwd "$user" > /dev/null; then
        check bad user "there is no user $user on this computer any more, whose counter it was" \
            "Say who uses it from now on: --desktop USER, or --kiosk."
    fi
}

check_room() { # MB to be installed
    local free where needed=$(($1 + ROOM_FOR_RECORDS_MB))
    for where in /usr /var; do
        free=$(df -Pm "$where" | awk 'NR == 2 { print $4 }')
        if [ "$free" -lt "$needed" ]; then
            check bad disk "$free MB are free on $where, $needed are needed ($1 for packages, the rest for records)" \
                "Make room, then run it again."
            return
        fi
    done
    check good disk "$free MB free, $needed needed"
}
