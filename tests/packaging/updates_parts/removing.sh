# shellcheck shell=bash disable=SC2154 # machine, state, work, log, packages, first, before_all: tests/packaging/updates'
# What the packages' scripts do when they are removed and purged, with records that wait and without. Sourced by
# tests/packaging/updates, after its updates.

step "Removing, while records wait"
# Of the many sources one is left, as on a counter that has one.
rm -f "$machine"/var/lib/apt/lists/*srv_* "$machine"/var/lib/apt/lists/*localhost* "$machine"/var/lib/apt/lists/partial/*
expect available 0 10.0-1 $update --check
key=$state/identity/device.key
record=$state/queue/spool/0123456789abcdef0123456789abcdef.envelope
purge="apt-get -q -y purge"
cp "$work"/10/countersign-setup_*.deb "$machine/packages/setup.deb"
# refuses WORDS: purging is refused, says so, and takes nothing.
refuses() {
    printf -- '--- %s\n' "$1" >> "$log"
    if offline sh -c "$1" > "$work/purge.log" 2>&1; then cat "$work/purge.log"; die "$1 was not refused"; fi
    cat "$work/purge.log" >> "$log"
    grep -q -- "$2" "$work/purge.log" || { cat "$work/purge.log"; die "$1 did not say: $2"; }
    [ -f "$record" ] || die "$1 took a record along"
    cases=$((cases + 1)); say "   $(grep -m 1 -- "$2" "$work/purge.log")"
}
if [ -n "$packages" ]; then rm -rf "$state/queue"; fi
mkdir -p "$state/queue/spool"
printf 'sealed' > "$record"; touch -d '2026-11-01 10:00 UTC' "$record"; whose
refuses "$purge countersign" "Countersign: 1 registrations in /var/lib/countersign-counter (of countersign-counter) have not reached the operator, the oldest since 2026-11-01T10:00"
for way in "let it send" COUNTERSIGN_EXPORT= COUNTERSIGN_DISCARD=; do grep -q "Countersign:   [123].*$way" "$work/purge.log" || die "a way out is not named: $way"; done
[ "$(version_of countersign) $(version_of countersign-setup)" = "10.0-1 10.0-1" ] || die "something went although records wait"
# Whichever is named, and by whichever tool: what depends on the program goes first, and asks before it does.
for command in "$purge countersign countersign-setup countersign-models" "apt-get -q -y remove countersign-models" "dpkg --purge countersign countersign-setup"; do
    refuses "$command" "Countersign: 1 registrations in /var/lib/countersign-counter (of countersign-counter) have not reached"
    [ -f "$machine/usr/bin/countersign" ] || die "$command took the program although records wait"
    case $command in dpkg*) grep -q "may be gone already\|nothing was removed" "$work/purge.log" ;; *) [ -f "$machine/usr/sbin/countersign-update" ] ;; esac \
        || die "$command took countersign-setup along"
done
offline sh -c 'dpkg --install /packages/setup.deb' >> "$log" 2>&1 || die "countersign-setup did not come back"
# The folder is reached by a link, and its user is gone: it is looked at all the same, and never as root.
mv "$state" "$machine/srv/counter"; ln -s ../../srv/counter "$state"
refuses "$purge countersign" "Countersign: 1 registrations in /srv/counter (of countersign-counter) have not reached the operator"
rm "$state"; mv "$machine/srv/counter" "$state"
inside chown -R 4711:4711 /var/lib/countersign-counter
printf '{"version": 1, "state": "/var/lib/countersign-counter", "user": "gone"}\n' > "$machine/etc/countersign/counter.json"
if [ -z "$packages" ]; then refuses "$purge countersign" "Countersign: 1 registrations in /var/lib/countersign-counter (of 4711:4711) have not reached the operator"; fi
inside chown root:root /var/lib/countersign-counter
refuses "$purge countersign" "Countersign: /var/lib/countersign-counter belongs to \"0:0\" and can't be looked at"
printf '{"version": 1, "state": "/var/lib/countersign-counter", "user": "countersign-counter"}\n' > "$machine/etc/countersign/counter.json"
chmod 700 "$state"; whose
# Another folder than the default: what waits in the default one is found too.
mkdir -p "$machine/srv/other"
printf '{"version": 1, "state": "/srv/other", "user": "countersign-counter"}\n' > "$machine/etc/countersign/counter.json"
inside chown countersign-counter /srv/other
refuses "$purge countersign" "Countersign: 1 registrations in /var/lib/countersign-counter (of countersign-counter) have not reached the operator"
printf '{"version": 1, "state": "/var/lib/countersign-counter", "user": "countersign-counter"}\n' > "$machine/etc/countersign/counter.json"
rm -r "$machine/srv/other"
# Links that whoever works there has laid lead root nowhere.
cp packaging/debian/countersign.states "$machine/srv/states"
# shellcheck disable=SC2016 # the inner shell's
inside sh -c '. /srv/states; set -e
mkdir -p /srv/links/queue /srv/out; ln -s /etc/shadow /srv/links/queue/shadow; ln -s /etc /srv/links/queue/etc; echo sealed > /srv/links/queue/record; chown -hR nobody /srv/links
copy_out nobody /srv/links queue /srv/out/1
[ "$(find /srv/out/1 -mindepth 1 | sort | tr "\\n" " ")" = "/srv/out/1/queue /srv/out/1/queue/record " ]
ln -s /srv/elsewhere /srv/out/2; mkdir /srv/elsewhere
if copy_out nobody /srv/links queue /srv/out/2 2>/dev/null; then exit 1; fi
[ -z "$(ls -A /srv/elsewhere)" ]
COUNTERSIGN_EXPORT=/srv/out; date() { echo now; }
first=$(export_target nobody); mkdir "$first"; [ "$(export_target nobody)" != "$first" ]
rm -r /srv/links /srv/out /srv/elsewhere /srv/states' || die "a link was followed, or a folder shared"
cases=$((cases + 1))
refuses "flock /var/lib/countersign-counter/in-use $purge countersign" "Countersign: a registration is under way (of countersign-counter)"
: > "$state/queue/lock"; whose
refuses "COUNTERSIGN_DISCARD=yes flock /var/lib/countersign-counter/queue/lock $purge countersign" "Countersign: the counter of countersign-counter is running"
[ "$(version_of countersign-setup)" = 10.0-1 ] || die "countersign-setup went although the counter runs"
refuses "COUNTERSIGN_EXPORT=/media/none $purge countersign" "is no folder: is the stick mounted"
mkdir -p "$machine/media/out"
# The program's own export where it can; it can't without its key.
if [ -z "$packages" ]; then
    mkdir -p "$state/identity"; : > "$key"; whose
    offline sh -c "COUNTERSIGN_EXPORT=/media/out apt-get -q -y remove countersign" >> "$log" 2>&1 || { tail -n 30 "$log"; die "the export failed"; }
    cmp "$record" "$machine"/media/out/countersign-unsent-*/countersign-courier/"$(basename "$record")" || die "the export is not what waited"
    say "   exported by the program, removed; the records stay until the purge"
    printf 'another' > "${record/0123/4567}"; whose
    refuses "dpkg --purge countersign" "Countersign: 1 registrations in /var/lib/countersign-counter have not reached the operator"
    rm "${record/0123/4567}"; rm -rf "$machine"/media/out/*
    offline dpkg --purge countersign >> "$log" 2>&1 || { tail -n 30 "$log"; die "the purge after the export was refused"; }
    [ ! -e "$state" ] || die "the purge left the state"
    # Of the two that went only one was purged: apt works, and the key is still there for the other one's purge.
    if [ -e "$machine/etc/apt/sources.list.d/countersign.sources" ] || [ ! -e "$machine/etc/countersign/updates.gpg" ]; then die "a source without its key was left, or a key went without its source"; fi
    offline sh -c 'dpkg --purge countersign-setup; dpkg -i /packages/*_1.0-1_*.deb' >> "$log" 2>&1 || die "the packages did not come back"
    inside useradd --system --home-dir /var/lib/countersign-counter --shell /usr/sbin/nologin countersign-counter
    mkdir -p "$state/queue/spool"; chmod 700 "$state"; printf 'sealed' > "$record"; whose
fi
mkdir -p "$machine/etc/countersign"
printf '{"version": 1, "state": "/var/lib/countersign-counter", "user": "countersign-counter"}\n' > "$machine/etc/countersign/counter.json"
printf 'the operator'"'"'s' > "$machine/etc/countersign/forward.env"
inside useradd --create-home lina
mkdir -p "$machine/home/lina/.local/state/countersign/queue/spool"; inside chown -R lina /home/lina
offline sh -c "COUNTERSIGN_EXPORT=/media/out $purge countersign countersign-models countersign-setup" > "$work/purge.log" 2>&1 || { cat "$work/purge.log"; die "the purge with an export failed"; }
cat "$work/purge.log" >> "$log"
# What stands in for the program can't export without its key; the real one keeps aside what is no envelope.
[ -n "$packages" ] || grep -q "Copied as they are" "$work/purge.log" || die "a copy of files as they are was not called that"
taken=$(find "$machine/media/out" -name "$(basename "$record")")
cmp "${taken:-/none}" <(printf 'sealed') || die "what was taken out is not what waited"
grep -q "kept: /home/lina/.local/state/countersign (of lina); nothing waits there. To erase it: sudo rm -r" "$work/purge.log" || die "the state in a home was not named"
[ -e "$machine/etc/countersign/forward.env" ] || die "the purge took what is the operator's"
rm -rf "$machine/etc/countersign" "$machine/home/lina" "${machine:?}"/media/*; inside userdel lina >> "$log" 2>&1 || true
say "   taken out without a key; purged"
offline sh -c 'dpkg -i /packages/*_'"$first"'_*.deb' >> "$log" 2>&1 || die "the packages did not come back"
inside getent passwd countersign-counter >/dev/null || inside useradd --system --home-dir /var/lib/countersign-counter --shell /usr/sbin/nologin countersign-counter
mkdir -p "$state/queue/spool"; chmod 700 "$state"; printf 'sealed' > "$record"; whose
offline sh -c "COUNTERSIGN_DISCARD=yes $purge countersign countersign-models countersign-setup" > "$work/purge.log" 2>&1 || { cat "$work/purge.log"; die "throwing away failed"; }
grep -q "1 REGISTRATIONS WILL BE LOST FOR EVER" "$work/purge.log" || die "throwing away was not loud"
left=$(inside find / -xdev \( -path /proc -o -path /dev -o -path /srv -o -path /packages -o -path /var/log/apt \) -prune -o -print | sort | comm -13 <(printf '%s\n' "$before_all") - \
    | grep -iE 'countersign|srv_' || true)
[ -z "$left" ] || die "purging left: $left"
! inside getent passwd countersign-counter >/dev/null || die "purging left the counter's user"
say "   thrown away, loudly; nothing is left"
