#!/usr/bin/env bash
# Installs the calendar programs and libraries that test/interop reads feeds with, from Debian's packages; those of npm come
# with `pnpm install`. What is there already is left as it is.
set -euo pipefail
cd "$(dirname "$0")"

wanted=(
  python3-icalendar python3-vobject
  gcc libc6-dev libical-dev pkg-config
  ruby ruby-icalendar
  libdata-ical-perl libjson-perl
  php-cli php-mbstring php-xml php-sabre-vobject php-horde-icalendar
  vdirsyncer khal calcurse
)

missing=()
for name in "${wanted[@]}"; do
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
done
if [ "${#missing[@]}" -gt 0 ]; then
  echo "apt-get install ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# libical is a library for C: its reader is built once.
built="$HOME/.cache/huitang/interop/libical"
if [ ! "$built" -nt readers/libical.c ]; then
  mkdir -p "$(dirname "$built")"
  # shellcheck disable=SC2046
  gcc -O1 -Wall -Wextra -Werror -o "$built" readers/libical.c $(pkg-config --cflags --libs libical)
fi

echo "what reads the feeds is there"
