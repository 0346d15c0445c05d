"""Fetches the vendor's own description of the service out of the source package of its client, and prints where it is.

The package is looked up and loaded by pip, as it is set up on this machine, and checked against the checksum below; it is unpacked, and
never built, installed or run: `pip download` would run its build to learn its dependencies, so only pip's finder is used.
"""

import hashlib
import pathlib
import sys
import tarfile

try:
    import pip
except ImportError:
    sys.exit("python3 has no pip; install it, or name the file of a description: cargo xtask drift FILE")

NAME, VERSION = "musicapi-sdk", "0.1.0"
SHA256 = "cd5a420da68b11ad5482d496bb2cc4c07c4d1c2e7e9855b9575de73450beaf06"
MEMBER = f"musicapi_sdk-{VERSION}/openapi.yaml"


def package():
    """The bytes of the source package. What isn't in pip's public face may be otherwise in another version of it."""
    try:
        return found()
    except (ImportError, AttributeError, TypeError) as error:
        sys.exit(
            f"pip {pip.__version__} isn't as this script knows pip ({error}); unpack {MEMBER} from the source package of "
            f"{NAME} {VERSION} by hand, and name it: cargo xtask drift FILE"
        )


def found():
    from pip._internal.commands import create_command
    from pip._vendor.packaging.specifiers import SpecifierSet

    command = create_command("download")
    options, _ = command.parse_args(["--no-deps", "--no-binary", ":all:", NAME])
    session = command._build_session(options)
    finder = command._build_package_finder(options, session)
    best = finder.find_best_candidate(NAME, SpecifierSet(f"=={VERSION}")).best_candidate
    if best is None:
        sys.exit(f"there is no source package {NAME} {VERSION}")
    return session.get(best.link.url_without_fragment).content


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"{NAME}-{VERSION}.tar.gz"
    if not archive.exists():
        archive.write_bytes(package())
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        archive.unlink()
        sys.exit(f"{NAME} {VERSION} has the checksum {found}, and {SHA256} is expected: look at what has changed")
    with tarfile.open(archive) as files:
        text = files.extractfile(MEMBER).read()
    description = folder / "vendor-openapi.yaml"
    description.write_bytes(text)
    print(description)


main()
