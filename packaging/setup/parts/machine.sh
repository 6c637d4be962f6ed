# shellcheck shell=bash disable=SC2015,SC2034,SC2154
# What holds for the whole computer: /etc/countersign, the state folder's owner, how the counter is started. Sourced by
# countersign-setup.

# --- what was said, and what is known ---

# One field of a flat JSON object as this program or a person wrote it; what is not plain text is as good as not there.
json_field() { # FILE NAME
    { tr '\n' ' ' < "$1" | sed -n "s/.*[{,][[:space:]]*\"$2\"[[:space:]]*:[[:space:]]*\"\([^\"\\]*\)\".*/\1/p"; } 2>/dev/null
}
json_number() { # FILE NAME
    { tr '\n' ' ' < "$1" | sed -n "s/.*[{,][[:space:]]*\"$2\"[[:space:]]*:[[:space:]]*\([0-9]*\).*/\1/p"; } 2>/dev/null
}

is_user() { case $1 in ''|-*|*[!A-Za-z0-9._-]*) return 1 ;; esac; [ ${#1} -le 32 ]; }
is_shop() { case $1 in ''|[!A-Za-z0-9]*|*[!A-Za-z0-9._-]*) return 1 ;; esac; [ ${#1} -le 32 ]; }
is_language() { case $1 in ''|[!A-Za-z]*|*[!A-Za-z0-9_@-]*) return 1 ;; esac; [ ${#1} -le 16 ]; }
is_ring() { case $1 in ''|[!a-z]*|*[!a-z0-9_-]*) return 1 ;; esac; [ ${#1} -le 32 ]; }
is_operator() { [[ $1 =~ ^https://(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?$ ]]; }
is_updates() { case $1 in https://?*|file:///?*) ;; *) return 1 ;; esac; case $1 in *[!!-~]*|*[\"\'\\\#\[\]]*) return 1 ;; esac; }

# How this computer was set up: what a stick never changes.
set_up_as() { # NAME
    local value=""
    case $1 in
        mode|user|autostart) value=$(json_field "$ETC/counter.json" user) ;;
        shop|operator|language) value=$(json_field "$ETC/counter.json" "$1") ;;
        ring)
            value=$(json_field "$ETC/updates.json" ring)
            [ -n "$value" ] || value=$(json_field "$ETC/counter.json" ring) ;;
        updates) value=$(json_field "$ETC/updates.json" source) ;;
    esac
    [ -n "$value" ] || [ "$1" != shop ] || value=$(json_field "$STATE/shop.json" shop)
    case $1$value in
        "mode${KIOSK_USER:?}") value=kiosk ;;
        mode?*) value=desktop ;;
        autostart?*) if [ -n "$(version_of countersign-autostart)" ]; then value=yes; else value=no; fi ;;
    esac
    # A shop's counter lacks nothing: what its operator did not say is not for a stick to say.
    if [ -z "$value" ] && { [ -e "$STATE/shop.json" ] || [ -e "$STATE/identity" ]; }; then value="(not set)"; fi
    printf '%s' "$value"
}

# setup.conf: a line "name=value" for what would otherwise be said by an option, which comes first. Read and not run, and
# no word on a computer that is set up already: whoever can write on a stick would say how it is used.
take_conf() {
    local name value known
    local -A said=([mode]=$mode [user]=$user$mode [autostart]=$autostart$mode [shop]=$shop [operator]=$operator
        [updates]=$updates [ring]=$ring [language]=$language)
    while IFS='=' read -r name value || [ -n "$name" ]; do
        name=${name#$'\xef\xbb\xbf'}
        name=${name//[$' \t\r']/}
        value=${value#"${value%%[!$' \t']*}"}
        value=${value%"${value##*[!$' \t\r']}"}
        case $name in
            ''|'#'*) continue ;;
            autostart) case $value in yes|no) ;; *) wrong "setup.conf: autostart is yes or no" ;; esac ;;
            mode|user|shop|operator|updates|ring|language) ;;
            *) wrong "setup.conf: unknown name \"$name\"" ;;
        esac
        [ -z "${said[$name]}" ] && [ -n "$value" ] || continue
        known=$(set_up_as "$name")
        if [ -n "$known" ]; then
            [ "$known" = "$value" ] || left "$name is $known since before; setup.conf has \"$value\", which only an option brings about"
            continue
        fi
        case $name$value in
            autostartyes) autostart=1 ;;
            autostart*) ;;
            *) printf -v "$name" '%s' "$value" ;;
        esac
    done < "$1"
    [ "$mode" != kiosk ] || user=""
}

