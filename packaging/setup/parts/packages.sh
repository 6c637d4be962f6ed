# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# Packages: whose they are, what comes, what is broken, and copies of ours to go back to. Sourced by countersign-setup.

apt_options=()
# The lists of the installer as apt took and proved them: what lies in its folder may be exchanged meanwhile.
listed=/dev/null listed_release=""

own_version() {
    if [ -n "$from" ]; then stick_says version
    else dpkg-query -W -f '${Version}\n' countersign-setup 2>/dev/null || echo "of no package"; fi
}
# What the signed list of an installer says of itself.
stick_says() {
    local field
    case $1 in debian) field=Codename ;; architecture) field=Architectures ;; version) field=Version ;; esac
    sed -n "s/^$field: //p" "${listed_release:-$from/InRelease}" 2>/dev/null | head -n 1
}
own_packages() { dpkg-query -W -f '${db:Status-Abbrev}|${Package} ${Version}\n' 'countersign*' 2>/dev/null | sed -n 's/^ii *|//p'; }
# Whatever of ours dpkg knows of: half installed, held, or removed but for its settings, too.
all_own_packages() { dpkg-query -W -f '${db:Status-Status}|${Package}\n' 'countersign*' 2>/dev/null | sed -n '/^not-installed|/d; s/^[^|]*|//p'; }
version_of() { dpkg-query -W -f '${db:Status-Abbrev}|${Version}\n' "$1" 2>/dev/null | sed -n 's/^ii *|//p'; }
on_stick() { grep -qx "Package: $1" "$listed"; }
version_on_stick() { awk -v name="$1" '$1 == "Package:" { is = $2 == name } $1 == "Version:" && is { print $2; exit }' "$listed"; }

make_scratch() {
    [ -z "${scratch:-}" ] || return 0
    scratch=$(mktemp -d /var/tmp/countersign-setup.XXXXXX) || die "no scratch folder in /var/tmp" "make room"
    chmod 711 "$scratch"
    mkdir -p "$scratch/sources.d" "$scratch/preferences.d" "$scratch/lists" "$scratch/archives/partial"
}

# A good signature of a key that is good today; gpgv passes expired and revoked ones with a remark.
signed_by() { # KEYRING SIGNATURE FILE
    local told
    if command -v gpgv > /dev/null; then
        told=$(gpgv --keyring "$1" --status-fd 1 "$2" "$3" 2> /dev/null) || return 1
        grep -q '^\[GNUPG:\] GOODSIG ' <<< "$told" && ! grep -qE '^\[GNUPG:\] (EXPKEYSIG|REVKEYSIG|EXPSIG|BADSIG|ERRSIG) ' <<< "$told"
    else
        # As in installer.sh: a signature's own date is no proof that its key was good.
        local begin
        begin=$(date -u -d "-366 days" +%Y-%m-%d)
        [ "$task" != repair ] || begin=2000-01-01
        sqv --not-before "$begin" --keyring "$1" "$2" "$3" > /dev/null 2>&1
    fi
}

# From the one folder, believed by the one key, whatever this computer's own configuration of apt says; without a network.
# In a session of its own: a terminal that goes takes no half of an installation along.
apt_here() { DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l setsid --wait apt-get -q "${apt_options[@]}" "$@"; }
from_stick_only() {
    local key=$ETC/updates.gpg
    make_scratch
    # Who has been this computer's operator stays it: another key on a stick is believed by nobody.
    [ -e "$key" ] || key=$from/updates.gpg
    [ -r "$key" ] || die "there is no key beside the packages" "take the operator's installer as it is" 5
    cp -- "$key" "$scratch/operator.gpg" && chmod 644 "$scratch/operator.gpg" || die "can't copy $key" "make room in /var/tmp"
    cat > "$scratch/sources.d/installer.sources" <<SOURCES
Types: deb
URIs: copy://${from// /%20}
Suites: ./
Signed-By: $scratch/operator.gpg
SOURCES
    apt_options=(
        -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$scratch/sources.d"
        -o Dir::Etc::preferences=/dev/null -o "Dir::Etc::preferencesparts=$scratch/preferences.d" -o APT::Default-Release=
        -o APT::Keep-Downloaded-Packages=true
        -o "Dir::State::lists=$scratch/lists" -o "Dir::Cache::archives=$scratch/archives"
        -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=
        -o Acquire::AllowInsecureRepositories=false -o Acquire::AllowDowngradeToInsecureRepositories=false
        -o Acquire::Check-Valid-Until=true -o Acquire::Check-Date=true -o Acquire::Languages=none
        -o Acquire::GzipIndexes=false
        -o APT::Get::AllowUnauthenticated=false -o APT::Update::Error-Mode=any
        -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold)
    # Mending installs no version but the one that is there: for that an old installer is as good as on its first day.
    [ "$task" != repair ] || apt_options+=(-o Acquire::Check-Valid-Until=false)
    [ "$(id -u)" = 0 ] || apt_options+=(-o Debug::NoLocking=1)
}

