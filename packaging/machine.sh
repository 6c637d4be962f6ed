# A bare Debian of its own in a folder: made by debootstrap, entered by chroot. Bash; sourced after lib.sh. Needs root and,
# to make one, a mirror of Debian.
#
#   machine_make SUITE [BASE]  makes it and mounts what a system needs; `machine` is its folder. BASE is a tarball of the bare
#                              system: used if it is there, made if not.
#   inside COMMAND…            runs in it; `offline COMMAND…` with no network but the loopback
#   machine_leave              unmounts and erases it. For a trap at the end of a script: it is safe to call at any time.
machine=""

machine_make() {
    local suite=$1 base=${2:-} mirror each
    [ "$(id -u)" = 0 ] || die "this needs root: a system is made and entered" "run it with sudo"
    mkdir -p build/machines build/logs
    # By its real path, as /proc/mounts tells it when all is unmounted again.
    machine=$(mktemp -d "$(realpath build/machines)/$suite.XXXXXX")
    chmod 755 "$machine"
    if [ -n "$base" ] && [ -f "$base" ]; then
        tar --extract --file="$base" --directory="$machine" --numeric-owner
    else
        mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep debian | head -n 1)
        # A mirror that this computer takes although its lists are old, it takes in there too.
        apt-config dump | grep '^Acquire::Check-' > build/machines/90mirror || true
        quietly build/logs/machine-base.log debootstrap --variant=minbase "$suite" "$machine" ${mirror:+"$mirror"} \
            || die "debootstrap failed" "see build/logs/machine-base.log"
        cp build/machines/90mirror "$machine/etc/apt/apt.conf.d/90mirror"
        if [ -n "$base" ]; then
            tar --create --file="$base.part" --directory="$machine" --numeric-owner . && mv "$base.part" "$base"
        fi
    fi
    mount -t proc proc "$machine/proc"
    mount -t sysfs -o ro sysfs "$machine/sys"
    mount -t tmpfs -o mode=755 tmpfs "$machine/dev"
    for each in null zero full random urandom tty; do cp -a "/dev/$each" "$machine/dev/"; done
    ln -s /proc/self/fd "$machine/dev/fd"
    mkdir "$machine/dev/shm" && mount -t tmpfs -o mode=1777 tmpfs "$machine/dev/shm"
    cp /etc/resolv.conf "$machine/etc/resolv.conf"
    # Nothing is started in there, as on a machine that is being installed.
    printf '#!/bin/sh\nexit 101\n' > "$machine/usr/sbin/policy-rc.d"; chmod 755 "$machine/usr/sbin/policy-rc.d"
}

in_machine=(/usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root DEBIAN_FRONTEND=noninteractive)
inside() { chroot "$machine" "${in_machine[@]}" "$@"; }
offline() {
    unshare --net sh -c 'ip link set lo up; exec "$@"' sh chroot "$machine" "${in_machine[@]}" "$@"
}

machine_leave() {
    local each
    [ -n "$machine" ] && [ -d "$machine" ] || return 0
    # The deepest first. Only an unmounted tree is erased: nothing of this machine is under it any more.
    while read -r each; do umount "$each"; done < <(awk -v m="$machine/" 'index($2, m) == 1 { print $2 }' /proc/mounts | sort -r)
    if [ -n "${keep:-}" ]; then say "the machine: $machine"
    elif ! grep -q " $machine/" /proc/mounts; then rm -rf --one-file-system "$machine"
    fi
}