# The operator's public files. Those that the operator signed along with the packages come first; what merely lies beside the
# installer was put there by whoever had the stick last.
take_beside() {
    [ -n "$office" ] || [ ! -f "$signed/office.pub" ] || office=$signed/office.pub
    [ -n "$ca" ] || [ ! -f "$signed/operator-ca.pem" ] || ca=$signed/operator-ca.pem
    [ -n "$beside" ] && [ "$task" = install ] || return 0
    [ ! -f "$beside/setup.conf" ] || take_conf "$beside/setup.conf"
    take_loose office office.pub
    take_loose ca operator-ca.pem
}
take_loose() { # VARIABLE NAME
    local file=$beside/$2
    [ -f "$file" ] || return 0
    if [ -n "${!1}" ]; then
        [ "${!1}" != "$signed/$2" ] || cmp -s "$file" "${!1}" \
            || die "$2 beside the installer is another than the one that the operator signed" \
                "whose stick is this? take the file away, or ask the operator" 5
        return 0
    fi
    printf -v "$1" '%s' "$file"
    loose+=("$1")
}

# The first time, on a loose file, somebody has to compare: everything that the counter believes hangs on it.
believe_loose() {
    local each file sum given
    for each in "${loose[@]}"; do
        case $each in
            office) file=office.pub given=$office_fingerprint ;;
            ca) file=operator-ca.pem given=$ca_fingerprint ;;
        esac
        [ ! -f "$ETC/$file" ] || continue
        # A copy: a stick may give something else the second time.
        make_scratch
        cp -- "${!each}" "$scratch/$file" || die "can't read ${!each}"
        printf -v "$each" '%s' "$scratch/$file"
        sum=$(sha256sum < "${!each}" | cut -d ' ' -f 1)
        if [ -n "$given" ]; then
            [ "$given" = "$sum" ] || die "$file beside the installer has the fingerprint $sum and not $given" \
                "take the file of the operator whose sheet this is" 5
            continue
        fi
        say "$file, which nobody signed, has the fingerprint (SHA-256)"
        say "   $(fold -w 4 <<< "$sum" | paste -s -d ' ')"
        [ -z "$dry" ] || continue
        [ -z "$silent" ] || wrong "$file beside the installer is signed by nobody: --$each-fingerprint with --silent, or an installer with it inside"
        # Short ends can be met by trying: of 80 bits nobody finds another file.
        [ "$(ask "Compare it with the operator's sheet. Its last five blocks (20 digits) there:" "" | tr -d ' :' | tr A-F a-f)" = "${sum: -20}" ] \
            || die "that is not the fingerprint of this $file" "take the file of the operator whose sheet this is" 5
    done
}

check_values() {
    case $mode in ''|kiosk|desktop) ;; *) wrong "mode is kiosk or desktop" ;; esac
    [ -z "$shop" ] || is_shop "$shop" || wrong "no shop's id: $shop"
    [ -z "$operator" ] || is_operator "$operator" || wrong "no gateway's address: $operator; https://HOST or https://HOST:PORT"
    for each in office_fingerprint ca_fingerprint; do
        printf -v "$each" '%s' "$(tr -d ' :' <<< "${!each}" | tr A-F a-f)"
        [[ ${!each} =~ ^([0-9a-f]{64})?$ ]] || wrong "a fingerprint is 64 hexadecimal digits: ${!each}"
    done
    [ -z "$language" ] || is_language "$language" || wrong "no language: $language"
    [ -z "$ring" ] || is_ring "$ring" || wrong "no ring's name: $ring"
    case $updates in ''|https://*|file://*) ;; *)
        [ -d "$(absolute "$updates")" ] || wrong "no folder and no address for updates: $updates"
        updates=file://$(readlink -f "$(absolute "$updates")") ;;
    esac
    [ -z "$updates" ] || is_updates "$updates" || wrong "no address for updates: $updates"
    [ -z "$from" ] || [ -r "$from/InRelease" ] || wrong "there are no packages in $from"
    for each in "$provisioning" "$office" "$ca"; do
        [ -z "$each" ] || { [ -f "$each" ] && [ -r "$each" ]; } || wrong "can't read $each"
    done
    if [ "$mode" = desktop ]; then
        is_user "$user" || wrong "no user's name: \"$user\""
        getent passwd "$user" > /dev/null || wrong "there is no user $user on this computer"
        [ "$(id -u "$user")" != 0 ] || wrong "the program is never used as root"
    fi
}

