# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# What is told: to whoever stands before the computer, into the log, and as a report. Sourced by countersign-setup.

check_grade=() check_what=() check_told=() check_todo=()
changed=() left=() missing=()
provisioned="not asked for" refused="" unwell="" practised="" self_checked="" versions_before="" versions_after=""
begun=$SECONDS

# Written as root: through no link, and into nothing that is no file.
plain_file() { # WHAT FILE
    [ ! -L "$2" ] && { [ -f "$2" ] || [ ! -e "$2" ]; } || wrong "$1 $2 is no usual file"
    [ -d "$(dirname -- "$2")" ] || wrong "$1 $2: there is no such folder"
}
open_log() {
    [ -z "$report" ] || plain_file --report "$report"
    # What only looks leaves no trace, and who may not write a log is told so by a check.
    if [ -n "$dry" ] || [ "$(id -u)" != 0 ]; then log=/dev/null; return; fi
    plain_file --log "$log"
    [ -e "$log" ] || (umask 027; : >> "$log")
    : >> "$log" || wrong "the log $log can't be written"
    printf '\n--- %s countersign-setup %s: %s\n' "$(date -u +%FT%TZ)" "$(own_version)" "$task" >> "$log"
}

say() { printf '%s\n' "$*"; printf '%s\n' "$*" >> "$log"; }
step() { say ""; say "== $* ($(printf '%d:%02d' $(((SECONDS - begun) / 60)) $(((SECONDS - begun) % 60))))"; }
changed() { # each said once, however often a file was written anew
    local each
    for each in "${changed[@]}"; do [ "$each" != "$*" ] || return 0; done
    changed+=("$*")
    say "   changed: $*"
}
left() {
    local each
    for each in "${left[@]}"; do [ "$each" != "$*" ] || return 0; done
    left+=("$*")
    say "   left as it is: $*"
}
missing() { missing+=("$*"); }

check() { # GRADE WHAT TOLD [WHAT TO DO]
    check_grade+=("$1") check_what+=("$2") check_told+=("$3") check_todo+=("${4:-}")
}
has_bad() { case " ${check_grade[*]} " in *" bad "*) return 0 ;; *) return 1 ;; esac; }
is_bad() { # WHAT
    local i
    for i in "${!check_what[@]}"; do [ "${check_grade[i]} ${check_what[i]}" != "bad $1" ] || return 0; done
    return 1
}
tell_checks() {
    local i
    step "This computer"
    for i in "${!check_what[@]}"; do
        say "$(printf '   %-5s %-9s %s' "${check_grade[i]}" "${check_what[i]}" "${check_told[i]}")"
        [ -z "${check_todo[i]}" ] || say "                   ${check_todo[i]}"
    done
}

# Begun by quietly and not ended yet. It is never left alone: its packages lie in the scratch folder, and half an installation
# is worse than one that was not wanted any more.
running=""
await_running() {
    [ -n "$running" ] && kill -0 "$running" 2>/dev/null || return 0
    printf '\nWaiting until the packages are whole; then it ends.\n' >&2
    wait "$running"
    running=""
}
interrupted_by_hand() {
    trap '' INT TERM HUP
    await_running
    exit 130
}

# Long and chatty: output into the log, a sign of life every few seconds, the log's end if it fails.
quietly() {
    local begin pid waited=0 line
    begin=$(wc -c < "$log")
    # Outlives what ends this program, so that it can be waited for; handlers, unlike ignoring, are not handed down.
    { trap : INT TERM HUP; "$@"; } >> "$log" 2>&1 < /dev/null &
    pid=$!
    running=$pid
    while kill -0 "$pid" 2>/dev/null; do
        sleep 1
        waited=$((waited + 1))
        if [ $((waited % 5)) = 0 ]; then
            line=$(tail -c 400 "$log" | tr -d '\r' | tail -n 1)
            printf '   %d s: %s\n' "$waited" "${line:0:90}"
        fi
    done
    wait "$pid" && running="" && return 0
    running=""
    tail -c "+$((begin + 1))" "$log" | tail -n 15 | sed 's/^/   | /' >&2
    return 1
}

ask() { # QUESTION DEFAULT: the answer on standard output
    local answer
    printf '%s ' "$1" >&2
    read -r answer || answer=""
    printf '%s' "${answer:-$2}"
}

die() { # WHAT [WHAT TO DO]
    printf '\nStopped: %s\n' "$1" >&2
    [ -z "${2:-}" ] || printf 'What to do: %s\n' "$2" >&2
    printf 'Stopped: %s\n' "$1" >> "$log"
    missing "$1${2:+: $2}"
    end "${3:-1}"
}

