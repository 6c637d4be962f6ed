# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# The counter's own program, always as the counter's user and never as root: provisioning, self-check, practice. Sourced
# by countersign-setup.

# Whose counter this is, by what was said or written; empty: nobody's yet.
counter_user() {
    local known=$user
    [ -n "$known" ] || known=$(json_field "$ETC/counter.json" user)
    ! is_user "$known" || ! getent passwd "$known" > /dev/null || printf '%s' "$known"
}

# Whose it is now, whoever it is to be. Without the file the folder itself says it.
known_user() {
    local known
    known=$(json_field "$ETC/counter.json" user)
    [ -n "$known" ] || known=$(stat -c %U "$STATE" 2>/dev/null | grep -vxE 'root|UNKNOWN')
    ! is_user "$known" || printf '%s' "$known"
}

as_user() { # USER COMMAND…, with what is piped to it
    local who=$1 home
    shift
    home=$(getent passwd "$who" | cut -d : -f 6)
    # Nothing of root's surroundings: no display, no proxy of root's, no folder of root's, and no terminal to type into.
    (cd / && exec setsid --wait runuser -u "$who" -- env -i HOME="$home" PATH=/usr/bin:/bin LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@")
}
as_counter() { as_user "$(counter_user)" "$@" < /dev/null; }
feed_counter() { as_user "$(counter_user)" "$@"; }
# A program of this user's holds this lock.
holds() { as_user "$1" test -f "$2" < /dev/null && ! as_user "$1" flock --nonblock "$2" true < /dev/null; }

# A folder that is the counter's user's alone, for what is handed over.
make_given() {
    make_scratch
    given=$scratch/$1
    rm -rf "$given"
    install -d -m 700 -o "$user" "$given" || die "can't make a folder for $user" "is the disk full?"
}

provision() {
    local status file="" words=()
    [ -n "$user" ] || return 0
    if [ -n "$provisioning" ]; then
        make_given file
        # It holds a one-time code: readable for the user alone, and gone with the scratch folder.
        file=$given/${provisioning##*/}
        install -m 600 -o "$user" "$provisioning" "$file" || die "can't read $provisioning"
    elif [ -f "$STATE/provisioning" ]; then
        file=$STATE/provisioning  # waits since an earlier try
    else
        provisioned=$(json_field "$STATE/shop.json" shop)
        if [ -n "$provisioned" ]; then provisioned="shop $provisioned, since before"
        else
            provisioned="not yet"
            missing "the operator's file for this shop: run this again with it, or take it on the page of the first start"
        fi
        return
    fi
    step "Making this computer the shop's counter"
    [ ! -r "$ETC/office.pub" ] && [ -n "$office" ] && words+=(--office "$office")
    [ -z "$shop" ] || words+=(--shop "$shop")
    [ -z "$again" ] || words+=(--again)
    [ -z "$new_shop" ] || words+=(--new-shop)
    as_counter "$PROGRAM" --provision "$file" "${words[@]}" 2>&1 | while IFS= read -r line; do say "   $line"; done
    status=${PIPESTATUS[0]}
    case $status in
        0)
            provisioned="shop $(json_field "$STATE/shop.json" shop)"
            # Not before: a shop that was typed wrongly would be held against each later file.
            put_file "$ETC/counter.json" 644 < <(counter_json)
            # A ring and a source of updates may have come with it.
            configure_updates
            ;;
        3)
            provisioned="waiting for the network: the file is kept and tried again at the next start, or by running this again"
            missing "a network at which the operator answers"
            ;;
        *)
            refused=1
            provisioned="refused, see above"
            missing "a file of the operator that is good for this computer"
            ;;
    esac
}

self_check() {
    local status
    [ -n "$user" ] || return 0
    step "Self-check of the program"
    as_counter "$PROGRAM" --self-check 2>&1 | while IFS= read -r line; do say "   $line"; done
    status=${PIPESTATUS[0]}
    if [ "$status" = 0 ]; then self_checked="all is well"
    else
        self_checked="something is wrong, see above"
        unwell=1
        missing "a counter that is well: see the self-check"
    fi
}

# A whole registration with a practice buyer who doesn't exist, in a state folder that is thrown away.
practise() {
    local status
    [ -n "$user" ] || return 0
    step "A practice registration"
    make_given practice
    if ! printf 2468 | feed_counter "$PROGRAM" --machine "$given/none" --state "$given/state" --tpm none --add-clerk practice >> "$log" 2>&1; then
        practised="failed: the program can't write, see $log"
        unwell=1
        missing "a practice registration that succeeds"
        return
    fi
    # A window wants a folder of the session's, which nobody has here.
    printf 'practice 2468\n' | feed_counter env XDG_RUNTIME_DIR="$given" timeout --kill-after=10 240 "$PROGRAM" --machine "$given/none" --state "$given/state" \
        --tpm none --demo "$given/pictures" --practise-only 2>&1 | tee "$scratch/said" | while IFS= read -r line; do say "   $line"; done
    status=${PIPESTATUS[1]}
    if [ "$status" = 0 ]; then practised="succeeded; nothing of it was kept"
    else
        practised="failed, see above"
        unwell=1
        # Nobody stood before a camera: the practice buyer is as quick as this computer draws him.
        if grep -q camera_too_slow "$scratch/said"; then
            practised="failed: this computer was too busy, or is too slow"
            missing "a practice registration that succeeds: end what else runs here (an update, a copy), then run this again with --self-test"
        else
            missing "a practice registration that succeeds"
        fi
    fi
}