# A counter whose folder root moved elsewhere is root's to look after: this program would set it back to one that is empty.
only_here() {
    local said
    said=$(json_field "$ETC/counter.json" state)
    [ -z "$said" ] || [ "$said" = "$STATE" ] \
        || die "$ETC/counter.json names $said, and this program looks after counters in $STATE" \
            "move the folder there and mend the file, or upgrade by apt; nothing was changed" 3
}

# How it was set up before holds until it is said otherwise.
look_around() {
    local known
    only_here
    known=$(known_user)
    if [ "$known" = "$KIOSK_USER" ] && [ ! -e "$ETC/counter.json" ] && [ ! -e "$STATE/identity" ]; then known=""; fi
    if [ -z "$mode" ] && [ -n "$known" ]; then
        if [ "$known" = "$KIOSK_USER" ]; then mode=kiosk; else mode=desktop user=$known; fi
    fi
    if [ -z "$mode" ] && [ -z "$dry" ] && [ "$task" = install ]; then
        [ -z "$silent" ] || wrong "say how the counter is used: --kiosk or --desktop USER"
        user=$(ask "Who uses the counter? A user's name, or nothing if this computer is only a counter (kiosk):" "")
        if [ -z "$user" ]; then mode=kiosk; else mode=desktop; check_values; fi
    fi
    [ "$mode" != kiosk ] || user=$KIOSK_USER
    if [ -z "$new_shop" ]; then
        [ -n "$shop" ] || shop=$(json_field "$ETC/counter.json" shop)
        [ -n "$shop" ] || shop=$(json_field "$STATE/shop.json" shop)
    fi
    [ -n "$provisioning" ] || [ "$task" != install ] || choose_provisioning
}

# Whose a shop's file says it is; the program proves it.
shop_in() { json_field <(json_field "$1" body | tr -- -_ +/ | base64 -d 2> /dev/null) shop; }