# JSON strings: quotes, backslashes and control characters never end one.
json_text() {
    local text=${1//\\/\\\\} out="" i c
    text=${text//\"/\\\"}
    text=${text//$'\n'/\\n}
    text=${text//$'\t'/\\t}
    if [[ $text == *[$'\001'-$'\037\177']* ]]; then
        for ((i = 0; i < ${#text}; i++)); do
            c=${text:i:1}
            [[ $c == [$'\001'-$'\037\177'] ]] && printf -v c '\\u%04x' "'$c"
            out+=$c
        done
        text=$out
    fi
    printf '"%s"' "$text"
}
json_list() {
    local each between=""
    printf '['
    for each in "$@"; do printf '%s' "$between"; json_text "$each"; between=", "; done
    printf ']'
}
# "1.0 2.0"-like lines of NAME VERSION
json_versions() {
    local name version between=""
    printf '{'
    while read -r name version; do
        [ -n "$name" ] || continue
        printf '%s' "$between"; json_text "$name"; printf ': '; json_text "$version"; between=", "
    done <<< "$1"
    printf '}'
}

write_report() {
    local i between="" temporary
    temporary=$(mktemp -- "$report.XXXXXX") || { say "the report $report can't be written"; return; }
    {
        printf '{\n  "schema": "countersign.setup/1",\n  "version": %s,\n  "at": %s,\n' \
            "$(json_text "$(own_version)")" "$(json_text "$(date -u +%FT%TZ)")"
        printf '  "task": %s,\n  "dry_run": %s,\n  "exit": %d,\n  "seconds": %d,\n' \
            "$(json_text "$task")" "$([ -n "$dry" ] && echo true || echo false)" "$1" $((SECONDS - begun))
        printf '  "mode": %s,\n  "user": %s,\n  "shop": %s,\n  "provisioned": %s,\n' \
            "$(json_text "$mode")" "$(json_text "$user")" "$(json_text "$shop")" "$(json_text "$provisioned")"
        printf '  "self_check": %s,\n  "practice": %s,\n' "$(json_text "$self_checked")" "$(json_text "$practised")"
        printf '  "packages_before": %s,\n  "packages": %s,\n' "$(json_versions "$versions_before")" \
            "$(json_versions "$versions_after")"
        printf '  "checks": ['
        for i in "${!check_what[@]}"; do
            printf '%s\n    {"what": %s, "grade": %s, "told": %s, "to_do": %s}' "$between" \
                "$(json_text "${check_what[i]}")" "$(json_text "${check_grade[i]}")" \
                "$(json_text "${check_told[i]}")" "$(json_text "${check_todo[i]}")"
            between=,
        done
        printf '],\n  "changed": %s,\n  "left": %s,\n  "missing": %s\n}\n' "$(json_list "${changed[@]}")" \
            "$(json_list "${left[@]}")" "$(json_list "${missing[@]}")"
    } > "$temporary" && chmod 644 "$temporary" && mv -f -T -- "$temporary" "$report" || say "the report $report can't be written"
}

# The honest end: what was done, what was not, and what is still missing.
end() { # EXIT STATUS
    trap - EXIT
    versions_after=$(own_packages)
    step "Result"
    if [ -n "$versions_after" ]; then
        say "installed:"
        while read -r line; do say "   $line"; done <<< "$versions_after"
    else
        say "installed: nothing of Countersign"
    fi
    if [ "$task" != remove ] && [ -z "$dry" ]; then
        say "used by: ${mode:-nobody yet}${user:+, user $user}"
        say "shop's counter: $provisioned"
        [ -z "$self_checked" ] || say "self-check: $self_checked"
        [ -z "$practised" ] || say "practice registration: $practised"
        [ ${#changed[@]} != 0 ] || [ "$1" != 0 ] || say "changed: nothing, all was as it should be"
    fi
    [ ${#changed[@]} = 0 ] || { say "changed:"; for line in "${changed[@]}"; do say "   $line"; done; }
    [ ${#left[@]} = 0 ] || { say "left as it is:"; for line in "${left[@]}"; do say "   $line"; done; }
    if [ ${#missing[@]} = 0 ]; then say "missing: nothing"
    else say "missing:"; for line in "${missing[@]}"; do say "   $line"; done; fi
    [ -z "$dry" ] || say "This was a look: nothing was changed."
    [ "$log" = /dev/null ] || say "log: $log"
    [ -z "$report" ] || write_report "$1"
    clean_up
    exit "$1"
}
clean_up() { await_running; [ -z "${scratch:-}" ] || rm -rf --one-file-system "$scratch"; }
broken_off() {
    printf '\nBroken off. Run the same again: it goes on where it is needed.\n' >&2
    clean_up
}
