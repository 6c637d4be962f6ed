# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# Taking the counter back. What waits for the operator is never erased: it is exported first, or nothing is removed.
# Sourced by countersign-setup.

remove_counter() {
    local names=() status=0 name file
    [ "$(id -u)" = 0 ] || die "this needs root" "run it with sudo" 3
    user=$(counter_user)
    versions_before=$(own_packages)
    step "What waits for the operator"
    if [ -d "$STATE" ] && [ -x "$PROGRAM" ] && [ -n "$user" ]; then
        as_counter "$PROGRAM" --unsent 2>&1 | while IFS= read -r line; do say "   $line"; done
        status=${PIPESTATUS[0]}
    elif [ -d "$STATE/queue/spool" ] && [ -n "$(ls -A "$STATE/queue/spool")" ]; then
        # Without the program nobody can tell what is in them.
        say "   there are sealed records, and the program that knows them is not installed"
        status=1
    else
        say "   nothing was registered on this computer"
    fi
    case $status in
        0) ;;
        4)
            if [ -z "$export_to" ]; then
                missing "the operator has not got these records: connect the network until the queue is empty, or --export FOLDER"
                end 4
            fi ;;
        *)
            missing "it can't be told what waits: run --repair first, or ask the operator"
            end 4 ;;
    esac
    if [ -n "$dry" ]; then
        step "What would be done"
        [ "$status" = 0 ] || say "   exported to $export_to, sealed to the operator"
        say "   removed: $(cut -d ' ' -f 1 <<< "$versions_before" | tr '\n' ' ')$STATE $ETC"
        end 0
    fi
    [ ! -x /usr/sbin/countersign-kiosk ] || ! /usr/sbin/countersign-kiosk status > /dev/null 2>&1 || quietly /usr/sbin/countersign-kiosk off || left "the kiosk could not be switched off"
    # This program and its parts go with their package; what is still to be done is in memory.
    mapfile -t names < <(own_packages | cut -d ' ' -f 1 | grep -vx countersign-operator)
    step "Removing ${#names[@]} packages"
    if [ ${#names[@]} != 0 ]; then
        # The packages' own scripts look again, and export as this user what waits.
        COUNTERSIGN_EXPORT=$export_to quietly apt_here -y purge "${names[@]}" \
            || die "the packages were not removed; no record was erased" "see the lines above and $log" 4
        for name in "${names[@]}"; do changed "removed $name"; done
    fi
    if [ -d "$STATE" ]; then
        if [ "$status" = 0 ]; then
            rm -rf --one-file-system "$STATE" && changed "erased $STATE; nothing waited in it"
        else
            left "$STATE: erase it by hand once the operator has the records of $export_to"
        fi
    fi
    [ -z "$export_to" ] || [ "$status" = 0 ] || [ ! -d "$export_to" ] || changed "what waited is in $export_to, for the operator"
    for file in counter.json office.pub operator-ca.pem updates.gpg updates.json; do
        [ ! -e "$ETC/$file" ] || { rm -f "$ETC/$file" && changed "erased $ETC/$file"; }
    done
    [ ! -d "$ETC" ] || rmdir "$ETC" 2>/dev/null || left "$ETC: other files are in it"
    rm -f /etc/apt/sources.list.d/countersign.sources
    [ ! -d "$KEPT" ] || { rm -rf --one-file-system "$KEPT"; changed "erased $KEPT"; }
    left "the libraries that came along: apt-get autoremove --purge takes those that nothing needs"
    end 0
}