# SHOP-1 to SHOP-99: what the office calls the files of a shop with several counters.
is_counter_of() { # NAME SHOP
    [ -n "$2" ] && [[ $1 == "$2"-* ]] && [[ ${1#"$2"-} =~ ^[1-9][0-9]?$ ]]
}

# Of a shop's file chosen by its name: the shop that the program is told to expect.
take_file() { # FILE NAME
    local inside
    inside=$(shop_in "$1")
    provisioning=$1 shop=$2
    if is_counter_of "$2" "$inside"; then shop=$inside; fi
}

shops_there=()  # whose files lie beside the installer
choose_provisioning() {
    local files=() file wish=$shop proven name several=()
    [ -n "$beside" ] || return 0
    # One waits already, and no shop was named.
    [ -n "$wish" ] || [ ! -f "$STATE/provisioning" ] || return 0
    for file in "$beside"/countersign/*.provisioning "$beside"/*.provisioning; do [ ! -f "$file" ] || files+=("$file"); done
    [ ${#files[@]} != 0 ] || return 0
    mapfile -t shops_there < <(printf '%s\n' "${files[@]##*/}" | sed 's/\.provisioning$//')
    if [ -z "$wish" ] && [ ${#files[@]} -gt 1 ]; then
        [ -z "$dry" ] || return 0
        [ -z "$silent" ] || wrong "there are ${#files[@]} files of shops: say which by --shop"
        printf '   %s\n' "${shops_there[@]}"
        wish=$(ask "Which shop is this computer for?" "")
        is_shop "$wish" || wrong "no shop's id: \"$wish\""
    fi
    proven=$(json_field "$STATE/shop.json" shop)
    for file in "${files[@]}"; do
        name=${file##*/} name=${name%.provisioning}
        if [ "$name" = "$wish" ]; then take_file "$file" "$wish"; return; fi
        if is_counter_of "$name" "$wish" && [ "$(shop_in "$file")" = "$wish" ]; then several+=("$name"); fi
    done
    if [ ${#several[@]} != 0 ]; then
        # Where it is a counter of that shop already there is nothing to choose.
        [ "$wish" != "$proven" ] || return 0
        choose_counter
        return
    fi
    # One file under whatever name: the program reads whose it is, and refuses one of another shop.
    # Where it is one already a foreign file is nothing to it.
    if [ -n "$proven" ] && [ "$wish" = "$proven" ]; then
        left "this is the counter of shop $proven; ${files[0]##*/} beside the installer is another's"
        return
    fi
    if [ ${#files[@]} = 1 ]; then provisioning=${files[0]}; fi
    [ -n "$provisioning" ] || [ -n "$proven" ] \
        || wrong "there is no file of shop $wish beside the installer; there are: ${shops_there[*]}"
}

# Which of a shop's counters this computer becomes: each has a file of its own.
choose_counter() { # sees choose_provisioning's
    local chosen=${several[0]}
    if [ ${#several[@]} -gt 1 ]; then
        shops_there=("${several[@]}")
        [ -z "$dry" ] || return 0
        [ -z "$silent" ] || wrong "shop $wish has several counters: say which by --shop: ${several[*]}"
        printf '   %s\n' "${several[@]}"
        chosen=$(ask "Which of the shop's counters is this one?" "")
    fi
    for file in "${files[@]}"; do
        [ "${file##*/}" = "$chosen.provisioning" ] && is_counter_of "$chosen" "$wish" || continue
        take_file "$file" "$chosen"
        return
    done
    wrong "there is no file \"$chosen\" beside the installer; there are: ${several[*]}"
}

# --- writing ---

# The whole file or the one before, whenever the current goes.
put_file() { # TARGET MODE, content on standard input
    local temporary=$1.new
    cat > "$temporary" || die "can't write $1" "is the disk full?"
    if [ -f "$1" ] && cmp -s "$temporary" "$1"; then
        rm -f "$temporary"
        if [ "$(stat -c '%a %u %g' "$1")" != "$2 0 0" ]; then
            chown 0:0 "$1" && chmod "$2" "$1" || die "can't give $1 to root" "is the disk writable?"
            changed "$1 is root's, mode $2, again"
        fi
        return 0
    fi
    chown 0:0 "$temporary" && chmod "$2" "$temporary" && sync "$temporary" && mv -f "$temporary" "$1" || die "can't write $1"
    changed "wrote $1"
}

counter_json() {
    local name value file=$ETC/counter.json
    printf '{\n  "version": 1,\n  "state": %s,\n  "user": %s' "$(json_text "$STATE")" "$(json_text "$user")"
    for name in shop operator language ring theme; do
        value=""
        case $name in
            theme) ;;
            shop) value=$(json_field "$STATE/shop.json" shop) ;;  # the one whose file was good
            *) value=${!name} ;;
        esac
        [ -n "$value" ] || value=$(json_field "$file" "$name")
        case $name in
            shop) is_shop "$value" || continue ;;
            operator) is_operator "$value" || continue ;;
            language) is_language "$value" || continue ;;
            ring) is_ring "$value" || continue ;;
            theme) case $value in light|dark) ;; *) continue ;; esac ;;
        esac
        printf ',\n  "%s": %s' "$name" "$(json_text "$value")"
    done
    value=$(json_number "$file" text_size)
    case $value in 100|125|150|200) printf ',\n  "text_size": %s' "$value" ;; esac
    printf '\n}\n'
}

# A file of the operator's that is there already is never exchanged because of a stick.
put_operators() { # SOURCE TARGET NAMED
    [ -n "$1" ] || return 0
    if [ -f "$2" ] && ! cmp -s "$1" "$2" && [ -z "$3" ]; then
        left "$2: the one beside the installer is another; if the operator changed it, name the new one by its option"
        return 0
    fi
    put_file "$2" 644 < "$1"
}

write_machine() {
    step "Settings of this computer"
    if [ -z "$user" ]; then left "nobody uses the counter yet: --kiosk or --desktop USER"; return; fi
    if ! getent passwd "$user" > /dev/null; then
        [ "$user" = "$KIOSK_USER" ] || die "there is no user $user on this computer any more, whose counter it was" \
            "run it without --repair and say who uses it from now on: --desktop USER, or --kiosk"
        # Made by the package; somebody took it away since.
        systemd-sysusers >> "$log" 2>&1
        getent passwd "$user" > /dev/null || die "there is no user $user" "install the package countersign anew (--repair)"
        changed "made the user $user again"
    fi
    [ -d "$ETC" ] || mkdir -p "$ETC" || die "can't make $ETC"
    if [ "$(stat -c '%a %u' "$ETC")" != "755 0" ]; then
        chown 0:0 "$ETC" && chmod 755 "$ETC" || die "can't give $ETC to root" "is the disk writable?"
        changed "$ETC is root's again"
    fi
    [ ! -f "$ETC/counter.json" ] || cat "$ETC/counter.json" >> "$log"
    put_file "$ETC/counter.json" 644 < <(counter_json)
    put_operators "$office" "$ETC/office.pub" "$office_named"
    put_operators "$ca" "$ETC/operator-ca.pem" "$ca_named"
    [ "$mode" != desktop ] || leave_kiosk
    own_state
}

