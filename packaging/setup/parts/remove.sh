# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# Taking the counter back. What waits for the operator is never erased: it is exported first, or nothing is removed. All that
# could refuse is asked before anything is touched. Sourced by countersign-setup.

kiosk_was_on="" export_made="" exports_before=""

# Says what waits; its status is the program's: 0 nothing, 4 some.
what_waits() {
    local status=0
    if [ -d "$STATE" ] && [ -x "$PROGRAM" ] && [ -n "$user" ]; then
        as_counter "$PROGRAM" --unsent 2>&1 | while IFS= read -r line; do say "   $line"; done
        status=${PIPESTATUS[0]}
    elif [ -d "$STATE/queue/spool" ] && [ -n "$(ls -A "$STATE/queue/spool")" ]; then
        # Without the program, as its user, nobody can tell what is in them.
        if [ -x "$PROGRAM" ]; then say "   there are sealed records, and $ETC/counter.json does not say whose counter they are of"
        else say "   there are sealed records, and the program that knows them is not installed"; fi
        status=1
    else
        say "   nothing was registered on this computer"
    fi
    return "$status"
}
# Ends here unless nothing waits, or what waits has a place to go to.
unless_it_waits() { # STATUS
    case $1 in
        0) return ;;
        4)
            [ -z "$export_to" ] || return
            missing "the operator has not got these records: connect the network until the queue is empty, or --export FOLDER" ;;
        *) missing "it can't be told what waits: run --repair first, or ask the operator" ;;
    esac
    kiosk_again
    end 4
}

# The folder itself, or the one in which it is to be made.
existing() { if [ -d "$1" ]; then printf '%s' "$1"; else dirname -- "$1"; fi; }