trust_packages() {
    local told
    from_stick_only
    # Where nothing is logged the reason is still told.
    if ! told=$(apt_here update 2>&1); then
        printf '%s\n' "$told" >> "$log"
        printf '%s\n' "$told" | grep -E '^[EW]:' | sed 's/^/   | /' >&2
        case $told in
            *"is expired"*|*"xpired since"*|*"is not valid yet"*|*"not live until"*)
                die "the installer is too old, or this computer's clock is wrong" \
                    "set date and time; if they are right take a newer installer from the operator" 3 ;;
        esac
        case $told in
            # The last one is how Debian 13 says it of a file that "copy:" took.
            *"Hash Sum mismatch"*|*"unexpected size"*|*"copy:"*"Undetermined Error"*)
                die "the list of packages is another than the one that was signed" \
                    "copy the installer once more; if it is the same again, tell the operator" 5 ;;
        esac
        if [ -e "$ETC/updates.gpg" ]; then
            die "these packages are not signed by the operator that this computer knows ($ETC/updates.gpg)" \
                "take the installer of this shop's operator; if it is, tell the operator" 5
        fi
        die "the list of packages is damaged or not signed by the key that came with it" \
            "copy the installer once more; if it is the same again, tell the operator" 5
    fi
    listed=$(find "$scratch/lists" -maxdepth 1 -name '*_Packages' | head -n 1)
    listed_release=$(find "$scratch/lists" -maxdepth 1 -name '*_InRelease' | head -n 1)
    [ -n "$listed" ] && [ -n "$listed_release" ] || die "apt took no list of packages out of $from" "see $log" 5
}

wanted_packages() {
    local each
    for each in countersign countersign-models countersign-setup countersign-doc; do
        ! on_stick "$each" || printf '%s\n' "$each"
    done
    [ "$mode" != kiosk ] || ! on_stick countersign-kiosk || echo countersign-kiosk
    [ -z "$autostart" ] || ! on_stick countersign-autostart || echo countersign-autostart
    # What else of ours somebody has installed goes along.
    own_packages | while read -r each _; do ! on_stick "$each" || printf '%s\n' "$each"; done
}

megabytes() { # of apt's "1,234 kB"
    awk -v text="$1" 'BEGIN { gsub(/,/, "", text); split(text, t, " "); n = t[1]
        if (t[2] == "kB") n /= 1000; else if (t[2] == "GB") n *= 1000; else if (t[2] == "B") n /= 1000000
        printf "%d", n + 0.999 }'
}

# An installation that did not come to its end; dpkg's own journal lies in "updates".
interrupted() { [ -n "$(dpkg --audit 2>/dev/null)" ] || [ -n "$(ls -A /var/lib/dpkg/updates 2>/dev/null)" ]; }

