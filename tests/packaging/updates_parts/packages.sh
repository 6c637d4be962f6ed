# shellcheck shell=bash disable=SC2154 # root: packaging/lib.sh's
# Packages for tests/packaging/updates: of stand-ins with the real maintainer scripts and the real updater, or the real
# ones; and from either the same under another version, well or broken. Sourced.

newest_form() { find "$root/resources/db/counter" -name '*.sql' | wc -l; }

# make_packages FOLDER VERSION: countersign, countersign-models, countersign-setup of stand-ins, by the real debhelper.
make_packages() {
    local out=$1 version=$2 source model
    source=$(mktemp -d build/deb/stand-ins.XXXXXX)
    mkdir -p "$source/src/debian" "$source/src/resources" "$source/src/packaging/setup/parts" "$source/src/packaging/man"
    cp -R resources/db "$source/src/resources/"
    cp -R packaging/updates "$source/src/packaging/"
    cp packaging/man/*.8 "$source/src/packaging/man/"
    if [ -d packaging/setup ]; then cp -R packaging/setup "$source/src/packaging/"; fi
    (cd packaging/debian && cp countersign.preinst countersign.prerm countersign.postrm countersign.states countersign.question scripts.mk countersign-setup.* "$root/$source/src/debian/")
    cd "$source/src" || return 1
    # What belongs to other parts may not be there in this state of the sources.
    if [ ! -e packaging/setup/countersign-setup ]; then
        printf '#!/bin/sh\n' > packaging/setup/countersign-setup
        printf '#\n' > packaging/setup/parts/none.sh
        sed -i '/countersign-setup\.8/d' debian/countersign-setup.manpages
    fi
    mkdir -p stand-in/models
    head -c 200000 /dev/urandom > stand-in/models/net.onnx
    model=$(sha256sum < stand-in/models/net.onnx | cut -d ' ' -f 1)
    sed "s/@SCHEMA@/$(newest_form)/; s/@MODEL@/$model/" "$root/tests/packaging/updates_parts/countersign" > stand-in/countersign
    chmod 755 stand-in/countersign
    echo "stand-in/countersign usr/bin" > debian/countersign.install
    echo "stand-in/models usr/share/countersign" > debian/countersign-models.install
    {
        printf '%s\n' "Source: countersign" "Section: utils" "Priority: optional" "Maintainer: Test <test@countersign.example>" \
            "Build-Depends: debhelper-compat (= 13)" "Standards-Version: 4.6.2" "Rules-Requires-Root: no" ""
        # shellcheck disable=SC2016 # debhelper's own
        printf '%s\n' "Package: countersign" "Architecture: all" 'Depends: ${misc:Depends}, countersign-models' "Description: stand-in" " stand-in" "" \
            "Package: countersign-models" "Architecture: all" 'Depends: ${misc:Depends}' "Description: stand-in" " stand-in" ""
        sed -n '/^Package: countersign-setup$/,/^$/p' "$root/packaging/debian/control"
    } > debian/control
    printf 'countersign (%s) unstable; urgency=medium\n\n  * Stand-ins.\n\n -- Test <test@countersign.example>  Sun, 29 Nov 2026 12:00:00 +0000\n' "$version" > debian/changelog
    {
        # shellcheck disable=SC2016 # make's own
        printf '#!/usr/bin/make -f\ninclude debian/scripts.mk\n%%:\n\tdh $@\n\noverride_dh_installsystemd:\n'
        sed -n '/countersign-setup.countersign-update\|--package=countersign-setup/p' "$root/packaging/debian/rules"
    } > debian/rules
    chmod 755 debian/rules
    dpkg-buildpackage --build=binary --unsigned-changes
    cd "$root" || return 1
    mkdir -p "$out"
    mv "$source"/*.deb "$out/"
    rm -rf "$source"
}

# another FROM TO VERSION [HOW]: the packages of folder FROM under another version in folder TO.
#   broken    the program's check of itself fails     failing     the installation ends half way
#   stopping  the run that installs it is told to stop  old-schema  reads one form of the queue less
#   cuttable  where /srv/cut-preinst or /srv/cut-postinst is, that script ends apt, dpkg and the updater as a power cut would
another() {
    local from=$1 to=$2 version=$3 how=${4:-} deb name work
    rm -rf "$to"
    mkdir -p "$to"
    for deb in "$from"/*.deb; do
        name=$(dpkg-deb --field "$deb" Package)
        work=$(mktemp -d build/deb/another.XXXXXX)
        dpkg-deb --raw-extract "$deb" "$work"
        sed -i "s/^Version: .*/Version: $version/" "$work/DEBIAN/control"
        case "$how $name" in
            "broken countersign-models")
                # shellcheck disable=SC2016 # the inner shell's
                find "$work/usr/share/countersign/models" -name '*.onnx' -exec sh -c 'printf x >> "$1"' sh {} \; ;;
            "failing countersign")
                printf '#!/bin/sh\necho "the disk caught fire" >&2\nexit 1\n' > "$work/DEBIAN/postinst"
                chmod 755 "$work/DEBIAN/postinst" ;;
            "stopping countersign")
                # Whoever of this script's own forebears is the updater.
                cat > "$work/DEBIAN/postinst" <<'POSTINST'
#!/bin/sh
set -e
each=$$
while [ "$each" -gt 1 ]; do
    if tr '\0' ' ' < "/proc/$each/cmdline" | grep -q '/countersign-update '; then
        kill -TERM "$each"
        echo "told to stop" > /srv/stopped
        exit 0
    fi
    each=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$each/status")
done
exit 1
POSTINST
                chmod 755 "$work/DEBIAN/postinst" ;;
            "cuttable countersign") cuttable "$work" preinst; cuttable "$work" postinst ;;
            "old-schema countersign")
                sed -i "s/^newest=\"[0-9]*\"/newest=\"$(($(newest_form) - 1))\"/" "$work/DEBIAN/preinst" ;;
        esac
        rm -f "$work/DEBIAN/md5sums"
        dpkg-deb --root-owner-group -Zgzip -z1 --build "$work" "$to/${name}_${version}_$(dpkg-deb --field "$deb" Architecture).deb" >/dev/null
        rm -rf "$work"
    done
}

# cuttable FOLDER SCRIPT: as another has it. Only what the updater itself has started is ended.
cuttable() {
    local script=$1/DEBIAN/$2
    [ -e "$script" ] || printf '#!/bin/sh\nset -e\n' > "$script"
    {
        head -n 1 "$script"
        printf 'cut=/srv/cut-%s\n' "$2"
        cat <<'CUT'
if [ -e "$cut" ]; then
    rm "$cut"
    each=$$ forebears=""
    while [ "$each" -gt 1 ]; do
        forebears="$each $forebears"
        if tr '\0' ' ' < "/proc/$each/cmdline" | grep -q '/countersign-update '; then
            # shellcheck disable=SC2086 # one by one
            kill -KILL $forebears
        fi
        each=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$each/status")
    done
    exit 1
fi
CUT
        sed 1d "$script"
    } > "$script.cut"
    mv "$script.cut" "$script"
    chmod 755 "$script"
}