# A folder on a stick, mostly: there, or to be made in one that is.
prepare_export() {
    local tried each
    [ -n "$export_to" ] || return 0
    export_to=$(realpath -m -- "$export_to")
    for each in "$STATE" "$ETC" "$KEPT"; do
        case $export_to/ in "$(realpath -m -- "$each")"/*)
            die "$export_to is in a folder that is removed with the counter" "name one on a stick; nothing was removed" 3 ;;
        esac
    done
    if [ ! -d "$export_to" ]; then
        [ ! -e "$export_to" ] && [ -d "$(dirname -- "$export_to")" ] \
            || die "there is no folder $(dirname -- "$export_to") to export into" "is the stick mounted? nothing was removed" 3
        [ -n "$dry" ] || { mkdir -- "$export_to" && export_made=1; } || die "can't make $export_to" "is the stick writable, and is there room? nothing was removed" 3
    fi
    # A computer that is given away or made anew takes along what lies on it.
    if [ "$(stat -c %d -- "$(existing "$export_to")")" = "$(stat -c %d /)" ]; then
        say "   $export_to is on this computer's own disk, and on no stick"
    fi
    [ -z "$dry" ] || return 0
    tried=$(mktemp -- "$export_to/.countersign.XXXXXX") || die "can't write into $export_to" \
        "is the stick writable, and is there room? nothing was removed" 3
    rm -f -- "$tried"
}

# Nobody can register any more from here on, if no window is open; a kiosk's own was closed before.
unless_open() {
    [ -n "$user" ] && holds "$user" "$STATE/queue/lock" || return 0
    [ -z "$export_made" ] || rmdir --ignore-fail-on-non-empty -- "$export_to"
    kiosk_again
    missing "nothing was removed: the counter of $user is open, close its window first"
    end 3
}

kiosk_again() {
    [ -n "$kiosk_was_on" ] && [ -x /usr/sbin/countersign-kiosk ] || return 0
    if quietly /usr/sbin/countersign-kiosk on; then
        say "   this computer starts with the counter again"
        left "the kiosk is on again; it comes with the next start, or by: countersign-kiosk on --now"
    else missing "the kiosk: it could not be switched on again, see $log"; fi
}

remove_counter() {
    local names=() status=0 failed="" name log_end
    [ "$(id -u)" = 0 ] || die "this needs root" "run it with sudo" 3
    only_here
    user=$(counter_user)
    versions_before=$(own_packages)
    check_use
    if in_use; then
        tell_checks
        missing "nothing was removed: see what is marked bad"
        end 3
    fi
    kiosk_is_on || unless_open
    step "What waits for the operator"
    what_waits || status=$?
    unless_it_waits "$status"
    prepare_export
    mapfile -t names < <(all_own_packages | grep -vx countersign-operator)
    if [ ${#names[@]} = 0 ] && [ -x "$PROGRAM" ]; then
        die "$PROGRAM is there and of no package" "whoever put it there takes it away; nothing was removed" 3
    fi
    if [ -n "$dry" ]; then
        step "What would be done"
        [ "$status" = 0 ] || say "   exported to $export_to, sealed to the operator"
        say "   removed: ${names[*]} $STATE $ETC"
        end 0
    fi
    if kiosk_is_on; then
        quietly /usr/sbin/countersign-kiosk off || die "the kiosk was not switched off" "see $log; nothing was removed"
        kiosk_was_on=1
    fi
    unless_open
    if [ -n "$kiosk_was_on" ]; then
        status=0
        what_waits || status=$?
        unless_it_waits "$status"
    fi
    # This program and its parts go with their package; what is still to be done is in memory.
    local shop_was written there=()
    shop_was=$(json_field "$STATE/shop.json" shop)
    for each in "$STATE" "$ETC"; do [ ! -d "$each" ] || there+=("$each"); done
    exports_before=$(exports)
    log_end=$(wc -c < "$log")
    step "Removing ${#names[@]} packages"
    if [ ${#names[@]} != 0 ]; then
        # The packages' own scripts look again, and export as this user what waits.
        COUNTERSIGN_EXPORT=$export_to quietly apt_here -y --allow-change-held-packages purge "${names[@]}" || failed=1
        if [ -n "$failed" ]; then
            status=0
            what_waits || status=$?
            kiosk_again
            [ "$status" != 4 ] || die "the packages were not removed, and records wait" "see the lines above and $log" 4
            die "the packages were not removed" "see the lines above and $log, then run the same again"
        fi
        for name in "${names[@]}"; do changed "removed $name"; done
    fi
    [ "$status" = 0 ] || tell_export "$log_end"
    [ ! -d "$STATE" ] || erase_state "$status"
    erase_settings
    for each in "${there[@]}"; do [ -d "$each" ] || changed "$each is gone, with all that was in it"; done
    [ -z "$shop_was" ] || left "the file of shop $shop_was was used once: to be this shop's counter again wants a new one of the operator"
    left "the libraries that came along: apt-get autoremove --purge takes those that nothing needs"
    end 0
}

# What the packages' scripts make in the folder, one for each counter and time.
exports() { [ -z "$export_to" ] || find "$export_to" -mindepth 1 -maxdepth 1 -type d -name 'countersign-unsent-*' -printf '%f\n' | sort; }

# What waited and has left this computer, and how: in the scripts' own words behind this point of the log.
tell_export() { # BYTES of the log before it
    local said records
    if [ "$(exports)" = "$exports_before" ]; then
        die "nothing was exported into $export_to, and records waited" "nothing else was erased: run the same again, and call support if it stays" 4
    fi
    said=$(tail -c +"$(($1 + 1))" "$log")
    if grep -q 'Copied as they are' <<< "$said"; then
        changed "what waited is in $export_to: the sealed files as they were, because the program could not export them"
        missing "the operator's support, which takes these files in: countersign-operator courier does not. They are nowhere else now; make a second copy of $export_to, and keep both until the operator has them"
    else
        records=$(sed -n 's/^ *\([0-9][0-9]*\) records written to .*/\1/p' <<< "$said" | tail -n 1)
        changed "what waited is in $export_to, sealed for the operator${records:+: $records records (one file holds many)}"
        missing "the operator's word that it has these records: they are nowhere else now; make a second copy of $export_to, and keep both until then"
    fi
}

# Where the packages' own scripts have not done it: they were not installed.
erase_state() { # STATUS of what waited
    if [ "$1" = 0 ]; then rm -rf --one-file-system "$STATE" && changed "erased $STATE; nothing waited in it" || left "$STATE: it could not be erased"
    else left "$STATE: its packages were gone, so nothing of it was erased"; fi
}
erase_settings() {
    local file
    for file in counter.json office.pub operator-ca.pem updates.gpg updates.json; do
        [ ! -e "$ETC/$file" ] || { rm -f "$ETC/$file" && changed "erased $ETC/$file"; }
    done
    [ ! -d "$ETC" ] || rmdir "$ETC" 2>/dev/null || left "$ETC: other files are in it"
    rm -f /etc/apt/sources.list.d/countersign.sources
    [ ! -d "$KEPT" ] || { rm -rf --one-file-system "$KEPT"; changed "erased $KEPT"; }
}
