#!/usr/bin/env bash
# A Debian package, made of the archive of a release: `deb.sh ARCHIVE FOLDER`. `cargo xtask dist` calls it. It needs dpkg-deb, and makes the
# same bytes from the same archive. HOMEPAGE in the environment is the project's address.
set -euo pipefail
archive=$1 folder=$2
name=$(basename "$archive" .tar.gz)
version=${name#musicapi-}
version=${version%-x86_64-unknown-linux-gnu}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xzf "$archive" -C "$work"
from=$work/$name to=$work/package
doc=$to/usr/share/doc/musicapi
# The package is as old as what is in it.
SOURCE_DATE_EPOCH=$(stat -c %Y "$from/CRATES.txt")
export SOURCE_DATE_EPOCH

put() { install -D -m "$1" "$2" "$3"; }
for program in musicapi musicapi-mock openapi-mock; do put 755 "$from/$program" "$to/usr/bin/$program"; done
for page in "$from"/man/*.1; do
  put 644 "$page" "$to/usr/share/man/man1/${page##*/}"
  gzip -n9 "$to/usr/share/man/man1/${page##*/}"
done
put 644 "$from/completions/musicapi.bash" "$to/usr/share/bash-completion/completions/musicapi"
put 644 "$from/completions/musicapi.zsh" "$to/usr/share/zsh/vendor-completions/_musicapi"
put 644 "$from/completions/musicapi.fish" "$to/usr/share/fish/vendor_completions.d/musicapi.fish"
put 644 "$from/guide.md" "$doc/guide.md"
put 644 "$from/CRATES.txt" "$doc/CRATES.txt"
put 644 "$from/CHANGELOG.md" "$doc/changelog"
gzip -n9 "$doc/changelog"
# All licence texts in the one file where Debian's users look for them.
{
  printf 'License: MIT or Apache-2.0, as you prefer. The crates in the programs have their own, below.\n\n'
  for text in "$from"/LICENSE-MIT "$from"/LICENSE-APACHE "$from"/LICENSES-OF-CRATES.txt; do cat "$text"; echo; done
} >"$work/copyright"
put 644 "$work/copyright" "$doc/copyright"

mkdir "$to/DEBIAN"
# A version with a hyphen, such as 1.0.0-rc.1, is older than 1.0.0, which Debian writes with a tilde.
cat >"$to/DEBIAN/control" <<CONTROL
Package: musicapi
Version: ${version/-/\~}
Architecture: amd64
Maintainer: the maintainers of musicapi
Depends: libc6 (>= 2.17)
Section: sound
Priority: optional
Installed-Size: $(du -sk --apparent-size "$to/usr" | cut -f 1)
${HOMEPAGE:+Homepage: $HOMEPAGE
}Description: make music with MusicAPI, and test programs that do
 The command musicapi makes songs from a terminal, one or a thousand from a spreadsheet.
 musicapi-mock is the service, offline, for tests in any language; openapi-mock
 does the same for any OpenAPI document.
CONTROL
find "$to" -type d -exec chmod 755 {} +
dpkg-deb --root-owner-group -Zxz --build "$to" "$folder/musicapi_${version/-/\~}_amd64.deb"
