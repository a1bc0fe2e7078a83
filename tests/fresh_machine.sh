#!/usr/bin/env bash
# Proves that both README commands run on a bare machine: a minimal Debian 12 in a folder, with
# python3, python3-venv, ca-certificates and git, and an ordinary user. Needs root and debootstrap.
#
#   tests/fresh_machine.sh [FOLDER]      (default: a new folder under /var/tmp, removed at the end)
#
# Debian's mirror and pip's settings are those of this machine.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
[ "$(id -u)" = 0 ] || { echo "error: this needs root, for chroot" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "error: this needs debootstrap (apt-get install debootstrap)" >&2; exit 1; }

root=${1:-$(mktemp -d /var/tmp/fresh-machine.XXXXXX)}
clean() {
    for mount in dev/shm dev proc; do mountpoint -q "$root/$mount" && umount "$root/$mount"; done
    [ $# -gt 0 ] || rm -rf "$root"
}
trap 'clean' EXIT

# What is set here for tinynpu does not count there.
for name in ${!TINYNPU_@}; do unset "$name"; done
mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
    head -n 1 | tr -d ' ' || true)
chmod 755 "$root"  # an ordinary user must get in
echo "== minimal Debian 12 in $root"
debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates,git \
    bookworm "$root" ${mirror:+"$mirror"} >"$root.log" 2>&1 || { tail "$root.log"; exit 1; }
rm -f "$root.log"

# The network as here: name service, certificates, package index.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/" 2>/dev/null || true
for name in /etc/ssl/certs /usr/local/share/ca-certificates; do
    [ -d "$name" ] && mkdir -p "$root$name" && cp -rL "$name/." "$root$name/" 2>/dev/null || true
done
# What pip is told here, from its files and from the environment.
settings=$({ python3 -m pip config list 2>/dev/null |
    sed -nE "s/^global\.([a-z-]+)='(.*)'$/PIP_\1=\2/p" | sed -E ':a; s/^(PIP_[a-z_]*)-/\1_/; ta' |
    sed -E 's/^(PIP_[a-z_]+)=/\U\1\E=/'; env; } | grep -E '^(PIP_|SSL_|REQUESTS_CA|https?_proxy|HTTPS?_PROXY|no_proxy|NO_PROXY)' || true)

mount --bind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"  # as every machine has it
mount -t proc proc "$root/proc"
chroot "$root" useradd --create-home user
git -C "$here" bundle create "$root/home/user/tinynpu.bundle" HEAD >/dev/null 2>&1
for tool in gcc cc g++ make perl-modules; do
    chroot "$root" sh -c "command -v $tool" && { echo "error: $tool is there" >&2; exit 1; }
done

as_user() {
    chroot "$root" su user -c "cd ~ && export HOME=/home/user && export $(printf '%s\n' "$settings" |
        sed -E "s/=(.*)/='\\1'/" | tr '\n' ' ') TERM=dumb && $1"
}
timed() {
    local begin=$SECONDS
    echo "== $2"
    as_user "cd tinynpu && $2"
    echo "== $1: $((SECONDS - begin)) s"
}
as_user "git clone -q tinynpu.bundle tinynpu"
timed "demo, first time" "./run demo"
timed "demo, second time" "./run demo"
timed "tests, first time" "./run test -q"