# Who this computer believes from now on: put down before anything of the operator is installed. Mending believes nobody new.
pin_operator() {
    [ -n "$from" ] && [ ! -e "$ETC/updates.gpg" ] || return 0
    mkdir -p "$ETC" && chmod 755 "$ETC" || die "can't make $ETC" "is the disk full?"
    put_file "$ETC/updates.gpg" 644 < "$scratch/operator.gpg"
}

# The state folder is its user's and nobody else's.
own_state() {
    local owner foreign group real
    group=$(id -gn "$user")
    if [ ! -d "$STATE" ]; then
        install -d -m 700 -o "$user" -g "$group" "$STATE" || die "can't make $STATE"
        changed "made $STATE for $user"
        return
    fi
    # A link of root's may lead to it.
    real=$(readlink -f "$STATE")
    owner=$(stat -c %U "$real")
    # Links are not followed, and of files with several names the others may be anywhere: those stay.
    foreign=$(find "$real" -xdev ! -user "$user" \( -type d -o -links 1 \) -printf . | wc -c)
    if [ "$foreign" != 0 ]; then
        # Closed first: nobody puts something else in the place of a file meanwhile. The folder itself comes last.
        chown -h 0:0 "$real" && chmod 700 "$real" \
            && find "$real" -xdev -mindepth 1 ! -user "$user" \( -type d -o -links 1 \) -execdir chown -h "$user:$group" -- {} + \
            && chown -h "$user:$group" "$real" || die "can't give $STATE to $user" "run it again; if it stays, look for the disk's fault"
        if [ "$owner" != "$user" ]; then changed "$STATE belongs to $user now; it was ${owner}'s"
        else changed "$foreign files in $STATE belong to $user again"; fi
    fi
    if [ "$(stat -c %a "$real")" != 700 ]; then
        chmod 700 "$real" || die "can't close $STATE"
        changed "$STATE is for $user alone again"
    fi
}

# --- how it is started, and updated ---

kiosk_is_on() { [ -x /usr/sbin/countersign-kiosk ] && /usr/sbin/countersign-kiosk status >> "$log" 2>&1; }

# Before the state folder goes to somebody else: its program runs no more.
leave_kiosk() {
    kiosk_is_on || return 0
    quietly /usr/sbin/countersign-kiosk off || die "the kiosk was not switched off" "see $log; nothing of its state was touched"
    changed "this computer starts with its desktop again"
}

switch_mode() {
    [ "$mode" = kiosk ] || return 0
    if [ ! -x /usr/sbin/countersign-kiosk ]; then
        unwell=1
        missing "the package countersign-kiosk: this computer does not start with the counter"
    elif ! kiosk_is_on; then
        if quietly /usr/sbin/countersign-kiosk on; then changed "this computer starts with the counter from its next start on"
        else unwell=1; missing "a kiosk: it was not switched on, see $log"; fi
    fi
}

configure_updates() {
    local file=$ETC/updates.json source wanted_ring
    source=${updates:-$(json_field "$file" source)}
    wanted_ring=${ring:-$(json_field "$file" ring)}
    if [ -n "$updates$ring" ] && [ -n "$source" ]; then
        local hours
        hours=$(json_field "$file" idle_hours)
        put_file "$file" 644 < <(
            printf '{\n  "version": 1,\n  "source": %s' "$(json_text "$source")"
            # Unsaid here it is that of counter.json, or of the shop's file.
            [ -z "$wanted_ring" ] || printf ',\n  "ring": %s' "$(json_text "$wanted_ring")"
            case $hours in [0-9]*-[0-9]*) printf ',\n  "idle_hours": %s' "$(json_text "$hours")" ;; esac
            printf '\n}\n')
    fi
    [ -x /usr/sbin/countersign-update ] || return 0
    /usr/sbin/countersign-update --configure >> "$log" 2>&1 < /dev/null || left "updates: nobody has said yet where they come from; the shop's file may bring it, --updates says it, and a stick or a newer installer needs none"
}