plan_packages() {
    local told size here fetched
    mapfile -t wanted < <(wanted_packages | sort -u)
    versions_before=$(own_packages)
    [ "$mode" != kiosk ] || on_stick countersign-kiosk || [ -n "$(version_of countersign-kiosk)" ] \
        || check bad kiosk "the installer has no kiosk" "Take an installer with countersign-kiosk, or --desktop USER."
    [ -z "$autostart" ] || on_stick countersign-autostart || [ -n "$(version_of countersign-autostart)" ] \
        || check note autostart "the installer has none" "The user starts the program from the menu."
    # What is half unpacked stays so until its package is installed again, which is planned here.
    if interrupted && [ -z "$mended" ]; then
        check note packages "an installation was interrupted" "It is finished first; then it shows what else comes."
        return
    fi
    # Only this never does it: where nothing comes along but what was named, "--assume-no" is asked nothing and installs.
    told=$(apt_here --print-uris --yes --no-remove --install-recommends install "${wanted[@]}" 2>&1)
    printf '%s\n' "$told" >> "$log"
    if grep -q 'remove is disabled' <<< "$told"; then
        check bad packages "they would take others away:$(sed -n '/^The following packages will be REMOVED:/,/^[^ ]/{/^ /p}' <<< "$told" | tr -s ' \n' ' ')" \
            "Nothing of this computer is removed for them: remove it yourself, or take a newer installer."
        return
    fi
    if ! grep -qE '^[0-9]+ upgraded' <<< "$told"; then
        grep -E '^(E:| )' <<< "$told" | sed 's/^/   | /' >&2
        check bad packages "this computer's packages and the installer's don't go together" \
            "Take a newer installer: Debian's updates on this computer are probably newer than it. See the lines above."
        return
    fi
    plan=$(grep -E '^[0-9]+ upgraded' <<< "$told")
    size=$(sed -n 's/^After this operation, \(.*\) of additional disk space.*/\1/p' <<< "$told")
    # Each package is copied before it is believed, so it lies there twice.
    fetched=$(sed -n 's/^Need to get \(.*\) of archives.*/\1/p' <<< "$told")
    check_room $(($(megabytes "${size:-0 B}") + $(megabytes "${fetched##*/}")))
    plan="$plan${size:+ $size of disk.}"
    for each in "${wanted[@]}"; do
        here=$(version_of "$each")
        if [ -n "$here" ] && dpkg --compare-versions "$here" gt "$(version_on_stick "$each")"; then
            left+=("$each $here is newer than the installer's $(version_on_stick "$each")")
        fi
    done
}
tell_plan() {
    step "What would be done"
    [ -n "$from" ] || [ -x "$PROGRAM" ] || missing "the program: it is not installed, and its packages are in the operator's installer file"
    [ -z "${plan:-}" ] || say "   packages: $plan"
    say "   used by: ${mode:-nobody yet: --kiosk or --desktop USER}${user:+, user $user}"
    if [ ${#shops_there[@]} -gt 1 ] && [ -z "$provisioning" ]; then
        say "   shop's counter: there are files of ${#shops_there[@]} shops"
        missing "which shop: say it by --shop; there are: ${shops_there[*]}"
    else
        say "   shop's counter: ${provisioning:-no file of the operator was found}"
    fi
    tell_broken
}
# What --repair would mend; nothing is changed.
tell_broken() {
    local broken
    [ "$(id -u)" = 0 ] || return 0
    broken=$(dpkg --audit 2>/dev/null | head -n 3)
    [ -z "$broken" ] || missing "interrupted installation: $broken"
    while read -r broken; do [ -z "$broken" ] || missing "damaged: $broken"; done < <(damaged_files)
}

mended=""
mend_packages() {
    [ -z "$mended" ] || return 0
    [ "$(id -u)" = 0 ] || die "this needs root" "run it with sudo" 3
    versions_before=${versions_before:-$(own_packages)}
    if interrupted; then
        step "Finishing an interrupted installation"
        if quietly setsid --wait dpkg --configure -a --force-confdef --force-confold; then changed "finished what dpkg had begun"
        else say "   not all of it, going on"; fi
    fi
    if [ -z "$from" ]; then put_back_kept; fi
    if ! apt_here check >> "$log" 2>&1; then
        step "Mending dependencies"
        # Never by taking away what somebody needs, the counter least of all.
        quietly apt_here -y --no-remove -f install || die "packages on this computer are broken and can't be mended from here" \
            "see $log; run the installer file of the operator"
        changed "mended broken dependencies"
    fi
    mended=1
}

# What ours need of ours and somebody took away, or a power cut left half there: out of the copies, in the version of the rest.
put_back_kept() {
    local name version file files=() names=() missed=()
    version=$(version_of countersign)
    [ -n "$version" ] || version=$(own_packages | sed -n 's/^countersign-[^ ]* //p' | head -n 1)
    [ -n "$version" ] || return 0
    mapfile -t names < <({ echo countersign
        dpkg-query -W -f '${db:Status-Want} ${Depends}, ${Pre-Depends}\n' 'countersign*' 2>/dev/null | sed -n 's/^install //p' \
            | grep -oE 'countersign(-[a-z]+)*'; } | sort -u)
    for name in "${names[@]}"; do
        [ -z "$(version_of "$name")" ] || continue
        for file in "$KEPT/packages/${name}_${version}"_*.deb; do [ ! -f "$file" ] || files+=("$file") missed+=("$name"); done
    done
    [ ${#files[@]} != 0 ] || return 0
    step "Putting back what is gone"
    if quietly setsid --wait dpkg --force-confdef --force-confold --install "${files[@]}"; then
        for name in "${missed[@]}"; do changed "put back $name $version"; done
    else
        say "   not all of it, going on"
    fi
}

install_packages() {
    step "Packages: ${plan:-}"
    quietly apt_here -y --no-remove --install-recommends install "${wanted[@]}" \
        || die "the packages were not installed" "see $log, then run the same again: it goes on from here"
    versions_after=$(own_packages)
    tell_versions
    keep_copies
}
tell_versions() {
    local name version before
    while read -r name version; do
        [ -n "$name" ] || continue
        before=$(sed -n "s/^$name //p" <<< "$versions_before")
        if [ -z "$before" ]; then changed "installed $name $version"
        elif [ "$before" != "$version" ]; then changed "upgraded $name from $before to $version"; fi
    done <<< "$versions_after"
}

# Our own packages as files, those of now and those of before: what an updater goes back to without a network.
keep_copies() {
    local folder=$KEPT/packages name version file previous
    mkdir -p "$folder"
    while read -r name version; do
        [ -n "$name" ] || continue
        # Installed since before, and the copy is gone.
        if [ "$(version_on_stick "$name")" = "$version" ] && ! compgen -G "$folder/${name}_${version}_*.deb" > /dev/null \
            && ! compgen -G "$scratch/archives/${name}_${version}_*.deb" > /dev/null; then
            quietly apt_here -y --reinstall --download-only install "$name=$version" || left "no copy of $name $version to go back to"
        fi
        for file in "$scratch/archives/${name}_${version}"_*.deb; do
            [ -f "$file" ] && ! cmp -s "$file" "$folder/${file##*/}" || continue
            cp "$file" "$folder/.new" && sync "$folder/.new" && mv -f "$folder/.new" "$folder/${file##*/}" \
                || left "no copy of ${file##*/} to go back to: is the disk full?"
        done
        previous=""
        for file in "$folder/${name}_"*.deb; do
            [ -e "$file" ] || continue
            [ "$(of_file "$file")" != "$version" ] || continue
            if [ -z "$previous" ]; then previous=$file
            elif dpkg --compare-versions "$(of_file "$file")" gt "$(of_file "$previous")"; then
                rm -f "$previous"; previous=$file
            else rm -f "$file"; fi
        done
    done <<< "$(own_packages)"
}
of_file() { local name=${1##*/}; name=${name#*_}; printf '%s' "${name%_*}"; }

# Files of our packages that are gone or another than when they were installed; configuration is whose who changed it.
damaged_files() {
    local name
    own_packages | while read -r name _; do
        dpkg --verify "$name" 2>/dev/null | awk -v name="$name" \
            '$2 != "c" && $NF !~ "^/usr/share/(doc|man|locale|lintian)/" { print name, $NF }'
    done
}
verify_packages() {
    local damaged name names version file
    step "Looking over what is installed"
    damaged=$(damaged_files)
    if [ -z "$damaged" ]; then say "   each file is as it was packed"; return; fi
    while read -r name file; do say "   damaged or missing: $file"; done <<< "$damaged"
    mapfile -t names < <(cut -d ' ' -f 1 <<< "$damaged" | sort -u)
    for name in "${names[@]}"; do
        version=$(version_of "$name")
        if [ -n "$from" ] && [ "$(version_on_stick "$name")" = "$version" ]; then
            quietly apt_here -y --reinstall install "$name" || continue
        else
            for file in "$KEPT/packages/${name}_${version}"_*.deb; do
                [ ! -e "$file" ] || quietly dpkg --force-confdef --force-confold --install "$file"
            done
        fi
    done
    left_over=$(damaged_files)
    while read -r name file; do
        [ -n "$name" ] || continue
        grep -qxF "$name $file" <<< "$left_over" || changed "mended $file"
    done <<< "$damaged"
    while read -r name file; do
        [ -n "$name" ] || continue
        unwell=1
        missing "$file is damaged and there is no copy of $name $(version_of "$name") to mend it: run the operator's installer of this version"
    done <<< "$left_over"
}
